package pdf

import "golang.org/x/text/unicode/bidi"

// line is one printed line: pieces in logical order, each with its place from
// the left edge of the line's ink.
type line struct {
	pieces        []piece
	width         float64 // without spaces at the end; pt
	leading, rise float64 // pt; see [typeface]
	top, bottom   float64 // of the ink, from the baseline; pt
	rightToLeft   bool
}

// lines breaks a paragraph into lines of at most the given width in points,
// each as full as it can be.
func (s *setter) lines(p *prose, size, width float64) []line {
	s.shaper.key = appendLineKey(s.shaper.key[:0], p, size, width)
	lines, ok := findText(s.shaper.broken, s.shaper.key)
	if ok {
		return lines
	}
	key := string(s.shaper.key)
	before := len(s.findings)
	lines = s.breakLines(p, size, width)
	if len(s.findings) == before {
		s.shaper.broken.put(key, lines)
	}
	return lines
}

func (s *setter) breakLines(p *prose, size, width float64) []line {
	pieces := s.fitting(s.pieces(p, size), width)
	var lines []line
	for start := 0; start < len(pieces); {
		end := lineEndOf(pieces, start, width)
		line := newLine(pieces[start:end], size, p.rightToLeft)
		line.markTurns()
		lines = append(lines, line)
		start = end
	}
	return lines
}

// lineEndOf returns the end of the line that begins at start.
func lineEndOf(pieces []piece, start int, width float64) int {
	usual, spare := 0, 0
	x := 0.0
	for i := start; i < len(pieces); i++ {
		p := &pieces[i]
		if !p.blank && x+p.width > width && i > start {
			switch {
			case usual > 0:
				return usual
			case spare > 0:
				return spare
			}
			return i
		}
		x += p.width
		switch p.ends {
		case forcedEnding:
			return i + 1
		case usualEnding:
			usual = i + 1
		case spareEnding:
			spare = i + 1
		}
	}
	return len(pieces)
}

// fitting cuts the pieces that are wider than a line, as a long web address
// may be.
func (s *setter) fitting(pieces []piece, width float64) []piece {
	fits := true
	for i := range pieces {
		fits = fits && (pieces[i].width <= width || pieces[i].blank)
	}
	if fits {
		return pieces
	}
	var cut []piece
	for _, p := range pieces {
		for p.width > width && !p.blank && len(p.slots) > 1 {
			head, tail := s.cut(p, width)
			if tail.text == "" {
				break
			}
			cut, p = append(cut, head), tail
		}
		cut = append(cut, p)
	}
	return cut
}

// cut divides a piece so that the head fits, between two clusters.
func (s *setter) cut(p piece, width float64) (head, tail piece) {
	taken, units := 0, 0
	for i := range p.slots {
		slot := p.slots[i]
		if p.rightToLeft() {
			slot = p.slots[len(p.slots)-1-i]
		}
		units += slot.advance
		if taken > 0 && p.face.points(units, p.sizeUsed) > width {
			break
		}
		taken += len(slot.text)
	}
	head, tail = p, p
	head.text, tail.text = p.text[:taken], p.text[taken:]
	head.ends = spareEnding
	for _, part := range []*piece{&head, &tail} {
		if part.text != "" {
			key := p.key
			key.text = part.text
			part.shaped = s.shaper.shape(key)
			part.width = part.face.points(part.advance, part.sizeUsed)
		}
	}
	return head, tail
}

// newLine places pieces. Spaces at the end hang over the edge.
func newLine(pieces []piece, size float64, rightToLeft bool) line {
	l := line{pieces: append([]piece(nil), pieces...), rightToLeft: rightToLeft}
	base := int8(0)
	if rightToLeft {
		base = 1
	}
	hanging := 0.0
	ink := len(l.pieces)
	for ink > 0 && l.pieces[ink-1].blank {
		ink--
		l.pieces[ink].level = base
		hanging += l.pieces[ink].width
	}
	x := 0.0
	if rightToLeft {
		x = -hanging
	}
	for _, i := range visualOrder(l.pieces) {
		l.pieces[i].at = x
		x += l.pieces[i].width
	}
	for i := range l.pieces[:ink] {
		l.width += l.pieces[i].width
	}
	l.measure(size)
	return l
}

// markTurns puts a mark where the direction changes inside a line. Without it
// MuPDF begins a new line there, unless it meets something right-to-left first,
// and poppler moves brackets, signs and spaces to the wrong side.
func (l *line) markTurns() {
	before := l.rightToLeft
	for i := range l.pieces {
		p := &l.pieces[i]
		turns := p.rightToLeft() != before
		before = p.rightToLeft()
		p.turns = turns && !p.marksItself() && len(l.pieces) > 1
	}
}

// turnMark is the mark before a piece that turns.
func (p *piece) turnMark() slot {
	if p.rightToLeft() {
		return slot{text: rightMark}
	}
	return slot{text: rightMark + leftMark, width: markWidth / 2}
}

// marksItself reports text that begins with something right-to-left: a letter,
// or a space with its mark.
func (p *piece) marksItself() bool {
	class := classOf(firstRune(p.text))
	return p.rightToLeft() && (p.blank || class == bidi.R || class == bidi.AL)
}

// measure finds the height of the tallest script in the line.
func (l *line) measure(size float64) {
	below := 0.0
	for i := range l.pieces {
		p := &l.pieces[i]
		f := p.face
		l.top = max(l.top, f.points(p.top, p.sizeUsed))
		l.bottom = max(l.bottom, f.points(p.bottom, p.sizeUsed))
		l.rise = max(l.rise, f.rise*size)
		below = max(below, (f.leading-f.rise)*size)
	}
	l.leading = l.rise + below
}

// visualOrder is rule L2 of UAX 9: the pieces from left to right.
func visualOrder(pieces []piece) []int {
	order := make([]int, len(pieces))
	highest, lowestOdd := int8(0), int8(maxDepth+2)
	for i := range pieces {
		order[i] = i
		level := pieces[i].level
		highest = max(highest, level)
		if level&1 == 1 {
			lowestOdd = min(lowestOdd, level)
		}
	}
	for level := highest; level >= lowestOdd; level-- {
		for start := 0; start < len(order); start++ {
			end := start
			for end < len(order) && pieces[order[end]].level >= level {
				end++
			}
			for a, b := start, end-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			start = max(start, end-1)
		}
	}
	return order
}
