package pdf

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/text/unicode/bidi"
)

// painter writes rows into the pages of gofpdf. Text goes in as glyph codes,
// in logical order, inside marked content; gofpdf draws the rest.
type painter struct {
	*setter
	looks   []look // of the text in hand
	canvas  *gofpdf.Fpdf
	page    int // from 0
	pages   []paintedPage
	links   []annotation
	stains  []stain
	codes   []stain // QR codes with the white around them, which are stains as well
	ops     []byte  // all text
	flushed []int   // its stretches: each ends where the next begins
	began   int     // where in it the passage in hand begins
	apart   bool    // the last glyph was shown [setApart]
	turns   bool    // the letters of the page are counted
	mixed   bool    // the page holds lines of both directions
	turned  int     // right-to-left letters of the page, less the others
	record  recorder
}

// paintedPage holds what the finish must know of a page.
type paintedPage struct {
	owners []*node // of each marked-content sequence
	links  []int   // annotations, by number
}

// annotation is a link on a page.
type annotation struct {
	node *node
	page int
	area rect
}

func newPainter(s *setter) *painter {
	canvas := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: s.paper.width, Ht: s.paper.height}})
	canvas.SetCompression(false)
	canvas.SetCatalogSort(true)
	canvas.SetAutoPageBreak(false, 0)
	canvas.SetMargins(0, 0, 0)
	m := &s.shaper.memory
	return &painter{setter: s, canvas: canvas, page: -1, ops: m.ops[:0], flushed: []int{0}, stains: m.stains[:0]}
}

func (p *painter) addPage() {
	p.flush()
	p.canvas.AddPage()
	p.page++
	p.turned, p.began = 0, len(p.ops)
	p.pages = append(p.pages, paintedPage{})
}

// rows paints rows from a height on the page, the first gap left out.
func (p *painter) rows(rows []row, top float64) {
	for i, r := range rows {
		if i > 0 {
			top += r.before
		}
		for _, m := range r.marks {
			m.paint(p, top)
		}
		top += r.height
	}
}

func (d drawing) paint(p *painter, top float64) {
	switch {
	case d.node != nil:
		p.begin(d.node)
		p.flush()
		d.draw(p, top)
		p.end()
		p.flush()
	default:
		p.artifact(func() { d.draw(p, top) })
	}
}

// artifact marks vectors that are not content.
func (p *painter) artifact(draw func()) {
	p.flush()
	p.canvas.RawWriteStr("/Artifact BMC q")
	draw()
	p.canvas.RawWriteStr("Q EMC")
}

// begin opens marked content of a node; nil is furniture.
func (p *painter) begin(n *node) {
	if n == nil {
		p.ops = append(p.ops, "/Artifact <</Type /Pagination>> BDC q\n"...)
		return
	}
	page := &p.pages[p.page]
	mcid := len(page.owners)
	page.owners = append(page.owners, n)
	n.mark(p.page, mcid)
	p.ops = append(append(append(p.ops, '/'), n.role...), " <</MCID "...)
	p.ops = append(strconv.AppendInt(p.ops, int64(mcid), 10), ">> BDC q\n"...)
}

func (p *painter) end() { p.ops = append(p.ops, "Q EMC\n"...) }

// textPlace stands for text in the pages of gofpdf, which would copy it three
// times. It is a comment of PDF.
const textPlace = "%text\n"

// flush keeps a place for the collected text, before anything is drawn and at
// the end of a page.
func (p *painter) flush() {
	if len(p.ops) == p.flushed[len(p.flushed)-1] {
		return
	}
	p.flushed = append(p.flushed, len(p.ops))
	p.canvas.RawWriteStr(textPlace)
}

// paint writes a line: one marked-content sequence for each stretch of one
// owner, in logical order.
func (t text) paint(p *painter, top float64) {
	if p.record != nil {
		p.record(p.page, t, t.x, top+t.baseline)
	}
	p.passage()
	pieces := t.line.pieces
	p.looks = t.looks
	if len(pieces) > 0 {
		p.stain(t.ink(top+t.baseline), t.looks[pieces[0].look].node)
	}
	if p.turns {
		p.turned += turnedLetters(pieces)
	}
	for start := 0; start < len(pieces); {
		owner := t.looks[pieces[start].look].node
		end := start + 1
		for end < len(pieces) && t.looks[pieces[end].look].node == owner {
			end++
		}
		p.begin(owner)
		p.stretch(pieces[start:end], t.x, top+t.baseline)
		if end == len(pieces) && p.mixed && !t.line.rightToLeft {
			p.endMark(&pieces[end-1], t, top)
		}
		p.end()
		if link := owner.link(); link != nil {
			p.link(link, pieces[start:end], t, top)
		}
		start = end
	}
}

