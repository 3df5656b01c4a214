package fhir

import (
	"bufio"
	"io"
	"strings"

	"wayleaf/recipient/table"
)

// An extent is where a resource stands in the file.
type extent struct {
	member string // "entry" or "contained" for an element of that list, "" for an object of its own
	at     int64
	length int64
	line   int
}

// A skimmer goes through JSON byte by byte and finds the extents of the entries
// of bundles and lists, and of objects on their own (one a line, or one after
// the other). It reads no value: memory does not grow with the file. What it
// finds is JSON only if it can be decoded.
type skimmer struct {
	in     *bufio.Reader
	offset int64
	line   int
	open   []level // what is open, down to deepest
	depth  int     // what is open
	ready  []extent
	stamp  string // the timestamp of the bundle, once it was passed
}

// level is an object or a list that is open.
type level struct {
	bracket byte
	wantKey bool
	key     string // of the value that comes
	entries bool   // a list of entries was seen in the object
	extent  extent
}

const deepest = 3

func newSkimmer(r io.Reader) *skimmer {
	s := &skimmer{in: bufio.NewReaderSize(r, 64<<10), line: 1}
	if mark, _ := s.in.Peek(3); string(mark) == "\xef\xbb\xbf" {
		s.in.Discard(3)
		s.offset = 3
	}
	return s
}

// next returns the next extent, or io.EOF.
func (s *skimmer) next() (extent, error) {
	for len(s.ready) == 0 {
		b, err := s.read()
		if err == io.EOF && s.depth > 0 {
			return extent{}, s.stop("the file is cut off")
		}
		if err != nil {
			return extent{}, err
		}
		if err := s.take(b); err != nil {
			return extent{}, err
		}
	}
	first := s.ready[0]
	s.ready = s.ready[1:]
	return first, nil
}

func (s *skimmer) stop(what string) error {
	return &table.Unreadable{Line: s.line, Column: 1, What: what, Hint: "export it again", Stop: true}
}

func (s *skimmer) read() (byte, error) {
	b, err := s.in.ReadByte()
	if err == nil {
		s.offset++
	}
	if b == '\n' {
		s.line++
	}
	return b, err
}

func (s *skimmer) take(b byte) error {
	switch b {
	case '{', '[':
		return s.opens(b)
	case '}', ']':
		return s.closes(b)
	case '"':
		return s.text()
	case ',':
		if top := s.top(); top != nil {
			top.wantKey = top.bracket == '{'
		}
	default:
		if s.depth == 0 && !strings.ContainsRune(" \t\r\n", rune(b)) {
			return s.stop("the file is not JSON of objects")
		}
	}
	return nil
}

// top is the innermost level, or nil if it lies too deep to matter.
func (s *skimmer) top() *level {
	if s.depth == 0 || s.depth > deepest {
		return nil
	}
	return &s.open[s.depth-1]
}

func (s *skimmer) opens(b byte) error {
	member := s.memberOf()
	if s.depth == 0 && b == '[' {
		return s.stop("the file is a JSON list, and no bundle")
	}
	s.depth++
	if s.depth > deepest {
		return nil
	}
	s.open = append(s.open[:s.depth-1], level{bracket: b, wantKey: b == '{',
		extent: extent{member: member, at: s.offset - 1, line: s.line}})
	if s.depth == 2 && b == '[' && s.open[0].key == "entry" {
		s.open[0].entries = true
	}
	return nil
}

// memberOf names the list of the object on top whose element begins here.
func (s *skimmer) memberOf() string {
	if s.depth == 2 && s.open[1].bracket == '[' && (s.open[0].key == "entry" || s.open[0].key == "contained") {
		return s.open[0].key
	}
	return ""
}

func (s *skimmer) closes(b byte) error {
	if s.depth == 0 {
		return s.stop("a bracket closes that never opened")
	}
	if top := s.top(); top != nil {
		if top.bracket != map[byte]byte{'}': '{', ']': '['}[b] {
			return s.stop("the brackets of the file do not match")
		}
		top.extent.length = s.offset - top.extent.at
		if top.extent.member != "" || s.depth == 1 && !top.entries {
			s.ready = append(s.ready, top.extent)
		}
	}
	s.depth--
	return nil
}

// text passes over a string, and keeps it where it is the name of a member of
// one of the outer objects.
func (s *skimmer) text() error {
	top := s.top()
	key := top != nil && top.wantKey
	stamp := s.depth == 1 && !key && s.open[0].key == "timestamp"
	var kept []byte
	for escaped := false; ; {
		b, err := s.read()
		switch {
		case err == io.EOF:
			return s.stop("the file is cut off")
		case err != nil:
			return err
		case escaped:
			escaped = false
		case b == '\\':
			escaped = true
		case b == '"':
			if key {
				top.key, top.wantKey = string(kept), false
			}
			if stamp {
				s.stamp = string(kept)
			}
			return nil
		}
		if (key || stamp) && len(kept) < 40 {
			kept = append(kept, b)
		}
	}
}
