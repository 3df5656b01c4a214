package markdown

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"wayleaf/document"
)

// traps are words that mean something to some reader of Markdown.
var traps = []string{
	`*Bob* [x](http://e.vil) {{.Secret}} <b>`, `1. x`, `1) x`, `# x`, `- x`, `+ x`, `* x`, `x #`, `> x`, `=`, `===`,
	`---`, `-`, `:-`, `:--|--:`, `| a | b |`, `<!-- -->`, `<script>alert(1)</script>`, "`code`", "```", "~~~", `~~x~~`,
	`&amp;`, `&#35;`, `&copy`, `copy;`, `amp;`, `#35;`, `x&`, `\`, `\\`, `x\`, `x  `, `  x`, "\tx", "x\t", "    x", " ", "\t", "\n", "a\nb", "a\n# b", "a  \n- b",
	`http://e.vil`, `HTTPS://e.vil`, `www.e.vil`, `Www.e.vil`, `a@e.vil`, `mailto:a@e.vil`, `<http://e.vil>`, `ftp://e.vil`,
	`[x]: http://e.vil`, `[^1]: x`, `[ ] x`, `[x] x`, `![x](y)`, `!`, `_x_`, `__x__`, `**`, `****`, `x_y_z`, `$x$`, `{#id}`, `:smile:`,
	"\u200fx", "\u00a0x\u00a0", "\u2028", "\ufeff", "a\u0301", "\u0301", "(x)", `"x"`, "x.", "”x“", "\\\n", `\*`, `1\. x`, `“`, "😀",
}

func TestWordsComeBackLetterForLetter(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of documents")
	}
	for _, words := range traps {
		proveLetterForLetter(t, words)
	}
}

// Each trap with a seventh of the others; the fuzz target tries the rest.
func TestPairsOfTrapsComeBackLetterForLetter(t *testing.T) {
	for i, a := range traps {
		for j := i % 7; j < len(traps); j += 7 {
			proveLetterForLetter(t, a+traps[j])
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
	if want := Words(d); got != want {
		t.Fatalf("%q: words changed (-want +got)\n%s\n%s", words, cmp.Diff(want, got), out.Bytes())
	}
	for name, p := range parsers {
		want, got := plainShape(name), shape(p, out.Bytes())
		if !slices.Equal(want, got) {
			t.Fatalf("%q: %s sees other markup (-x +%q)\n%s\n%s", words, name, words, cmp.Diff(want, got), out.Bytes())
		}
	}
}

var plainShapes sync.Map

// plainShape returns the shape of a document that says "x" everywhere.
func plainShape(name string) []string {
	if lines, ok := plainShapes.Load(name); ok {
		return lines.([]string)
	}
	var out bytes.Buffer
	Write(&out, everywhere("x"))
	lines := shape(parsers[name], out.Bytes())
	plainShapes.Store(name, lines)
	return lines
}

var parsers = map[string]parser.Parser{
	"CommonMark": goldmark.DefaultParser(),
	"GFM": goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAttribute())).Parser(),
}

// shape returns the kinds of the nodes of a file, one a line, without Texts.
func shape(p parser.Parser, file []byte) []string {
	_, body, _ := strings.Cut(string(file), "\n---\n")
	var lines []string
	depth := 0
	ast.Walk(p.Parse(text.NewReader([]byte(body))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		depth++
		if text, ok := n.(*ast.Text); !ok {
			lines = append(lines, strings.Repeat(" ", depth)+n.Kind().String())
		} else if text.HardLineBreak() || text.SoftLineBreak() {
			lines = append(lines, strings.Repeat(" ", depth)+"break")
		}
		return ast.WalkContinue, nil
	})
	return lines
}

func TestFrontMatterIsYAML(t *testing.T) {
	for _, title := range append(traps, "موعدك \u200c \"x\" \\ : #") {
		d := everywhere("x")
		d.Title, d.ID = title, title
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(out.String(), "---\n"), "\n---\n")
		var got map[string]string
		if err := yaml.Unmarshal([]byte(head), &got); err != nil {
			t.Fatalf("%q: %v\n%s", title, err, head)
		}
		if got["title"] != title || got["reference"] != title {
			t.Errorf("%q: front matter has %q", title, got)
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
		{"message beside a QR code", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.QRCode{Inlines: []document.Inline{webLink("a.example")}, Scan: left})
		}, `message "k" is not spoken`},
		{"QR code of nothing", func(d *document.Document) { d.Blocks = append(d.Blocks, document.QRCode{Inlines: x, Scan: x}) }, `0 web addresses`},
		{"QR code with a query", func(d *document.Document) {
			d.Blocks = append(d.Blocks, document.QRCode{Inlines: []document.Inline{webLink("a.example/?id=9")}, Scan: x})
		}, `query`},
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

func TestTextStopsOnForeignMarkup(t *testing.T) {
	for _, body := range []string{"<div>\nx\n</div>", "a <b>x</b>", "`x`", "    x", "![x](y)", "<http://e.vil>"} {
		if got, err := Text([]byte("---\ntitle: \"x\"\n---\n\n" + body + "\n")); err == nil {
			t.Errorf("%q read as %q", body, got)
		}
	}
	if _, err := Text([]byte("# x\n")); err == nil {
		t.Error("a file without front matter was read")
	}
}
