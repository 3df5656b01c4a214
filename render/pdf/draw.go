package pdf

import "math"

var white = color{0xFF, 0xFF, 0xFF}

// fill fills a rectangle.
func (p *painter) fill(r rect, c color) {
	p.canvas.SetFillColor(int(c[0]), int(c[1]), int(c[2]))
	p.canvas.Rect(r.x, r.y, r.width, r.height, "F")
	p.stain(r, nil)
}

// frame draws the edge of a rectangle.
func (p *painter) frame(r rect, width float64, c color) {
	p.pen(width, c)
	p.canvas.Rect(r.x, r.y, r.width, r.height, "D")
	p.stain(r, nil)
}

// rule draws a horizontal line.
func (p *painter) rule(left, right, y, width float64, c color) {
	p.segment(left, y, right, y, width, c)
}

func (p *painter) segment(x1, y1, x2, y2, width float64, c color) {
	p.pen(width, c)
	p.canvas.Line(x1, y1, x2, y2)
	p.stain(rect{min(x1, x2), min(y1, y2), math.Abs(x2 - x1), math.Abs(y2 - y1)}, nil)
}

func (p *painter) pen(width float64, c color) {
	p.canvas.SetLineWidth(width)
	p.canvas.SetDrawColor(int(c[0]), int(c[1]), int(c[2]))
}

func (p *painter) disc(x, y, radius float64, c color) {
	p.canvas.SetFillColor(int(c[0]), int(c[1]), int(c[2]))
	p.canvas.Circle(x, y, radius, "F")
	p.stain(rect{x - radius, y - radius, 2 * radius, 2 * radius}, nil)
}

// tick draws a tick around its middle.
func (p *painter) tick(x, y, reach, width float64, c color) {
	p.segment(x-reach, y, x-reach*0.25, y+reach*0.7, width, c)
	p.segment(x-reach*0.25, y+reach*0.7, x+reach, y-reach*0.75, width, c)
}

// leaf draws a page of a tear-off calendar around its middle.
func (p *painter) leaf(x, y, size float64, c color) {
	edge := 0.07 * size
	sheet := rect{x - size/2, y - size/2, size, size}
	p.fill(sheet, c)
	p.fill(rect{sheet.x + edge, sheet.y + 0.28*size, size - 2*edge, 0.72*size - edge}, white)
	for _, side := range []float64{-0.22, 0.22} {
		p.segment(x+side*size, sheet.y-0.1*size, x+side*size, sheet.y+0.12*size, 0.09*size, c)
	}
}
