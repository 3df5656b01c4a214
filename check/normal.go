package check

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normal makes words comparable: compatibility forms composed (presentation
// forms of Arabic letters), bidi controls dropped, white space made one space.
func normal(text string) string {
	if !composed(text) {
		text = norm.NFKC.String(text)
	}
	words := make([]byte, 0, len(text))
	gap, start := false, 0
	add := func(word string) {
		if word == "" {
			return
		}
		if gap && len(words) > 0 {
			words = append(words, ' ')
		}
		words, gap = append(words, word...), false
	}
	for i, r := range text {
		if space := isSpace(r); space || isBidiControl(r) {
			add(text[start:i])
			gap, start = gap || space, i+utf8.RuneLen(r)
		}
	}
	add(text[start:])
	return string(words)
}

func isBidiControl(r rune) bool {
	return r >= '\u2066' && r <= '\u2069' || r == '\u200E' || r == '\u200F'
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return (r < 0x100 || r >= 0x1680) && unicode.IsSpace(r) // U+1680 is the first after Latin-1
}

// composed reports whether a text is certainly in NFKC (UAX 15, quick check): all
// its characters may stand in it, and no two marks follow each other, whose order
// could matter. It is what the words of our letters nearly always are.
func composed(text string) bool {
	known := composedCharacters()
	var before composition
	for _, r := range text {
		if int(r) >= len(known) {
			return false
		}
		c := known[r]
		if c == uncertain || c == mark && before != starter {
			return false
		}
		before = c
	}
	return true
}

// composition is what a character does in composed text.
type composition byte

const (
	uncertain composition = iota
	starter               // composes with nothing before it
	mark                  // is ordered among the marks of its letter
)

// composedCharacters covers the scripts of our languages.
var composedCharacters = sync.OnceValue(func() []composition {
	known := make([]composition, 0x2100)
	for i := range known {
		r := rune(i)
		s := string(r)
		p := norm.NFKC.PropertiesString(s)
		switch {
		case p.CCC() == 0 && p.BoundaryBefore() && norm.NFKC.QuickSpanString(s) == len(s):
			known[r] = starter
		case p.CCC() != 0 && norm.NFKC.QuickSpanString("a"+s) == len("a"+s):
			known[r] = mark
		}
	}
	return known
})
