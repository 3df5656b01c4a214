package pdf

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// TestWriteKitchenSink leaves the letters in the folder that WAYLEAF_PDF_OUT
// names, for a look.
func TestWriteKitchenSink(t *testing.T) {
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			file := written(t, d)
			if dir := os.Getenv("WAYLEAF_PDF_OUT"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, language+string(print)+".pdf"), file, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	for _, language := range languages {
		if !bytes.Equal(written(t, kitchenSink(language)), written(t, kitchenSink(language))) {
			t.Errorf("%s: two runs differ", language)
		}
	}
}

func TestWriteConcurrently(t *testing.T) {
	want := map[string][]byte{}
	for _, language := range languages {
		want[language] = written(t, kitchenSink(language))
	}
	var group sync.WaitGroup
	for i := range 24 {
		group.Go(func() {
			language := languages[i%len(languages)]
			var out bytes.Buffer
			if err := Write(&out, kitchenSink(language)); err != nil || !bytes.Equal(out.Bytes(), want[language]) {
				t.Errorf("%s: another file than alone, error %v", language, err)
			}
		})
	}
	group.Wait()
}

// letter returns a small English letter with other blocks after the title.
func letter(blocks ...document.Block) *document.Document {
	d := kitchenSink("en")
	d.Blocks = append(d.Blocks[:4:4], blocks...)
	return d
}

func TestFindings(t *testing.T) {
	paragraph := func(inlines ...document.Inline) document.Block { return document.Paragraph{Inlines: inlines} }
	long := strings.Repeat("Meadow ", 24)
	crowded := letter()
	crowded.Blocks[1] = document.Address{
		Name:  document.Value{Text: long, Field: "recipient.name"},
		Lines: []document.Value{{Text: long, Field: "recipient.address"}, {Text: long}, {Text: "NE1 4LP"}},
	}
	tall := []document.Fact{{Label: fill("Label"), Value: fill(strings.Repeat("many words ", 900))}}
	for _, tt := range []struct {
		name  string
		d     *document.Document
		rule  string
		words []string
	}{
		{"no font", letter(paragraph(document.Text("hello \U0001F600"))), "pdf/missing-glyph", []string{"U+1F600", `"en"`}},
		{"no font, value", letter(paragraph(document.Value{Text: "\U0001F600", Field: "recipient.name"})), "pdf/missing-glyph", []string{"U+1F600", "recipient.name"}},
		{"control character", letter(paragraph(document.Value{Text: "a\x07b", Field: "recipient.name"})), "pdf/missing-glyph", []string{"U+0007"}},
		{"address", crowded, "pdf/address-too-long", []string{"recipient.name", "recipient.address"}},
		{"message", letter(paragraph(document.Message{Key: "greeting"})), "pdf/unspoken", []string{`"greeting"`}},
		{"nil inline", letter(paragraph(nil)), "pdf/unknown-node", nil},
		{"nil block", letter(nil), "pdf/unknown-node", nil},
		{"page number in a sentence", letter(paragraph(document.PageNumber{})), "pdf/page-number", nil},
		{"skipped heading", letter(document.Heading{Level: 3, Inlines: fill("x")}), "pdf/heading-level", []string{"level 3"}},
		{"second address", letter(crowded.Blocks[1]), "pdf/misplaced", nil},
		{"callout in a callout", letter(document.Callout{Blocks: []document.Block{document.Callout{}}}), "pdf/misplaced", nil},
		{"QR code in a callout", letter(document.Callout{Blocks: []document.Block{codeFor("a.example")}}), "pdf/misplaced", nil},
		{"QR code of nothing", letter(document.QRCode{Inlines: fill("x"), Scan: fill("x")}), "pdf/qr-code", []string{"0 web addresses"}},
		{"QR code with a query", letter(codeFor("a.example/?id=9")), "pdf/qr-code", []string{"query"}},
		{"QR code of a long address", letter(codeFor("a.example/" + strings.Repeat("x", 80))), "pdf/qr-code", []string{"84"}},
		{"unknown stop", letter(document.Path{Alt: fill("x"), Stops: []document.Stop{{State: "lost", Label: fill("x")}}}), "pdf/unknown-node", nil},
		{"path without words", letter(document.Path{}), "pdf/no-alternative", nil},
		{"too high", letter(document.KeyFacts{Facts: tall}), "pdf/too-high", nil},
		{"script link", letter(paragraph(document.Link{URL: "javascript:alert(1)", Inlines: fill("x")})), "pdf/link", nil},
	} {
		var out bytes.Buffer
		err := Write(&out, tt.d)
		var list finding.List
		if !errors.As(err, &list) {
			t.Errorf("%s: error %v, want findings", tt.name, err)
			continue
		}
		if list[0].Rule != tt.rule || len(list) != 1 {
			t.Errorf("%s: findings %v, want one of rule %s", tt.name, list, tt.rule)
		}
		for _, word := range tt.words {
			if !strings.Contains(list[0].What, word) {
				t.Errorf("%s: %q does not say %s", tt.name, list[0].What, word)
			}
		}
		if out.Len() > 0 {
			t.Errorf("%s: part of a file was written", tt.name)
		}
	}
}

