package review

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Change says what became of a part of a text.
type Change string

const (
	Same    Change = "same"
	Removed Change = "removed"
	Added   Change = "added"
)

// Part is a piece of text that stayed, went or came.
type Part struct {
	Change Change
	Text   string
}

// maxCells is how much work a comparison may be; a text beyond it is taken as
// rewritten altogether. Messages are far below.
const maxCells = 4 << 20

// Compare tells word by word what is different in after. The parts that are not
// Added make up before, those that are not Removed make up after. A word is
// letters, marks and digits of any script, or a field such as {{.Date}}; of Han
// and kana each is one, and so is any other sign.
func Compare(before, after string) []Part {
	a, b := words(before), words(after)
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var c comparison
	c.put(Same, a[:start]...)
	c.middle(a[start:len(a)-end], b[start:len(b)-end])
	c.put(Same, a[len(a)-end:]...)
	c.settle()
	return c.parts
}

// comparison collects what stayed, and between those what went and what came.
type comparison struct {
	parts          []Part
	removed, added strings.Builder
}

// middle compares by the longest common sequence of words.
func (c *comparison) middle(a, b []string) {
	if len(a)*len(b) > maxCells {
		c.put(Removed, a...)
		c.put(Added, b...)
		return
	}
	width := len(b) + 1
	length := make([]int32, (len(a)+1)*width) // of what the rests of both have in common
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			c.put(Same, a[i])
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			c.put(Removed, a[i])
			i++
		default:
			c.put(Added, b[j])
			j++
		}
	}
	c.put(Removed, a[i:]...)
	c.put(Added, b[j:]...)
}

func (c *comparison) put(change Change, words ...string) {
	for _, word := range words {
		switch change {
		case Removed:
			c.removed.WriteString(word)
		case Added:
			c.added.WriteString(word)
		case Same:
			c.same(word)
		}
	}
}

func (c *comparison) same(word string) {
	c.settle()
	if last := len(c.parts) - 1; last >= 0 && c.parts[last].Change == Same {
		c.parts[last].Text += word
		return
	}
	c.parts = append(c.parts, Part{Same, word})
}

// settle writes down what went and what came since the last word that stayed. A
// mere space between two changes is changed with them: words that were replaced
// in a row are read as one.
func (c *comparison) settle() {
	if c.removed.Len() == 0 && c.added.Len() == 0 {
		return
	}
	removed, added := c.removed.String(), c.added.String()
	c.removed.Reset()
	c.added.Reset()
	if n := len(c.parts); n > 1 && c.parts[n-1].Change == Same && strings.TrimSpace(c.parts[n-1].Text) == "" {
		space := c.parts[n-1].Text
		c.parts = c.parts[:n-1]
		removed, added = space+removed, space+added
		for n := len(c.parts); n > 0 && c.parts[n-1].Change != Same; n = len(c.parts) {
			if c.parts[n-1].Change == Removed {
				removed = c.parts[n-1].Text + removed
			} else {
				added = c.parts[n-1].Text + added
			}
			c.parts = c.parts[:n-1]
		}
	}
	if removed != "" {
		c.parts = append(c.parts, Part{Removed, removed})
	}
	if added != "" {
		c.parts = append(c.parts, Part{Added, added})
	}
}

// words parts a text; put together again they are the text.
func words(text string) []string {
	var words []string
	for text != "" {
		n := wordLength(text)
		words, text = append(words, text[:n]), text[n:]
	}
	return words
}

// wordLength returns how many bytes the first word of a text has.
func wordLength(text string) int {
	if end := strings.Index(text, "}}"); end > 0 && strings.HasPrefix(text, "{{") {
		return end + 2
	}
	first, n := utf8.DecodeRuneInString(text)
	inside := func(r rune) bool { return unicode.Is(unicode.M, r) || r == '\u200d' }
	switch {
	case unicode.IsSpace(first):
		inside = unicode.IsSpace
	case unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana):
	case letter(first):
		inside = letter
	}
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !inside(r) && !(letter(first) && apostrophe(r, text[n+size:])) {
			break
		}
		n += size
	}
	return n
}

// letter tells whether a character is part of a word; joiners are, as Urdu and
// Bengali write them.
func letter(r rune) bool {
	return (unicode.IsLetter(r) || unicode.Is(unicode.M, r) || unicode.IsDigit(r) || r == '\u200c' || r == '\u200d') &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// apostrophe tells whether a character stands within a word: don't, Mae'r.
func apostrophe(r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return (r == '\'' || r == '’') && letter(next)
}
