package html

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text takes the words of a document back from its finished file, in logical
// order and without isolates: one line for each line of the document. What is
// not printed (head, style, drawings, alternative text), the DRAFT mark and the
// foot are left out. Words that stand in no line are an error.
func Text(file []byte) (string, error) {
	root, err := xhtml.Parse(bytes.NewReader(file))
	if err != nil {
		return "", fmt.Errorf("html: %w", err)
	}
	var lines []string
	if err := read(root, &lines); err != nil {
		return "", fmt.Errorf("html: %w", err)
	}
	return strings.Join(lines, "\n"), nil
}

func read(node *xhtml.Node, lines *[]string) error {
	switch {
	case node.Type == xhtml.TextNode && strings.TrimSpace(node.Data) != "":
		return errors.New("words outside every line of a finished file")
	case left(node):
		return nil
	case isLine(node):
		*lines = append(*lines, isolates.Replace(words(node)))
		return nil
	}
	for child := range node.ChildNodes() {
		if err := read(child, lines); err != nil {
			return err
		}
	}
	return nil
}

// left reports whether a node holds no words of the document's body.
func left(node *xhtml.Node) bool {
	switch node.DataAtom {
	case atom.Head, atom.Style, atom.Script, atom.Template, atom.Noscript, atom.Svg, atom.Footer:
		return true
	}
	return slices.ContainsFunc(node.Attr, func(a xhtml.Attribute) bool {
		return a.Key == "class" && (a.Val == "draft" || a.Val == "alt")
	})
}

func isLine(node *xhtml.Node) bool {
	switch node.DataAtom {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.Li, atom.Dt, atom.Dd:
		return true
	}
	return false
}

func words(node *xhtml.Node) string {
	switch {
	case node.Type == xhtml.TextNode:
		return node.Data
	case node.DataAtom == atom.Br:
		return "\n"
	case left(node):
		return ""
	}
	var b strings.Builder
	for child := range node.ChildNodes() {
		b.WriteString(words(child))
	}
	return b.String()
}

// isolates strips the characters of UAX 9 that isolate a run.
var isolates = strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")
