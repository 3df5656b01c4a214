package press

import (
	"bytes"
	"fmt"
	"strings"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/templates"
)

// Facing speaks a checked outline in two languages, writes both in one PDF, the
// second on sheets after the first, and proves the contract on the finished
// words of each.
func (p *Press) Facing(order templates.Order, outline *document.Document, first, second string) (*Print, error) {
	var languages [2]*locales.Language
	var spoken [2]*document.Document
	for i, tag := range []string{first, second} {
		var err error
		if languages[i], err = p.Catalogues.Language(tag); err != nil {
			return nil, err
		}
		if spoken[i], err = languages[i].Speak(outline); err != nil {
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
	halves, err := halves(format, file.Bytes(), spoken)
	if err != nil {
		return nil, fmt.Errorf("reading back the finished pdf of pathway %s in languages %s and %s: %w", order.Pathway.ID, first, second, err)
	}
	var findings finding.List
	for i, language := range languages {
		findings = append(findings, check.Text(order, outline, language, language.Tag, format.Name, halves[i])...)
	}
	draft := spoken[0].Furniture.Draft != nil || spoken[1].Furniture.Draft != nil
	return &Print{file.Bytes(), draft}, findings.Sort().Err()
}

// halves are the words of each language in a finished file. They must be those
// of the two documents, or nothing was proved by looking at them apart.
func halves(format render.Format, file []byte, spoken [2]*document.Document) (halves [2]string, err error) {
	text, err := format.Text(file)
	if err != nil {
		return halves, err
	}
	found := strings.Fields(text)
	for i, d := range []*document.Document{spoken[0], pdf.Unaddressed(spoken[1])} {
		words := strings.Fields(format.Words(d))
		halves[i] = strings.Join(words, " ")
		if len(found) < len(words) || strings.Join(found[:len(words)], " ") != halves[i] {
			return halves, fmt.Errorf("the words in %s are not those of the document", d.Language)
		}
		found = found[len(words):]
	}
	if len(found) > 0 {
		return halves, fmt.Errorf("%d words belong to neither language", len(found))
	}
	return halves, nil
}
