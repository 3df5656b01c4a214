package review

import (
	"cmp"
	"slices"
	"time"

	"wayleaf/locales"
)

// Words are a message as it was approved.
type Words struct {
	Language, Key string
	At            time.Time         // when it was approved
	Source, Text  string            // [locales.Hash] of the English and of the words
	Forms         map[string]string // text by CLDR plural category; only "other" when there is one form
}

// Signed returns the words of a message in these catalogues, if they are those
// under which this signature approves it. With the built-in catalogues it gives
// the words to compare with where the log has none: those that the working
// folder was the first to change.
func Signed(c *locales.Catalogues, tag string, signature locales.Signature) (Words, bool) {
	b := newBook(c, tag)
	at, err := time.Parse(time.DateOnly, max(signature.On, signature.SecondOn))
	words := b.wordsOf(signature.Key, at)
	return words, err == nil && len(words.Forms) > 0 && words.Text == signature.Text && b.approves(signature)
}

// after orders approvals of the same message; at the same time any order will
// do that does not depend on that of the lines.
func (w Words) after(other Words) bool {
	return cmp.Or(w.At.Compare(other.At), cmp.Compare(w.Text, other.Text), cmp.Compare(w.Source, other.Source)) > 0
}

// categories are CLDR's plural categories, which are columns.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

func (w Words) fields() []string {
	fields := []string{w.Language, w.Key, w.At.Format(time.RFC3339), w.Source, w.Text}
	for _, category := range categories {
		fields = append(fields, w.Forms[category])
	}
	return fields
}

const approvedFile = "review/approved.tsv"

var approved = table[Words]{
	columns: slices.Concat([]string{"language", "key", "at", "source", "text"}, categories),
	parse: func(f []string) (Words, string) {
		at, err := time.Parse(time.RFC3339, f[2])
		w := Words{f[0], f[1], at.UTC(), f[3], f[4], map[string]string{}}
		for i, category := range categories {
			if text := f[5+i]; text != "" {
				w.Forms[category] = text
			}
		}
		switch {
		case err != nil:
			return w, "a time is written 2026-11-23T10:15:00Z"
		case !tagForm.MatchString(w.Language) || !keyForm.MatchString(w.Key) || !hashForm.MatchString(w.Source):
			return w, "the line does not begin with a language, a message key and the hash of its English"
		case locales.Hash(w.Forms) != w.Text:
			return w, "the words are not as they were approved: their hash is another"
		}
		return w, ""
	},
}
