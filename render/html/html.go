// Package html writes a spoken document as one accessible page, and reads its
// words back.
//
// The page needs nothing but itself: no script, no font, image or style from
// elsewhere. It mirrors for right-to-left languages, fits a screen of 320
// pixels, prints on A4 and keeps to the system's colours when the reader has
// forced them. Whatever a Value or a Text holds comes back letter for letter;
// a Value stands in a bdi element, which keeps its order within other words.
//
// Pages have no counterpart in HTML: their numbers are left out.
package html

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"wayleaf/document"
)

//go:embed style.css
var style string

// Write writes a spoken document, or nothing and an error if the document
// holds a node it does not know, words not yet spoken, or a character that no
// letter can hold.
func Write(w io.Writer, d *document.Document) error {
	p := &printer{}
	file := p.document(d)
	if p.err != nil {
		return fmt.Errorf("html: %w", p.err)
	}
	_, err := io.WriteString(w, file)
	return err
}

// Fragment returns one block of a spoken document as part of another page. It
// stands under a heading of level under, 0 to 3: its own begin below that. The
// part that holds it must have the block's lang and dir, and [Style] for a look.
func Fragment(block document.Block, under int) (string, error) {
	p := &printer{under: under}
	fragment := p.block(block)
	if p.err != nil {
		return "", fmt.Errorf("html: %w", p.err)
	}
	return fragment, nil
}

// Style is the style sheet of the pages that [Write] writes. Within another
// page, nested in the rule of what holds the blocks, it gives them their look.
func Style() string { return style }

// printer holds the state of one Write. Its methods return the HTML of a part;
// what cannot be printed is kept in err.
type printer struct {
	under    int // level of the heading over the document; 0 for a page of its own
	inLink   bool
	inFigure bool // where nothing can be followed, so that links are words only
	images   bool // the page holds one
	onPage   bool // within furniture that may hold page numbers
	err      error
}

// fail keeps the first error.
func (p *printer) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *printer) document(d *document.Document) string {
	class := string(d.Kind)
	if d.Print != document.Standard {
		class += " " + string(d.Print)
	}
	var header string
	if len(d.Furniture.Draft) > 0 {
		header = element("p", ` class="draft"`, p.run(d.Furniture.Draft)) + "\n"
	}
	blocks := d.Blocks
	if len(blocks) > 0 {
		if letterhead, ok := blocks[0].(document.Letterhead); ok {
			header, blocks = header+p.letterhead(letterhead)+"\n", blocks[1:]
		}
	}
	parts := []string{p.head(d), "<body" + attribute("class", p.checked(class, "kind")) + ">"}
	if header != "" {
		parts = append(parts, element("header", "", "\n"+header))
	}
	parts = append(parts, "<main>")
	parts = append(append(parts, p.blocks(blocks)...), "</main>")
	if foot := p.foot(d.Furniture); len(foot) > 0 {
		parts = append(append(append(parts, "<footer>"), foot...), "</footer>")
	}
	return strings.Join(append(parts, "</body>", "</html>"), "\n") + "\n"
}

// head returns the document's data. The policy forbids the page to fetch or
// run anything, and lets it show an image that it holds itself; telephone=no keeps phones from making links of NHS numbers
// (NHS service manual).
func (p *printer) head(d *document.Document) string {
	if d.Language == "" || d.Direction == "" {
		p.fail("document has no language")
	}
	policy := "default-src 'none'; style-src 'unsafe-inline'"
	if p.images {
		policy += "; img-src data:"
	}
	lines := []string{
		"<!doctype html>",
		"<html" + attribute("lang", p.checked(d.Language, "lang")) + attribute("dir", p.checked(string(d.Direction), "dir")) + ">",
		"<head>",
		`<meta charset="utf-8">`,
		`<meta http-equiv="Content-Security-Policy" content="` + policy + `">`,
		`<meta name="viewport" content="width=device-width, initial-scale=1">`,
		`<meta name="format-detection" content="telephone=no">`,
		`<meta name="referrer" content="no-referrer">`,
	}
	date := ""
	if !d.Date.IsZero() {
		date = d.Date.Format("2006-01-02")
	}
	for _, data := range []struct{ name, text string }{
		{"author", d.Publisher}, {"dcterms.date", date}, {"dcterms.identifier", d.ID},
	} {
		if data.text != "" {
			lines = append(lines, `<meta name="`+data.name+`"`+attribute("content", p.checked(data.text, data.name))+">")
		}
	}
	lines = append(lines, element("title", "", escape(p.checked(d.Title, "title"))), "<style>\n"+style+"</style>", "</head>")
	return strings.Join(lines, "\n")
}

// foot returns the furniture that ends the text. Furniture about pages is read
// for its errors only.
func (p *printer) foot(f document.Furniture) []string {
	var parts []string
	for _, run := range [][]document.Inline{f.Reference, f.End} {
		if len(run) > 0 {
			parts = append(parts, element("p", "", p.run(run)))
		}
	}
	p.onPage = true
	p.inlines(f.Page)
	p.inlines(f.Continues)
	p.onPage = false
	return parts
}

