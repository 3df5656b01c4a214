package locales

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"wayleaf/document"
)

var markdown = goldmark.New().Parser()

// inlineReader turns one paragraph of Markdown into inlines.
type inlineReader struct {
	source []byte
	fields []string // field i is marked by the character firstMarker+i
}

// readInlines reads a text that must be a single paragraph of words, strong
// words, links and hard line breaks. Anything else is an error.
func readInlines(marked string, fields []string) ([]document.Inline, error) {
	r := &inlineReader{source: []byte(marked), fields: fields}
	root := markdown.Parse(text.NewReader(r.source))
	paragraph, ok := root.FirstChild().(*ast.Paragraph)
	if !ok {
		return nil, fmt.Errorf("a message is one paragraph of words, not %s", article(root.FirstChild()))
	}
	if paragraph.NextSibling() != nil {
		return nil, errors.New("a message is one paragraph; this text has more blocks than one")
	}
	return r.children(paragraph)
}

func article(node ast.Node) string {
	if node == nil {
		return "nothing"
	}
	return "a Markdown " + strings.ToLower(node.Kind().String())
}

func (r *inlineReader) children(parent ast.Node) ([]document.Inline, error) {
	var inlines []document.Inline
	for node := parent.FirstChild(); node != nil; node = node.NextSibling() {
		next, err := r.inline(node)
		if err != nil {
			return nil, err
		}
		inlines = join(inlines, next...)
	}
	return slices.Clip(inlines), nil
}

func (r *inlineReader) inline(node ast.Node) ([]document.Inline, error) {
	switch n := node.(type) {
	case *ast.Text:
		return r.text(n)
	case *ast.Emphasis:
		if n.Level != 2 {
			return nil, errors.New("italics are not used; write **strong** words or plain ones")
		}
		inner, err := r.children(n)
		return []document.Inline{document.Strong{Inlines: inner}}, err
	case *ast.Link:
		return r.link(n)
	}
	return nil, fmt.Errorf("only words, **strong words**, [links](https://...) and hard line breaks may stand in a message, not %s", article(node))
}

func (r *inlineReader) link(n *ast.Link) ([]document.Inline, error) {
	address := string(n.Destination)
	if strings.ContainsFunc(address, isMarker) || strings.Contains(address, "%EE") {
		return nil, errors.New("a field cannot stand in the address of a link")
	}
	if !absolute(address) {
		return nil, fmt.Errorf("the address %q of a link does not begin with https:, tel:, sms: or mailto:", address)
	}
	if len(n.Title) > 0 {
		return nil, errors.New("a link has no title")
	}
	inner, err := r.children(n)
	return []document.Inline{document.Link{URL: address, Inlines: inner}}, err
}

// absolute tells whether an address is of a kind that documents may link to.
func absolute(address string) bool {
	scheme, rest, _ := strings.Cut(address, ":")
	return rest != "" && slices.Contains([]string{"https", "tel", "sms", "mailto"}, scheme)
}

// text splits a run of characters at its markers, and only then resolves
// entities and escapes, so that no entity can stand for a field.
func (r *inlineReader) text(n *ast.Text) ([]document.Inline, error) {
	var inlines []document.Inline
	rest := string(n.Segment.Value(r.source))
	for rest != "" {
		end := strings.IndexFunc(rest, isMarker)
		if end < 0 {
			end = len(rest)
		}
		words := resolve(rest[:end], n.IsRaw())
		if strings.ContainsRune(words, '*') {
			return nil, errors.New("an asterisk is left over; put ** directly before and after the strong words")
		}
		if strings.ContainsFunc(words, forbidden) {
			return nil, errors.New("the text holds a private-use or control character")
		}
		inlines = join(inlines, document.Text(words))
		rest = rest[end:]
		for i, field := range r.fields {
			if after, ok := strings.CutPrefix(rest, string(firstMarker+rune(i))); ok {
				inlines, rest = append(inlines, document.Message{Key: field}), after
				break
			}
		}
	}
	switch {
	case n.HardLineBreak():
		inlines = append(inlines, document.Break{})
	case n.SoftLineBreak():
		inlines = join(inlines, document.Text(" "))
	}
	return inlines, nil
}

func resolve(words string, raw bool) string {
	if raw {
		return words
	}
	b := util.ResolveEntityNames(util.ResolveNumericReferences([]byte(words)))
	return string(util.UnescapePunctuations(b))
}

func isMarker(r rune) bool { return r >= firstMarker && r <= lastMarker }

// join appends inlines, putting neighbouring words together and leaving out
// empty ones.
func join(run []document.Inline, next ...document.Inline) []document.Inline {
	for _, inline := range next {
		words, isText := inline.(document.Text)
		if isText && words == "" {
			continue
		}
		if last := len(run) - 1; isText && last >= 0 {
			if before, ok := run[last].(document.Text); ok {
				run[last] = before + words
				continue
			}
		}
		run = append(run, inline)
	}
	return run
}
