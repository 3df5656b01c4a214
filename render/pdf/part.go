package pdf

import (
	"slices"

	"wayleaf/document"
)

// part sets blocks in another language, with a thin bar at the start of their
// lines.
func (l *layout) part(b document.Part, parent *node, c column) []row {
	const bar, inside = 2.0, 9.0
	if slices.ContainsFunc(b.Blocks, isPart) {
		l.complain("pdf/misplaced", "a part stands in another part", "take it out")
		return nil
	}
	in := l.speaking(b)
	n := parent.child("Sect")
	n.language = b.Language
	rows := in.blocks(b.Blocks, n, c.inset(bar+inside, in.rightToLeft))
	for i := range rows {
		rows[i] = barred(rows[i], i == 0, func(p *painter, top, height float64) {
			x := c.left
			if in.rightToLeft {
				x = c.right - bar
			}
			p.fill(rect{x, top, bar, height}, hairline)
		})
	}
	return rows
}

func isPart(b document.Block) bool { _, part := b.(document.Part); return part }

// barred puts a drawing behind a row, and behind the gap above it unless it is
// the first.
func barred(r row, first bool, draw func(p *painter, top, height float64)) row {
	above := 0.0
	if !first {
		above, r.before = r.before, 0
	}
	r.height += above
	height := r.height
	marks := []mark{drawing{draw: func(p *painter, top float64) { draw(p, top, height) }}}
	for _, m := range r.marks {
		marks = append(marks, offset{m, above})
	}
	r.marks = marks
	return r
}

// speaking returns the layout of all parts of a document in another language.
func (l *layout) speaking(b document.Part) *layout {
	if l.other == nil || l.other.language != b.Language {
		other := *l
		other.language, other.family, other.leastHigh = b.Language, primaryOf(b.Language), primaryOf(b.Language)
		other.rightToLeft = b.Direction == document.RightToLeft
		other.level, other.headings = 0, nil
		l.other = &other
	}
	return l.other
}

// mixes reports a document with lines of both directions.
func mixes(d *document.Document) bool {
	return slices.ContainsFunc(d.Blocks, func(b document.Block) bool {
		part, ok := b.(document.Part)
		return ok && part.Direction != d.Direction
	})
}
