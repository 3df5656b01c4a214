package review

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"wayleaf/locales"
)

// book is a language as its words stand now.
type book struct {
	tag      string
	critical func(key string) bool
	words    map[string]locales.Entry
	english  map[string]string // key -> hash
}

// newBook opens a language; it has no words if the catalogues do not have it.
func newBook(c *locales.Catalogues, tag string) book {
	critical := func(key string) bool { return c.Critical == nil || c.Critical(key) }
	b := book{tag, critical, map[string]locales.Entry{}, map[string]string{}}
	if l, err := c.Language(tag); err == nil {
		for _, entry := range l.Entries() {
			b.words[entry.Key] = entry
		}
	}
	if l, err := c.Language(locales.Source); err == nil {
		for _, entry := range l.Entries() {
			b.english[entry.Key] = locales.Hash(entry.Forms)
		}
	}
	return b
}

func (b book) wordsOf(key string, at time.Time) Words {
	forms := b.words[key].Forms
	return Words{b.tag, key, at.UTC().Truncate(time.Second), b.english[key], locales.Hash(forms), maps.Clone(forms)}
}

// backed tells whether a message has the back-translation that it needs.
func (b book) backed(key, backTranslation string) bool {
	return b.tag == locales.Source || !b.critical(key) || strings.TrimSpace(backTranslation) != ""
}

// approves tells whether a signature is of as many people as its message needs.
func (b book) approves(s locales.Signature) bool {
	return s.Status == locales.Approved && b.backed(s.Key, s.BackTranslation) && (s.SecondBy != "" || !b.critical(s.Key))
}

// signoff is the signoff.tsv of a language in the working folder, with the words
// that it is about.
type signoff struct {
	book
	name    string
	lines   map[string]locales.Signature
	changed bool
	at      map[string]time.Time // when messages were signed now
}

// signoff reads the file, which may be missing.
func (d *desk) signoff(c *locales.Catalogues, tag string) (*signoff, error) {
	if _, err := c.Language(tag); err != nil {
		return nil, err
	}
	s := &signoff{book: newBook(c, tag), name: path.Join("locales", tag, "signoff.tsv"),
		lines: map[string]locales.Signature{}, at: map[string]time.Time{}}
	file, err := d.load(s.name)
	if err != nil || file.data == nil {
		return s, err
	}
	lines, findings := locales.ReadSignoff(file.place, file.data)
	for _, line := range lines {
		s.lines[line.Key] = line
	}
	return s, findings.Err()
}

// line is the signature under a message: the folder's own, or the built-in one.
func (s *signoff) line(key string) locales.Signature {
	if line, ok := s.lines[key]; ok {
		return line
	}
	return s.words[key].Signature
}

// sign puts a line in its place and tells whether that changed anything.
func (s *signoff) sign(line locales.Signature, at time.Time) bool {
	s.at[line.Key] = at
	if line == s.line(line.Key) {
		return false
	}
	s.lines[line.Key], s.changed = line, true
	return true
}

// approved tells whether the words as they stand are approved.
func (s *signoff) approved(key string) bool {
	line, words := s.line(key), s.wordsOf(key, time.Time{})
	return line.Text == words.Text && line.Source == words.Source && s.approves(line)
}

// file is the sign-off as it is to be written; an error if it could not be read again.
func (s *signoff) file(folder string) ([]byte, error) {
	var file bytes.Buffer
	if err := locales.WriteSignoff(&file, slices.Collect(maps.Values(s.lines))); err != nil {
		return nil, err
	}
	_, findings := locales.ReadSignoff(path.Join(folder, s.name), file.Bytes())
	if len(findings) > 0 {
		return nil, findings
	}
	return file.Bytes(), nil
}

// save writes the sign-off, and after it the words of messages that are approved
// with it. If the second is lost, it is made up when one is approved again.
func (d *desk) save(s *signoff) error {
	if s.changed {
		file, err := s.file(d.folder)
		if err != nil {
			return err
		}
		if err := d.replace(s.name, file); err != nil {
			return err
		}
	}
	var lines []string
	for _, key := range slices.Sorted(maps.Keys(s.at)) {
		words := s.wordsOf(key, s.at[key])
		before, kept := d.log.Approved(s.tag, key)
		if s.approved(key) && !(kept && before.Text == words.Text && before.Source == words.Source) {
			lines = append(lines, approved.line(words.fields()))
			d.log.keep(words)
		}
	}
	return d.append(&d.approved, approved.header(), lines)
}
