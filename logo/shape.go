package logo

import (
	"errors"
	"fmt"
	"strings"

	"wayleaf/document"
)

// form is a kind of shape: its attributes and how it is drawn.
type form struct {
	attributes []string
	draw       func(p *pen, g geometry) error
}

// forms are the shapes of SVG 1.1, chapters 8.3 and 9, that have an area.
var forms = map[string]form{
	"path":     {[]string{"d"}, func(p *pen, g geometry) error { return p.path(g["d"]) }},
	"rect":     {[]string{"x", "y", "width", "height", "rx", "ry"}, (*pen).rectangle},
	"circle":   {[]string{"cx", "cy", "r"}, (*pen).circle},
	"ellipse":  {[]string{"cx", "cy", "rx", "ry"}, (*pen).ellipse},
	"polygon":  {[]string{"points"}, (*pen).polygon},
	"polyline": {[]string{"points"}, (*pen).polygon},
}

// geometry are the values of the attributes of a shape.
type geometry map[string]string

// lengths returns numbers without a unit; those not given are 0. Only the first
// two, which are a place, may be negative.
func (g geometry) lengths(names ...string) ([]float64, error) {
	lengths := make([]float64, len(names))
	for i, name := range names {
		text, given := g[name]
		if !given {
			continue
		}
		n, err := numbers(strings.TrimSuffix(text, "px"))
		if err != nil || len(n) != 1 || i >= 2 && n[0] < 0 {
			return nil, fmt.Errorf("%s %q is not a length without a unit", name, shorten(text))
		}
		lengths[i] = n[0]
	}
	return lengths, nil
}

var errTooMany = fmt.Errorf("the picture has more than %d lines and curves", maxSegments)

// pen draws the edge of a shape.
type pen struct {
	matrix   matrix
	segments []document.Segment
	start    document.Point // of the part in hand
	at       document.Point // before the matrix, as all points it is given
	count    int            // of all shapes
}

func (p *pen) begin(m matrix) {
	p.matrix, p.segments, p.start, p.at = m, nil, document.Point{}, document.Point{}
}

func (p *pen) add(step byte, to ...document.Point) {
	for i, point := range to {
		p.at, to[i] = point, p.matrix.apply(point)
	}
	p.count++
	if p.count <= maxSegments {
		p.segments = append(p.segments, document.Segment{Step: step, To: to})
	}
}

func (p *pen) move(to document.Point) { p.start = to; p.add('M', to) }

func (p *pen) line(to document.Point) { p.goOn(); p.add('L', to) }

func (p *pen) curve(a, b, to document.Point) { p.goOn(); p.add('C', a, b, to) }

// close ends a part, where the next one may go on.
func (p *pen) close() { p.add('Z'); p.at = p.start }

// goOn begins a new part after the end of one.
func (p *pen) goOn() {
	if n := len(p.segments); n > 0 && p.segments[n-1].Step == 'Z' {
		p.move(p.at)
	}
}

func (p *pen) full() error {
	if p.count > maxSegments {
		return errTooMany
	}
	return nil
}

func (p *pen) rectangle(g geometry) error {
	n, err := g.lengths("x", "y", "width", "height", "rx", "ry")
	if err != nil || n[2] == 0 || n[3] == 0 {
		return err
	}
	x, y, right, bottom := n[0], n[1], n[0]+n[2], n[1]+n[3]
	rx, ry := n[4], n[5]
	if _, given := g["rx"]; !given {
		rx = ry
	}
	if _, given := g["ry"]; !given {
		ry = rx
	}
	rx, ry = min(rx, n[2]/2), min(ry, n[3]/2)
	p.move(document.Point{X: x + rx, Y: y})
	p.line(document.Point{X: right - rx, Y: y})
	p.corner(document.Point{X: right, Y: y}, document.Point{X: right, Y: y + ry})
	p.line(document.Point{X: right, Y: bottom - ry})
	p.corner(document.Point{X: right, Y: bottom}, document.Point{X: right - rx, Y: bottom})
	p.line(document.Point{X: x + rx, Y: bottom})
	p.corner(document.Point{X: x, Y: bottom}, document.Point{X: x, Y: bottom - ry})
	p.line(document.Point{X: x, Y: y + ry})
	p.corner(document.Point{X: x, Y: y}, document.Point{X: x + rx, Y: y})
	p.close()
	return p.full()
}

// quarter is how far the control points of a quarter of a circle lie from its
// ends, towards the corner.
const quarter = 0.5522847498

// corner draws a quarter of an ellipse around a corner, or nothing where the
// pen stands there already.
func (p *pen) corner(corner, to document.Point) {
	if from := p.at; from != to {
		p.curve(between(from, corner, quarter), between(to, corner, quarter), to)
	}
}

func between(a, b document.Point, part float64) document.Point {
	return document.Point{X: a.X + (b.X-a.X)*part, Y: a.Y + (b.Y-a.Y)*part}
}

func (p *pen) circle(g geometry) error {
	n, err := g.lengths("cx", "cy", "r")
	if err != nil {
		return err
	}
	return p.oval(n[0], n[1], n[2], n[2])
}

func (p *pen) ellipse(g geometry) error {
	n, err := g.lengths("cx", "cy", "rx", "ry")
	if err != nil {
		return err
	}
	return p.oval(n[0], n[1], n[2], n[3])
}

func (p *pen) oval(cx, cy, rx, ry float64) error {
	if rx == 0 || ry == 0 {
		return nil
	}
	p.move(document.Point{X: cx + rx, Y: cy})
	p.corner(document.Point{X: cx + rx, Y: cy + ry}, document.Point{X: cx, Y: cy + ry})
	p.corner(document.Point{X: cx - rx, Y: cy + ry}, document.Point{X: cx - rx, Y: cy})
	p.corner(document.Point{X: cx - rx, Y: cy - ry}, document.Point{X: cx, Y: cy - ry})
	p.corner(document.Point{X: cx + rx, Y: cy - ry}, document.Point{X: cx + rx, Y: cy})
	p.close()
	return p.full()
}

func (p *pen) polygon(g geometry) error {
	n, err := numbers(g["points"])
	if err != nil {
		return err
	}
	if len(n)%2 != 0 {
		return errors.New("points are not pairs of numbers")
	}
	for i := 0; i < len(n) && p.full() == nil; i += 2 {
		to := document.Point{X: n[i], Y: n[i+1]}
		if i == 0 {
			p.move(to)
		} else {
			p.line(to)
		}
	}
	if len(n) > 0 {
		p.close()
	}
	return p.full()
}
