package locales

import (
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
)

// find returns a message that may be spoken, or reports why there is none.
func (s *speaker) find(key string) *message {
	l := s.language
	m := l.messages[key]
	switch {
	case m == nil:
		s.report(l.lacks(key))
	case m.status == Empty:
		s.report(complaint(m.place, "message/empty", "message %q is blank", key))
	case m.status == Stale:
		s.report(hinted(complaint(m.place, "message/stale", "the English of message %q has changed since it was translated into %s", key, l.EnglishName),
			"compare it with the English, correct it, and sign it again"))
	default:
		s.heard.unapproved = s.heard.unapproved || l.statusOf(m) != Approved
		return m
	}
	return nil
}

// lacks complains of a message that the language does not have.
func (l *Language) lacks(key string) finding.Finding {
	folder := finding.Place{File: l.folder()}
	if l.source().messages[key] != nil {
		return complaint(folder, "message/missing", "message %q is not translated into %s", key, l.EnglishName)
	}
	f := complaint(folder, "message/unknown", "no message has the key %q", key)
	if near := finding.Nearest(key, l.source().keys()); near != "" {
		return hinted(f, "did you mean %q?", near)
	}
	return f
}

// form returns the form of a message that agrees with its Count, if it has one.
func (s *speaker) form(m *message, values map[string]document.Argument) *form {
	category, counts := other, 0
	for _, argument := range values {
		if count, ok := argument.(document.Count); ok {
			category = s.language.plural.category(count.N)
			counts++
		}
	}
	switch {
	case counts > 1:
		s.report(complaint(m.place, "message/value-type", "message %q is given more than one Count", m.key))
		return nil
	case counts == 0 && m.plurals():
		s.report(complaint(m.place, "message/value-type", "message %q has plural forms but is given no Count to choose by", m.key))
		return nil
	case counts == 1 && !m.plurals() && len(s.language.plural.needed) > 1:
		s.report(complaint(m.place, "message/plural-form", "message %q is given a Count but has no plural forms", m.key))
		return nil
	}
	f := m.forms[category]
	if f == nil || f.blank() {
		s.report(complaint(m.place, "message/plural-form", "message %q has no words for the plural form %q", m.key, category))
		return nil
	}
	return f
}

// message speaks a message of an outline.
func (s *speaker) message(given document.Message) []document.Inline {
	m := s.find(given.Key)
	if m == nil {
		return nil
	}
	f := s.form(m, given.Values)
	if f == nil || !s.agree(m, f, given.Values) {
		return nil
	}
	words := s.fill(f.inlines, func(field string) []document.Inline {
		return s.argument(m, field, given.Values[field])
	})
	if s.heard.marked {
		return []document.Inline{document.Said{Key: m.key, Inlines: words}}
	}
	return words
}

// agree reports values that a message needs and is not given, or is given and
// does not say. A Count may go unsaid: its plural form can stand for it.
func (s *speaker) agree(m *message, f *form, values map[string]document.Argument) bool {
	agreed := true
	for _, field := range f.fields {
		if values[field] == nil {
			s.report(complaint(f.place, "message/value-missing", "message %q needs the value %s", m.key, field))
			agreed = false
		}
	}
	if len(values) == len(f.fields) && agreed {
		return true
	}
	for field, argument := range values {
		if _, isCount := argument.(document.Count); !isCount && argument != nil && !slices.Contains(f.fields, field) {
			s.report(complaint(f.place, "message/value-unused", "message %q does not say the value %s", m.key, field))
			agreed = false
		}
	}
	return agreed
}

// say speaks a message of this package's own, whose values are ready: all of
// the named fields must stand in it, and no other.
func (s *speaker) say(key string, value func(field string) []document.Inline, fields ...string) []document.Inline {
	f := s.own(key, fields, nil)
	if f == nil {
		return nil
	}
	return s.fill(f.inlines, value)
}

// own returns the single form of a message that this package speaks itself.
func (s *speaker) own(key string, required, optional []string) *form {
	m := s.find(key)
	if m == nil {
		return nil
	}
	f := m.forms[other]
	if f == nil || m.plurals() {
		s.report(complaint(m.place, "message/shape", "message %q cannot have plural forms", key))
		return nil
	}
	for _, field := range required {
		if !slices.Contains(f.fields, field) {
			s.report(complaint(f.place, "message/value-unused", "message %q must say the value %s", key, field))
			return nil
		}
	}
	for _, field := range f.fields {
		if !slices.Contains(required, field) && !slices.Contains(optional, field) {
			s.report(complaint(f.place, "message/value-missing", "there is no value %s for message %q", field, key))
			return nil
		}
	}
	return f
}

// fill puts values into the words of a form. Words without values are shared,
// not copied.
func (s *speaker) fill(words []document.Inline, value func(field string) []document.Inline) []document.Inline {
	if !hasFields(words) {
		return words
	}
	filled := make([]document.Inline, 0, len(words)+2)
	for _, inline := range words {
		switch i := inline.(type) {
		case document.Message:
			filled = join(filled, value(i.Key)...)
		case document.Strong:
			filled = append(filled, document.Strong{Inlines: s.fill(i.Inlines, value)})
		case document.Link:
			inner := s.fill(i.Inlines, func(field string) []document.Inline { return withoutLink(value(field)) })
			filled = append(filled, document.Link{URL: i.URL, Inlines: inner})
		default:
			filled = join(filled, inline)
		}
	}
	return filled
}

func hasFields(words []document.Inline) bool {
	return slices.ContainsFunc(words, func(inline document.Inline) bool {
		switch i := inline.(type) {
		case document.Message:
			return true
		case document.Strong:
			return hasFields(i.Inlines)
		case document.Link:
			return hasFields(i.Inlines)
		}
		return false
	})
}

// withoutLink keeps the words of a value that stands in a link already.
func withoutLink(value []document.Inline) []document.Inline {
	if len(value) == 1 {
		switch i := value[0].(type) {
		case document.Link:
			return i.Inlines
		case document.Said:
			return []document.Inline{document.Said{Key: i.Key, Inlines: withoutLink(i.Inlines)}}
		}
	}
	return value
}
