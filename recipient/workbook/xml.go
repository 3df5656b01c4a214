package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// A scanner reads the XML of one part of a workbook, in memory that its longest
// tag or text bounds. It knows elements, attributes and text; it leaves out
// comments and namespaces, and refuses what no workbook holds, such as a
// document type with its entities. It is ten times as fast as encoding/xml, and
// a sheet of 100,000 rows has 20 million tags.
type scanner struct {
	in    *bufio.Reader
	limit int // bytes of a tag or a text

	name       []byte // of the element, without its namespace
	attributes []attribute
	text       []byte
	raw        []byte
	closing    bool // an end follows: the element was <like this/>
}

type attribute struct{ name, value []byte }

type event int

const (
	start event = iota
	end
	text
)

var (
	errXML     = errors.New("the workbook is damaged")
	errTooLong = errors.New("a part of the workbook is longer than any cell")
)

func newScanner(r io.Reader, limit int) *scanner {
	in := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := in.Peek(3); string(mark) == "\xef\xbb\xbf" {
		in.Discard(3)
	}
	return &scanner{in: in, limit: limit}
}

// next returns what comes next; io.EOF after the last. What it fills is good
// until the next call.
func (s *scanner) next() (event, error) {
	if s.closing {
		s.closing = false
		return end, nil
	}
	for {
		first, err := s.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if first != '<' {
			s.in.UnreadByte()
			return text, s.readText()
		}
		switch first, err = s.in.ReadByte(); {
		case err != nil:
			return 0, unexpected(err)
		case first == '?':
			err = s.skipTo("?>")
		case first == '!':
			var found bool
			if found, err = s.declaration(); found {
				return text, err
			}
		default:
			s.in.UnreadByte()
			return s.readTag()
		}
		if err != nil {
			return 0, err
		}
	}
}

func unexpected(err error) error {
	if err == io.EOF {
		return errXML
	}
	return err
}

// declaration reads what follows "<!": a comment, or text in CDATA.
func (s *scanner) declaration() (isText bool, err error) {
	if ahead, _ := s.in.Peek(2); string(ahead) == "--" {
		return false, s.skipTo("-->")
	}
	if ahead, _ := s.in.Peek(7); string(ahead) != "[CDATA[" {
		return false, errXML
	}
	s.in.Discard(7)
	s.text = s.text[:0]
	for !bytes.HasSuffix(s.text, []byte("]]>")) {
		b, err := s.in.ReadByte()
		if err != nil {
			return true, unexpected(err)
		}
		if s.text = append(s.text, b); len(s.text) > s.limit {
			return true, errTooLong
		}
	}
	s.text = s.text[:len(s.text)-3]
	return true, nil
}

func (s *scanner) skipTo(mark string) error {
	matched := ""
	for matched != mark {
		b, err := s.in.ReadByte()
		if err != nil {
			return unexpected(err)
		}
		if matched += string(b); len(matched) > len(mark) {
			matched = matched[1:]
		}
	}
	return nil
}

// until fills raw with everything before the delimiter, which is read too
// unless the part ends first.
func (s *scanner) until(delimiter byte) error {
	for {
		part, err := s.in.ReadSlice(delimiter)
		if s.raw = append(s.raw, part...); len(s.raw) > s.limit {
			return errTooLong
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func (s *scanner) readText() error {
	s.raw = s.raw[:0]
	switch err := s.until('<'); {
	case err == nil:
		s.in.UnreadByte()
		s.raw = s.raw[:len(s.raw)-1]
	case err != io.EOF:
		return err
	}
	var ok bool
	if s.text, ok = unescape(s.text[:0], s.raw); !ok {
		return errXML
	}
	return nil
}

func (s *scanner) readTag() (event, error) {
	s.raw = s.raw[:0]
	for open, read := byte(0), 0; read == 0 || open != 0; read = len(s.raw) { // a > may stand in a value
		if err := s.until('>'); err != nil {
			return 0, unexpected(err)
		}
		open = openQuote(open, s.raw[read:])
	}
	tag := s.raw[:len(s.raw)-1]
	if len(tag) > 0 && tag[0] == '/' {
		s.name = local(bytes.TrimSpace(tag[1:]))
		return end, nil
	}
	if s.closing = bytes.HasSuffix(tag, []byte("/")); s.closing {
		tag = tag[:len(tag)-1]
	}
	return start, s.readAttributes(tag)
}

// openQuote is the quotation mark of the value that is open behind the part of
// a tag, 0 for none, given the one that was open before it.
func openQuote(open byte, part []byte) byte {
	for _, b := range part {
		switch {
		case open == 0 && (b == '"' || b == '\''):
			open = b
		case b == open:
			open = 0
		}
	}
	return open
}

func (s *scanner) readAttributes(tag []byte) error {
	s.attributes = s.attributes[:0]
	name, rest := cutBlank(tag)
	if s.name = local(name); len(s.name) == 0 {
		return errXML
	}
	for rest = bytes.TrimLeft(rest, blanks); len(rest) > 0; rest = bytes.TrimLeft(rest, blanks) {
		name, after, found := bytes.Cut(rest, []byte{'='})
		after = bytes.TrimLeft(after, blanks)
		if !found || len(after) < 2 || after[0] != '"' && after[0] != '\'' {
			return errXML
		}
		value, behind, found := bytes.Cut(after[1:], after[:1])
		if !found {
			return errXML
		}
		s.attributes = append(s.attributes, attribute{local(bytes.TrimSpace(name)), value})
		rest = behind
	}
	return nil
}

const blanks = " \t\r\n"

func cutBlank(tag []byte) (name, rest []byte) {
	if i := bytes.IndexAny(tag, blanks); i >= 0 {
		return tag[:i], tag[i:]
	}
	return tag, nil
}

// local is a name without its namespace.
func local(name []byte) []byte {
	return name[bytes.IndexByte(name, ':')+1:]
}

func (s *scanner) is(name string) bool { return string(s.name) == name }

// attribute returns a value as it stands in the file, or nil.
func (s *scanner) attribute(name string) []byte {
	for _, a := range s.attributes {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// words is an attribute with its entities read.
func (s *scanner) words(name string) string {
	value, _ := unescape(nil, s.attribute(name))
	return string(value)
}

// yes reports whether an attribute is set.
func (s *scanner) yes(name string) bool {
	value := string(s.attribute(name))
	return value == "1" || value == "true" || value == "on"
}

var entities = map[string]byte{"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\''}

// unescape appends text with its entities and line ends replaced.
func unescape(to, escaped []byte) ([]byte, bool) {
	for {
		i := bytes.IndexAny(escaped, "&\r")
		if i < 0 {
			return append(to, escaped...), true
		}
		to = append(to, escaped[:i]...)
		if escaped[i] == '\r' { // XML knows one line end
			escaped = bytes.TrimPrefix(escaped[i+1:], []byte{'\n'})
			to = append(to, '\n')
			continue
		}
		name, rest, found := bytes.Cut(escaped[i+1:], []byte{';'})
		if !found || len(name) > 10 {
			return to, false
		}
		if b := entities[string(name)]; b != 0 {
			to = append(to, b)
		} else if char, ok := numbered(string(name)); ok {
			to = utf8.AppendRune(to, char)
		} else {
			return to, false
		}
		escaped = rest
	}
}

// numbered reads #65 and #x41.
func numbered(name string) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
