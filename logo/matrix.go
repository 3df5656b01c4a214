package logo

import (
	"errors"
	"math"
	"strings"

	"wayleaf/document"
)

// matrix is a b c d e f of SVG: x becomes a·x + c·y + e, and y b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) apply(p document.Point) document.Point {
	return document.Point{X: m[0]*p.X + m[2]*p.Y + m[4], Y: m[1]*p.X + m[3]*p.Y + m[5]}
}

// then is the matrix that applies n first, and m to what comes of it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[2]*n[1], m[1]*n[0] + m[3]*n[1],
		m[0]*n[2] + m[2]*n[3], m[1]*n[2] + m[3]*n[3],
		m[0]*n[4] + m[2]*n[5] + m[4], m[1]*n[4] + m[3]*n[5] + m[5],
	}
}

// rotation turns by degrees around the origin.
func rotation(degrees float64) matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return matrix{cos, sin, -sin, cos, 0, 0}
}

// inverse is that of a rotation.
func (m matrix) inverse() matrix { return matrix{m[0], m[2], m[1], m[3], 0, 0} }

var errTransform = errors.New("not a list of transforms")

// parseTransform reads a list of transforms (SVG 1.1, 7.6).
func parseTransform(text string) (matrix, error) {
	m := identity
	for rest := strings.TrimLeft(text, " \t\r\n,"); rest != ""; rest = strings.TrimLeft(rest, " \t\r\n,") {
		name, after, opened := strings.Cut(rest, "(")
		inside, after, closed := strings.Cut(after, ")")
		n, err := numbers(inside)
		one, ok := transform(strings.TrimSpace(name), n)
		if !opened || !closed || err != nil || !ok {
			return identity, errTransform
		}
		m, rest = m.then(one), after
	}
	return m, nil
}

func transform(name string, n []float64) (matrix, bool) {
	tangent := func(i int) float64 { return math.Tan(n[i] * math.Pi / 180) }
	switch {
	case name == "matrix" && len(n) == 6:
		return matrix(n), true
	case name == "translate" && len(n) == 1:
		return matrix{1, 0, 0, 1, n[0], 0}, true
	case name == "translate" && len(n) == 2:
		return matrix{1, 0, 0, 1, n[0], n[1]}, true
	case name == "scale" && len(n) == 1:
		return matrix{n[0], 0, 0, n[0], 0, 0}, true
	case name == "scale" && len(n) == 2:
		return matrix{n[0], 0, 0, n[1], 0, 0}, true
	case name == "rotate" && len(n) == 1:
		return rotation(n[0]), true
	case name == "rotate" && len(n) == 3:
		return matrix{1, 0, 0, 1, n[1], n[2]}.then(rotation(n[0])).then(matrix{1, 0, 0, 1, -n[1], -n[2]}), true
	case name == "skewX" && len(n) == 1:
		return matrix{1, 0, tangent(0), 1, 0, 0}, true
	case name == "skewY" && len(n) == 1:
		return matrix{1, tangent(0), 0, 1, 0, 0}, true
	}
	return identity, false
}