func TestAddressTakesTheLargestSizeThatFits(t *testing.T) {
	for _, tt := range []struct {
		lines int
		want  float64
	}{{3, 12}, {4, 12}, {5, 10}, {6, 9}} {
		d := letter()
		address := document.Address{Name: document.Value{Text: "A Person"}}
		for range tt.lines {
			address.Lines = append(address.Lines, document.Value{Text: "1 Street", Direction: document.LeftToRight})
		}
		d.Blocks[1] = address
		for _, r := range record(t, d) {
			if r.logical() == "1 Street" && r.size != tt.want {
				t.Errorf("%d lines: %g pt, want %g", tt.lines, r.size, tt.want)
			}
		}
	}
}

// A line of another width follows a wide one, so that a page break can fall
// anywhere: no heading stands alone and no paragraph leaves one line behind.
func TestPageBreaks(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 6, 7, 8} {
		d := letter()
		for range n * 2 {
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Short.")})
		}
		for range 6 {
			d.Blocks = append(d.Blocks, document.Heading{Level: 2, Inlines: fill("Heading")},
				document.Paragraph{Inlines: fill(strings.Repeat("many words ", 30))})
		}
		lines := record(t, d)
		for i, r := range lines[:len(lines)-1] {
			next := lines[i+1]
			if r.artifact || next.page == r.page && !next.artifact {
				continue
			}
			if r.logical() == "Heading" {
				t.Errorf("%d: a heading is the last line of page %d", n, r.page+1)
			}
			if before := lines[i-1].logical(); strings.HasPrefix(r.logical(), "many") && before == "Heading" {
				t.Errorf("%d: a paragraph leaves one line on page %d", n, r.page+1)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, language := range []string{"en", "ur"} {
		b.Run(language, func(b *testing.B) {
			d := kitchenSink(language)
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The end of a letter takes company with it to the last page.
func TestClosingIsNotAlone(t *testing.T) {
	alone := 0
	for n := 20; n < 60; n++ {
		d := letter()
		for range n {
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Short.")})
		}
		d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Yours sincerely")})
		lines := record(t, d)
		last, onLast := 0, 0
		for _, r := range lines {
			if !r.artifact && r.page > last {
				last, onLast = r.page, 0
			}
			if !r.artifact && r.page == last {
				onLast++
			}
		}
		if last > 0 && onLast < 4 {
			alone++
		}
	}
	if alone > 0 {
		t.Errorf("%d of 40 letters have fewer than 4 lines on their last page", alone)
	}
}

// What opens a list is not parted from its first item.
func TestLeadInStaysWithItsList(t *testing.T) {
	for n := range 30 {
		d := letter()
		for range 10 + n {
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Short.")})
		}
		items := [][]document.Inline{fill("first item"), fill("second item")}
		d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("You can have it in:")}, document.List{Items: items},
			document.Paragraph{Inlines: fill(strings.Repeat("many words ", 150))})
		page := map[string]int{}
		for _, r := range record(t, d) {
			page[r.logical()] = r.page
		}
		if page["You can have it in:"] != page["first item"] {
			t.Errorf("%d paragraphs before: the lead-in is on page %d, the first item on page %d", 10+n, page["You can have it in:"]+1, page["first item"]+1)
		}
	}
}

// write makes a file and tells of every line in it.
func write(d *document.Document, record recorder) ([]byte, error) {
	s := newSetter(d.Language, takeShaper())
	defer s.shaper.release()
	file, err := s.write(record, d)
	return bytes.Clone(file), err
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", -0.0001: "0", 1: "1", -1: "-1", 12.5: "12.5", 0.001: "0.001", -0.25: "-0.25", 595.28: "595.28", 841.8899: "841.89", 99.9996: "100", -20.004: "-20.004",
	} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}
