package templates

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"wayleaf/document"
	"wayleaf/finding"
)

// markdownParser reads CommonMark and definition lists, which are key facts.
var markdownParser = func() parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.DefinitionList)).Parser()
}()

// reader turns the Markdown a template has made into blocks. It knows headings,
// paragraphs, lists, definition lists (key facts), block quotes (callouts) and
// fenced "path" and "qrcode" blocks; anything else is a finding.
type reader struct {
	file     string
	source   []byte
	findings finding.List
}

// readMarkdown returns the blocks of an executed template, with a marker where
// an item goes. Neighbouring callouts, lists of one kind and key facts are
// joined, so that a template may put conditions between their parts.
func readMarkdown(file string, source []byte) ([]document.Block, finding.List) {
	r := &reader{file: file, source: source}
	root := markdownParser.Parse(text.NewReader(source))
	return r.blocks(root), r.findings.Sort()
}

func (r *reader) blocks(parent ast.Node) []document.Block {
	var blocks []document.Block
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		if block := r.block(node); block != nil {
			blocks = join(blocks, block)
		}
	}
	return blocks
}

func join(blocks []document.Block, block document.Block) []document.Block {
	if len(blocks) == 0 {
		return append(blocks, block)
	}
	last := len(blocks) - 1
	switch b := block.(type) {
	case document.KeyFacts:
		if before, ok := blocks[last].(document.KeyFacts); ok {
			blocks[last] = document.KeyFacts{Facts: append(before.Facts, b.Facts...)}
			return blocks
		}
	case document.Callout:
		if before, ok := blocks[last].(document.Callout); ok {
			blocks[last] = document.Callout{Blocks: append(before.Blocks, b.Blocks...)}
			return blocks
		}
	case document.List:
		if before, ok := blocks[last].(document.List); ok && before.Ordered == b.Ordered {
			blocks[last] = document.List{Ordered: b.Ordered, Items: append(before.Items, b.Items...)}
			return blocks
		}
	}
	return append(blocks, block)
}

func (r *reader) block(node ast.Node) document.Block {
	switch n := node.(type) {
	case *ast.Heading:
		if n.Level > 3 {
			return r.refuse(n, "a heading of level %d", n.Level)
		}
		return document.Heading{Level: n.Level, Inlines: r.inlines(n)}
	case *ast.Paragraph:
		return r.paragraph(n)
	case *ast.List:
		return document.List{Ordered: n.IsOrdered(), Items: r.listItems(n)}
	case *ast.Blockquote:
		return document.Callout{Blocks: r.blocks(n)}
	case *extensionast.DefinitionList:
		return r.keyFacts(n)
	case *ast.FencedCodeBlock:
		return r.fenced(n)
	}
	return r.refuse(node, "%s", node.Kind())
}

func (r *reader) paragraph(n ast.Node) document.Block {
	run := r.inlines(n)
	if len(run) == 0 {
		return nil
	}
	return document.Paragraph{Inlines: run}
}

func (r *reader) listItems(list *ast.List) [][]document.Inline {
	var items [][]document.Inline
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if item.ChildCount() != 1 {
			r.refuse(list, "a list item that is empty or holds more than one paragraph")
			continue
		}
		items = append(items, r.inlines(item.FirstChild()))
	}
	return items
}

func (r *reader) keyFacts(list ast.Node) document.Block {
	var facts document.KeyFacts
	var label []document.Inline
	for node := list.FirstChild(); node != nil; node = node.NextSibling() {
		if node.Kind() == extensionast.KindDefinitionTerm {
			label = r.inlines(node)
			continue
		}
		if label == nil || node.ChildCount() != 1 {
			r.refuse(node, "a fact that is not one label with one value")
			continue
		}
		facts.Facts = append(facts.Facts, document.Fact{Label: label, Value: r.inlines(node.FirstChild())})
		label = nil
	}
	return facts
}

// fenced reads a drawing: the info string is its name and words about it.
func (r *reader) fenced(n *ast.FencedCodeBlock) document.Block {
	info := ""
	if n.Info != nil {
		info = string(n.Info.Segment.Value(r.source))
	}
	switch name, words, _ := strings.Cut(info, " "); name {
	case "path":
		return r.path(n, words)
	case "qrcode":
		return r.qrCode(n, words)
	}
	return r.refuse(n, "a fenced block that is not a path or a QR code")
}

