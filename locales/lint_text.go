package locales

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"wayleaf/document"
)

// familiar are Latin-letter words that stay as they are in every language:
// readers meet them so on signs, screens and the phone.
var familiar = []string{"NHS", "GP", "BSL", "UK", "Relay", "App", "A&E", "SMS", "PDF", "MRI", "CT", "e-RS", "DRAFT"}

var (
	bracedField = regexp.MustCompile(`\{\{[^}]*\}\}`)
	address     = regexp.MustCompile(`(?:https?://|www\.)\S+|\S+@\S+|\S+\.(?:nhs|gov|org)\.uk\S*`)
	gloss       = regexp.MustCompile(`[(“][\p{Latin}\d &'’-]{1,40}[)”]`) // English beside the translated word, or quoted
	latinWord   = regexp.MustCompile(`[\p{Latin}][\p{Latin}&'’-]*[\p{Latin}]`)
)

// text looks at the characters of one text.
func (l *linter) text(f *form) {
	m := l.message
	for _, r := range f.text {
		if unicode.Is(unicode.Nd, r) && r > unicode.MaxASCII {
			l.add(complaint(f.place, "message/digits", "message %q has the digit %q; all languages use 0 to 9", m.key, r))
			break
		}
	}
	if what := bidiFault(f.text); what != "" {
		l.add(hinted(complaint(f.place, "message/bidi", "message %q %s", m.key, what), "values are isolated by themselves; leave the controls out"))
	}
	if bracket := unbalanced(bracedField.ReplaceAllString(f.text, "")); bracket != 0 {
		l.add(warning(f.place, "message/brackets", "message %q has a %q without its partner", m.key, bracket))
	}
	if l.language.Script == "Latn" {
		return
	}
	if words := foreign(gloss.ReplaceAllString(document.Plain(f.inlines), "")); len(words) > 0 {
		l.unlessWaived("latin-words", warning(f.place, "message/latin-words", "message %q has words in Latin letters: %s", m.key, strings.Join(words, ", ")))
	}
}

// english warns of a text that is still English. A language may tell the time as
// English does.
func (l *linter) english(f, reference *form) {
	words := document.Plain(f.inlines)
	if strings.HasPrefix(l.message.key, "clock.") || words != document.Plain(reference.inlines) || len(foreign(words)) == 0 {
		return
	}
	l.unlessWaived("same-as-english", warning(f.place, "message/same-as-english", "message %q says the same as the English", l.message.key))
}

// foreign returns the words in Latin letters that are not familiar everywhere.
func foreign(text string) []string {
	var found []string
	for _, word := range latinWord.FindAllString(address.ReplaceAllString(text, ""), -1) {
		if !slices.Contains(familiar, word) && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}

// bidiFault tells what is wrong with the bidi controls of a text (UAX 9).
func bidiFault(text string) string {
	depth := 0
	for _, r := range text {
		switch {
		case r >= '\u202A' && r <= '\u202E':
			return "has a bidi embedding or override"
		case r >= '\u2066' && r <= '\u2068':
			depth++
		case r == '\u2069':
			depth--
		}
		if depth < 0 {
			break
		}
	}
	if depth != 0 {
		return "has a bidi isolate that is not closed, or closed twice"
	}
	return ""
}

var brackets = map[rune]rune{')': '(', ']': '[', '}': '{', '»': '«', '”': '“'}

// unbalanced returns the first bracket without a partner, or 0. A “ may also
// close a „ (Polish closes with ”, German with “).
func unbalanced(text string) rune {
	var open []rune
	for _, r := range text {
		switch partner := brackets[r]; {
		case strings.ContainsRune("([{«“„", r):
			open = append(open, r)
		case partner != 0:
			last := len(open) - 1
			if last < 0 || open[last] != partner && !(r == '”' && open[last] == '„') {
				return r
			}
			open = open[:last]
		}
	}
	if len(open) > 0 {
		return open[0]
	}
	return 0
}
