package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"wayleaf/document"
)

// layout sets the blocks of a document into rows.
type layout struct {
	*setter
	styles
	language    string
	family      family
	leastHigh   family // its lines are the least high ones
	rightToLeft bool
	root        *node
	level       int // of the last heading
	headings    []*node
	other       *layout // of the parts in another language
}

// look is the look of plain text in a style.
func (l *layout) look(st style, n *node) look {
	return look{bold: st.bold, family: l.family, language: l.language, node: n, color: st.color}
}

// prose flattens an inline run.
func (l *layout) prose(run []document.Inline, st style, n *node) *prose {
	f := l.flattener()
	f.add(run, l.look(st, n))
	f.finish()
	return f.done(l.shaper)
}

// flattener returns one that works in the memory of the shaper: there is one
// paragraph in hand at a time, and its runes end with its lines.
func (l *layout) flattener() *flattener {
	f := &flattener{complain: l.complain}
	f.runes, f.at, f.rightToLeft = l.shaper.runes[:0], l.shaper.at[:0], l.rightToLeft
	return f
}

// paragraph sets an inline run into a column.
func (l *layout) paragraph(run []document.Inline, st style, n *node, c column) []row {
	return l.set(l.prose(run, st, n), st, c)
}

func (l *layout) set(p *prose, st style, c column) []row {
	lines := l.lines(p, st.size, c.width())
	least := typefaces[l.leastHigh]
	rows := make([]row, len(lines))
	for i := range lines {
		line := &lines[i]
		rise := max(line.rise, least.rise*st.size) * st.tight
		below := max(line.leading-line.rise, (least.leading-least.rise)*st.size) * st.tight
		x := c.left
		if line.rightToLeft {
			x = c.right - line.width
		}
		rows[i] = row{height: rise + below, marks: []mark{text{line, p.looks, x, rise, st.size}}}
	}
	if len(rows) > 0 {
		rows[0].before = st.before
	}
	keepTogether(rows)
	return rows
}

// block sets a block that follows the opening.
func (l *layout) block(b document.Block, parent *node, c column) []row {
	switch b := b.(type) {
	case document.Heading:
		return l.heading(b, parent, c)
	case document.Paragraph:
		return l.paragraph(b.Inlines, l.body, parent.child("P"), c)
	case document.List:
		return l.list(b, parent, c)
	case document.KeyFacts:
		return l.keyFacts(b, parent, c)
	case document.Callout:
		return l.callout(b, parent, c)
	case document.Path:
		return l.path(b, parent, c)
	case document.QRCode:
		return l.qrCode(b, parent, c)
	case document.Part:
		return l.part(b, parent, c)
	case document.Letterhead, document.Address:
		l.complain("pdf/misplaced", fmt.Sprintf("%T stands after the opening", b), "put it before the title")
	default:
		l.complain("pdf/unknown-node", fmt.Sprintf("block node %T is not known", b), "")
	}
	return nil
}

func (l *layout) blocks(blocks []document.Block, parent *node, c column) []row {
	var rows []row
	for i, b := range blocks {
		rows = append(rows, l.block(b, parent, c)...)
		if leadsIn(blocks[i:]) && len(rows) > 0 {
			rows[len(rows)-1].keep = true
		}
	}
	return rows
}

// leadsIn reports a paragraph that opens a list, which stays with the first item,
// and a QR code whose words follow in another language.
func leadsIn(blocks []document.Block) bool {
	if len(blocks) < 2 {
		return false
	}
	switch blocks[0].(type) {
	case document.Paragraph:
		_, list := blocks[1].(document.List)
		return list
	case document.QRCode:
		return isPart(blocks[1])
	}
	return false
}

