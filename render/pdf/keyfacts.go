package pdf

import "wayleaf/document"

// keyFacts is a quiet table: labels in one column, values in the other, and a
// hairline between the rows. Where a value holds a word too wide for its column,
// as a mail address in large print, labels stand over values in the full width.
func (l *layout) keyFacts(b document.KeyFacts, parent *node, c column) []row {
	table := parent.child("Table")
	labels, values := l.factColumns(b, c)
	var rows []row
	for i, fact := range b.Facts {
		th, td := table.tableRow()
		label := stack(l.paragraph(fact.Label, l.labelStyle(), th, labels))
		value := stack(l.paragraph(fact.Value, l.plainStyle(), td, values))
		if labels == values {
			label, value = stack([]row{label, value}), row{}
		}
		rows = append(rows, l.factRow(label, value, c, i == 0))
	}
	if len(rows) == 0 {
		return nil
	}
	rows[0].before = l.body.before
	keepAll(rows)
	return rows
}

func (l *layout) labelStyle() style {
	st := l.body
	st.before, st.bold = 0, true
	return st
}

func (l *layout) plainStyle() style {
	st := l.body
	st.before = 0
	return st
}

// factColumns gives the labels what they need, up to two fifths of the width.
// The columns are the same when labels stand over values.
func (l *layout) factColumns(b document.KeyFacts, c column) (labels, values column) {
	const gutter = 14
	widest, word := 0.0, 0.0
	for _, fact := range b.Facts {
		p := l.prose(fact.Label, l.labelStyle(), nil)
		for _, line := range l.lines(p, l.body.size, c.width()) {
			widest = max(widest, line.width)
		}
		word = max(word, l.widestWord(fact.Value, l.plainStyle()))
	}
	split := min(widest+1, 0.42*c.width())
	if word > c.width()-split-gutter {
		return c, c
	}
	if l.rightToLeft {
		return column{c.right - split, c.right}, column{c.left, c.right - split - gutter}
	}
	return column{c.left, c.left + split}, column{c.left + split + gutter, c.right}
}

// widestWord is the width of the widest part of a run that no line break should
// divide.
func (l *layout) widestWord(run []document.Inline, st style) float64 {
	widest, word := 0.0, 0.0
	for _, line := range l.lines(l.prose(run, st, nil), st.size, l.paper.width) {
		for i := range line.pieces {
			p := &line.pieces[i]
			if !p.blank {
				word += p.width
			}
			widest = max(widest, word)
			if p.ends == usualEnding || p.ends == forcedEnding {
				word = 0
			}
		}
	}
	return widest
}

func (l *layout) factRow(label, value row, c column, first bool) row {
	const pad = 3.0
	r := row{height: max(label.height, value.height) + 2*pad}
	height := r.height
	r.marks = append(r.marks, drawing{draw: func(p *painter, top float64) {
		if first {
			p.rule(c.left, c.right, top, 0.75, hairline)
		}
		p.rule(c.left, c.right, top+height, 0.75, hairline)
	}})
	for _, m := range append(label.marks, value.marks...) {
		r.marks = append(r.marks, offset{m, pad})
	}
	return r
}
