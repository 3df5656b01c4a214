package press

import (
	"bytes"
	"fmt"
	"slices"

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
	format, err := render.Lookup("pdf")
	if err != nil {
		return nil, err
	}
	draft := false
	var spoken []*document.Document
	for _, c := range copies {
		d, err := p.speak(c.Outline, c.Language)
		if err != nil {
			return nil, err
		}
		spoken, draft = append(spoken, d), draft || d.Furniture.Draft != nil
	}
	var file bytes.Buffer
	if err := pdf.Combine(&file, title, slices.Values(spoken)); err != nil {
		return nil, fmt.Errorf("combined pdf: %w", err)
	}
	shares, err := shares(format, file.Bytes(), spoken)
	if err != nil {
		return nil, fmt.Errorf("reading back the combined pdf: %w", err)
	}
	var findings finding.List
	for i, c := range copies {
		list, err := p.prove(c.Order, c.Outline, c.Language, format, shares[i])
		if err != nil {
			return nil, err
		}
		findings = append(findings, list...)
	}
	return &Print{file.Bytes(), draft}, findings.Sort().Err()
}
