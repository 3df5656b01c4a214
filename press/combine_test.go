package press

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/render"
	"wayleaf/render/pdf"
)

func leaflet(words string) *document.Document {
	say := func(words string) []document.Inline { return []document.Inline{document.Text(words)} }
	return &document.Document{
		Kind: document.Leaflet, Language: "en", Direction: document.LeftToRight, Title: "Title", ID: "A-1",
		Blocks: []document.Block{
			document.Letterhead{Name: say("Tarnbeck")},
			document.Heading{Level: 1, Inlines: say("Title")},
			document.Paragraph{Inlines: say(words)},
		},
		Furniture: document.Furniture{Page: []document.Inline{document.PageNumber{}, document.PageCount{}}, End: say("End"), Continues: say("On"), Reference: say("A-1")},
	}
}

// The words of a file of several documents are looked at apart only if they are
// those of the documents: all of them, in their order, and no others.
func TestShares(t *testing.T) {
	one, two := leaflet("This date is not real."), leaflet("Do not come.")
	var file bytes.Buffer
	if err := pdf.Combine(&file, "Two", slices.Values([][]*document.Document{{one}, {two}})); err != nil {
		t.Fatal(err)
	}
	format, err := render.Lookup("pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name      string
		documents []*document.Document
		complains string
	}{
		{"as they are", []*document.Document{one, two}, ""},
		{"in another order", []*document.Document{two, one}, "document 1"},
		{"one left out", []*document.Document{one}, "belong to no document"},
		{"one too many", []*document.Document{one, two, two}, "document 3"},
		{"other words", []*document.Document{one, leaflet("Do come.")}, "document 2"},
	} {
		shares, _, err := shares(format, file.Bytes(), tt.documents)
		switch {
		case tt.complains == "" && err != nil, tt.complains != "" && (err == nil || !strings.Contains(err.Error(), tt.complains)):
			t.Errorf("%s: error %v, want one of %q", tt.name, err, tt.complains)
		case tt.complains == "" && !strings.Contains(shares[1], "Do not come."):
			t.Errorf("%s: the second share is %q", tt.name, shares[1])
		}
	}
}

// Welsh comes first in Wales only; otherwise English does.
func TestSides(t *testing.T) {
	for _, tt := range []struct {
		jurisdiction       pathway.Jurisdiction
		tag, first, second string
	}{
		{pathway.Wales, "cy", "cy", "en"},
		{pathway.Wales, "ur", "en", "ur"},
		{pathway.England, "cy", "en", "cy"},
		{pathway.England, "ur", "en", "ur"},
	} {
		first, second := Sides(&pathway.Pathway{Jurisdiction: tt.jurisdiction}, tt.tag)
		if first != tt.first || second != tt.second {
			t.Errorf("%s, %s: %s before %s", tt.jurisdiction, tt.tag, first, second)
		}
	}
}
