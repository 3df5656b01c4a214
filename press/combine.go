package press

import (
	"bytes"
	"fmt"
	"slices"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// Copy is one document of a combined file.
type Copy struct {
	Order    templates.Order
	Outline  *document.Document // checked
	Language string
}

// Combine speaks checked outlines, writes them as one PDF with a title for its
// metadata, and proves the contract on the finished words of each.
func (p *Press) Combine(title string, copies []Copy) (*Print, error) {
	spoken, err := p.speakAll(copies)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := pdf.Combine(&file, title, slices.Values(spoken)); err != nil {
		return nil, fmt.Errorf("combined pdf: %w", err)
	}
	return p.proveAll(file.Bytes(), spoken, copies)
}

func (p *Press) speakAll(copies []Copy) ([]*document.Document, error) {
	var spoken []*document.Document
	for _, c := range copies {
		language, err := p.Catalogues.Language(c.Language)
		if err != nil {
			return nil, err
		}
		d, err := language.Speak(c.Outline)
		if err != nil {
			return nil, err
		}
		spoken = append(spoken, d)
	}
	return spoken, nil
}

// proveAll holds the contract against the words of each copy in a finished file
// of several, one after the other.
func (p *Press) proveAll(file []byte, spoken []*document.Document, copies []Copy) (*Print, error) {
	format := pdfFormat()
	shares, reading, err := shares(format, file, spoken)
	if err != nil {
		return nil, fmt.Errorf("reading back the finished pdf: %w", err)
	}
	return p.prove(&Print{Bytes: file, Reading: reading, Shares: shares}, format, spoken, copies, shares)
}

// prove holds the contract against the words of each copy in a finished file.
func (p *Press) prove(print *Print, format render.Format, spoken []*document.Document, copies []Copy, shares []string) (*Print, error) {
	var findings finding.List
	for i, c := range copies {
		language, err := p.Catalogues.Language(c.Language)
		if err != nil {
			return nil, err
		}
		findings = append(findings, check.Text(c.Order, c.Outline, language, c.Language, format.Name, shares[i])...)
		print.Draft = print.Draft || spoken[i].Furniture.Draft != nil
	}
	return print, findings.Sort().Err()
}

func pdfFormat() render.Format {
	format, err := render.Lookup("pdf")
	if err != nil {
		panic(err) // the table of formats always holds it
	}
	return format
}
