package render

import (
	"bytes"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"wayleaf/document"
)

// cases are small trees, one point each. What each becomes in every text
// format is in testdata/NAME.txtar, front matter and head left out.
var cases = map[string][]document.Block{
	"address": {document.Address{
		Name:  document.Value{Text: "Zoë O’Hara"},
		Lines: []document.Value{{Text: "1. High Street", Direction: document.LeftToRight}, code("ZZ99 3WZ")},
	}},
	"callout": {
		document.Callout{Blocks: []document.Block{
			document.Paragraph{Inlines: words("This is not a real appointment.")},
			document.List{Items: []run{words("do not come"), words("do not cancel it")}},
		}},
		document.Callout{Blocks: []document.Block{document.Paragraph{Inlines: words("Another callout.")}}},
	},
	"headings": {
		document.Heading{Level: 1, Inlines: words("C #")},
		document.Heading{Level: 2, Inlines: run{document.Text("Two"), document.Break{}, document.Text("lines")}},
		document.Heading{Level: 3, Inlines: words("1. Three")},
	},
	"key-facts": {document.KeyFacts{Facts: []document.Fact{
		{Label: words("Phone"), Value: run{link("tel:01632960001", "01632 960001")}},
		{Label: words("NHS number:"), Value: run{code("999 123 4567")}},
	}}},
	"lists": {
		document.List{Items: []run{words("a"), {document.Text("b"), document.Break{}, document.Text("- c")}}},
		document.List{Items: []run{words("another list")}},
		document.List{Ordered: true, Items: []run{words("Wait."), words("2. Phone.")}},
		document.List{Ordered: true, Items: []run{words("Another list.")}},
	},
	"part": {
		document.Heading{Level: 1, Inlines: words("Wait for us")},
		document.Part{Language: "ar", Direction: document.RightToLeft, Blocks: []document.Block{document.Heading{Level: 1, Inlines: words("انتظرونا")}}},
		document.List{Items: []run{words("do not come")}},
		document.Part{Language: "pl", Direction: document.LeftToRight, Blocks: []document.Block{document.List{Items: []run{words("proszę nie przychodzić")}}}},
	},
	"path": {document.Path{Alt: words("You are referred. We phone you."), Stops: []document.Stop{
		{State: document.Done, Label: words("You are referred")},
		{State: document.Goal, Label: run{document.Text("We phone you from "), link("tel:01632960001", "01632 960001")}},
	}}},
	"qr-code": {document.QRCode{
		Inlines: run{document.Text("Our website: "), link("https://a.example/b", "a.example/b")},
		Scan:    words("Point your phone at the code."),
	}},
	"right-to-left": {document.Paragraph{Inlines: run{
		document.Text("اتصلوا على "), code("01632 960001"), document.Text(" يوم "), document.Value{Text: "الاثنين"},
		document.Text(" ("), document.Span{Language: "en", Direction: document.LeftToRight, Inlines: run{document.Text("Monday")}}, document.Text(")"),
	}}},
	"strong": {document.Paragraph{Inlines: run{
		document.Text("a"), document.Strong{Inlines: words("b")}, document.Strong{Inlines: words("(c)")}, document.Text("d"),
		document.Strong{Inlines: run{document.Text("e "), document.Strong{Inlines: words("f")}}},
	}}},
	"values": {
		document.Paragraph{Inlines: run{document.Value{Text: `*Bob* [x](http://e.vil) {{.Secret}} <b>`}}},
		document.Paragraph{Inlines: run{document.Value{Text: `<!-- -->  &amp; a_b @me #1 C:\`}}},
		document.Paragraph{Inlines: run{document.Value{Text: "A reference that no phone shows whole", Whole: true}}},
	},
}

func TestCases(t *testing.T) {
	for name, blocks := range cases {
		t.Run(name, func(t *testing.T) {
			d := &document.Document{Kind: document.Leaflet, Language: "en", Direction: document.LeftToRight, Title: "x", Blocks: blocks}
			if name == "address" {
				d.Kind = document.Letter
			}
			if name == "right-to-left" {
				d.Language, d.Direction = "ar", document.RightToLeft
			}
			archive := &txtar.Archive{}
			for _, format := range Formats {
				if file := write(t, format, d); format.Name != "pdf" {
					archive.Files = append(archive.Files, txtar.File{Name: format.Name, Data: body(file)})
				}
			}
			golden(t, name+".txtar", txtar.Format(archive))
		})
	}
}

// body returns what follows the front matter, or stands in the main element.
func body(file []byte) []byte {
	if _, after, ok := bytes.Cut(file, []byte("<main>\n")); ok {
		main, _, _ := bytes.Cut(after, []byte("</main>"))
		return main
	}
	_, after, _ := bytes.Cut(file, []byte("\n---\n\n"))
	return after
}
