package logo

import (
	"fmt"
	"math"
	"strings"

	"wayleaf/document"
)

// operands is how many numbers each command of a path takes (SVG 1.1, 8.3).
var operands = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'S': 4, 'Q': 4, 'T': 2, 'A': 7, 'Z': 0}

// pathReader draws path data.
type pathReader struct {
	*pen
	scanner
	before  byte           // the last command, in upper case
	control document.Point // of the last curve
}

// path draws path data. All curves become cubic ones.
func (p *pen) path(data string) error {
	r := pathReader{pen: p, scanner: scanner{text: data}}
	command := byte(0)
	for r.skip(); !r.done() && p.full() == nil; r.skip() {
		switch letter := r.text[r.next]; {
		case operandsOf(letter) >= 0:
			command = letter
			r.next++
		case command == 0 || command == 'Z' || command == 'z':
			return r.breaks()
		}
		if r.before == 0 && upper(command) != 'M' {
			return r.breaks()
		}
		n, ok := r.operands(command)
		if !ok {
			return r.breaks()
		}
		r.draw(command, n)
		if r.before = upper(command); r.before == 'M' {
			command = command - 'M' + 'L' // further points are lines, relative or not
		}
	}
	return p.full()
}

func upper(letter byte) byte { return letter &^ ('a' - 'A') }

// operandsOf is how many numbers a command takes, or -1 if it is none.
func operandsOf(letter byte) int {
	if n, ok := operands[upper(letter)]; ok && (letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z') {
		return n
	}
	return -1
}

func (r *pathReader) breaks() error {
	return fmt.Errorf("its path data are not understood from %q on", shorten(r.text[r.next:]))
}

// operands reads the numbers of a command; two of an arc are flags of one digit.
func (r *pathReader) operands(command byte) ([]float64, bool) {
	n := make([]float64, operandsOf(command))
	for i := range n {
		ok := false
		if r.skip(); upper(command) == 'A' && (i == 3 || i == 4) {
			n[i], ok = r.flag()
		} else {
			n[i], ok = r.number()
		}
		if !ok {
			return nil, false
		}
	}
	return n, true
}

// draw draws one command whose numbers are complete.
func (r *pathReader) draw(command byte, n []float64) {
	var origin document.Point
	if command >= 'a' {
		origin = r.at
	}
	point := func(i int) document.Point { return document.Point{X: origin.X + n[i], Y: origin.Y + n[i+1]} }
	from := r.at
	switch upper(command) {
	case 'M':
		r.move(point(0))
	case 'L':
		r.line(point(0))
	case 'H':
		r.line(document.Point{X: origin.X + n[0], Y: from.Y})
	case 'V':
		r.line(document.Point{X: from.X, Y: origin.Y + n[0]})
	case 'C':
		r.cubic(point(0), point(2), point(4))
	case 'S':
		r.cubic(r.mirrored("CS"), point(0), point(2))
	case 'Q':
		r.quadratic(point(0), point(2))
	case 'T':
		r.quadratic(r.mirrored("QT"), point(0))
	case 'A':
		r.arc(n, point(5))
	case 'Z':
		r.close()
	}
}

func (r *pathReader) cubic(a, b, to document.Point) {
	r.control = b
	r.curve(a, b, to)
}

func (r *pathReader) quadratic(control, to document.Point) {
	from := r.at
	r.control = control
	r.curve(between(from, control, 2./3), between(to, control, 2./3), to)
}

// mirrored is the control point that goes on smoothly from a curve of one of the
// given commands, else where the pen stands.
func (r *pathReader) mirrored(commands string) document.Point {
	if !strings.ContainsRune(commands, rune(r.before)) {
		return r.at
	}
	return between(r.control, r.at, 2)
}

// arc draws an arc of an ellipse: its radii, how far it is turned, two flags, and
// its end (SVG 1.1, appendix F.6).
func (r *pathReader) arc(n []float64, to document.Point) {
	from, rx, ry := r.at, math.Abs(n[0]), math.Abs(n[1])
	switch {
	case from == to:
	case rx == 0 || ry == 0:
		r.line(to)
	default:
		turned := rotation(n[2])
		// Half the way back from the end, with the ellipse upright and made a circle of
		// radius 1.
		half := turned.inverse().apply(document.Point{X: (from.X - to.X) / 2, Y: (from.Y - to.Y) / 2})
		center, first, sweep, grow := onCircle(half.X/rx, half.Y/ry, n[3] != 0, n[4] != 0)
		middle := between(from, to, 0.5)
		circle := matrix{1, 0, 0, 1, middle.X, middle.Y}.then(turned).then(matrix{rx * grow, 0, 0, ry * grow, 0, 0}).then(matrix{1, 0, 0, 1, center.X, center.Y})
		r.turn(circle, first, sweep, to)
	}
}

// onCircle finds a circle of radius 1 through the points x, y and -x, -y, the
// angle of the first and how far it is to the other. They are drawn together
// where the circle does not reach, and it has to grow.
func onCircle(x, y float64, large, clockwise bool) (center document.Point, first, sweep, grow float64) {
	grow = max(1, math.Hypot(x, y))
	x, y = x/grow, y/grow
	aside := math.Sqrt(max(0, 1/(x*x+y*y)-1))
	if large == clockwise {
		aside = -aside
	}
	center = document.Point{X: aside * y, Y: -aside * x}
	first = math.Atan2(y-center.Y, x-center.X)
	sweep = math.Atan2(-y-center.Y, -x-center.X) - first
	if clockwise && sweep < 0 {
		sweep += 2 * math.Pi
	} else if !clockwise && sweep > 0 {
		sweep -= 2 * math.Pi
	}
	return center, first, sweep, grow
}

// turn draws a part of the circle of radius 1, seen through a matrix, in curves of
// a quarter at most, and ends where it should.
func (r *pathReader) turn(circle matrix, angle, sweep float64, to document.Point) {
	parts := int(max(1, math.Ceil(math.Abs(sweep)/(math.Pi/2)-1e-9)))
	step := sweep / float64(parts)
	reach := 4. / 3 * math.Tan(step/4)
	for i := range parts {
		sin, cos := math.Sincos(angle + float64(i)*step)
		nextSin, nextCos := math.Sincos(angle + float64(i+1)*step)
		end := circle.apply(document.Point{X: nextCos, Y: nextSin})
		if i == parts-1 {
			end = to
		}
		r.curve(circle.apply(document.Point{X: cos - reach*sin, Y: sin + reach*cos}),
			circle.apply(document.Point{X: nextCos + reach*nextSin, Y: nextSin - reach*nextCos}), end)
	}
}