// endMark ends a left-to-right line among right-to-left ones with a mark: poppler
// would put a sign at its end before its first word.
func (p *painter) endMark(last *piece, t text, top float64) {
	p.showMarks(slot{text: leftMark, width: markWidth}, 1, t.size, t.x+last.end(), top+t.baseline)
}

// showMarks shows a mark without ink so many times from a place on.
func (p *painter) showMarks(mark slot, times int, size, x, baseline float64) {
	f := p.fonts[faceIndex(sans, false)]
	code := f.code(mark)
	b := append(p.ops, "BT /F"...)
	b = strconv.AppendInt(b, int64(f.face.index), 10)
	b = append(b, ' ')
	b = appendNumber(b, size)
	b = append(b, " Tf "...)
	b = appendNumber(b, x)
	b = append(b, ' ')
	b = appendNumber(b, p.paper.height-baseline)
	b = append(b, " Td <"...)
	for range times {
		b = appendCode(b, code)
	}
	p.ops = append(b, "> Tj ET\n"...)
}

// passagePlace stands where a passage of a page ends. It is a comment of PDF.
const passagePlace = "%passage\n"

// leastPassage is how much text a passage of a page has, in bytes of its content: the
// less there is in one, the worse it is compressed.
const leastPassage = 1500

// passage begins another passage of the page, between two lines, if there is enough in
// the one in hand. Each becomes a stream of its own: most are the same in all
// letters of a batch, and need be compressed and read back only once.
func (p *painter) passage() {
	if len(p.ops)-p.began >= leastPassage {
		p.ops = append(p.ops, passagePlace...)
		p.began = len(p.ops)
	}
}

// turnedLetters counts right-to-left letters, and takes off the others.
func turnedLetters(pieces []piece) (n int) {
	for i := range pieces {
		for _, r := range pieces[i].text {
			switch classOf(r) {
			case bidi.R, bidi.AL:
				n++
			case bidi.L:
				n--
			}
		}
	}
	return n
}

// turn makes a page of a right-to-left document one for poppler too, which goes
// by the letters that are more: with a long name and address those can be the
// Latin ones, and it would move the signs and numbers of the other lines. Marks
// without ink at the foot make up for them, far enough apart (0.1 em) not to be
// taken for one.
func (p *painter) turn() {
	if p.turned > 0 {
		return
	}
	p.begin(nil)
	p.showMarks(slot{text: rightMark, width: 6 * markWidth}, 1-p.turned, 4, p.paper.body.left, p.paper.height-p.paper.bottom/2)
	p.end()
}

// link adds the annotation of a stretch.
func (p *painter) link(n *node, pieces []piece, t text, top float64) {
	left, right := p.paper.width, 0.0
	for i := range pieces {
		if !pieces[i].blank {
			left = min(left, t.x+pieces[i].at)
			right = max(right, t.x+pieces[i].end())
		}
	}
	if left >= right {
		return
	}
	y := top + t.baseline - t.size
	n.annotate(p.page, len(p.links))
	p.pages[p.page].links = append(p.pages[p.page].links, len(p.links))
	p.links = append(p.links, annotation{n, p.page, rect{left, y, right - left, 1.3 * t.size}})
}

// stretch writes the pieces of one owner as a text object.
func (p *painter) stretch(pieces []piece, x, baseline float64) {
	b := append(p.ops, "BT\n"...)
	for start := 0; start < len(pieces); {
		end := p.runEnd(pieces, start)
		b = p.appendRun(b, pieces[start:end], x, p.paper.height-baseline)
		start = end
	}
	p.ops = append(b, "ET\n"...)
}

// runEnd returns the end of the pieces that are shown in one go: those in one
// font, colour and level, of which none but the first has a mark.
func (p *painter) runEnd(pieces []piece, start int) int {
	for i := start + 1; i < len(pieces); i++ {
		before, next := &pieces[i-1], &pieces[i]
		if p.font(next) != p.font(before) || p.looks[next.look].color != p.looks[before.look].color || next.level != before.level || next.turns {
			return i
		}
	}
	return len(pieces)
}

