package pdf

import (
	"bytes"
	"errors"
	"io"
)

// A small reader of PDF syntax (ISO 32000-1, 7.2 and 7.3), enough for what
// Write makes. Nothing is copied: a value is the bytes it stands in, and is
// looked into only where something is asked of it.
type (
	// value is one PDF value, or an operator; nil is one that is missing.
	value []byte
	dict  []entry
	entry struct {
		key   []byte // without its slash
		value value
	}
)

// maxNesting bounds arrays in arrays, marked content in marked content, and
// elements in elements.
const maxNesting = 64

var errSyntax = errors.New("not a PDF that Wayleaf wrote: broken syntax")

// lexer steps through the values of a buffer.
type lexer struct {
	buf   []byte
	at    int
	depth int
}

// The classes of characters (ISO 32000-1, 7.2.2).
const (
	regular = iota
	space
	delimiter
)

var classes = [256]byte{
	0: space, '\t': space, '\n': space, '\v': space, '\f': space, '\r': space, ' ': space,
	'(': delimiter, ')': delimiter, '<': delimiter, '>': delimiter, '[': delimiter, ']': delimiter,
	'{': delimiter, '}': delimiter, '/': delimiter, '%': delimiter,
}

func (l *lexer) skipSpace() {
	for l.at < len(l.buf) && classes[l.buf[l.at]] == space {
		l.at++
	}
}

func (l *lexer) skipWord() {
	for l.at < len(l.buf) && classes[l.buf[l.at]] == regular {
		l.at++
	}
}

// take steps over a token if it comes next.
func (l *lexer) take(token string) bool {
	if rest := l.buf[l.at:]; len(rest) < len(token) || string(rest[:len(token)]) != token {
		return false
	}
	l.at += len(token)
	return true
}

// next returns the next value or operator. At the end it returns io.EOF.
func (l *lexer) next() (value, error) {
	l.skipSpace()
	if l.at >= len(l.buf) {
		return nil, io.EOF
	}
	start := l.at
	if err := l.skip(); err != nil {
		return nil, err
	}
	return l.buf[start:l.at:l.at], nil
}

// skip steps over the value that begins here.
func (l *lexer) skip() error {
	switch first := l.buf[l.at]; first {
	case '<':
		if l.take("<<") {
			return l.skipAll(">>")
		}
		return l.skipHex()
	case '[':
		l.at++
		return l.skipAll("]")
	case '(':
		l.at++
		return l.skipLiteral()
	case '/':
		l.at++
		l.skipWord()
	case ')', '>', ']', '{', '}', '%':
		return errSyntax
	default:
		l.skipWord()
		if first <= '9' {
			l.skipReference()
		}
	}
	return nil
}

// skipReference makes a reference of an object number, in the one form in which
// we write it.
func (l *lexer) skipReference() {
	if rest := l.buf[l.at:]; len(rest) >= 4 && string(rest[:4]) == generationZero && (len(rest) == 4 || classes[rest[4]] != regular) {
		l.at += len(generationZero)
	}
}

const generationZero = " 0 R"

// skipAll steps over the values of an array or dictionary, up to its end.
func (l *lexer) skipAll(end string) error {
	if l.depth++; l.depth > maxNesting {
		return errSyntax
	}
	for {
		l.skipSpace()
		switch {
		case l.at >= len(l.buf):
			return errSyntax
		case l.take(end):
			l.depth--
			return nil
		}
		if err := l.skip(); err != nil {
			return err
		}
	}
}

func (l *lexer) skipHex() error {
	for at := l.at; at < len(l.buf); at++ { // they are short
		if l.buf[at] == '>' {
			l.at = at + 1
			return nil
		}
	}
	return errSyntax
}

// skipLiteral steps over a string in parentheses; ours hold no nested ones
// unescaped.
func (l *lexer) skipLiteral() error {
	for ; l.at < len(l.buf); l.at++ {
		switch l.buf[l.at] {
		case ')':
			l.at++
			return nil
		case '\\':
			l.at++
		}
	}
	return errSyntax
}

// ref returns the object that a reference names.
func (v value) ref() (ref, bool) {
	number, ok := bytes.CutSuffix(v, []byte(generationZero))
	n, isNumber := value(number).int()
	return ref(n), ok && isNumber
}

// int returns a whole number that is not negative.
func (v value) int() (int, bool) {
	const mostDigits = 9
	if len(v) == 0 || len(v) > mostDigits {
		return 0, false
	}
	n := 0
	for _, digit := range v {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = 10*n + int(digit-'0')
	}
	return n, true
}

// name returns a name without its slash, and nil for other values.
func (v value) name() []byte {
	if len(v) == 0 || v[0] != '/' {
		return nil
	}
	return v[1:]
}

func (v value) isDict() bool { return v.between("<<", ">>") }

func (v value) isArray() bool { return v.between("[", "]") }

func (v value) isHex() bool { return v.between("<", ">") && !v.isDict() }

func (v value) between(first, last string) bool {
	return len(v) >= len(first)+len(last) && string(v[:len(first)]) == first && string(v[len(v)-len(last):]) == last
}

// array returns a reader of the values of an array; that of another value has
// none.
func (v value) array() lexer {
	if !v.isArray() {
		return lexer{}
	}
	return lexer{buf: v[1 : len(v)-1]}
}

// dict returns the entries of a dictionary, in the memory of another that is no
// longer needed.
func (v value) dict(memory dict) (dict, error) {
	if !v.isDict() {
		return nil, errSyntax
	}
	d := memory[:0]
	for l := (lexer{buf: v[2 : len(v)-2]}); ; {
		key, err := l.next()
		if err == io.EOF {
			return d, nil
		}
		if err != nil || key.name() == nil {
			return nil, errSyntax
		}
		v, err := l.next()
		if err != nil {
			return nil, errSyntax
		}
		d = append(d, entry{key.name(), v})
	}
}

// get returns the value of an entry, the last one if there are several.
func (d dict) get(key string) value {
	for i := len(d) - 1; i >= 0; i-- {
		if string(d[i].key) == key {
			return d[i].value
		}
	}
	return nil
}

// nextCode returns the first two-byte code of a string in hexadecimal, and what
// follows it.
func nextCode(digits []byte) (code uint16, rest []byte, err error) {
	if len(digits) < 4 {
		return 0, nil, errSyntax
	}
	a, b, c, d := hexDigits[digits[0]], hexDigits[digits[1]], hexDigits[digits[2]], hexDigits[digits[3]]
	if a|b|c|d > 0xF {
		return 0, nil, errSyntax
	}
	return uint16(a)<<12 | uint16(b)<<8 | uint16(c)<<4 | uint16(d), digits[4:], nil
}

// hex returns the digits of a string in hexadecimal.
func (v value) hex() ([]byte, error) {
	if !v.isHex() {
		return nil, errSyntax
	}
	return v[1 : len(v)-1], nil
}

// hexDigits are the values of hexadecimal digits; others have one above 15.
var hexDigits = func() (digits [256]byte) {
	for i := range digits {
		digits[i] = 0xFF
	}
	for i, digit := range []byte("0123456789ABCDEF") {
		digits[digit] = byte(i)
	}
	for i, digit := range []byte("abcdef") {
		digits[digit] = byte(10 + i)
	}
	return digits
}()
