package workbook

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// words are the texts that the cells of a workbook share, by number. They stand
// one after the other in one piece of memory.
type words struct {
	all  []byte
	ends []uint32
}

var errWords = errors.New("the texts of the workbook are far more than those of any list")

func (b *book) readWords() (words, error) {
	var w words
	part := b.kinds["sharedStrings"]
	if part == "" {
		return w, nil
	}
	s, err := b.open(part)
	if err != nil {
		return w, err
	}
	for {
		e, err := s.next()
		if err == io.EOF {
			return w, nil
		}
		if err == nil && e == start && s.is("si") {
			err = w.read(s)
		}
		if err != nil {
			return w, err
		}
		if int64(len(w.all)+4*len(w.ends)) > b.limits.Words {
			return w, errWords
		}
	}
}

func (w *words) read(s *scanner) (err error) {
	w.all, err = richText(w.all, s, "si")
	w.ends = append(w.ends, uint32(len(w.all)))
	return err
}

// at returns the text of a number as it stands in a cell.
func (w *words) at(number []byte) (string, bool) {
	i, err := strconv.Atoi(string(number))
	if err != nil || i < 0 || i >= len(w.ends) {
		return "", false
	}
	begin := uint32(0)
	if i > 0 {
		begin = w.ends[i-1]
	}
	return string(w.all[begin:w.ends[i]]), true
}

// richText appends the text of an element that has just opened, without the
// reading aids (rPh) that East Asian texts carry.
func richText(to []byte, s *scanner, element string) ([]byte, error) {
	inText, aids, begin := false, 0, len(to)
	for {
		e, err := s.next()
		switch {
		case err != nil:
			return to, unexpected(err)
		case e == text && inText && aids == 0:
			if to = append(to, s.text...); len(to)-begin > s.limit {
				return to, errTooLong
			}
		case e != text && s.is("rPh"):
			aids += map[event]int{start: 1, end: -1}[e]
		case e != text && s.is("t"):
			inText = e == start
		case e == end && s.is(element):
			return append(to[:begin], unhex(to[begin:])...), nil
		}
	}
}

// unhex reads the characters that XML cannot hold, which are written _x000D_
// (ECMA-376 part 1, 22.9.2.19). Half a pair of UTF-16 becomes bytes that are no
// UTF-8, so that it is refused like any other damage.
func unhex(escaped []byte) []byte {
	if !bytes.Contains(escaped, []byte("_x")) {
		return escaped
	}
	var out []byte
	for i := 0; i < len(escaped); i++ {
		code, ok := hexAt(escaped[i:])
		if !ok {
			out = append(out, escaped[i])
			continue
		}
		i += len("_x000D_") - 1
		if low, ok := hexAt(escaped[i+1:]); ok && utf16.IsSurrogate(code) {
			if pair := utf16.DecodeRune(code, low); pair != utf8.RuneError {
				out = utf8.AppendRune(out, pair)
				i += len("_x000D_")
				continue
			}
		}
		if utf16.IsSurrogate(code) {
			out = append(out, 0xed, 0xa0, 0x80)
			continue
		}
		out = utf8.AppendRune(out, code)
	}
	return out
}

func hexAt(text []byte) (rune, bool) {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	code, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return rune(code), err == nil
}

// maxLooks bounds the cell formats; Excel itself allows 65,490.
const maxLooks = 1 << 17

// readLooks returns the looks by the number that cells name them with.
func (b *book) readLooks() ([]look, error) {
	part := b.kinds["styles"]
	if part == "" {
		return nil, nil
	}
	custom := map[int]look{}
	var looks []look
	inCells := false
	s, err := b.open(part)
	if err != nil {
		return nil, err
	}
	for {
		e, err := s.next()
		if err == io.EOF {
			return looks, nil
		}
		if err != nil || len(looks) > maxLooks || len(custom) > maxLooks {
			return nil, unexpected(errors.Join(err, errXML))
		}
		id, _ := strconv.Atoi(s.words("numFmtId"))
		switch {
		case e == text:
		case s.is("cellXfs"):
			inCells = e == start
		case e == start && s.is("numFmt"):
			custom[id] = lookOf(s.words("formatCode"))
		case e == start && s.is("xf") && inCells:
			l, ok := custom[id]
			if !ok {
				l = builtIn(id)
			}
			looks = append(looks, l)
		}
	}
}
