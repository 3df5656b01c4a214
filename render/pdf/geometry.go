package pdf

import "wayleaf/document"

// mm is a millimetre in points.
const mm = 72 / 25.4

// A rect is measured from the top left corner of the page. All lengths are in
// points; the tables below are in millimetres, as their sources are.
type rect struct{ x, y, width, height float64 }

func (r rect) right() float64  { return r.x + r.width }
func (r rect) bottom() float64 { return r.y + r.height }

func millimetres(x, y, width, height float64) rect {
	return rect{x * mm, y * mm, width * mm, height * mm}
}

// paper is a page with its margins, inside what printers can reach.
type paper struct {
	rect
	body        column  // of the text, in both directions
	top, bottom float64 // margins, in points
	draft       rect    // holds the draft mark of every page; its height is a limit
}

var (
	// a4 is the page of letters and leaflets. Its body is in line with the window on
	// the left and the contact column on the right, and the box of the draft mark
	// ends above the clear zones and left of that column.
	a4 = newPaper(595.28, 841.89, margins{left: 24.6, right: 20, top: 16, bottom: 12}, millimetres(24.6, 8, 95.4, 20))
	// a5 is the page of a booklet: half a sheet of A4.
	a5 = newPaper(419.53, 595.28, margins{left: 14, right: 14, top: 14, bottom: 10}, millimetres(14, 6, 120, 24))
)

// margins are in millimetres.
type margins struct{ left, right, top, bottom float64 }

// newPaper takes its width and height in points.
func newPaper(width, height float64, m margins, draft rect) *paper {
	body := column{m.left * mm, width - m.right*mm}
	return &paper{rect{0, 0, width, height}, body, m.top * mm, m.bottom * mm, draft}
}

// footGap lies between the body and the foot, in points.
const footGap = 5.0 * mm

// paperOf is what a document is printed on.
func paperOf(d *document.Document) *paper {
	if d.Sheets.Booklet {
		return a5
	}
	return a4
}

// The face of a letter in a window envelope, after the GOV.UK Notify
// specification for uploaded letters.
var (
	// window holds the name and the address, and nothing else may show in it.
	window = millimetres(24.6, 39.5, 95.4, 26.8)
	// clearZones stay white so that nothing else shows when the sheet slips.
	clearZones = []rect{
		millimetres(15, 30, 9.6, 65),
		millimetres(120, 30, 5, 65),
		millimetres(15, 30, 110, 9.5),
		millimetres(15, 66.3, 110, 28.7),
		millimetres(15.2, 5, 6.1, 15.2), // the printer's tag
	}
	// contact is the column of the sender and of the letter's dates and numbers.
	contact = millimetres(125, 10, 65, 85)
	// contactFacts is how high those dates and numbers may begin, in points.
	contactFacts = 30.0 * mm
	// letterBody is how high the body of a letter may begin, in points.
	letterBody = 95.0 * mm
)

// column is where lines begin and end.
type column struct{ left, right float64 }

func (c column) width() float64 { return c.right - c.left }

// inset moves the start of the column in.
func (c column) inset(by float64, rightToLeft bool) column {
	if rightToLeft {
		c.right -= by
	} else {
		c.left += by
	}
	return c
}

// color is red, green and blue.
type color [3]uint8

var (
	black      = color{}
	darkBlue   = color{0x0B, 0x2A, 0x5B} // contrast with white 13.6:1
	linkColor  = color{0x0B, 0x3F, 0x8C} // 9.6:1
	tint       = color{0xEC, 0xF1, 0xF8}
	hairline   = color{0x9A, 0xA8, 0xBD}
	boldLine   = color{0x0B, 0x2A, 0x5B}
	footColour = color{0x33, 0x33, 0x33} // 12.6:1
)

// style is how a kind of text is set. Sizes and gaps are in points.
type style struct {
	size   float64
	bold   bool
	color  color
	before float64 // gap above
	tight  float64 // factor of the leading
}

// styles is a set of styles for one print size.
type styles struct {
	body, title, section, topic style // topic is heading level 3
	sender, contact, foot       style
	address, draft, narrow      []float64 // sizes to try, largest first; narrow is of the contact column
}

var printSizes = map[document.Print]styles{
	document.Standard: {
		body:    style{size: 12, before: 8, tight: 1},
		title:   style{size: 20, bold: true, color: darkBlue, before: 14, tight: 0.92},
		section: style{size: 15, bold: true, color: darkBlue, before: 16, tight: 0.95},
		topic:   style{size: 12.5, bold: true, color: darkBlue, before: 12, tight: 1},
		sender:  style{size: 14, bold: true, color: darkBlue, tight: 0.95},
		contact: style{size: 12, tight: 0.92},
		foot:    style{size: 12, color: footColour, tight: 0.95},
		narrow:  []float64{12},
		address: []float64{12, 11, 10, 9},
		draft:   []float64{12, 11, 10, 9, 8},
	},
	document.Large: {
		body:    style{size: 16, before: 11, tight: 1},
		title:   style{size: 25, bold: true, color: darkBlue, before: 16, tight: 0.92},
		section: style{size: 20, bold: true, color: darkBlue, before: 20, tight: 0.95},
		topic:   style{size: 17, bold: true, color: darkBlue, before: 15, tight: 1},
		sender:  style{size: 18, bold: true, color: darkBlue, tight: 0.95},
		contact: style{size: 16, tight: 0.92},
		foot:    style{size: 16, color: footColour, tight: 0.95},
		narrow:  []float64{16, 14, 12},
		address: []float64{16, 14, 12, 11, 10, 9},
		draft:   []float64{16, 14, 12, 10, 9, 8},
	},
	document.ExtraLarge: {
		body:    style{size: 20, before: 13, tight: 1},
		title:   style{size: 29, bold: true, color: darkBlue, before: 18, tight: 0.92},
		section: style{size: 24, bold: true, color: darkBlue, before: 24, tight: 0.95},
		topic:   style{size: 21, bold: true, color: darkBlue, before: 18, tight: 1},
		sender:  style{size: 20, bold: true, color: darkBlue, tight: 0.95},
		contact: style{size: 20, tight: 0.92},
		foot:    style{size: 20, color: footColour, tight: 0.95},
		narrow:  []float64{20, 18, 16, 14, 12},
		address: []float64{20, 18, 16, 14, 12, 11, 10, 9},
		draft:   []float64{20, 18, 16, 14, 12, 10, 9, 8},
	},
}

// heading returns the style of a level from 1 to 3.
func (s *styles) heading(level int) style {
	return [...]style{1: s.title, 2: s.section, 3: s.topic}[level]
}
