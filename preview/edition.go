package preview

import (
	"html/template"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/render"
	"wayleaf/render/html"
	"wayleaf/templates"
)

// choice is a document that a reader of the pages can ask for.
type choice struct {
	Kind      document.Kind
	Language  string
	Print     document.Print
	Recipient string // which made-up one; empty for a leaflet
}

// order is the document of a pathway that a choice means.
func (c choice) order(p *pathway.Pathway, day time.Time) templates.Order {
	order := templates.Order{Kind: c.Kind, Pathway: p, Date: day, Print: c.Print}
	if c.Kind == document.Letter {
		order.Recipient = recipientOf(c.Recipient, p, day)
	}
	return order
}

// edition is one document on its way to a page.
type edition struct {
	definition *pathway.Pathway
	wording    *wording
	day        time.Time
	choice     choice
	once       sync.Once
	done       atomic.Bool

	order    templates.Order
	outline  *document.Document // nil if there is none
	language *locales.Language
	blocks   []block
	problems finding.List // why there is no outline

	proof func() *proof
}

// block is one block of a document, ready for a page.
type block struct {
	Name     string        // what comments call it
	Quote    string        // the beginning of its words
	Words    template.HTML // empty if it cannot be said
	Keys     []string      // of its messages, in reading order
	Findings finding.List
}

// proof is what is known of the finished files of a document. They are not kept:
// there are many, and one is quickly made again.
type proof struct {
	findings finding.List
	draft    bool     // a DRAFT mark is on it
	formats  []string // of the files that can be made
}

// State is the proof in a word: a document that cannot be made is no draft, and
// approved still less.
func (p *proof) State() string { return stateOf(p.findings.Err() == nil, p.draft) }

func stateOf(passed, draft bool) string {
	switch {
	case !passed:
		return "failed"
	case draft:
		return "draft"
	}
	return "approved"
}

func newEdition(e *entry, c choice) *edition {
	ed := &edition{definition: e.definition, wording: e.wording, day: e.day, choice: c}
	ed.proof = sync.OnceValue(ed.print)
	return ed
}

// make fills the edition, once.
func (ed *edition) make() {
	ed.once.Do(func() {
		ed.fill()
		ed.done.Store(true)
	})
}

func (ed *edition) fill() {
	c := ed.choice
	ed.order = c.order(ed.definition, ed.day)
	var err error
	if ed.language, err = ed.wording.Catalogues.Language(c.Language); err == nil {
		ed.outline, err = ed.wording.Outline(ed.order, c.Language)
	}
	if err != nil {
		ed.outline = nil
		ed.problems, _ = asFindings(err)
		return
	}
	ed.speak()
}

// speak makes the blocks, and one more for what stands around the pages.
func (ed *edition) speak() {
	spoken, findings := ed.language.SpeakMarked(ed.outline)
	lint, names := ed.wording.lint[ed.choice.Language](), blockNames(ed.outline.Blocks)
	for i, b := range spoken.Blocks {
		ed.blocks = append(ed.blocks, newBlock(names[i], []document.Block{b}, keysOf(ed.outline.Blocks[i]), findings[i], lint))
	}
	f := spoken.Furniture
	around := paragraphs(f.Draft, f.Continues, f.End, f.Reference)
	last := len(spoken.Blocks)
	ed.blocks = append(ed.blocks, newBlock(names[last], around, furnitureKeys(ed.choice.Kind, f), findings[last], lint))
}

// headingOver is the level of the heading that stands over a document on a page.
const headingOver = 1

func newBlock(name string, blocks []document.Block, keys []string, findings finding.List, lint lint) block {
	b := block{Name: name, Quote: quotation(blocks), Keys: keys, Findings: slices.Clone(findings)}
	for _, one := range blocks {
		words, err := html.Fragment(one, headingOver)
		if err != nil {
			if len(findings) == 0 {
				b.Findings, _ = asFindings(err)
			}
			b.Words = ""
			break
		}
		b.Words += template.HTML(words) // the writer escapes all words
	}
	for _, key := range keys {
		b.Findings = append(b.Findings, lint[key]...)
	}
	b.Findings = b.Findings.Sort()
	return b
}

// paragraphs are the runs that hold words.
func paragraphs(runs ...[]document.Inline) []document.Block {
	var blocks []document.Block
	for _, run := range runs {
		if document.Plain(run) != "" {
			blocks = append(blocks, document.Paragraph{Inlines: run})
		}
	}
	return blocks
}

// print makes the finished files to see what is wrong with them.
func (ed *edition) print() *proof {
	p := &proof{findings: slices.Clone(ed.problems)}
	if ed.outline == nil {
		return p
	}
	for _, format := range render.Formats {
		print, err := ed.wording.Print(ed.order, ed.outline, ed.choice.Language, format)
		found, _ := asFindings(err)
		p.findings = append(p.findings, found...)
		p.draft = p.draft || print != nil && print.Draft
		if err == nil {
			p.formats = append(p.formats, format.Name)
		}
	}
	p.findings = p.findings.Sort()
	return p
}

// file is a finished file as it would be sent, nil if it cannot be made.
func (ed *edition) file(format render.Format) []byte {
	if ed.outline == nil {
		return nil
	}
	print, err := ed.wording.Print(ed.order, ed.outline, ed.choice.Language, format)
	if err != nil {
		return nil
	}
	return print.Bytes
}
