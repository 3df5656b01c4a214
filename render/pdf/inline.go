package pdf

import (
	"fmt"
	"unicode"

	"wayleaf/document"
)

// lineEnd stands for a Break and is printed as a space.
const lineEnd = '\u2028'

// look is what sets a run of text apart from its neighbours.
type look struct {
	bold     bool
	family   family // looked in first
	language string
	node     *node // owner in the structure tree; nil for furniture
	color    color
	whole    bool // no line break inside
	value    bool // put in from outside
	field    string
}

// prose is one paragraph on its way to lines: runes with isolates in place,
// and the look of each.
type prose struct {
	runes       []rune
	looks       []look
	at          []uint32 // index into looks, for each rune
	rightToLeft bool
}

// flattener turns an inline run into prose. Page numbers are known only
// after pages are; elsewhere they are complaints.
type flattener struct {
	prose
	page, pages int // 0 outside furniture
	complain    func(rule, what, hint string)
}

func (f *flattener) add(run []document.Inline, l look) {
	for _, inline := range run {
		f.addInline(inline, l)
	}
}

func (f *flattener) addInline(inline document.Inline, l look) {
	switch i := inline.(type) {
	case document.Text:
		f.text(string(i), l)
	case document.Strong:
		l.bold = true
		f.add(i.Inlines, l)
	case document.Link:
		f.link(i, l)
	case document.Span:
		f.span(i, l)
	case document.Value:
		f.value(i, l)
	case document.Said:
		f.add(i.Inlines, l)
	case document.Break:
		f.rune(lineEnd, l)
	case document.PageNumber:
		f.number(f.page, l)
	case document.PageCount:
		f.number(f.pages, l)
	case document.Message:
		f.complain("pdf/unspoken", fmt.Sprintf("message %q has no words yet", i.Key), "speak the outline in a language before writing it")
	default:
		f.complain("pdf/unknown-node", fmt.Sprintf("inline node %T is not known", inline), "")
	}
}

// done returns the prose, and the memory it may have grown.
func (f *flattener) done(s *shaper) *prose {
	s.runes, s.at = f.runes, f.at
	return &f.prose
}

// finish ends right-to-left prose with a space, which hangs over the margin:
// readers see no gap between it and what stands to its left, such as the value
// beside a label.
func (f *flattener) finish() {
	if n := len(f.runes); f.rightToLeft && n > 0 {
		f.rune(' ', f.looks[f.at[n-1]])
	}
}

// text adds words. White space is a plain space, and characters that order
// text or are not printed are left out, so that no value can reorder a line.
func (f *flattener) text(s string, l look) {
	if s == "" {
		return
	}
	at := f.look(l)
	for _, r := range s {
		switch {
		case r == '\u00A0' || r == '\u202F':
			r = '\u00A0'
		case unicode.IsSpace(r):
			r = ' '
		case unprinted(r):
			continue
		}
		f.runes, f.at = append(f.runes, r), append(f.at, at)
	}
}

// unprinted reports characters without ink that only steer other programs.
func unprinted(r rune) bool {
	switch {
	case r == '\u00AD', r == '\u034F', r == '\u061C', r == '\uFEFF', r == '\u180E',
		r == '\u200B', r == '\u200E', r == '\u200F',
		r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u206F':
		return true
	}
	return false
}

func (f *flattener) rune(r rune, l look) {
	f.runes, f.at = append(f.runes, r), append(f.at, f.look(l))
}

// look is the number of a look, new unless it is that of the rune before.
func (f *flattener) look(l look) uint32 {
	if n := len(f.looks); n == 0 || f.looks[n-1] != l {
		f.looks = append(f.looks, l)
	}
	return uint32(len(f.looks) - 1)
}

// isolate adds what inside adds, cut off from the order of the text around it.
func (f *flattener) isolate(d document.Direction, l look, inside func()) {
	mark := firstIsolate
	switch d {
	case document.LeftToRight:
		mark = leftIsolate
	case document.RightToLeft:
		mark = rightIsolate
	}
	f.rune(mark, l)
	inside()
	f.rune(endIsolate, l)
}

func (f *flattener) link(i document.Link, l look) {
	if document.Leads(i.URL) != nil {
		f.complain("pdf/link", "link address has no scheme that a letter may use", "use an absolute https:, tel:, sms: or mailto: address")
	}
	l.color = linkColor
	if l.node != nil && l.node.link() == nil {
		l.node = l.node.child("Link")
		l.node.url = i.URL
	}
	f.add(i.Inlines, l)
}

func (f *flattener) span(i document.Span, l look) {
	l.language, l.family = i.Language, primaryOf(i.Language)
	if l.node != nil {
		l.node = l.node.child("Span")
		l.node.language = i.Language
	}
	f.isolate(i.Direction, l, func() { f.add(i.Inlines, l) })
}

// value prints what reads left to right in Noto Sans, so that all figures of
// phone numbers and references look alike.
func (f *flattener) value(i document.Value, l look) {
	l.whole, l.value, l.field = i.Whole, true, i.Field
	if i.Direction == document.LeftToRight {
		l.family = sans
	}
	f.isolate(i.Direction, l, func() { f.text(i.Text, l) })
}

func (f *flattener) number(n int, l look) {
	if n == 0 {
		f.complain("pdf/page-number", "a page number stands outside the furniture", "page numbers belong to the furniture alone")
		return
	}
	l.family = sans
	f.isolate(document.LeftToRight, l, func() { f.text(fmt.Sprint(n), l) })
}
