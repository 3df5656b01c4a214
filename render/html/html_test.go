package html

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"wayleaf/document"
)

// traps are words that mean something to some reader of HTML.
var traps = []string{
	`*Bob* [x](http://e.vil) {{.Secret}} <b>`, `<script>alert(1)</script>`, `</p>`, `</bdi>`, `</title>`, `</style>`, `</main>`,
	`<!-- -->`, `<!doctype html>`, `<![CDATA[x]]>`, `<?x?>`, `"`, `'`, `" onclick="x`, `' x='`, `&`, `&amp;`, `&lt`, `&#60;`, `&copy`,
	`<`, `>`, `<br>`, `<p>`, `<li>`, `<svg/onload=x>`, `x  y`, ` x `, "\t", "\n", "\nx", "a\nb", "\u200f", "\u2028", "\ufeff", "\u0301", "😀",
}

func TestWordsComeBackLetterForLetter(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of documents")
	}
	for _, words := range traps {
		proveLetterForLetter(t, words)
	}
}

func TestPairsOfTrapsComeBackLetterForLetter(t *testing.T) {
	for _, a := range traps {
		for _, b := range traps {
			proveLetterForLetter(t, a+b)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, words := range traps {
		f.Add(words)
	}
	f.Fuzz(proveLetterForLetter)
}

// everywhere returns a document with the words in every place that takes words.
func everywhere(words string) *document.Document {
	type run = []document.Inline
	text, value := document.Text(words), document.Value{Text: words}
	mixed := run{
		text, document.Strong{Inlines: run{text}}, document.Strong{Inlines: run{text, value}}, text, document.Break{},
		text, document.Break{}, document.Break{}, value, text,
		document.Link{URL: "tel:01632960001", Inlines: run{text, document.Strong{Inlines: run{text}}}}, text,
		document.Span{Language: "en", Direction: document.LeftToRight, Inlines: run{text, document.Break{}, text}},
		document.Strong{Inlines: run{document.Link{URL: "https://example.com/?a=(1)&copy;=2", Inlines: run{value}}}}, text,
	}
	split := run{document.Text("x")}
	for _, r := range words {
		split = append(split, document.Text(string(r)))
	}
	return &document.Document{
		Kind: document.Leaflet, Language: "en", Direction: document.LeftToRight, Title: words, ID: words,
		Blocks: []document.Block{
			document.Letterhead{Name: run{text}, Lines: []run{{text}, mixed, {value}}},
			document.Address{Name: value, Lines: []document.Value{value, value}},
			document.Heading{Level: 1, Inlines: run{text}},
			document.Heading{Level: 3, Inlines: mixed},
			document.Paragraph{Inlines: run{text}},
			document.Paragraph{Inlines: run{value}},
			document.Paragraph{Inlines: mixed},
			document.Paragraph{Inlines: split},
			document.Paragraph{Inlines: run{text, document.Break{}}},
			document.List{Items: []run{{text}, mixed, {value}}},
			document.List{Items: []run{{text}}},
			document.List{Ordered: true, Items: []run{{text}, mixed, {value}}},
			document.List{Ordered: true, Items: []run{{text}}},
			document.KeyFacts{Facts: []document.Fact{{Label: run{text}, Value: mixed}, {Label: mixed, Value: run{text}}}},
			document.KeyFacts{Facts: []document.Fact{{Label: run{value}, Value: run{value}}}},
			document.Callout{Blocks: []document.Block{
				document.Paragraph{Inlines: run{text}},
				document.List{Items: []run{{text}, mixed}},
				document.Paragraph{Inlines: mixed},
			}},
			document.Part{Language: "ar", Direction: document.RightToLeft, Blocks: []document.Block{
				document.Heading{Level: 2, Inlines: mixed},
				document.List{Items: []run{{text}}},
				document.KeyFacts{Facts: []document.Fact{{Label: run{value}, Value: mixed}}},
			}},
			document.Path{Alt: run{text}, Stops: []document.Stop{{State: document.Now, Label: run{text}}}},
			document.QRCode{
				Inlines: run{text, value, document.Link{URL: "https://a.example", Inlines: run{document.Text("a.example")}}, text},
				Scan:    run{text, document.Strong{Inlines: run{value}}, document.Break{}, text, value},
			},
		},
		Furniture: document.Furniture{
			Draft: run{text}, Reference: run{value}, End: run{text},
			Page: run{document.PageNumber{}, document.PageCount{}},
		},
	}
}

// webLink is an address in writing that leads there.
func webLink(address string) document.Link {
	return document.Link{URL: "https://" + address, Inlines: []document.Inline{document.Text(address)}}
}

func proveLetterForLetter(t *testing.T, words string) {
	var out bytes.Buffer
	d := everywhere(words)
	if err := Write(&out, d); err != nil {
		if out.Len() > 0 {
			t.Errorf("%q: %v, and %d bytes written", words, err, out.Len())
		}
		return
	}
	got, err := Text(out.Bytes())
	if err != nil {
		t.Fatalf("%q: %v\n%s", words, err, out.Bytes())
	}
	if want := d.Text(); got != want {
		t.Fatalf("%q: words changed (-want +got)\n%s\n%s", words, cmp.Diff(want, got), out.Bytes())
	}
	var plain bytes.Buffer
	if err := Write(&plain, everywhere("x")); err != nil {
		t.Fatal(err)
	}
	if want, got := shape(t, plain.Bytes()), shape(t, out.Bytes()); !slices.Equal(want, got) {
		t.Fatalf("%q: other elements or attributes (-x +%q)\n%s", words, words, cmp.Diff(want, got))
	}
}

// shape returns the elements of a file with the names of their attributes and
// the addresses of their links, one a line.
func shape(t *testing.T, file []byte) []string {
	root, err := xhtml.Parse(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for node := range root.Descendants() {
		if node.Type == xhtml.TextNode {
			continue
		}
		line := node.Data
		for parent := node.Parent; parent != nil; parent = parent.Parent {
			line = " " + line
		}
		for _, a := range node.Attr {
			line += " " + a.Key
			if a.Key == "href" {
				line += "=" + a.Val
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// TestWellFormed proves that a parser has nothing to mend: every tag of the
// file, in order, is one of the parsed tree, and every element is closed.
func TestWellFormed(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, everywhere("x")); err != nil {
		t.Fatal(err)
	}
	root, err := xhtml.Parse(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	var parsed, written, open []string
	for node := range root.Descendants() {
		if node.Type == xhtml.ElementNode {
			parsed = append(parsed, node.Data)
		}
	}
	void := []string{"meta", "br", "rect", "circle", "path"}
	for z := xhtml.NewTokenizer(&out); z.Next() != xhtml.ErrorToken; {
		switch token := z.Token(); token.Type {
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			written = append(written, token.Data)
			if token.Type == xhtml.StartTagToken && !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
		case xhtml.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %v", token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if diff := cmp.Diff(written, parsed); diff != "" || len(open) > 0 {
		t.Errorf("open %v (-written +parsed)\n%s", open, diff)
	}
}

func TestNothingFromElsewhere(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, everywhere("x")); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"<script", "<link", "<img", "<iframe", "@import", "url(", "@font-face", " src=", "NHS", "Frutiger"} {
		if strings.Contains(out.String(), foreign) {
			t.Errorf("file holds %q", foreign)
		}
	}
}

func TestWriteStopsOn(t *testing.T) {
	cases := []struct {
		name    string
		inlines []document.Inline
		want    string
	}{
		{"message left over", []document.Inline{document.Message{Key: "late.call"}}, `message "late.call" is not spoken`},
		{"unknown inline", []document.Inline{&document.Break{}}, `unknown inline *document.Break`},
		{"nothing to say", []document.Inline{document.Text("")}, `a line without words`},
		{"empty value", []document.Inline{document.Text("x"), document.Value{}}, `a line without words`},
		{"page number in the text", []document.Inline{document.PageNumber{}}, `document.PageNumber in a text without pages`},
		{"marker", []document.Inline{document.Text("\ue000")}, `text holds U+E000`},
		{"marker in a value", []document.Inline{document.Value{Text: "\U00100000", Field: "recipient.name"}}, `value recipient.name holds U+100000`},
		{"isolate in a value", []document.Inline{document.Value{Text: "x\u2069"}}, `holds U+2069`},
		{"control character", []document.Inline{document.Text("\x00")}, `text holds U+0000`},
		{"not UTF-8", []document.Inline{document.Text("\xff")}, `text is not UTF-8`},
		{"script link", []document.Inline{document.Link{URL: "javascript:alert(1)", Inlines: []document.Inline{document.Text("x")}}}, `link is not`},
		{"plain http link", []document.Inline{document.Link{URL: "http://example.com", Inlines: []document.Inline{document.Text("x")}}}, `link is not`},
		{"relative link", []document.Inline{document.Link{URL: "/x", Inlines: []document.Inline{document.Text("x")}}}, `link is not`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := everywhere("x")
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: c.inlines})
			var out bytes.Buffer
			err := Write(&out, d)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes written", out.Len())
			}
		})
	}
}

func TestWriteStopsOnBlock(t *testing.T) {
	x := []document.Inline{document.Text("x")}
	left := []document.Inline{document.Message{Key: "k"}}
	cases := []struct {
		name string
		edit func(d *document.Document)
		want string
	}{
		{"unknown block", func(d *document.Document) { d.Blocks = append(d.Blocks, &document.Paragraph{Inlines: x}) }, `unknown block *document.Paragraph`},
		{"no block", func(d *document.Document) { d.Blocks = append(d.Blocks, nil) }, `unknown block <nil>`},
		{"heading level", func(d *document.Document) { d.Blocks = append(d.Blocks, document.Heading{Level: 4, Inlines: x}) }, `heading of level 4`},
		{"message in a stop", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.Path{Alt: x, Stops: []document.Stop{{State: document.Done, Label: left}}})
		}, `message "k" is not spoken`},
		{"message in page furniture", func(d *document.Document) { d.Furniture.Continues = left }, `message "k" is not spoken`},
		{"unknown state", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.Path{Alt: x, Stops: []document.Stop{{State: "lost", Label: x}}})
		}, `unknown state "lost"`},
		{"message beside a QR code", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.QRCode{Inlines: []document.Inline{webLink("a.example")}, Scan: left})
		}, `message "k" is not spoken`},
		{"QR code of nothing", func(d *document.Document) { d.Blocks = append(d.Blocks, document.QRCode{Inlines: x, Scan: x}) }, `0 web addresses`},
		{"QR code with a query", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.QRCode{Inlines: []document.Inline{webLink("a.example/?id=9")}, Scan: x})
		}, `query`},
		{"QR code of a long address", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.QRCode{Inlines: []document.Inline{webLink("a.example/" + strings.Repeat("x", 80))}, Scan: x})
		}, `a QR code holds 1 to 84 characters`},
		{"no language", func(d *document.Document) { d.Language = "" }, `document has no language`},
		{"marker in the title", func(d *document.Document) { d.Title = "\ue000" }, `title holds U+E000`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := everywhere("x")
			c.edit(d)
			if err := Write(&bytes.Buffer{}, d); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestTextReadsOnlyWhatIsPrinted(t *testing.T) {
	file := `<title>t</title><style>s</style><script>s</script><p>a<script>s</script></p><footer><p>f</p></footer><p class="alt">alt</p>`
	if got, err := Text([]byte(file)); got != "a" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if got, err := Text([]byte("<main>stray<p>a</p></main>")); err == nil {
		t.Errorf("words outside a line read as %q", got)
	}
}
