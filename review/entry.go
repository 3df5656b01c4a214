package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayleaf/finding"
	"wayleaf/locales"
)

// Kind is what an entry does.
type Kind string

const (
	Comment Kind = "comment" // a remark or a question; it stops nothing
	Reply   Kind = "reply"   // to a comment or a return
	Return  Kind = "return"  // the words must change before they are approved
	Resolve Kind = "resolve" // settles a comment, a return or a reopening
	Reopen  Kind = "reopen"  // takes up a comment or a return again
)

var kinds = []Kind{Comment, Reply, Return, Resolve, Reopen}

// Entry is one thing that a reviewer has said in a language: of a message; or,
// without a key, of a document, or of one block of it.
type Entry struct {
	// ID is 16 hexadecimal digits of SHA-256 over all the rest: the store works
	// it out. In a [Pack] it is any name, for others of the pack to be about.
	ID       string    `json:"id,omitempty"`
	Kind     Kind      `json:"kind"`
	At       time.Time `json:"at"` // kept in UTC, to the second
	By       string    `json:"by"` // name of the reviewer
	Language string    `json:"language,omitempty"`
	Key      string    `json:"key,omitempty"` // of the message; empty for a document

	// The document and the block that it is about; beside a key only where the
	// reviewer saw the message, as far as that matters. An empty block is the
	// whole document. The name of a block must outlive edits of other blocks.
	Pathway  string `json:"pathway,omitempty"`
	Document string `json:"document,omitempty"` // kind: letter or leaflet
	Block    string `json:"block,omitempty"`

	About string `json:"about,omitempty"` // ID of the entry that it replies to, resolves or reopens
	Seen  string `json:"seen,omitempty"`  // [locales.Hash] of the words it is about, if known
	Text  string `json:"text,omitempty"`  // at most MaxText characters
	// Quote is the beginning of what the block said to a fictional recipient, for
	// those who read the comment when the block is no longer there.
	Quote string `json:"quote,omitempty"` // at most MaxQuote characters
}

// MaxText is how many characters a comment or a back-translation may have, and
// MaxQuote a quotation.
const (
	MaxText  = 4000
	MaxQuote = 200
)

const maxName = 200

var (
	tagForm  = regexp.MustCompile(`^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$`)
	keyForm  = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	hashForm = regexp.MustCompile(`^[0-9a-f]{12}$`)
)

// settled is an entry as it is stored, or what is wrong with it.
func (e Entry) settled(c *locales.Catalogues, stored map[string]Entry) (Entry, string) {
	e.At = e.At.UTC().Truncate(time.Second)
	for _, field := range []*string{&e.By, &e.Pathway, &e.Document, &e.Block, &e.Quote} {
		*field = strings.Join(strings.Fields(plain(*field)), " ")
	}
	e.Text = strings.TrimSpace(plain(e.Text))
	if e.About != "" {
		about, ok := stored[e.About]
		switch {
		case !ok:
			return e, fmt.Sprintf("the entry %q that it is about is not here", e.About)
		case !slices.Contains(targets[e.Kind], about.Kind):
			return e, fmt.Sprintf("a %s cannot be about a %s", e.Kind, about.Kind)
		case e.elsewhere(about):
			return e, "it is about another message or block than the entry that it answers"
		}
		e = e.at(about)
	}
	e.ID = e.identity()
	if what := e.fault(); what != "" || e.About != "" {
		return e, what
	}
	if e.Key == "" {
		return e, unknownLanguage(c, e.Language)
	}
	return e, unknown(c, e.Language, e.Key)
}

// targets are what an entry may be about.
var targets = map[Kind][]Kind{
	Reply:   {Comment, Return},
	Resolve: {Comment, Return, Reopen},
	Reopen:  {Comment, Return},
}

// unknown tells which of language and key the catalogues do not have.
func unknown(c *locales.Catalogues, tag, key string) string {
	if what := unknownLanguage(c, tag); what != "" {
		return what
	}
	for _, each := range []string{tag, locales.Source} {
		if l, err := c.Language(each); err == nil && l.Status(key) != locales.Missing {
			return ""
		}
	}
	return fmt.Sprintf("there is no message %q", key)
}

func unknownLanguage(c *locales.Catalogues, tag string) string {
	if slices.Contains(c.Tags(), tag) {
		return ""
	}
	return fmt.Sprintf("there is no language %q; %s", tag, finding.OneOf(tag, c.Tags()))
}

