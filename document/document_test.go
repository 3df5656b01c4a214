package document_test

import (
	"testing"

	"wayleaf/document"
)

// TestText holds what counts as the words of a document: labels, items and
// values in reading order, without list numbers, page furniture and the
// alternative text of drawings.
func TestText(t *testing.T) {
	text := func(s string) []document.Inline { return []document.Inline{document.Text(s)} }
	d := document.Document{
		Furniture: document.Furniture{End: text("The end")},
		Blocks: []document.Block{
			document.Letterhead{Name: text("Tarnbeck Vale"), Lines: [][]document.Inline{text("Mill Beck Road")}},
			document.Address{Name: document.Value{Text: "Ms Żak"}, Lines: []document.Value{{Text: "ZZ9 4TB"}}},
			document.Heading{Level: 1, Inlines: text("Title")},
			document.Paragraph{Inlines: []document.Inline{
				document.Text("Phone "), document.Link{URL: "tel:01632960121", Inlines: []document.Inline{document.Value{Text: "01632 960 121"}}},
				document.Break{}, document.Strong{Inlines: text("now")},
				document.Span{Language: "en", Inlines: text(" (now)")},
			}},
			document.List{Ordered: true, Items: [][]document.Inline{text("one"), text("two")}},
			document.KeyFacts{Facts: []document.Fact{{Label: text("Place"), Value: text("Level 2")}}},
			document.Callout{Blocks: []document.Block{document.Paragraph{Inlines: text("Do not come")}}},
			document.QRCode{Inlines: text("Our website"), Scan: text("Scan it")},
			document.Path{Alt: text("A path"), Stops: []document.Stop{{State: document.Now, Label: text("You are here")}}},
		},
	}
	want := "Tarnbeck Vale\nMill Beck Road\nMs Żak\nZZ9 4TB\nTitle\nPhone 01632 960 121\nnow (now)\none\ntwo\nPlace\nLevel 2\nDo not come\nOur website\nScan it\nYou are here"
	if got := d.Text(); got != want {
		t.Errorf("text\n%q, want\n%q", got, want)
	}
}
