package press

import (
	"bytes"
	"fmt"
	"strings"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// Facing speaks a checked outline in two languages, writes both in one PDF, the
// second on sheets after the first, and proves the contract on the finished
// words of each.
func (p *Press) Facing(order templates.Order, outline *document.Document, first, second string) (*Print, error) {
	var spoken [2]*document.Document
	for i, tag := range []string{first, second} {
		var err error
		if spoken[i], err = p.speak(outline, tag); err != nil {
			return nil, err
		}
	}
	format, err := render.Lookup("pdf")
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := pdf.Facing(&file, spoken[0], spoken[1]); err != nil {
		return nil, located(order, first+" and "+second, format, err)
	}
	shares, err := shares(format, file.Bytes(), []*document.Document{spoken[0], pdf.Unaddressed(spoken[1])})
	if err != nil {
		return nil, fmt.Errorf("reading back the finished pdf of pathway %s in languages %s and %s: %w", order.Pathway.ID, first, second, err)
	}
	var findings finding.List
	for i, share := range shares {
		list, err := p.prove(order, outline, spoken[i].Language, format, share)
		if err != nil {
			return nil, err
		}
		findings = append(findings, list...)
	}
	draft := spoken[0].Furniture.Draft != nil || spoken[1].Furniture.Draft != nil
	return &Print{file.Bytes(), draft}, findings.Sort().Err()
}

func (p *Press) speak(outline *document.Document, tag string) (*document.Document, error) {
	language, err := p.Catalogues.Language(tag)
	if err != nil {
		return nil, err
	}
	return language.Speak(outline)
}

// prove holds the contract against the words of one language of a file.
func (p *Press) prove(order templates.Order, outline *document.Document, tag string, format render.Format, text string) (finding.List, error) {
	language, err := p.Catalogues.Language(tag)
	if err != nil {
		return nil, err
	}
	return check.Text(order, outline, language, tag, format.Name, text), nil
}

// shares are the words of each document in a finished file of several. They must
// be those of the documents, one after the other, or nothing would be proved by
// looking at them apart.
func shares(format render.Format, file []byte, documents []*document.Document) ([]string, error) {
	text, err := format.Text(file)
	if err != nil {
		return nil, err
	}
	found := strings.Fields(text)
	var shares []string
	for i, d := range documents {
		words := strings.Fields(format.Words(d))
		share := strings.Join(words, " ")
		if len(found) < len(words) || strings.Join(found[:len(words)], " ") != share {
			return nil, fmt.Errorf("the file does not hold the words of document %d, in %s", i+1, d.Language)
		}
		shares, found = append(shares, share), found[len(words):]
	}
	if len(found) > 0 {
		return nil, fmt.Errorf("%d words belong to no document", len(found))
	}
	return shares, nil
}
