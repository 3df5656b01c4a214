package document

import "strings"

// Inlines returns the inline runs of a block in reading order, those of nested
// blocks included. The alternative text of a Path is not among them: it stands
// in for the drawing and is not printed.
func Inlines(block Block) [][]Inline {
	switch b := block.(type) {
	case Letterhead:
		return append([][]Inline{b.Name}, b.Lines...)
	case Address:
		runs := [][]Inline{{b.Name}}
		for _, line := range b.Lines {
			runs = append(runs, []Inline{line})
		}
		return runs
	case Heading:
		return [][]Inline{b.Inlines}
	case Paragraph:
		return [][]Inline{b.Inlines}
	case List:
		return b.Items
	case KeyFacts:
		var runs [][]Inline
		for _, fact := range b.Facts {
			runs = append(runs, fact.Label, fact.Value)
		}
		return runs
	case Callout:
		return inlinesOf(b.Blocks)
	case Part:
		return inlinesOf(b.Blocks)
	case Path:
		var runs [][]Inline
		for _, stop := range b.Stops {
			runs = append(runs, stop.Label)
		}
		return runs
	case QRCode:
		return [][]Inline{b.Inlines, b.Scan}
	}
	return nil
}

func inlinesOf(blocks []Block) [][]Inline {
	var runs [][]Inline
	for _, block := range blocks {
		runs = append(runs, Inlines(block)...)
	}
	return runs
}

// Text returns the body of a spoken document as plain text in logical order:
// one line for each heading, paragraph, item, label or value. List numbers and
// page furniture are not part of it. It is what a finished file must say.
func (d *Document) Text() string {
	var lines []string
	for _, run := range inlinesOf(d.Blocks) {
		lines = append(lines, Plain(run))
	}
	return strings.Join(lines, "\n")
}

// Plain returns the words of a spoken inline run without any markup.
func Plain(run []Inline) string {
	var b strings.Builder
	plain(&b, run)
	return b.String()
}

func plain(b *strings.Builder, run []Inline) {
	for _, inline := range run {
		switch i := inline.(type) {
		case Text:
			b.WriteString(string(i))
		case Value:
			b.WriteString(i.Text)
		case Strong:
			plain(b, i.Inlines)
		case Link:
			plain(b, i.Inlines)
		case Span:
			plain(b, i.Inlines)
		case Said:
			plain(b, i.Inlines)
		case Break:
			b.WriteString("\n")
		}
	}
}
