package qr

// edges returns the lines between dark and light. Each goes round its dark
// modules clockwise, and bends at every point.
func (c *Code) edges() [][]Point {
	var lines [][]Point
	walked := map[step]bool{}
	for y := range c.Rows {
		for x := range c.Rows {
			start := step{Point{x, y}, east}
			if c.borders(start) && !walked[start] {
				lines = append(lines, c.walk(start, walked))
			}
		}
	}
	return lines
}

// step is one module long; dark is at its right hand, light at its left.
type step struct {
	from    Point
	towards direction
}

type direction int

const (
	east direction = iota
	south
	west
	north
)

func (d direction) right() direction { return (d + 1) % 4 }
func (d direction) left() direction  { return (d + 3) % 4 }

func (s step) end() Point {
	ahead := [...]Point{east: {1, 0}, south: {0, 1}, west: {-1, 0}, north: {0, -1}}[s.towards]
	return Point{s.from.X + ahead.X, s.from.Y + ahead.Y}
}

// borders reports a step between dark and light.
func (c *Code) borders(s step) bool {
	x, y := s.from.X, s.from.Y
	switch s.towards {
	case east:
		return c.Dark(x, y) && !c.Dark(x, y-1)
	case south:
		return c.Dark(x-1, y) && !c.Dark(x, y)
	case west:
		return c.Dark(x-1, y-1) && !c.Dark(x-1, y)
	}
	return c.Dark(x, y-1) && !c.Dark(x-1, y-1)
}

// walk follows an edge from a step eastward until it comes back. Where two dark
// modules touch at a corner it turns right, and so stays with its own.
func (c *Code) walk(start step, walked map[step]bool) []Point {
	var bends []Point
	for at := start; !walked[at]; {
		walked[at] = true
		next := step{at.end(), at.towards.right()}
		for !c.borders(next) {
			next.towards = next.towards.left()
		}
		if next.towards != at.towards {
			bends = append(bends, next.from)
		}
		at = next
	}
	return bends
}
