package locales

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wayleaf/finding"
)

// Status says how far a message may be trusted.
type Status string

const (
	Missing    Status = "missing"    // not in this language
	Empty      Status = "empty"      // there, but blank
	Stale      Status = "stale"      // the English has changed since it was stamped
	Changed    Status = "changed"    // edited since it was signed; no better than a draft
	Draft      Status = "draft"      // no one answers for it yet
	Translated Status = "translated" // by a qualified translator
	Reviewed   Status = "reviewed"   // and read by a second one
	Approved   Status = "approved"   // for patients
)

// signable are the statuses that people give.
var signable = []Status{Draft, Translated, Reviewed, Approved}

// compareWithSource works out the status of each message from its line in
// signoff.tsv. English is its own source, so it is never stale.
func (l *Language) compareWithSource() {
	for key, m := range l.messages {
		signature, signed := l.signatures[key]
		source := l.source().messages[key]
		switch {
		case m.blank():
			m.status = Empty
		case !signed:
			m.status = Draft
		case !l.isSource() && source != nil && Hash(source.texts()) != signature.Source:
			m.status = Stale
		case Hash(m.texts()) != signature.Text:
			m.status = Changed
		default:
			m.status = signature.Status
			m.paired = signature.SecondBy != "" && (l.isSource() || strings.TrimSpace(signature.BackTranslation) != "")
		}
	}
}

// Status returns the status of a message. A critical message is at most
// Reviewed until two people have signed it and its back-translation is stored;
// English needs no back-translation, but two people as well. A message that a
// reviewer has returned for a change is at most Translated until that is settled.
func (l *Language) Status(key string) Status {
	m := l.messages[key]
	if m == nil {
		return Missing
	}
	return l.statusOf(m)
}

func (l *Language) statusOf(m *message) Status {
	switch {
	case (m.status == Approved || m.status == Reviewed) && l.catalogues.returned(l.Tag, m.key):
		return Translated
	case m.status == Approved && !m.paired && l.catalogues.critical(m.key):
		return Reviewed
	}
	return m.status
}

// Progress counts how far a language is on its way to patients.
type Progress struct {
	Tag      string
	Messages int            // of the English catalogue
	Counts   map[Status]int // of those
	Critical []string       // critical messages that are not approved yet, sorted
}

// Progress returns how far the language is.
func (l *Language) Progress() Progress {
	p := Progress{Tag: l.Tag, Counts: map[Status]int{}}
	for _, key := range l.source().keys() {
		status := l.Status(key)
		p.Messages++
		p.Counts[status]++
		if status != Approved && l.catalogues.critical(key) {
			p.Critical = append(p.Critical, key)
		}
	}
	return p
}

// Draft returns the lines of a signoff.tsv in which every message has one. A
// message without a line, or edited since its line was made, is stamped as a
// draft of the current English. All other lines stay as they are, so that a
// stale one stays stale, unless the message is among those to restamp: its
// words have been compared with the new English and need no change.
func (l *Language) Draft(restamp ...string) []Signature {
	var signatures []Signature
	for _, key := range l.keys() {
		m, source := l.messages[key], l.source().messages[key]
		if m.blank() || source == nil {
			continue
		}
		text := Hash(m.texts())
		signature, signed := l.signatures[key]
		if !signed || signature.Text != text || slices.Contains(restamp, key) {
			signature = Signature{Key: key, Source: Hash(source.texts()), Text: text, Status: Draft}
		}
		signatures = append(signatures, signature)
	}
	return signatures
}

// Entry is one message as its translators see it.
type Entry struct {
	Key         string
	Place       finding.Place
	Description string
	Forms       map[string]string // text by CLDR plural category; only "other" when there is one form
	Status      Status
	Signature   Signature // zero when there is none
}

// Version is twelve hexadecimal digits that change with any word of the language
// and with any signature under one.
func (l *Language) Version() string {
	sum := sha256.New()
	for _, e := range l.Entries() {
		fmt.Fprintf(sum, "%q %q %q\n", e.Key, e.Forms, e.Status)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// Entries returns all messages of the language, sorted by key.
func (l *Language) Entries() []Entry {
	entries := make([]Entry, 0, len(l.messages))
	for _, key := range slices.Sorted(maps.Keys(l.messages)) {
		m := l.messages[key]
		entries = append(entries, Entry{key, m.place, m.description, m.texts(), l.statusOf(m), l.signatures[key]})
	}
	return entries
}
