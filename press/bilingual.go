package press

import (
	"bytes"
	"strings"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// Bilingual is how a document in two languages is made.
type Bilingual string

const (
	// Alone is a document in one language.
	Alone Bilingual = ""
	// Facing has the second language on sheets of its own; PDF only.
	Facing Bilingual = "facing"
	// Paired has each block in both languages.
	Paired Bilingual = "paired"
)

// of is how it is for a reader of a language: English has no other beside it.
func (b Bilingual) of(tag string) Bilingual {
	if tag == locales.Source {
		return Alone
	}
	return b
}

// Languages are those of a document for a reader of one.
func (b Bilingual) Languages(tag string) []string {
	if b.of(tag) == Alone {
		return []string{tag}
	}
	return []string{locales.Source, tag}
}

// Make makes a document for a reader of a language: in it alone, or with English.
func (p *Press) Make(order templates.Order, outline *document.Document, tag string, format render.Format, b Bilingual) (*Print, error) {
	switch b.of(tag) {
	case Facing:
		return p.Facing(order, outline, tag)
	case Paired:
		return p.Paired(order, outline, tag, format)
	}
	return p.Print(order, outline, tag, format)
}

// Sides are the languages of a document in English and another language, in their
// order. Welsh comes first where Welsh rules apply: it is to be what the reader
// meets first (Welsh Language Standards (No. 7) Regulations 2018).
func Sides(p *pathway.Pathway, tag string) (first, second string) {
	if tag == "cy" && p.Jurisdiction == pathway.Wales {
		return tag, locales.Source
	}
	return locales.Source, tag
}

// Facing speaks a checked outline in English and another language, writes both in
// one PDF, the second on sheets after the first, and proves the contract on the
// finished words of each.
func (p *Press) Facing(order templates.Order, outline *document.Document, tag string) (*Print, error) {
	s, err := p.speak(Copy{order, outline, tag, Facing})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := pdf.Facing(&file, s.set[0], s.set[1]); err != nil {
		return nil, located(order, s.languages(), pdfFormat(), err)
	}
	return p.prove(file.Bytes(), pdfFormat(), s)
}

// Paired speaks a checked outline in English and another language, writes both in
// one document, block by block, and proves the contract on the finished words of
// each.
func (p *Press) Paired(order templates.Order, outline *document.Document, tag string, format render.Format) (*Print, error) {
	s, err := p.speak(Copy{order, outline, tag, Paired})
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := format.Write(&file, s.set[0]); err != nil {
		return nil, located(order, s.languages(), format, err)
	}
	return p.prove(file.Bytes(), format, s)
}

func (s *spoken) languages() string { return strings.Join(s.tags, " and ") }