// appendRun writes a font, a place and glyphs. Right to left it sets itself
// apart from the run before, which may end in a narrow glyph.
func (p *painter) appendRun(b []byte, pieces []piece, x, y float64) []byte {
	first := &pieces[0]
	left := x + first.at
	if first.rightToLeft() {
		left = x + first.end()
	}
	at := left
	if first.turns {
		at -= first.face.points(markWidth/2, first.sizeUsed) // of two at one place, poppler takes either first
	}
	b = p.looks[first.look].color.appendFill(b)
	p.apart = first.rightToLeft() && !p.apart
	b = p.appendFont(b, first)
	b = append(b, "1 0 0 1 "...)
	b = appendNumber(b, at)
	b = append(b, ' ')
	b = appendNumber(b, y)
	b = append(b, " Tm\n"...)
	if first.turns {
		b = append(b, '<')
		b = appendCode(b, p.fonts[p.font(first)].code(first.turnMark()))
		b = append(b, "> Tj\n"...)
	}
	if first.rightToLeft() {
		return p.appendLeftward(b, pieces, left, at)
	}
	return append(p.appendGlyphs(append(b, '['), pieces), "] TJ\n"...)
}

// font is the number of the font of a piece of the text in hand.
func (p *painter) font(piece *piece) int { return p.fontOf(piece, &p.looks[piece.look]) }

func (p *painter) appendFont(b []byte, piece *piece) []byte {
	size := piece.sizeUsed * piece.face.scale
	if p.apart {
		size += setApart
	}
	b = append(b, "/F"...)
	b = strconv.AppendInt(b, int64(p.font(piece)), 10)
	b = append(b, ' ')
	b = appendNumber(b, size)
	return append(b, " Tf "...)
}

// setApart is how much larger every other one of two close glyphs is shown, in
// points. pdf.js turns round what it reads in one go; it starts afresh where
// the size changes or the next glyph lies farther left than closeBy font units.
const (
	setApart = 0.001
	closeBy  = 250
)

// appendLeftward shows right-to-left pieces glyph by glyph in logical order,
// each to the left of the one before; written is where the pen is. Poppler goes
// by the places, MuPDF by the order, and pdf.js and PDFium, which would turn a
// string of several letters round, find only one in each.
func (p *painter) appendLeftward(b []byte, pieces []piece, right, written float64) []byte {
	before := -1 // none
	for i := range pieces {
		piece := &pieces[i]
		at := right - (pieces[0].end() - piece.end())
		codes := p.codesOf(piece.shaped, p.font(piece))
		for j := len(codes) - 1; j >= 0; j-- {
			s := &piece.slots[j]
			at -= piece.face.points(s.advance, piece.sizeUsed)
			if before >= 0 && (before+s.advance < closeBy || isMark(firstRune(s.text))) {
				p.apart = !p.apart
				b = p.appendFont(b, piece)
			}
			before = s.advance
			move := thousandths(at - written)
			written += float64(move) / 1000
			b = appendThousandths(b, move)
			b = append(b, " 0 Td <"...)
			b = appendCode(b, codes[j])
			b = append(b, "> Tj\n"...)
		}
	}
	return b
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// appendGlyphs writes codes with the kerning between them, in thousandths.
func (p *painter) appendGlyphs(b []byte, pieces []piece) []byte {
	b = append(b, '<')
	carry := 0
	for i := range pieces {
		piece := &pieces[i]
		for j, code := range p.codesOf(piece.shaped, p.font(piece)) {
			if carry != 0 {
				b = append(b, '>')
				b = appendNumber(b, float64(carry)*1000/piece.face.upem)
				b = append(b, '<')
			}
			b = appendCode(b, code)
			carry = piece.slots[j].width - piece.slots[j].advance
		}
	}
	return append(b, '>')
}

func appendCode(b []byte, code uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[code>>12], digits[code>>8&15], digits[code>>4&15], digits[code&15])
}

func (c color) appendFill(b []byte) []byte {
	for _, v := range c {
		b = appendNumber(b, float64(v)/255)
		b = append(b, ' ')
	}
	return append(b, "rg "...)
}

// appendNumber writes a number with at most 3 decimals and no exponent.
func appendNumber(b []byte, v float64) []byte { return appendThousandths(b, thousandths(v)) }

func thousandths(v float64) int64 { return int64(math.Round(v * 1000)) }

func appendThousandths(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	if n %= 1000; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}
