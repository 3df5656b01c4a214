package table

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings by the names that a user may give.
const (
	utf8Name    = "UTF-8"
	utf16LE     = "UTF-16LE"
	utf16BE     = "UTF-16BE"
	windows1252 = Windows1252
)

// Windows1252 is the name of the encoding that files without a mark are taken to
// have when they are not UTF-8: a guess that a reader may want to look at.
const Windows1252 = "windows-1252"

// Encodings are the names of the encodings that can be read.
func Encodings() []string { return []string{utf8Name, utf16LE, utf16BE, windows1252} }

var decoders = map[string]encoding.Encoding{
	utf16LE:     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	utf16BE:     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	windows1252: charmap.Windows1252,
}

var marks = []struct{ mark, name string }{
	{"\xef\xbb\xbf", utf8Name},
	{"\xff\xfe", utf16LE},
	{"\xfe\xff", utf16BE},
}

// decoded returns the text of a file as UTF-8 without a byte order mark, and
// what its encoding is. Bytes that are no UTF-8 come through where the encoding
// is UTF-8; in the other encodings a lost character comes as U+FFFD.
func decoded(r io.ReaderAt, size int64, given string) (io.Reader, Form, error) {
	form := Form{Encoding: given}
	var mark int64
	start := make([]byte, 1024)
	n, err := r.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, form, err
	}
	for _, m := range marks {
		if bytes.HasPrefix(start[:n], []byte(m.mark)) && (given == "" || given == m.name) {
			form.Encoding, mark = m.name, int64(len(m.mark))
			break
		}
	}
	if form.Encoding == "" {
		form.Guessed = true
		if form.Encoding, err = guess(r, size, start[:n]); err != nil {
			return nil, form, err
		}
	}
	text := io.Reader(io.NewSectionReader(r, mark, size-mark))
	if decoder := decoders[form.Encoding]; decoder != nil {
		text = decoder.NewDecoder().Reader(text)
	}
	return text, form, nil
}

// guess names the encoding of a file without a mark. Every other byte of Latin
// text in UTF-16 is 0. A file that has letters beyond ASCII, and all of them as
// bytes that UTF-8 cannot hold, is taken for Windows-1252; one that has both
// kinds is UTF-8 with damage, and the damaged cells will be refused: to read it
// as Windows-1252 would spoil every name that is right.
func guess(r io.ReaderAt, size int64, start []byte) (string, error) {
	if name := utf16ByZeros(start); name != "" {
		return name, nil
	}
	good, bad, err := countLetters(io.NewSectionReader(r, 0, size))
	if err != nil {
		return "", err
	}
	if bad > 0 && good == 0 {
		return windows1252, nil
	}
	return utf8Name, nil
}

func utf16ByZeros(start []byte) string {
	var zeros [2]int
	for i, b := range start {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(start) / 2
	switch {
	case half < 8:
		return ""
	case zeros[1] > half*3/4 && zeros[0] == 0:
		return utf16LE
	case zeros[0] > half*3/4 && zeros[1] == 0:
		return utf16BE
	}
	return ""
}

// forged reports whether a text starts with bytes that are built like a character
// of UTF-8 but are none: half a pair of UTF-16, or a character in more bytes than
// it needs. In no other encoding do they mean anything.
func forged(text []byte) bool {
	if len(text) < 2 || text[1]&0xc0 != 0x80 {
		return false
	}
	surrogate := text[0] == 0xed && text[1] >= 0xa0
	overlong := text[0] == 0xc0 || text[0] == 0xc1 || text[0] == 0xe0 && text[1] < 0xa0
	return surrogate || overlong
}

// countLetters counts the characters beyond ASCII that are UTF-8, or look like
// it, and the bytes that do not.
func countLetters(r io.Reader) (good, bad int, err error) {
	buffer := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buffer[kept:])
		rest := buffer[:kept+n]
		for len(rest) > 0 && (utf8.FullRune(rest) || err != nil) {
			if rest[0] < utf8.RuneSelf {
				rest = rest[1:]
				continue
			}
			char, size := utf8.DecodeRune(rest)
			if char == utf8.RuneError && size == 1 && !forged(rest) {
				bad++
			} else {
				good++
			}
			rest = rest[size:]
		}
		if err == io.EOF {
			return good, bad, nil
		}
		if err != nil {
			return good, bad, err
		}
		kept = copy(buffer, rest)
	}
}
