package document_test

import (
	"strings"
	"testing"

	"wayleaf/document"
)

func spoken(language, title, text string) *document.Document {
	words := func(s string) []document.Inline { return []document.Inline{document.Text(s)} }
	return &document.Document{
		Language: language,
		Blocks: []document.Block{
			document.Letterhead{Name: words("Northside")},
			document.Address{Name: document.Value{Text: "A. Patient"}, Lines: []document.Value{{Text: "NE1 4LP"}}},
			document.KeyFacts{Facts: []document.Fact{{Label: words("label " + language), Value: words("value")}}},
			document.Heading{Level: 1, Inlines: words(title)},
			document.Paragraph{Inlines: words(text)},
			document.QRCode{Inlines: words("Website"), Scan: words("Scan")},
		},
		Furniture: document.Furniture{End: words("end " + language)},
	}
}

func TestPaired(t *testing.T) {
	d, err := document.Paired(spoken("en", "Title", "Words."), spoken("pl", "Tytuł", "Słowa."))
	if err != nil {
		t.Fatal(err)
	}
	want := "Northside\nA. Patient\nNE1 4LP\nlabel en\nvalue\nTitle\nTytuł\nlabel pl\nvalue\nWords.\nSłowa.\nWebsite\nScan\nWebsite\nScan"
	if got := d.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if own, other := d.Blocks[8].(document.QRCode), d.Blocks[9].(document.Part).Blocks[0].(document.QRCode); own.Again || !other.Again {
		t.Error("the code is not drawn once, beside the first language")
	}
	if got := document.Plain(d.Furniture.End); got != "end en\nend pl" {
		t.Errorf("the end is %q", got)
	}
}

func TestPairedRefuses(t *testing.T) {
	fewer, other := spoken("pl", "Tytuł", "Słowa."), spoken("pl", "Tytuł", "Słowa.")
	fewer.Blocks = fewer.Blocks[:4]
	other.Blocks[4] = document.List{}
	for _, c := range []struct {
		second *document.Document
		want   string
	}{{fewer, "3 blocks in en and 1 in pl"}, {other, "block 2 is a document.Paragraph in en and a document.List in pl"}} {
		if _, err := document.Paired(spoken("en", "Title", "Words."), c.second); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}
