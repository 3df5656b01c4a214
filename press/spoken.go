package press

import (
	"fmt"
	"strings"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/render"
	"wayleaf/render/pdf"
)

// spoken is a copy in the words of its languages.
type spoken struct {
	Copy
	tags []string             // of its languages, in their order
	each []*document.Document // in each language
	set  []*document.Document // as it is written: in one language, in two, or in pairs
}

// speak speaks a copy in its language, or in English as well.
func (p *Press) speak(c Copy) (*spoken, error) {
	s := &spoken{Copy: c, tags: []string{c.Language}}
	if c.Bilingual != Alone {
		first, second := Sides(c.Order.Pathway, c.Language)
		s.tags = []string{first, second}
	}
	for _, tag := range s.tags {
		language, err := p.Catalogues.Language(tag)
		if err != nil {
			return nil, err
		}
		d, err := language.Speak(c.Outline)
		if err != nil {
			return nil, err
		}
		s.each = append(s.each, d)
	}
	s.set = s.each
	if c.Bilingual == Alone {
		return s, nil
	}
	return s, p.setBoth(s)
}

// setBoth sets a copy in two languages.
func (p *Press) setBoth(s *spoken) error {
	if err := p.markBoth(s.each); err != nil {
		return err
	}
	if s.Bilingual == Facing {
		s.set = []*document.Document{s.each[0], pdf.Unaddressed(s.each[1])}
		return nil
	}
	paired, err := document.Paired(s.each[0], s.each[1])
	if err != nil {
		return fmt.Errorf("pathway %s: %w", s.Order.Pathway.ID, err)
	}
	s.set = []*document.Document{paired}
	return nil
}

// markBoth puts the DRAFT mark on both documents if one has it: the first page
// alone would look like a letter that may be sent.
func (p *Press) markBoth(each []*document.Document) error {
	if !marked(each[0]) && !marked(each[1]) {
		return nil
	}
	for _, d := range each {
		if marked(d) {
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

func marked(d *document.Document) bool { return d.Furniture.Draft != nil }

// words are those of each language, from what was read of the documents that were
// written.
func (s *spoken) words(format render.Format, shares []string) []string {
	if s.Bilingual == Paired {
		return eachLanguage(format, s.set[0])
	}
	return shares
}

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

// prove holds the contract against the words of each letter of a finished file, in
// each of its languages.
func (p *Press) prove(file []byte, format render.Format, letters ...*spoken) (*Print, error) {
	var documents []*document.Document
	for _, l := range letters {
		documents = append(documents, l.set...)
	}
	shares, reading, err := shares(format, file, documents)
	if err != nil {
		return nil, fmt.Errorf("reading back the finished %s: %w", format.Name, err)
	}
	print := &Print{Bytes: file, Reading: reading}
	var findings finding.List
	for _, l := range letters {
		own := shares[:len(l.set)]
		shares = shares[len(l.set):]
		print.Shares = append(print.Shares, strings.Join(own, " "))
		print.Draft = print.Draft || marked(l.each[0])
		found, err := p.proveEach(l, format, l.words(format, own))
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	return print, findings.Sort().Err()
}

func (p *Press) proveEach(l *spoken, format render.Format, words []string) (findings finding.List, err error) {
	for i, tag := range l.tags {
		language, err := p.Catalogues.Language(tag)
		if err != nil {
			return nil, err
		}
		findings = append(findings, check.Text(l.Order, l.Outline, language, tag, format.Name, words[i])...)
	}
	return findings, nil
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

func pdfFormat() render.Format {
	format, err := render.Lookup("pdf")
	if err != nil {
		panic(err) // the table of formats always holds it
	}
	return format
}
