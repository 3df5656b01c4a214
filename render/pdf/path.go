package pdf

import (
	"strings"

	"wayleaf/document"
)

// Measures of the path figure for a body size of 1.
const (
	pathAxis  = 0.9 // from the start of the column to the line
	pathLabel = 2.4 // to the labels
	pathLeaf  = 2.4 // to the leaf of a crossed stop, beside the line
	leafSize  = 1.9
	discSize  = 0.62 // radius
)

// path draws the stops as a vertical line with one mark for each, the label
// beside it. State shows by form as well as by grey: done is a filled disc with
// a tick, crossed a calendar leaf beside the line with an X over it, now a ring
// with a dot, next a hollow ring, the goal a calendar leaf with a tick.
func (l *layout) path(b document.Path, parent *node, c column) []row {
	figure := parent.child("Figure")
	if figure.alt = l.prose(b.Alt, l.body, nil).plain(); strings.TrimSpace(figure.alt) == "" {
		l.complain("pdf/no-alternative", "a path has no alternative text", "say in words what it shows, for those who cannot see it")
	}
	size := l.body.size
	var stops []row
	for i, stop := range b.Stops {
		drawStop, ok := stopMarks[stop.State]
		if !ok {
			l.complain("pdf/unknown-node", "a path has a stop of unknown state", "use one of done, crossed, now, next, goal")
			continue
		}
		indent := pathLabel * size
		if stop.State == document.Crossed {
			indent = (pathLeaf + leafSize + 0.6) * size
		}
		label := stack(l.paragraph(stop.Label, l.plainStyle(), figure.child("Span"), c.inset(indent, l.rightToLeft)))
		stops = append(stops, l.stop(label, figure, c, drawStop, i == 0, i == len(b.Stops)-1))
	}
	if len(stops) == 0 {
		return nil
	}
	one := stack(stops)
	one.before = l.body.before + 2
	one.marks = append([]mark{drawing{draw: func(p *painter, top float64) {
		figure.bbox, figure.page = &rect{c.left, top, c.width(), one.height}, p.page
	}}}, one.marks...)
	return []row{one}
}

// stop places a mark and its label on a common middle line.
func (l *layout) stop(label row, figure *node, c column, draw stopMark, first, last bool) row {
	size := l.body.size
	height := max(label.height, leafSize*size) + 0.8*size
	firstLine := min(label.height, typefaces[l.family].leading*size)
	lower := max(0, (leafSize*size-firstLine)/2)
	middle := 0.4*size + lower + firstLine/2
	axis := func(at float64) float64 {
		if l.rightToLeft {
			return c.right - at*size
		}
		return c.left + at*size
	}
	r := row{height: height}
	r.marks = append(r.marks, drawing{figure, func(p *painter, top float64) {
		from, to := top, top+height
		if first {
			from = top + middle
		}
		if last {
			to = top + middle
		}
		p.segment(axis(pathAxis), from, axis(pathAxis), to, 0.18*size, hairline)
		draw(p, stopPlace{axis, top + middle, size})
	}})
	for _, m := range label.marks {
		r.marks = append(r.marks, offset{m, 0.4*size + lower})
	}
	return r
}

// stopPlace says where a stop is drawn: axis turns a distance from the start
// of the column, in body sizes, into x.
type stopPlace struct {
	axis func(at float64) float64
	y    float64
	size float64
}

type stopMark func(p *painter, at stopPlace)

var stopMarks = map[document.State]stopMark{
	document.Done:    drawDone,
	document.Crossed: drawCrossed,
	document.Now:     drawNow,
	document.Next:    drawNext,
	document.Goal:    drawGoal,
}

func drawDone(p *painter, at stopPlace) {
	x, r := at.axis(pathAxis), discSize*at.size
	p.disc(x, at.y, r, darkBlue)
	p.tick(x, at.y, r*0.6, 0.13*at.size, white)
}

func drawNow(p *painter, at stopPlace) {
	x, r := at.axis(pathAxis), discSize*at.size
	p.disc(x, at.y, r*1.15, darkBlue)
	p.disc(x, at.y, r*0.85, white)
	p.disc(x, at.y, r*0.45, darkBlue)
}

func drawNext(p *painter, at stopPlace) {
	x, r := at.axis(pathAxis), discSize*at.size*0.85
	p.disc(x, at.y, r, darkBlue)
	p.disc(x, at.y, r-0.14*at.size, white)
}

func drawCrossed(p *painter, at stopPlace) {
	x := at.axis(pathLeaf + leafSize/2)
	p.leaf(x, at.y, leafSize*at.size, hairline)
	arm := 0.62 * leafSize * at.size
	for _, down := range []float64{arm, -arm} {
		p.segment(x-arm, at.y-down, x+arm, at.y+down, 0.3*at.size, white)
	}
	for _, down := range []float64{arm, -arm} {
		p.segment(x-arm, at.y-down, x+arm, at.y+down, 0.2*at.size, black)
	}
}

func drawGoal(p *painter, at stopPlace) {
	x := at.axis(pathAxis)
	p.leaf(x, at.y, 1.7*at.size, darkBlue)
	p.tick(x, at.y+0.22*at.size, 0.42*at.size, 0.16*at.size, darkBlue)
}

// plain is the text without what orders it.
func (p *prose) plain() string {
	var runes []rune
	for _, r := range p.runes {
		switch {
		case isIsolate(r):
		case r == lineEnd:
			runes = append(runes, ' ')
		default:
			runes = append(runes, r)
		}
	}
	return string(runes)
}
