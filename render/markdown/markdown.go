// Package markdown writes a spoken document as CommonMark with YAML front
// matter, and reads its words back.
//
//	---
//	title: "Your dermatology referral"
//	lang: "en"
//	...
//	---
//
//	# Your dermatology referral
//
//	- **Booking reference**\
//	  1234 5678 9012
//
// Whatever a Value or a Text holds comes back letter for letter, with or
// without the GFM extensions. A Value, and a Span, stands between Unicode
// isolates (UAX 9), which keep its order within right-to-left words.
//
// Two things have no counterpart in Markdown. Pages: their numbers are left
// out. Drawings: a Path is printed as its alternative text, and the labels of
// its stops are left out; a QRCode is printed as what it opens, and how to scan
// it is left out.
package markdown

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"wayleaf/document"
)

// Write writes a spoken document, or nothing and an error if the document
// holds a node it does not know, words not yet spoken, or a character that no
// letter can hold.
func Write(w io.Writer, d *document.Document) error {
	p := &printer{}
	file := p.document(d)
	if p.err != nil {
		return fmt.Errorf("markdown: %w", p.err)
	}
	_, err := io.WriteString(w, file)
	return err
}

// printer holds the state of one Write. Its methods return the Markdown of a
// part; what cannot be printed is kept in err.
type printer struct {
	marker   string // list marker of the block before, empty after any other block
	inStrong bool
	inLink   bool
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
	parts := []string{p.frontMatter(d)}
	if len(d.Furniture.Draft) > 0 {
		parts = append(parts, guard(p.whole(p.strong(d.Furniture.Draft))))
	}
	parts = append(parts, p.blocks(d.Blocks)...)
	if foot := p.foot(d.Furniture); len(foot) > 0 {
		parts = append(append(parts, "---"), foot...)
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// frontMatter returns the document's data. A double-quoted Go string without
// invalid bytes is also a double-quoted YAML string.
func (p *printer) frontMatter(d *document.Document) string {
	if d.Language == "" || d.Direction == "" {
		p.fail("document has no language")
	}
	fields := []struct{ name, text string }{
		{"title", d.Title}, {"lang", d.Language}, {"dir", string(d.Direction)}, {"kind", string(d.Kind)},
		{"pathway", d.Pathway}, {"version", d.Version}, {"reference", d.ID},
		{"draft", document.Plain(d.Furniture.Draft)},
	}
	lines := []string{"---"}
	for _, field := range fields {
		if field.text != "" {
			lines = append(lines, field.name+": "+strconv.Quote(p.checked(field.text, field.name)))
		}
	}
	if !d.Date.IsZero() {
		lines = append(lines, "date: "+d.Date.Format("2006-01-02"))
	}
	return strings.Join(append(lines, "---"), "\n")
}

// foot returns the furniture that ends the text. Furniture about pages is read
// for its errors only.
func (p *printer) foot(f document.Furniture) []string {
	var parts []string
	for _, run := range [][]document.Inline{f.Reference, f.End} {
		if len(run) > 0 {
			parts = append(parts, p.run(run))
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
	before := p.marker
	p.marker = ""
	switch b := block.(type) {
	case document.Letterhead:
		return p.letterhead(b)
	case document.Address:
		return p.address(b)
	case document.Heading:
		return p.heading(b)
	case document.Paragraph:
		return p.run(b.Inlines)
	case document.List:
		return p.list(b, before)
	case document.KeyFacts:
		return p.keyFacts(b, before)
	case document.Callout:
		return p.callout(b)
	case document.Path:
		return p.path(b)
	case document.QRCode:
		return p.qrCode(b)
	case document.Part:
		p.marker = before
		return p.part(b)
	}
	p.fail("unknown block %T", block)
	return ""
}

func (p *printer) letterhead(b document.Letterhead) string {
	lines := []string{p.whole(p.strong(b.Name))}
	for _, line := range b.Lines {
		lines = append(lines, p.whole(p.inlines(line)))
	}
	return guard(strings.Join(lines, hardBreak))
}

func (p *printer) address(b document.Address) string {
	lines := []string{p.value(b.Name)}
	for _, line := range b.Lines {
		lines = append(lines, p.value(line))
	}
	return guard(strings.Join(lines, hardBreak))
}

// heading returns an ATX heading, which is one line: a Break is a line feed
// written as a character reference, which readers show as a space.
func (p *printer) heading(b document.Heading) string {
	if b.Level < 1 || b.Level > 3 {
		p.fail("heading of level %d, not 1 to 3", b.Level)
		return ""
	}
	words := strings.ReplaceAll(p.run(b.Inlines), hardBreak, lineFeed)
	return strings.Repeat("#", b.Level) + " " + words
}

// list returns a tight list. Two lists that follow each other with the same
// marker would be read as one, so the second one takes the other marker.
func (p *printer) list(b document.List, before string) string {
	p.marker = "-"
	if b.Ordered {
		p.marker = "."
	}
	if p.marker == before {
		p.marker = map[string]string{"-": "*", ".": ")"}[before]
	}
	items := make([]string, len(b.Items))
	for i, item := range b.Items {
		marker := p.marker + " "
		if b.Ordered {
			marker = strconv.Itoa(i+1) + marker
		}
		items[i] = hang(marker, p.run(item))
	}
	if len(items) == 0 {
		p.fail("list without items")
	}
	return strings.Join(items, "\n")
}

// keyFacts returns a bulleted list with each label on a line of its own over
// its value: plain CommonMark has no tables, and no colon has to be invented.
func (p *printer) keyFacts(b document.KeyFacts, before string) string {
	p.marker = "-"
	if p.marker == before {
		p.marker = "*"
	}
	items := make([]string, len(b.Facts))
	for i, fact := range b.Facts {
		label, value := p.whole(p.strong(fact.Label)), p.whole(p.inlines(fact.Value))
		items[i] = hang(p.marker+" ", guard(label+hardBreak+value))
	}
	if len(items) == 0 {
		p.fail("key facts without facts")
	}
	return strings.Join(items, "\n")
}

func (p *printer) callout(b document.Callout) string {
	if len(b.Blocks) == 0 {
		p.fail("callout without blocks")
	}
	inner := strings.Join(p.blocks(b.Blocks), "\n\n")
	p.marker = ""
	lines := strings.Split(inner, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+line, " ")
	}
	return strings.Join(lines, "\n")
}

// part returns its blocks: Markdown cannot tell their language.
func (p *printer) part(b document.Part) string {
	if len(b.Blocks) == 0 || b.Language == "" {
		p.fail("part without blocks or language")
	}
	return strings.Join(p.blocks(b.Blocks), "\n\n")
}

// path returns the alternative text. The labels are read for their errors only.
func (p *printer) path(b document.Path) string {
	for _, stop := range b.Stops {
		p.run(stop.Label)
	}
	return p.run(b.Alt)
}

// qrCode returns what the code opens. How to scan it is read for its errors only.
func (p *printer) qrCode(b document.QRCode) string {
	if _, err := b.Address(); err != nil {
		p.fail("%w", err)
	}
	p.run(b.Scan)
	return p.run(b.Inlines)
}

// hang puts a list marker before the first line and indents the others by its width.
func hang(marker, words string) string {
	return marker + strings.ReplaceAll(words, "\n", "\n"+strings.Repeat(" ", len(marker)))
}
