package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"wayleaf/document"
)

// node is a block or an inline with its kind under "k".
type node map[string]any

// encode writes a spoken document as JSON: title, language, direction, the
// blocks as a tagged tree and the furniture. Plain words are strings.
func encode(d *document.Document) ([]byte, error) {
	e := encoder{d.Direction}
	f := d.Furniture
	return json.Marshal(node{
		"title": d.Title, "language": d.Language, "direction": d.Direction,
		"publisher": d.Publisher, "date": d.Date.Format("2006-01-02"),
		"blocks": e.blocks(d.Blocks),
		"furniture": node{"page": e.run(f.Page), "continues": e.run(f.Continues), "end": e.run(f.End),
			"reference": e.run(f.Reference), "draft": e.run(f.Draft)},
	})
}

type encoder struct{ base document.Direction }

func (e encoder) blocks(blocks []document.Block) []node {
	list := make([]node, len(blocks))
	for i, b := range blocks {
		list[i] = e.block(b)
	}
	return list
}

func (e encoder) block(b document.Block) node {
	switch b := b.(type) {
	case document.Letterhead:
		return node{"k": "letterhead", "name": e.run(b.Name), "lines": e.runs(b.Lines)}
	case document.Address:
		return node{"k": "address", "lines": e.runs(document.Inlines(b))}
	case document.Heading:
		return node{"k": "heading", "level": b.Level, "body": e.run(b.Inlines)}
	case document.Paragraph:
		return node{"k": "paragraph", "body": e.run(b.Inlines)}
	case document.List:
		return node{"k": "list", "ordered": b.Ordered, "items": e.runs(b.Items)}
	case document.KeyFacts:
		return node{"k": "facts", "cells": e.runs(document.Inlines(b))} // label, value, label, value
	case document.Callout:
		return node{"k": "callout", "blocks": e.blocks(b.Blocks)}
	case document.Path:
		return node{"k": "path", "alt": document.Plain(b.Alt), "stops": e.stops(b.Stops)}
	}
	panic(fmt.Sprintf("block %T is not known", b))
}

func (e encoder) stops(stops []document.Stop) []node {
	list := make([]node, len(stops))
	for i, s := range stops {
		list[i] = node{"state": s.State, "label": e.run(s.Label)}
	}
	return list
}

func (e encoder) runs(runs [][]document.Inline) [][]any {
	list := make([][]any, len(runs))
	for i, run := range runs {
		list[i] = e.run(run)
	}
	return list
}

func (e encoder) run(run []document.Inline) []any {
	list := []any{}
	for _, inline := range run {
		list = append(list, e.inline(inline))
	}
	return joined(list)
}

// joined makes one string of neighbouring ones: the template need not look at
// what is nothing but words.
func joined(list []any) []any {
	short := []any{}
	for _, next := range list {
		words, plain := next.(string)
		if last := len(short) - 1; plain && last >= 0 {
			if before, ok := short[last].(string); ok {
				short[last] = before + words
				continue
			}
		}
		short = append(short, next)
	}
	return short
}

func (e encoder) inline(inline document.Inline) any {
	switch i := inline.(type) {
	case document.Text:
		return string(i)
	case document.Value:
		return e.value(i)
	case document.Strong:
		return node{"k": "strong", "body": e.run(i.Inlines)}
	case document.Link:
		return node{"k": "link", "url": i.URL, "body": e.run(i.Inlines)}
	case document.Span:
		return node{"k": "span", "language": i.Language, "body": e.isolated(i.Direction, encoder{i.Direction}.run(i.Inlines))}
	case document.Break:
		return node{"k": "break"}
	case document.PageNumber:
		return node{"k": "page"}
	case document.PageCount:
		return node{"k": "pages"}
	}
	panic(fmt.Sprintf("inline %T is not known", inline))
}

// value is plain words in a letter of its own direction. In another it is cut
// off from the order of the text around it, and what reads left to right is
// "latin": set in Noto Sans.
func (e encoder) value(v document.Value) any {
	words := v.Text
	if v.Whole {
		words = strings.ReplaceAll(words, " ", "\u00a0")
	}
	if v.Direction == e.base {
		return words
	}
	words = isolates[v.Direction] + words + endIsolate
	if v.Direction == document.LeftToRight {
		return node{"k": "latin", "text": words}
	}
	return words
}

// isolates are the marks of UAX 9 that cut words off from the order of the text
// around them.
var isolates = map[document.Direction]string{"": "\u2068", document.LeftToRight: "\u2066", document.RightToLeft: "\u2067"}

const endIsolate = "\u2069"

// isolated puts a run between isolates where its direction is another than the
// letter's.
func (e encoder) isolated(d document.Direction, run []any) []any {
	if d == e.base {
		return run
	}
	return joined(append(append([]any{isolates[d]}, run...), endIsolate))
}
