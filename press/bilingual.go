package press

import (
	"bytes"
	"fmt"
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

// Languages are those of a document for a reader of one.
func (b Bilingual) Languages(tag string) []string {
	if b == Alone || tag == locales.Source {
		return []string{tag}
	}
	return []string{locales.Source, tag}
}

// Make makes a document for a reader of a language: in it alone, or with English.
func (p *Press) Make(order templates.Order, outline *document.Document, tag string, format render.Format, b Bilingual) (*Print, error) {
	switch {
	case tag == locales.Source:
	case b == Facing:
		return p.Facing(order, outline, tag)
	case b == Paired:
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
	copies, spoken, err := p.both(order, outline, tag)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := pdf.Facing(&file, spoken[0], spoken[1]); err != nil {
		return nil, located(order, sides(copies), pdfFormat(), err)
	}
	return p.proveAll(file.Bytes(), []*document.Document{spoken[0], pdf.Unaddressed(spoken[1])}, copies)
}

// Paired speaks a checked outline in English and another language, writes both in
// one document, block by block, and proves the contract on the finished words of
// each.
func (p *Press) Paired(order templates.Order, outline *document.Document, tag string, format render.Format) (*Print, error) {
	copies, spoken, err := p.both(order, outline, tag)
	if err != nil {
		return nil, err
	}
	paired, err := document.Paired(spoken[0], spoken[1])
	if err != nil {
		return nil, fmt.Errorf("pathway %s: %w", order.Pathway.ID, err)
	}
	var file bytes.Buffer
	if err := format.Write(&file, paired); err != nil {
		return nil, located(order, sides(copies), format, err)
	}
	_, reading, err := shares(format, file.Bytes(), []*document.Document{paired})
	if err != nil {
		return nil, fmt.Errorf("reading back the finished %s: %w", format.Name, err)
	}
	return p.prove(&Print{Bytes: file.Bytes(), Reading: reading}, format, spoken, copies, eachLanguage(format, paired))
}

// both speaks a checked outline in English and another language, in their order.
func (p *Press) both(order templates.Order, outline *document.Document, tag string) ([]Copy, []*document.Document, error) {
	first, second := Sides(order.Pathway, tag)
	copies := []Copy{{order, outline, first}, {order, outline, second}}
	spoken, err := p.speakAll(copies)
	if err != nil {
		return nil, nil, err
	}
	return copies, spoken, p.markBoth(spoken)
}

func sides(copies []Copy) string { return copies[0].Language + " and " + copies[1].Language }

// eachLanguage are the words of a document in its own language, and those of its
// parts.
func eachLanguage(format render.Format, d *document.Document) []string {
	own, other := *d, *d
	own.Blocks, other.Blocks = nil, nil
	for _, block := range d.Blocks {
		if part, ok := block.(document.Part); ok {
			other.Blocks = append(other.Blocks, part.Blocks...)
		} else {
			own.Blocks = append(own.Blocks, block)
		}
	}
	return []string{format.Words(&own), format.Words(&other)}
}

// markBoth puts the DRAFT mark on both parts if one has it: the first page alone
// would look like a letter that may be sent.
func (p *Press) markBoth(spoken []*document.Document) error {
	if (spoken[0].Furniture.Draft == nil) == (spoken[1].Furniture.Draft == nil) {
		return nil
	}
	for _, d := range spoken {
		if d.Furniture.Draft != nil {
			continue
		}
		language, err := p.Catalogues.Language(d.Language)
		if err != nil {
			return err
		}
		if d.Furniture.Draft, err = language.Say(document.Message{Key: "furniture.draft"}); err != nil {
			return err
		}
	}
	return nil
}

// shares are the words of each document in a finished file of several. They must
// be those of the documents, one after the other, or nothing would be proved by
// looking at them apart.
func shares(format render.Format, file []byte, documents []*document.Document) ([]string, render.Reading, error) {
	reading, err := format.Read(file)
	if err != nil {
		return nil, render.Reading{}, err
	}
	found := strings.Fields(reading.Text)
	var shares []string
	for i, d := range documents {
		words := strings.Fields(format.Words(d))
		share := strings.Join(words, " ")
		if len(found) < len(words) || strings.Join(found[:len(words)], " ") != share {
			return nil, reading, fmt.Errorf("the file does not hold the words of document %d, in %s", i+1, d.Language)
		}
		shares, found = append(shares, share), found[len(words):]
	}
	if len(found) > 0 {
		return nil, reading, fmt.Errorf("%d words belong to no document", len(found))
	}
	return shares, reading, nil
}
