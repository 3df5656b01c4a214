package pdf

// row is a strip of the column that no page break divides.
type row struct {
	before float64 // gap above, dropped at the top of a page
	height float64
	keep   bool // the next row stays on the same page
	marks  []mark
}

// mark is something to print, placed from the top of its row and the left
// edge of the page.
type mark interface{ paint(p *painter, top float64) }

// text is a line of a paragraph.
type text struct {
	line     *line
	looks    []look
	x        float64 // left edge of the ink
	baseline float64 // from the top of the row
	size     float64
}

// drawing is vectors: part of a Figure if it has a node, else an artifact.
type drawing struct {
	node *node
	draw func(p *painter, top float64)
}

// stack joins rows into one that no page break divides.
func stack(rows []row) row {
	var one row
	for i, r := range rows {
		if i > 0 {
			one.height += r.before
		} else {
			one.before = r.before
		}
		for _, m := range r.marks {
			one.marks = append(one.marks, offset{m, one.height})
		}
		one.height += r.height
	}
	return one
}

// offset is a mark lower in its row.
type offset struct {
	mark
	by float64
}

func (o offset) paint(p *painter, top float64) { o.mark.paint(p, top+o.by) }

// overshoot is how far the ink of a row reaches above and below it. Letters of
// Nastaliq stand on each other: their lines are not set as far apart as the
// highest words would need.
func (r *row) overshoot() (over, under float64) {
	for _, m := range r.marks {
		by := 0.0
		for o, ok := m.(offset); ok; o, ok = m.(offset) {
			m, by = o.mark, by+o.by
		}
		if t, ok := m.(text); ok {
			baseline := by + t.baseline
			over = max(over, t.line.top-baseline)
			under = max(under, t.line.bottom-(r.height-baseline))
		}
	}
	return over, under
}

// roomAbove makes a row as high as its ink, out of the gap above, which is there
// in any case but at the top of a page; 4 pt of it stay.
func roomAbove(r row) row {
	over, _ := r.overshoot()
	if over <= 0 {
		return r
	}
	marks := make([]mark, len(r.marks))
	for i, m := range r.marks {
		marks[i] = offset{m, over}
	}
	r.marks, r.height = marks, r.height+over
	r.before = max(min(r.before, 4), r.before-over)
	return r
}

// keepTogether sets where a paragraph may be divided: not after its first line
// nor before its last one.
func keepTogether(rows []row) {
	last := len(rows) - 1
	for i := range rows {
		rows[i].keep = i < last && (i == 0 || i == last-1)
	}
}

// keepAll forbids any division.
func keepAll(rows []row) {
	for i := 0; i < len(rows)-1; i++ {
		rows[i].keep = true
	}
}

// pageRows divides rows over pages of the given heights; the last height
// serves all further pages. The first row of each page begins lower by its lead,
// which is part of the height. Rows that should stay together are divided only
// when they are higher than a page. It returns false if a single row is.
func pageRows(rows []row, heights func(page int) float64, lead func(first *row) float64) (pages [][]row, fits bool) {
	fits = true
	var page []row
	used := 0.0
	for start := 0; start < len(rows); {
		end, needed := group(rows, start)
		gap := rows[start].before
		if len(page) > 0 && used+gap+needed > heights(len(pages)) {
			pages, page, used = append(pages, page), nil, 0
		}
		if len(page) == 0 {
			gap = lead(&rows[start])
			if len(pages) == 0 && gap+needed > heights(0) && gap+needed <= heights(1) {
				pages = append(pages, nil) // the first page is only lower
			}
			if room := heights(len(pages)) - gap; needed > room {
				end, needed = portion(rows[:end], start, room)
				fits = fits && needed <= room
			}
		}
		used += gap + needed
		page = append(page, rows[start:end]...)
		start = end
	}
	return balanced(append(pages, page), heights), fits
}

// leastLast is the part of a page that the last one should fill at least, so
// that a closing does not stand alone.
const leastLast = 0.2

// balanced moves groups from the end of the last page but one to a last page
// that is nearly empty, as long as more is left than moved.
func balanced(pages [][]row, heights func(page int) float64) [][]row {
	last := len(pages) - 1
	if last < 1 {
		return pages
	}
	least := leastLast * heights(last)
	for heightOf(pages[last]) < least {
		start := lastGroup(pages[last-1])
		moved := append(pages[last-1][start:len(pages[last-1]):len(pages[last-1])], pages[last]...)
		if start == 0 || heightOf(moved) > heightOf(pages[last-1][:start]) {
			break
		}
		pages[last-1], pages[last] = pages[last-1][:start], moved
	}
	return pages
}

// lastGroup is the start of the rows at the end that stay together.
func lastGroup(rows []row) int {
	start := 0
	for at := 0; at < len(rows); at, _ = group(rows, at) {
		start = at
	}
	return start
}

// heightOf is the height of the rows of a page.
func heightOf(rows []row) float64 {
	height := 0.0
	for i, r := range rows {
		if i > 0 {
			height += r.before
		}
		height += r.height
	}
	return height
}

// portion returns the end of the rows from start that fit into the room, at least
// one, and their height without the gap above.
func portion(rows []row, start int, room float64) (end int, height float64) {
	height = rows[start].height
	for end = start + 1; end < len(rows); end++ {
		if more := rows[end].before + rows[end].height; height+more <= room {
			height += more
			continue
		}
		break
	}
	return end, height
}

// group returns the end of the rows that stay together from start, and their
// height without the gap above.
func group(rows []row, start int) (end int, height float64) {
	for end = start; end < len(rows); end++ {
		if end > start {
			height += rows[end].before
		}
		height += rows[end].height
		if !rows[end].keep {
			return end + 1, height
		}
	}
	return end, height
}
