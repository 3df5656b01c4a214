// Package press takes an order through the five steps and gives the finished
// file. It is the one way in which letters and leaflets are made:
//
//	load      templates, catalogues and the pathway definition, before
//	check     the outline against the explanation contract
//	outline   what the document says, in no language
//	speak     the same in one language
//	write     bytes, and the contract again on the words in them
//
// A document that breaks the contract at either proof is not given out.
package press

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/render"
	"wayleaf/templates"
)

// Press holds what all documents are made with. It may be used by many
// goroutines at once.
type Press struct {
	Templates  *templates.Set
	Catalogues *locales.Catalogues
	Keys       []string // every message key of the English catalogue, sorted
}

// Layers are the user's own templates and catalogues, laid over the built-in
// ones file by file and key by key. Nil leaves the built-in ones alone.
type Layers struct {
	Templates fs.FS
	Locales   fs.FS

	// Returned tells which messages of a language reviewers have returned for a
	// change; see [locales.Catalogues].
	Returned func(tag, key string) bool
	// Held tells which documents they have returned as a whole, likewise.
	Held func(tag, pathway string, kind document.Kind) bool
}

// Open loads the built-in templates and catalogues with the user's over them.
// The error is a [finding.List] of all problems.
func Open(layers Layers) (*Press, error) {
	catalogues, err := locales.Load(layers.locales()...)
	if err != nil {
		return nil, err
	}
	catalogues.Critical, catalogues.Returned, catalogues.Held = check.Critical, layers.Returned, layers.Held
	keys, err := sourceKeys(catalogues)
	if err != nil {
		return nil, err
	}
	set, err := templates.Load(keys, layers.templates()...)
	if err != nil {
		return nil, err
	}
	return &Press{Templates: set, Catalogues: catalogues, Keys: keys}, nil
}

// Reload is Open for layers in which only some languages have changed, and the
// templates if forms is set. p stays as it was.
func (p *Press) Reload(layers Layers, languages []string, forms bool) (*Press, error) {
	next := *p
	var err error
	if next.Catalogues, err = p.Catalogues.Reload(languages, layers.locales()...); err != nil {
		return nil, err
	}
	if slices.Contains(languages, locales.Source) {
		if next.Keys, err = sourceKeys(next.Catalogues); err != nil {
			return nil, err
		}
	}
	if forms || !slices.Equal(next.Keys, p.Keys) {
		if next.Templates, err = templates.Load(next.Keys, layers.templates()...); err != nil {
			return nil, err
		}
	}
	return &next, nil
}

func (l Layers) locales() []fs.FS {
	if l.Locales == nil {
		return []fs.FS{locales.FS()}
	}
	return []fs.FS{locales.FS(), l.Locales}
}

func (l Layers) templates() []fs.FS {
	if l.Templates == nil {
		return []fs.FS{templates.FS()}
	}
	return []fs.FS{templates.FS(), l.Templates}
}

func sourceKeys(catalogues *locales.Catalogues) ([]string, error) {
	english, err := catalogues.Language(locales.Source)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, entry := range english.Entries() {
		keys = append(keys, entry.Key)
	}
	return keys, nil
}

// Outline returns the checked outline of an order that will be spoken in the
// given languages.
func (p *Press) Outline(order templates.Order, languages ...string) (*document.Document, error) {
	if err := check.Words(order.Pathway, p.Keys).Err(); err != nil {
		return nil, err
	}
	outline, err := p.Templates.Outline(order)
	if err != nil {
		return nil, err
	}
	return outline, check.Outline(order, outline, languages...).Err()
}

// Print is a finished file and what is known of it.
type Print struct {
	Bytes []byte
	render.Reading
	Shares []string // the words of each copy, in a file of several languages or letters
	Draft  bool     // it carries the DRAFT mark
}

// Print speaks a checked outline in a language, writes it in a format and
// proves the contract on the finished bytes.
func (p *Press) Print(order templates.Order, outline *document.Document, tag string, format render.Format) (*Print, error) {
	language, err := p.Catalogues.Language(tag)
	if err != nil {
		return nil, err
	}
	spoken, err := language.Speak(outline)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := format.Write(&file, spoken); err != nil {
		return nil, located(order, tag, format, err)
	}
	reading, err := format.Read(file.Bytes())
	if err != nil {
		return nil, fmt.Errorf("reading back the finished %s of pathway %s in language %s: %w", format.Name, order.Pathway.ID, tag, err)
	}
	findings := check.Text(order, outline, language, tag, format.Name, reading.Text)
	return &Print{Bytes: file.Bytes(), Reading: reading, Draft: spoken.Furniture.Draft != nil}, findings.Err()
}

// Held returns the languages in which reviewers have returned a document as a
// whole, of those that it is made in for a reader of a language. Such a document
// is a draft.
func (p *Press) Held(order templates.Order, tag string, b Bilingual) []string {
	return slices.DeleteFunc(b.Languages(tag), func(tag string) bool {
		return p.Catalogues.Held == nil || !p.Catalogues.Held(tag, order.Pathway.ID, order.Kind)
	})
}

// located adds to a writer's findings which document they are about.
func located(order templates.Order, tag string, format render.Format, err error) error {
	list, ok := err.(finding.List)
	if !ok {
		return fmt.Errorf("%s of pathway %s in language %s: %w", format.Name, order.Pathway.ID, tag, err)
	}
	for i := range list {
		list[i].What = fmt.Sprintf("%s %s in language %s: %s", order.Kind, order.Pathway.ID, tag, list[i].What)
		if list[i].File == "" {
			list[i].Place = order.Pathway.Place("id")
		}
	}
	return list
}
