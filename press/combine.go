package press

import (
	"bytes"
	"fmt"

	"wayleaf/document"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// Copy is one letter of a combined file.
type Copy struct {
	Order     templates.Order
	Outline   *document.Document // checked
	Language  string
	Bilingual Bilingual
}

// Combine speaks checked outlines, writes them as one PDF with a title for its
// metadata, and proves the contract on the finished words of each. The print has
// a share for each copy.
func (p *Press) Combine(title string, copies []Copy) (*Print, error) {
	letters := make([]*spoken, len(copies))
	for i, c := range copies {
		c.Bilingual = c.Bilingual.of(c.Language)
		var err error
		if letters[i], err = p.speak(c); err != nil {
			return nil, err
		}
	}
	var file bytes.Buffer
	err := pdf.Combine(&file, title, func(yield func([]*document.Document) bool) {
		for _, l := range letters {
			if !yield(l.set) {
				return
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("combined pdf: %w", err)
	}
	return p.prove(file.Bytes(), pdfFormat(), letters...)
}
