package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wayleaf/document"
)

const hardBreak = "<br>"

// run returns the words of one block, or of one line of it.
func (p *printer) run(inlines []document.Inline) string {
	return p.whole(p.inlines(inlines))
}

// whole complains about words that are not there.
func (p *printer) whole(words string) string {
	if words == "" {
		p.fail("a line without words")
	}
	return words
}

func (p *printer) inlines(inlines []document.Inline) string {
	var b strings.Builder
	for i := 0; i < len(inlines); i++ {
		words := p.inline(inlines[i])
		if signs, rest := signsAfter(inlines[i:]); signs != "" {
			words = element("span", ` class="held"`, words+p.text(signs)) + p.text(rest)
			i++
		}
		b.WriteString(words)
	}
	return b.String()
}

// signsAfter parts the text behind a whole value at the end of the signs it begins
// with: they stay on the line of the value, which may be a box of its own, and
// browsers break lines between a box and a full stop.
func signsAfter(inlines []document.Inline) (signs, rest document.Text) {
	if len(inlines) < 2 || !isWhole(inlines[:1]) {
		return "", ""
	}
	text, _ := inlines[1].(document.Text)
	rest = document.Text(strings.TrimLeftFunc(string(text), unicode.IsPunct))
	return text[:len(text)-len(rest)], rest
}

// isWhole reports whether a run is one whole value, as a link or in bold too.
func isWhole(inlines []document.Inline) bool {
	if len(inlines) != 1 {
		return false
	}
	switch i := inlines[0].(type) {
	case document.Value:
		return i.Whole
	case document.Strong:
		return isWhole(i.Inlines)
	case document.Link:
		return isWhole(i.Inlines)
	}
	return false
}

func (p *printer) inline(inline document.Inline) string {
	switch i := inline.(type) {
	case document.Text:
		return p.text(i)
	case document.Strong:
		return p.strong(i.Inlines)
	case document.Link:
		return p.link(i)
	case document.Span:
		return p.span(i)
	case document.Value:
		return p.value(i)
	case document.Said:
		return p.said(i)
	case document.Break:
		return hardBreak
	case document.PageNumber, document.PageCount:
		return p.pageNumber(i)
	case document.Message:
		p.fail("message %q is not spoken", i.Key)
		return ""
	}
	p.fail("unknown inline %T", inline)
	return ""
}

func (p *printer) text(i document.Text) string {
	return escape(p.checked(string(i), "text"))
}

func (p *printer) strong(inlines []document.Inline) string {
	words := p.inlines(inlines)
	if words == "" {
		return ""
	}
	return element("strong", "", words)
}

func (p *printer) said(i document.Said) string {
	words := p.inlines(i.Inlines)
	if words == "" {
		return ""
	}
	return element("span", ` class="said"`+attribute("data-message", p.checked(i.Key, "key")), words)
}

func (p *printer) link(i document.Link) string {
	if p.inLink {
		p.fail("link within a link")
		return ""
	}
	p.inLink = true
	words := p.whole(p.inlines(i.Inlines))
	p.inLink = false
	address := p.url(i.URL)
	if p.inFigure {
		return words
	}
	return element("a", attribute("href", address), words)
}

func (p *printer) span(i document.Span) string {
	if i.Language == "" {
		p.fail("span has no language")
	}
	return element("span", attribute("lang", p.checked(i.Language, "lang"))+p.dir(i.Direction), p.inlines(i.Inlines))
}

// longest is the number of characters of a whole Value that fit on one line of
// the narrowest screen; a longer one is kept whole only where it fits.
const longest = 22

func (p *printer) value(i document.Value) string {
	attributes := p.dir(i.Direction)
	switch {
	case i.Whole && utf8.RuneCountInString(i.Text) > longest:
		attributes += ` class="whole long"`
	case i.Whole:
		attributes += ` class="whole"`
	}
	return element("bdi", attributes, p.whole(escape(p.checked(i.Text, "value "+i.Field))))
}

// dir returns the attribute of a direction; without one the first strong
// character decides.
func (p *printer) dir(direction document.Direction) string {
	switch direction {
	case document.LeftToRight, document.RightToLeft:
		return attribute("dir", string(direction))
	case "":
		return ""
	}
	p.fail("unknown direction %q", direction)
	return ""
}

func (p *printer) pageNumber(i document.Inline) string {
	if !p.onPage {
		p.fail("%T in a text without pages", i)
	}
	return ""
}

// checked returns words that a letter can hold and complains about others.
func (p *printer) checked(words, where string) string {
	if err := document.Printable(words); err != nil {
		p.fail("%s %w", where, err)
		return ""
	}
	return words
}

// url returns an address a reader may be led to and complains about others.
func (p *printer) url(address string) string {
	if err := document.Leads(address); err != nil {
		p.fail("%w", err)
		return ""
	}
	return address
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape returns words as HTML that is read as those words, between tags and
// in a quoted attribute.
func escape(words string) string { return escapes.Replace(words) }
