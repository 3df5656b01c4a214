package preview

import (
	"cmp"
	"maps"
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
)

// lint is what is wrong with the messages of one language, by key.
type lint map[string]finding.List

func newLint(c *locales.Catalogues, tag string) lint {
	language, err := c.Language(tag)
	if err != nil {
		return nil
	}
	entries := language.Entries()
	slices.SortFunc(entries, func(a, b locales.Entry) int {
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Line, b.Place.Line))
	})
	found := lint{}
	for _, f := range c.Lint(tag) {
		if key := keyAt(entries, f.Place); key != "" {
			found[key] = append(found[key], f)
		}
	}
	return found
}

func entriesOf(c *locales.Catalogues, tag string) map[string]locales.Entry {
	entries := map[string]locales.Entry{}
	if language, err := c.Language(tag); err == nil {
		for _, e := range language.Entries() {
			entries[e.Key] = e
		}
	}
	return entries
}

// keyAt is the key of the message that stands at a place of a message file.
func keyAt(entries []locales.Entry, at finding.Place) string {
	key := ""
	for _, e := range entries {
		if e.Place.File == at.File && e.Place.Line <= at.Line {
			key = e.Key
		}
	}
	return key
}

// keysOf are the messages of a block of an outline in reading order, each once.
func keysOf(b document.Block) []string {
	var keys []string
	add := func(run []document.Inline) {
		for _, key := range keysIn(run) {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if way, ok := b.(document.Path); ok {
		add(way.Alt)
	}
	for _, run := range document.Inlines(b) {
		add(run)
	}
	return keys
}

func keysIn(run []document.Inline) []string {
	var keys []string
	for _, inline := range run {
		switch i := inline.(type) {
		case document.Message:
			keys = append(keys, i.Key)
			for _, name := range slices.Sorted(maps.Keys(i.Values)) {
				if words, ok := i.Values[name].(document.Words); ok {
					keys = append(keys, words.Key)
				}
			}
		case document.Said:
			keys = append(append(keys, i.Key), keysIn(i.Inlines)...)
		case document.Strong:
			keys = append(keys, keysIn(i.Inlines)...)
		case document.Link:
			keys = append(keys, keysIn(i.Inlines)...)
		case document.Span:
			keys = append(keys, keysIn(i.Inlines)...)
		}
	}
	return keys
}

// furnitureKeys are the messages around the pages.
func furnitureKeys(kind document.Kind, f document.Furniture) []string {
	beginning := "furniture." + string(kind)
	keys := []string{"furniture.page", beginning + "-continues", beginning + "-end", beginning + "-reference"}
	if f.Draft != nil {
		keys = append(keys, "furniture.draft")
	}
	return keys
}