// fault tells what is wrong with an entry by itself, if anything.
func (e Entry) fault() string {
	switch {
	case !slices.Contains(kinds, e.Kind):
		return fmt.Sprintf("kind %q is not known; use comment, reply, return, resolve or reopen", e.Kind)
	case e.At.IsZero() || e.At.Year() < 2000 || e.At.Year() > 9999:
		return "it has no day and time"
	case e.By == "":
		return "nobody has signed it"
	case !tagForm.MatchString(e.Language) || len(e.Language) > maxName:
		return fmt.Sprintf("%q is not the tag of a language", e.Language)
	case e.misplaced() != "":
		return e.misplaced()
	case (e.About == "") != (targets[e.Kind] == nil):
		return fmt.Sprintf("a %s must say which entry it is about, and a comment or return cannot", e.Kind)
	case e.Seen != "" && !hashForm.MatchString(e.Seen):
		return "the hash of the words seen is not 12 hexadecimal digits"
	case e.Text == "" && e.Kind != Resolve && e.Kind != Reopen:
		return "it says nothing"
	}
	for _, field := range []string{e.By, e.Pathway, e.Document, e.Block} {
		if what := tooLong(field, maxName); what != "" || strings.ContainsAny(field, "\n\t") {
			return "a name or place " + cmp.Or(what, "has more than one line")
		}
	}
	if what := tooLong(e.Text, MaxText); what != "" {
		return "the text " + what
	}
	if what := tooLong(e.Quote, MaxQuote); what != "" {
		return "the quotation " + what
	}
	return ""
}

// tooLong tells whether a text that has been made plain may be kept.
func tooLong(text string, limit int) string {
	switch n := utf8.RuneCountInString(text); {
	case !utf8.ValidString(text):
		return "is not UTF-8"
	case n > limit:
		return fmt.Sprintf("has %d characters; at most %d are kept", n, limit)
	case plain(text) != text:
		return "holds characters that cannot be seen"
	}
	return ""
}

// plain takes out what could make a text look other than it is: controls, and
// characters that turn the direction of what follows or hide. Those that join
// and part letters stay, and the marks of direction that act by themselves.
func plain(text string) string {
	text = lineEnds.Replace(text)
	if !utf8.ValidString(text) {
		return text // it will be refused
	}
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(hidden, r)) {
			return -1
		}
		return r
	}, text)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// hidden are characters that plain takes out.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x200B, Hi: 0x200B, Stride: 1}, // zero width space
		{Lo: 0x202A, Hi: 0x202E, Stride: 1}, // embeddings and overrides
		{Lo: 0x2060, Hi: 0x206F, Stride: 1}, // isolates, invisible signs
		{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1}, // byte order mark
		{Lo: 0xFFF9, Hi: 0xFFFB, Stride: 1}, // annotations
	},
	R32: []unicode.Range32{{Lo: 0xE0000, Hi: 0xE007F, Stride: 1}}, // tags
}

// identity is the ID that the content of an entry gives: without a quotation the
// same as before there were any.
func (e Entry) identity() string {
	fields := e.fields()[1:]
	if e.Quote == "" {
		fields = fields[:len(fields)-1]
	}
	sum := sha256.Sum256([]byte(strings.Join(fields, "\x00")))
	return hex.EncodeToString(sum[:8])
}

func (e Entry) fields() []string {
	return []string{e.ID, string(e.Kind), e.At.Format(time.RFC3339), e.By, e.Language, e.Key, e.Pathway, e.Document, e.Block, e.About, e.Seen, e.Text, e.Quote}
}

const commentsFile = "review/comments.tsv"

var comments = table[Entry]{
	columns: []string{"id", "kind", "at", "by", "language", "key", "pathway", "document", "block", "about", "seen", "text", "quote"},
	older:   12,
	parse: func(f []string) (Entry, string) {
		at, err := time.Parse(time.RFC3339, f[2])
		e := Entry{f[0], Kind(f[1]), at.UTC(), f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12]}
		switch {
		case err != nil || e.At.Format(time.RFC3339) != f[2]:
			return e, "a time is written 2026-11-23T10:15:00Z"
		case e.ID != e.identity():
			return e, "the entry is not as it was written: its id is of other words"
		}
		return e, e.fault()
	},
}
