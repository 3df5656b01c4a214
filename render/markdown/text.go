package markdown

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	render "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"wayleaf/document"
)

// Words returns what Text must take back from the file of a document: its
// Document.Text, but with the alternative text of each Path in place of the
// labels of its stops, and without how to scan a QRCode.
func Words(d *document.Document) string {
	spoken := *d
	spoken.Blocks = withoutDrawings(d.Blocks)
	return spoken.Text()
}

func withoutDrawings(blocks []document.Block) []document.Block {
	plain := make([]document.Block, len(blocks))
	for i, block := range blocks {
		switch b := block.(type) {
		case document.Path:
			plain[i] = document.Paragraph{Inlines: b.Alt}
		case document.Callout:
			plain[i] = document.Callout{Blocks: withoutDrawings(b.Blocks)}
		case document.QRCode:
			plain[i] = document.Paragraph{Inlines: b.Inlines}
		case document.Part:
			b.Blocks = withoutDrawings(b.Blocks)
			plain[i] = b
		default:
			plain[i] = block
		}
	}
	return plain
}

// Text takes the words of a document back from its finished file, in logical
// order and without isolates: one line for each line of the document, the
// DRAFT mark and the foot left out. Markup that Write never makes, such as raw
// HTML, is an error.
func Text(file []byte) (string, error) {
	data, body, ok := bytes.Cut(bytes.TrimPrefix(file, []byte("---\n")), []byte("\n---\n"))
	if !ok || !bytes.HasPrefix(file, []byte("---\n")) {
		return "", errors.New("markdown: file has no front matter")
	}
	draft := bytes.Contains(append([]byte("\n"), data...), []byte("\ndraft: "))
	root := goldmark.DefaultParser().Parse(text.NewReader(body))
	r := reader{source: body}
	for block := root.FirstChild(); block != nil && block.Kind() != ast.KindThematicBreak; block = block.NextSibling() {
		if draft {
			draft = false
			continue
		}
		if err := r.block(block); err != nil {
			return "", fmt.Errorf("markdown: %w", err)
		}
	}
	return strings.Join(r.lines, "\n"), nil
}

// reader collects the lines of a parsed file.
type reader struct {
	source []byte
	lines  []string
}

func (r *reader) block(node ast.Node) error {
	switch node.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		line, err := r.inlines(node)
		r.lines = append(r.lines, line)
		return err
	case *ast.List, *ast.ListItem, *ast.Blockquote:
		for child := node.FirstChild(); child != nil; child = child.NextSibling() {
			if err := r.block(child); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s in a finished file", node.Kind())
}

func (r *reader) inlines(node ast.Node) (string, error) {
	var b strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		switch n := child.(type) {
		case *ast.Text:
			b.WriteString(r.text(n))
		case *ast.Emphasis, *ast.Link:
			words, err := r.inlines(n)
			if err != nil {
				return "", err
			}
			b.WriteString(words)
		default:
			return "", fmt.Errorf("%s in a finished file", n.Kind())
		}
	}
	return b.String(), nil
}

var isolates = strings.NewReplacer(leftToRightIsolate, "", rightToLeftIsolate, "", firstStrongIsolate, "", popIsolate, "")

// text returns the words of a node with escapes and character references
// resolved, which goldmark leaves to its renderer.
func (r *reader) text(node *ast.Text) string {
	var b bytes.Buffer
	out := bufio.NewWriterSize(&b, 256)
	render.DefaultWriter.Write(out, node.Segment.Value(r.source))
	out.Flush()
	words := isolates.Replace(html.UnescapeString(b.String()))
	switch {
	case node.HardLineBreak():
		return words + "\n"
	case node.SoftLineBreak():
		return words + " "
	}
	return words
}