func (l *layout) heading(h document.Heading, parent *node, c column) []row {
	if h.Level < 1 || h.Level > 3 || h.Level > l.level+1 {
		l.complain("pdf/heading-level", fmt.Sprintf("heading of level %d follows level %d", h.Level, l.level), "use levels 1 to 3 and skip none")
		return nil
	}
	l.level = h.Level
	n := parent.child(headingRoles[h.Level])
	l.headings = append(l.headings, n)
	st := l.styles.heading(h.Level)
	p := l.prose(h.Inlines, st, n)
	n.alt = p.plain()
	rows := l.set(p, st, c)
	for i := range rows {
		rows[i].keep = true
	}
	if len(rows) > 0 {
		rows[0] = roomAbove(rows[0])
		rows[0].marks = append(rows[0].marks, place{n, rows[0].height})
	}
	return rows
}

// list hangs numbers or bullets at the start of the column.
func (l *layout) list(list document.List, parent *node, c column) []row {
	n := parent.child("L")
	n.ordered = list.Ordered
	indent := 2 * l.body.size
	var rows []row
	for i, item := range list.Items {
		li := n.child("LI")
		label := "•"
		if list.Ordered {
			label = strconv.Itoa(i+1) + "."
		}
		st := l.body
		if i > 0 {
			st.before = l.body.before / 2
		}
		marker := l.label(label, st, li.child("Lbl"), c, indent)
		set := l.paragraph(item, st, li.child("LBody"), c.inset(indent, l.rightToLeft))
		if len(set) == 0 {
			continue
		}
		set[0].marks = append(marker.marks, set[0].marks...)
		rows = append(rows, set...)
	}
	return rows
}

// label sets a list number or bullet: one line in bold blue, in Noto Sans.
func (l *layout) label(label string, st style, n *node, c column, indent float64) row {
	f := l.flattener()
	look := l.look(st, n)
	look.family, look.color, look.bold = sans, darkBlue, true
	f.text(label+strings.Repeat(" ", l.spacesBeside(label, st.size, indent)), look)
	return l.set(f.done(l.shaper), st, c)[0]
}

// spacesBeside is how many spaces part a label from its item for other
// programs. Right to left they fill the indent, without which poppler takes
// labels and items for two columns.
func (l *layout) spacesBeside(label string, size, indent float64) int {
	if !l.rightToLeft {
		return 1
	}
	width := func(text string) float64 {
		face := allFaces()[faceIndex(sans, true)]
		return face.points(l.shaper.shape(shapeKey{face.index, false, "", text}).advance, size)
	}
	return max(1, int((indent-width(label))/width(" ")))
}

// callout has a thick bar at the start of its lines and a light ground.
func (l *layout) callout(b document.Callout, parent *node, c column) []row {
	const bar, inside = 5.0, 12.0
	inner := column{c.left + inside, c.right - inside}.inset(bar, l.rightToLeft)
	for _, block := range b.Blocks {
		switch block.(type) {
		case document.Heading, document.Callout, document.Path, document.QRCode:
			l.complain("pdf/misplaced", fmt.Sprintf("%T stands in a callout", block), "move it out of the callout")
			return nil
		}
	}
	rows := l.blocks(b.Blocks, parent.child("Sect"), inner)
	for i := range rows {
		rows[i] = l.onGround(rows[i], c, i == 0, i == len(rows)-1)
	}
	keepAll(rows)
	return rows
}

// onGround puts a row of a callout on its ground, with the bar at the start of
// the lines. The rows of a callout meet, so that it can go on over a page when
// it is higher than one.
func (l *layout) onGround(r row, c column, first, last bool) row {
	const bar, pad, least = 5.0, 9.0, 4.0
	above, below := r.before, 0.0
	r.before = 0
	over, under := r.overshoot()
	if first {
		r.before, above = l.body.before+2, max(pad, over+least)
	}
	if last {
		below = max(pad, under+least)
	}
	height := above + r.height + below
	ground := drawing{draw: func(p *painter, top float64) {
		p.fill(rect{c.left, top, c.width(), height}, tint)
		x := c.left
		if l.rightToLeft {
			x = c.right - bar
		}
		p.fill(rect{x, top, bar, height}, boldLine)
	}}
	marks := []mark{ground}
	for _, m := range r.marks {
		marks = append(marks, offset{m, above})
	}
	r.height, r.marks = height, marks
	return r
}