func (p *printer) blocks(blocks []document.Block) []string {
	var parts []string
	for _, block := range blocks {
		parts = append(parts, p.block(block))
	}
	return parts
}

func (p *printer) block(block document.Block) string {
	switch b := block.(type) {
	case document.Letterhead:
		return element("header", "", "\n"+p.letterhead(b)+"\n")
	case document.Address:
		return p.address(b)
	case document.Heading:
		return p.heading(b)
	case document.Paragraph:
		return element("p", "", p.run(b.Inlines))
	case document.List:
		return p.list(b)
	case document.KeyFacts:
		return p.keyFacts(b)
	case document.Callout:
		return p.callout(b)
	case document.Path:
		return p.path(b)
	case document.QRCode:
		return p.qrCode(b)
	case document.Part:
		return p.part(b)
	}
	p.fail("unknown block %T", block)
	return ""
}

// letterhead returns the sender's lines in an address element, which HTML
// keeps for whoever answers for the page; the recipient's address is a paragraph.
func (p *printer) letterhead(b document.Letterhead) string {
	name := element("p", ` class="sender"`, p.run(b.Name))
	if b.Logo != nil {
		name = p.logo(b.Logo) + name
	}
	lines := make([]string, len(b.Lines))
	for i, line := range b.Lines {
		lines[i] = element("p", "", p.run(line))
	}
	if len(lines) == 0 {
		return name
	}
	return name + "\n" + element("address", "", "\n"+strings.Join(lines, "\n")+"\n")
}

func (p *printer) address(b document.Address) string {
	lines := []string{p.value(b.Name)}
	for _, line := range b.Lines {
		lines = append(lines, p.value(line))
	}
	return element("p", ` class="recipient"`, strings.Join(lines, hardBreak))
}

func (p *printer) heading(b document.Heading) string {
	if b.Level < 1 || b.Level > 3 {
		p.fail("heading of level %d, not 1 to 3", b.Level)
		return ""
	}
	return element(fmt.Sprintf("h%d", p.under+b.Level), "", p.run(b.Inlines))
}

func (p *printer) list(b document.List) string {
	name := "ul"
	if b.Ordered {
		name = "ol"
	}
	items := make([]string, len(b.Items))
	for i, item := range b.Items {
		items[i] = element("li", "", p.run(item))
	}
	if len(items) == 0 {
		p.fail("list without items")
	}
	return element(name, "", "\n"+strings.Join(items, "\n")+"\n")
}

// keyFacts returns a description list, as NHS.UK's summary list is one.
func (p *printer) keyFacts(b document.KeyFacts) string {
	items := make([]string, len(b.Facts))
	for i, fact := range b.Facts {
		items[i] = element("div", "", element("dt", "", p.run(fact.Label))+element("dd", "", p.run(fact.Value)))
	}
	if len(items) == 0 {
		p.fail("key facts without facts")
	}
	return element("dl", "", "\n"+strings.Join(items, "\n")+"\n")
}

func (p *printer) callout(b document.Callout) string {
	if len(b.Blocks) == 0 {
		p.fail("callout without blocks")
	}
	inner := strings.Join(p.blocks(b.Blocks), "\n")
	return element("div", ` class="callout"`, "\n"+inner+"\n")
}

func (p *printer) part(b document.Part) string {
	if len(b.Blocks) == 0 || b.Language == "" || b.Direction == "" {
		p.fail("part without blocks or language")
	}
	inner := strings.Join(p.blocks(b.Blocks), "\n")
	language := attribute("lang", p.checked(b.Language, "lang")) + attribute("dir", p.checked(string(b.Direction), "dir"))
	return element("div", ` class="part"`+language, "\n"+inner+"\n")
}

// path returns a figure whose alternative text is a paragraph read in place of
// the drawing: unlike an aria-label it keeps the language of its parts and can
// be read word by word.
func (p *printer) path(b document.Path) string {
	p.inFigure = true
	alt := element("p", ` class="alt"`, p.run(b.Alt))
	stops := make([]string, len(b.Stops))
	for i, stop := range b.Stops {
		mark, known := marks[stop.State]
		if !known {
			p.fail("unknown state %q", stop.State)
		}
		label := element("span", ` class="label"`, p.run(stop.Label))
		stops[i] = element("li", attribute("class", string(stop.State)), mark+label)
	}
	p.inFigure = false
	if len(stops) == 0 {
		p.fail("path without stops")
	}
	drawing := element("ol", ` aria-hidden="true"`, "\n"+strings.Join(stops, "\n")+"\n")
	return element("figure", "", "\n"+alt+"\n"+drawing+"\n")
}

// element returns an element with words that are HTML already.
func element(name, attributes, words string) string {
	return "<" + name + attributes + ">" + words + "</" + name + ">"
}

func attribute(name, words string) string {
	return " " + name + `="` + escape(words) + `"`
}
