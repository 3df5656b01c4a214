package locales

import (
	"maps"
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
)

// Language is one complete set of words. Its exported fields come from
// language.yaml.
type Language struct {
	Tag         string             // BCP 47, the name of its folder
	EnglishName string             // "Welsh"
	OwnName     string             // "Cymraeg"
	Direction   document.Direction // of its script
	Script      string             // ISO 15924: "Latn", "Arab", "Beng"
	Clock       int                // 12 or 24: how its speakers tell the time

	place      finding.Place     // its language.yaml, or its folder
	waive      map[string]string // lint rule -> reason, for all its messages
	catalogues *Catalogues
	plural     *plural
	messages   map[string]*message
	signatures map[string]Signature
}

// message is what one key says in one language.
type message struct {
	key         string
	place       finding.Place // of the key
	description string
	waive       map[string]string // lint rule -> reason
	forms       map[string]*form  // by CLDR plural category; only "other" when there is one form

	status Status // as signed, whether critical or not
	paired bool   // signed by two people, with a back-translation
}

// plurals tells whether the message has been written for several numbers.
func (m *message) plurals() bool { return len(m.forms) > 1 || m.forms[other] == nil }

// blank tells whether no form holds a word.
func (m *message) blank() bool {
	for _, f := range m.forms {
		if !f.blank() {
			return false
		}
	}
	return true
}

// texts returns the forms as they were written.
func (m *message) texts() map[string]string {
	texts := make(map[string]string, len(m.forms))
	for category, f := range m.forms {
		texts[category] = f.text
	}
	return texts
}

// again returns the language for other catalogues, not yet compared with their
// source.
func (l *Language) again() *Language {
	other := *l
	other.messages = make(map[string]*message, len(l.messages))
	for key, m := range l.messages {
		words := *m
		words.status, words.paired = "", false
		other.messages[key] = &words
	}
	return &other
}

func (l *Language) isSource() bool { return l.Tag == Source }

func (l *Language) source() *Language { return l.catalogues.source }

// keys returns the keys of all messages, sorted.
func (l *Language) keys() []string { return slices.Sorted(maps.Keys(l.messages)) }
