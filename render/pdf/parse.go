package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// A small reader of PDF syntax (ISO 32000-1, 7.2 and 7.3), enough for what
// Write makes. Values are nil, bool, float64, name, []byte for strings,
// []any, dict, ref and *stream.
type (
	name   string
	dict   map[string]any
	stream struct {
		dict dict
		data []byte
	}
	keyword string
)

// Bounds on hostile files.
const (
	maxNesting  = 64
	maxInflated = 64 << 20
	maxObjects  = 1 << 20
)

var errSyntax = errors.New("not a PDF that Wayleaf wrote: broken syntax")

// lexer reads values from a buffer.
type lexer struct {
	buf   []byte
	at    int
	depth int
}

func isWhite(c byte) bool { return c == ' ' || c >= 9 && c <= 13 || c == 0 }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skipWhite() {
	for l.at < len(l.buf) && isWhite(l.buf[l.at]) {
		l.at++
	}
}

func (l *lexer) word() string {
	start := l.at
	for l.at < len(l.buf) && !isWhite(l.buf[l.at]) && !isDelimiter(l.buf[l.at]) {
		l.at++
	}
	return string(l.buf[start:l.at])
}

// take steps over a token if it comes next.
func (l *lexer) take(token string) bool {
	if !bytes.HasPrefix(l.buf[l.at:], []byte(token)) {
		return false
	}
	l.at += len(token)
	return true
}

// value reads the next value, or an operator as a keyword. At the end it
// returns io.EOF.
func (l *lexer) value() (any, error) {
	l.skipWhite()
	if l.at >= len(l.buf) {
		return nil, io.EOF
	}
	if l.depth++; l.depth > maxNesting {
		return nil, errSyntax
	}
	defer func() { l.depth-- }()
	switch {
	case l.take("<<"):
		return l.dict()
	case l.take("["):
		return l.array()
	case l.take("<"):
		return l.hex()
	case l.take("("):
		return l.literal()
	case l.take("/"):
		return name(l.word()), nil
	}
	return l.atom()
}

func (l *lexer) atom() (any, error) {
	start := l.at
	word := l.word()
	switch word {
	case "":
		l.at = start + 1
		return nil, errSyntax
	case "true", "false":
		return word == "true", nil
	case "null":
		return nil, nil
	}
	number, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return keyword(word), nil
	}
	if r, ok := l.reference(number); ok {
		return r, nil
	}
	return number, nil
}

// reference reads "0 R" after an object number.
func (l *lexer) reference(number float64) (ref, bool) {
	if number < 1 || number > maxObjects || number != float64(int(number)) {
		return 0, false
	}
	back := l.at
	if l.skipWhite(); l.take("0") {
		if l.skipWhite(); l.take("R") && (l.at >= len(l.buf) || isWhite(l.buf[l.at]) || isDelimiter(l.buf[l.at])) {
			return ref(number), true
		}
	}
	l.at = back
	return 0, false
}

func (l *lexer) dict() (any, error) {
	d := dict{}
	for {
		l.skipWhite()
		if l.take(">>") {
			return d, nil
		}
		key, err := l.value()
		if err != nil {
			return nil, errSyntax
		}
		k, ok := key.(name)
		if !ok {
			return nil, errSyntax
		}
		if d[string(k)], err = l.value(); err != nil {
			return nil, errSyntax
		}
	}
}

func (l *lexer) array() (any, error) {
	array := []any{}
	for {
		l.skipWhite()
		if l.take("]") {
			return array, nil
		}
		v, err := l.value()
		if err != nil {
			return nil, errSyntax
		}
		array = append(array, v)
	}
}

func (l *lexer) hex() (any, error) {
	end := bytes.IndexByte(l.buf[l.at:], '>')
	if end < 0 || end%2 != 0 {
		return nil, errSyntax
	}
	s := make([]byte, end/2)
	for i := range s {
		v, err := strconv.ParseUint(string(l.buf[l.at+2*i:l.at+2*i+2]), 16, 8)
		if err != nil {
			return nil, errSyntax
		}
		s[i] = byte(v)
	}
	l.at += end + 1
	return s, nil
}

// literal reads a string in parentheses; ours hold no nested ones unescaped.
func (l *lexer) literal() (any, error) {
	s := []byte{}
	for ; l.at < len(l.buf); l.at++ {
		switch c := l.buf[l.at]; c {
		case ')':
			l.at++
			return s, nil
		case '\\':
			l.at++
			if l.at < len(l.buf) {
				s = append(s, l.buf[l.at])
			}
		default:
			s = append(s, c)
		}
	}
	return nil, errSyntax
}