// qrCode reads how to scan a code from the info string, and what the code opens
// from the lines.
func (r *reader) qrCode(n *ast.FencedCodeBlock, scan string) document.Block {
	code := document.QRCode{Scan: r.marked(n, scan)}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		code.Inlines = append(code.Inlines, r.marked(n, string(line.Value(r.source)))...)
	}
	code.Inlines = trim(code.Inlines)
	return code
}

// path reads the alternative text from the info string; each line is "state:
// label".
func (r *reader) path(n *ast.FencedCodeBlock, alt string) document.Block {
	figure := document.Path{Alt: r.marked(n, alt)}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		state, label, _ := strings.Cut(strings.TrimSpace(string(line.Value(r.source))), ":")
		switch s := document.State(state); s {
		case document.Done, document.Crossed, document.Now, document.Next, document.Goal:
			figure.Stops = append(figure.Stops, document.Stop{State: s, Label: r.marked(n, strings.TrimSpace(label))})
		case "":
		default:
			r.refuseAt(line.Start, "a stop %q, which is none of done, crossed, now, next, goal", state)
		}
	}
	return figure
}

func (r *reader) inlines(parent ast.Node) []document.Inline {
	var run []document.Inline
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		switch n := node.(type) {
		case *ast.Text:
			run = append(run, r.marked(n, string(n.Segment.Value(r.source)))...)
			switch {
			case n.HardLineBreak():
				run = append(trim(run), document.Break{})
			case n.SoftLineBreak():
				run = append(run, document.Text(" "))
			}
		case *ast.Emphasis:
			if n.Level != 2 {
				r.refuse(n, "emphasis (NHS letters use no italics)")
			}
			run = append(run, document.Strong{Inlines: r.inlines(n)})
		default:
			r.refuse(node, "%s", node.Kind())
		}
	}
	return trim(run)
}

// marked splits text at its markers. All else in it may only be white space:
// a template holds no words of its own.
func (r *reader) marked(node ast.Node, s string) []document.Inline {
	var run []document.Inline
	for s != "" {
		before, rest, found := strings.Cut(s, string(markerOpen))
		if strings.TrimSpace(before) != "" {
			r.refuse(node, "the words %q: words belong in a message", strings.TrimSpace(before))
		} else if before != "" {
			run = append(run, document.Text(" "))
		}
		if !found {
			break
		}
		item, after, _ := strings.Cut(rest, string(markerClose))
		run = append(run, marker{item: item})
		s = after
	}
	return run
}

// trim removes the white space around the words of a run and doubles inside it.
func trim(run []document.Inline) []document.Inline {
	var out []document.Inline
	for _, inline := range run {
		if inline == document.Inline(document.Text(" ")) &&
			(len(out) == 0 || out[len(out)-1] == document.Inline(document.Text(" "))) {
			continue
		}
		out = append(out, inline)
	}
	if n := len(out); n > 0 && out[n-1] == document.Inline(document.Text(" ")) {
		out = out[:n-1]
	}
	return out
}

func (r *reader) refuse(node ast.Node, format string, values ...any) document.Block {
	return r.refuseAt(start(node), format, values...)
}

// refuseAt reports a construct at an offset of the source; -1 is an unknown one.
func (r *reader) refuseAt(offset int, format string, values ...any) document.Block {
	place := finding.Place{File: r.file}
	if offset >= 0 {
		place.Line = 1 + bytes.Count(r.source[:offset], []byte("\n"))
	}
	r.findings = append(r.findings, finding.Finding{
		Place: place, Rule: "template/construct", Level: finding.Error,
		What: "templates cannot hold " + fmt.Sprintf(format, values...),
		Hint: "use headings 1 to 3, paragraphs, hard line breaks, lists, definition lists, block quotes, strong text, path and qrcode blocks",
	})
	return nil
}

// start is where a node stands in the source, or -1 where goldmark does not say.
func start(node ast.Node) int {
	for n := node; n != nil; n = n.Parent() {
		if fence, ok := n.(*ast.FencedCodeBlock); ok && fence.Info != nil {
			return fence.Info.Segment.Start
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return -1
}
