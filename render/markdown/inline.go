package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wayleaf/document"
)

// The characters of UAX 9 that isolate a run from the order of the text around it.
const (
	leftToRightIsolate = "\u2066"
	rightToLeftIsolate = "\u2067"
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
	emptyIsolate       = firstStrongIsolate + popIsolate
)

// run returns the words of one block, or of one line of it.
func (p *printer) run(inlines []document.Inline) string {
	return guard(p.whole(p.inlines(inlines)))
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
	for _, inline := range joined(inlines) {
		words := p.inline(inline)
		if strings.HasSuffix(b.String(), "**") && strings.HasPrefix(words, "**") {
			b.WriteString(emptyIsolate) // else the two would be read as one mark
		}
		b.WriteString(words)
	}
	return b.String()
}

// joined returns the inlines with neighbouring Texts made one, those of Saids
// too, so that what is markup only together is seen together.
func joined(inlines []document.Inline) []document.Inline {
	var run []document.Inline
	for _, inline := range said(inlines) {
		text, isText := inline.(document.Text)
		if last := len(run) - 1; isText && last >= 0 {
			if before, ok := run[last].(document.Text); ok {
				run[last] = before + text
				continue
			}
		}
		run = append(run, inline)
	}
	return run
}

// said returns the inlines with the words of each Said in its place.
func said(inlines []document.Inline) []document.Inline {
	var run []document.Inline
	for _, inline := range inlines {
		if marked, ok := inline.(document.Said); ok {
			run = append(run, said(marked.Inlines)...)
		} else {
			run = append(run, inline)
		}
	}
	return run
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

// strong returns the words between marks. Marks next to a space or punctuation
// are not always read as marks (CommonMark 0.31, 6.2), so an empty isolate,
// which shows nothing, comes between. Strong words within strong words stand
// out already.
func (p *printer) strong(inlines []document.Inline) string {
	if p.inStrong {
		return p.inlines(inlines)
	}
	p.inStrong = true
	words := p.inlines(inlines)
	p.inStrong = false
	if words == "" {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(words); !flanks(first) {
		words = emptyIsolate + words
	}
	if last, _ := utf8.DecodeLastRuneInString(words); !flanks(last) {
		words += emptyIsolate
	}
	return "**" + words + "**"
}

func flanks(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r)
}

func (p *printer) link(i document.Link) string {
	if p.inLink {
		p.fail("link within a link")
		return ""
	}
	p.inLink = true
	words := p.whole(p.inlines(i.Inlines))
	p.inLink = false
	return "[" + words + "](" + destinations.Replace(p.url(i.URL)) + ")"
}

func (p *printer) span(i document.Span) string {
	if i.Language == "" {
		p.fail("span has no language")
	}
	return isolate(i.Direction, p.inlines(i.Inlines))
}

func (p *printer) value(i document.Value) string {
	return isolate(i.Direction, p.whole(escape(p.checked(i.Text, "value "+i.Field))))
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

func isolate(direction document.Direction, words string) string {
	switch direction {
	case document.LeftToRight:
		return leftToRightIsolate + words + popIsolate
	case document.RightToLeft:
		return rightToLeftIsolate + words + popIsolate
	}
	return firstStrongIsolate + words + popIsolate
}
