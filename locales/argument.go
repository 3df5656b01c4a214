package locales

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wayleaf/document"
	"wayleaf/finding"
)

// argument speaks one value of a message.
func (s *speaker) argument(m *message, field string, argument document.Argument) []document.Inline {
	wrong := func(what string) []document.Inline {
		s.report(complaint(m.place, "message/value-type", "value %s of message %q %s", field, m.key, what))
		return nil
	}
	switch a := argument.(type) {
	case document.Name:
		return s.value(document.Value{Text: a.Text, Field: a.Field})
	case document.Code:
		return s.code(a)
	case document.English:
		return s.englishName(a)
	case document.Date:
		if a.Day.IsZero() {
			return wrong("is a date without a day")
		}
		return s.dateWithEnglish(a.Day)
	case document.Clock:
		if !valid(a) {
			return wrong("is not a time of day")
		}
		return s.clockWithEnglish(a)
	case document.Count:
		if a.N < 0 {
			return wrong("is a Count below 0")
		}
		return []document.Inline{document.Value{Text: grouped(a.N), Direction: document.LeftToRight, Whole: true}}
	case document.Hours:
		if what := faultOf(a); what != "" {
			return wrong(what)
		}
		return s.hoursWithEnglish(a)
	case document.Words:
		return s.words(a)
	case document.PageNumber:
		return []document.Inline{a}
	case document.PageCount:
		return []document.Inline{a}
	}
	return wrong("has a type that cannot be spoken")
}

// value passes on a text from outside after a look at its characters.
func (s *speaker) value(v document.Value) []document.Inline {
	s.check(v)
	return []document.Inline{v}
}

// check reports a value that is blank or holds characters that no name,
// number or address has. The value itself may be personal and is not quoted.
func (s *speaker) check(v document.Value) {
	field := v.Field
	if field == "" {
		field = "without a name"
	}
	if strings.TrimSpace(v.Text) == "" {
		s.report(complaint(finding.Place{}, "value/empty", "value %s is blank", field))
	}
	if !utf8.ValidString(v.Text) {
		s.report(complaint(finding.Place{}, "value/character", "value %s is not UTF-8 text", field))
		return
	}
	for _, r := range v.Text {
		if dangerous(r) {
			s.report(complaint(finding.Place{}, "value/character", "value %s holds the character %U", field, r))
			return
		}
	}
}

// dangerous characters are private-use and control characters, and the bidi
// controls that could end or turn the isolation a writer puts around a value
// (UAX 9: embeddings, overrides, isolates). Plain marks (LRM, RLM, ALM) do no harm.
func dangerous(r rune) bool {
	if r >= ' ' && r <= '~' {
		return false
	}
	return forbidden(r) || r == '\n' || r == '\u2028' || r == '\u2029' || bidiControl(r) || unicode.Is(unicode.Noncharacter_Code_Point, r)
}

func bidiControl(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

func (s *speaker) code(c document.Code) []document.Inline {
	value := s.value(document.Value{Text: c.Text, Direction: document.LeftToRight, Whole: true, Field: c.Field})
	if c.URL == "" {
		return value
	}
	if !absolute(c.URL) {
		s.report(hinted(complaint(finding.Place{}, "value/link", "the link of value %s is not an address", c.Field),
			"it begins with https:, tel:, sms: or mailto:"))
	}
	return []document.Inline{document.Link{URL: c.URL, Inlines: value}}
}

func (s *speaker) englishName(e document.English) []document.Inline {
	value := s.value(document.Value{Text: e.Text, Direction: document.LeftToRight, Field: e.Field})
	if s.language.isSource() {
		return value
	}
	return []document.Inline{inEnglish(value)}
}

// words speaks another message inside this one. That message takes no values,
// so messages cannot go round in circles.
func (s *speaker) words(w document.Words) []document.Inline {
	own := s.message(document.Message{Key: w.Key})
	if !w.WithEnglish || s.language.isSource() || own == nil {
		return own
	}
	return s.besideEnglish("words.beside-english", "Words", own, s.english().message(document.Message{Key: w.Key}))
}

// besideEnglish sets English words beside those of the language, so that a
// relative or a member of staff can match them with other papers.
func (s *speaker) besideEnglish(key, name string, own, english []document.Inline) []document.Inline {
	return s.say(key, func(field string) []document.Inline {
		if field == name {
			return own
		}
		return []document.Inline{inEnglish(english)}
	}, name, "English")
}

func inEnglish(words []document.Inline) document.Span {
	return document.Span{Language: Source, Direction: document.LeftToRight, Inlines: words}
}

// grouped writes a number in ASCII digits with commas over 999, as the NHS
// service manual does.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
