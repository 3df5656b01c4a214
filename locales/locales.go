// Package locales holds one catalogue of words per language and speaks
// outlines with it.
//
// A language is a folder named by its BCP 47 tag:
//
//	ur/language.yaml   names, script, direction and clock of the language
//	ur/*.yaml          messages: flat dotted keys with text or plural forms
//	ur/signoff.tsv     who answers for each message, and for which English
//	ur/glossary.md     terms agreed for the language, for its translators
//
// A message is one paragraph with a little inline Markdown (strong, link, hard
// line break); values stand in it as fields:
//
//	next.by-date: You will hear from us by {{.Date}}.
//	call.attempts:
//	  one: We will try to phone you {{.Count}} time.
//	  other: We will try to phone you {{.Count}} times.
//	  description: how often we phone before we write
//	  waive: {identical-forms: why both forms are the same here}
//
// Each line of signoff.tsv ties the words of one message to the English they
// were made from, and to the people who answer for them; see [Signature]. When
// the English changes, the message is stale and no document can be spoken with
// it. A document with a message that is not approved is marked DRAFT, and so is
// one that a reviewer has returned as a whole.
//
// English is the source of all others, and nothing a patient reads ever falls
// back to it: a word that is missing, blank or out of date is an error.
package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
)

// Source is the language all others are translated from.
const Source = "en"

//go:embed */*.yaml */*.tsv */*.md
var builtIn embed.FS

// FS returns the built-in language packs.
func FS() fs.FS { return builtIn }

// Named gives a layer the name that stands before its files in findings: the
// folder as the user wrote it. A layer without one is called "locales".
func Named(name string, layer fs.FS) fs.FS { return named{layer, name} }

type named struct {
	fs.FS
	name string
}

func (n named) ReadDir(dir string) ([]fs.DirEntry, error) { return fs.ReadDir(n.FS, dir) }
func (n named) ReadFile(name string) ([]byte, error)      { return fs.ReadFile(n.FS, name) }

// Catalogues are all languages that letters can be written in. They do not
// change after Load and may be used by many goroutines at once.
type Catalogues struct {
	// Critical tells which messages need two people and a back-translation
	// before they count as approved. Nil means all of them. Set it before the
	// first use.
	Critical func(key string) bool

	// Returned tells for which messages of a language a reviewer has asked for a
	// change that is not settled: they count as translated at most, whoever has
	// signed them. Nil means none. Set it before the first use.
	Returned func(tag, key string) bool

	// Held tells for which documents of a pathway in a language a reviewer has asked
	// for a change that is not settled: they carry the DRAFT mark, whoever has signed
	// their messages. Nil means none. Set it before the first use.
	Held func(tag, pathway string, kind document.Kind) bool

	languages map[string]*Language
	source    *Language
}

// Load reads language packs, the built-in [FS] first and then what is laid over
// it: a later layer wins message by message, and file by file for all else. The
// error is a [finding.List] of all problems in all layers.
func Load(layers ...fs.FS) (*Catalogues, error) {
	languages, findings := readAll(layers, nil)
	return (&Catalogues{languages: languages}).complete(findings)
}

// Reload reads some languages anew, as [Load] does, and takes the words of all
// others from c, which stays as it was.
func (c *Catalogues) Reload(tags []string, layers ...fs.FS) (*Catalogues, error) {
	languages, findings := readAll(layers, func(tag string) bool { return slices.Contains(tags, tag) })
	for tag, l := range c.languages {
		if !slices.Contains(tags, tag) {
			languages[tag] = l.again()
		}
	}
	return (&Catalogues{Critical: c.Critical, Returned: c.Returned, Held: c.Held, languages: languages}).complete(findings)
}

// complete compares all languages with their source.
func (c *Catalogues) complete(findings finding.List) (*Catalogues, error) {
	if c.source = c.languages[Source]; c.source == nil {
		findings = append(findings, complaint(finding.Place{}, "language/no-source",
			"there is no language %q, from which all others are translated", Source))
	}
	if err := findings.Sort().Err(); err != nil {
		return nil, err
	}
	for _, l := range c.languages {
		l.catalogues = c
		l.compareWithSource()
	}
	return c, nil
}

// Tags returns the tags of all languages, sorted.
func (c *Catalogues) Tags() []string {
	return slices.Sorted(maps.Keys(c.languages))
}

// Language returns the language with exactly this tag. No other language is
// ever put in its place.
func (c *Catalogues) Language(tag string) (*Language, error) {
	if l := c.languages[tag]; l != nil {
		return l, nil
	}
	return nil, finding.List{{
		Rule: "language/unknown", Level: finding.Error,
		What: fmt.Sprintf("there is no language %q", tag),
		Hint: finding.OneOf(tag, c.Tags()),
	}}
}

func (c *Catalogues) critical(key string) bool {
	return c.Critical == nil || c.Critical(key)
}

func (c *Catalogues) returned(tag, key string) bool {
	return c.Returned != nil && c.Returned(tag, key)
}

func (c *Catalogues) held(tag string, outline *document.Document) bool {
	return c.Held != nil && c.Held(tag, outline.Pathway, outline.Kind)
}