// file is a parsed PDF with its cross-reference stream.
type file struct {
	buf     []byte
	places  []objectPlace
	trailer dict
	holders map[ref][]any // objects of the object streams read so far
}

// openFile reads the cross-reference stream.
func openFile(buf []byte) (*file, error) {
	f := &file{buf: buf, holders: map[ref][]any{}}
	at := bytes.LastIndex(buf, []byte("startxref"))
	if at < 0 {
		return nil, errSyntax
	}
	l := lexer{buf: buf, at: at + len("startxref")}
	offset, err := l.value()
	start, ok := offset.(float64)
	if err != nil || !ok || start < 0 || start >= float64(len(buf)) {
		return nil, errSyntax
	}
	table, err := f.indirect(int(start))
	if err != nil {
		return nil, err
	}
	s, ok := table.(*stream)
	if !ok {
		return nil, errSyntax
	}
	rows, err := s.inflated()
	if err != nil {
		return nil, err
	}
	const width = 1 + 4 + 2
	for ; len(rows) >= width; rows = rows[width:] {
		offset := uint32(rows[1])<<24 | uint32(rows[2])<<16 | uint32(rows[3])<<8 | uint32(rows[4])
		f.places = append(f.places, objectPlace{rows[0], offset, uint32(rows[5])<<8 | uint32(rows[6])})
	}
	f.trailer = s.dict
	return f, nil
}

// indirect reads the object that begins at an offset.
func (f *file) indirect(offset int) (any, error) {
	l := lexer{buf: f.buf, at: min(offset, len(f.buf))}
	for range 3 { // number, generation, "obj"
		if _, err := l.value(); err != nil {
			return nil, errSyntax
		}
	}
	v, err := l.value()
	if err != nil {
		return nil, errSyntax
	}
	d, ok := v.(dict)
	l.skipWhite()
	if !ok || !l.take("stream\n") {
		return v, nil
	}
	length, _ := d["Length"].(float64)
	if length < 0 || length > float64(len(f.buf)-l.at) {
		return nil, errSyntax
	}
	return &stream{d, f.buf[l.at : l.at+int(length)]}, nil
}

// inflated returns the data of a stream.
func (s *stream) inflated() ([]byte, error) {
	if s.dict["Filter"] == nil {
		return s.data, nil
	}
	r, err := zlib.NewReader(bytes.NewReader(s.data))
	if err != nil {
		return nil, fmt.Errorf("broken stream: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(r, maxInflated+1))
	if err != nil {
		return nil, fmt.Errorf("broken stream: %w", err)
	}
	if len(data) > maxInflated {
		return nil, errors.New("a stream is too large")
	}
	return data, nil
}

// resolve follows a reference; a missing object is nil.
func (f *file) resolve(v any) (any, error) {
	r, ok := v.(ref)
	if !ok {
		return v, nil
	}
	if int(r) >= len(f.places) {
		return nil, nil
	}
	switch p := f.places[r]; p.kind {
	case 1:
		return f.indirect(int(p.offset))
	case 2:
		held, err := f.held(ref(p.offset))
		if err != nil || int(p.index) >= len(held) {
			return nil, err
		}
		return held[p.index], nil
	}
	return nil, nil
}

// held returns the objects of an object stream.
func (f *file) held(holder ref) ([]any, error) {
	if objects, ok := f.holders[holder]; ok {
		return objects, nil
	}
	if int(holder) >= len(f.places) || f.places[holder].kind != 1 {
		return nil, errSyntax
	}
	v, err := f.indirect(int(f.places[holder].offset))
	s, ok := v.(*stream)
	if err != nil || !ok {
		return nil, errSyntax
	}
	data, err := s.inflated()
	if err != nil {
		return nil, err
	}
	first, _ := s.dict["First"].(float64)
	if first < 0 || first > float64(len(data)) {
		return nil, errSyntax
	}
	var objects []any
	for l := (lexer{buf: data, at: int(first)}); ; {
		object, err := l.value()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	f.holders[holder] = objects
	return objects, nil
}

// dictAt resolves an entry that must be a dictionary.
func (f *file) dictAt(v any) (dict, error) {
	v, err := f.resolve(v)
	if err != nil {
		return nil, err
	}
	if s, ok := v.(*stream); ok {
		return s.dict, nil
	}
	d, ok := v.(dict)
	if !ok {
		return nil, errSyntax
	}
	return d, nil
}
