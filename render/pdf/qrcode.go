package pdf

import (
	"wayleaf/document"
	"wayleaf/render/qr"
)

const (
	codeSide = 22 * mm // of a code, without the white around it; phones read 20 mm at arm's length
	codeGap  = 2 * mm  // from that white to the words
)

// qrCode sets a code at the start of the column with its words beside it, in one
// row; below it, if the address would not fit on a line there. The code is an
// artifact: whoever cannot see it finds the same address as a link in the words,
// and would hear it twice from a Figure.
func (l *layout) qrCode(b document.QRCode, parent *node, c column) []row {
	code, err := modulesOf(b)
	if err != nil {
		l.complain("pdf/qr-code", err.Error(), "write one short address of a page for everyone beside the code")
		return nil
	}
	if b.Again {
		return []row{l.codeWords(b, parent, c)}
	}
	white := qr.Quiet * codeSide / float64(code.Size())
	indent := white
	if c == l.paper.body { // the margin is white
		indent = 0
	}
	one := l.code(code, white, c.inset(indent, l.rightToLeft))
	if beside := c.inset(indent+codeSide+white+codeGap, l.rightToLeft); l.widestWord(b.Inlines, l.body) <= beside.width() {
		return []row{besideEachOther(one, l.codeWords(b, parent, beside))}
	}
	return []row{stack([]row{one, l.codeWords(b, parent, c)})}
}

func modulesOf(b document.QRCode) (*qr.Code, error) {
	address, err := b.Address()
	if err != nil {
		return nil, err
	}
	return qr.Encode(address)
}

func (l *layout) codeWords(b document.QRCode, parent *node, c column) row {
	rows := l.paragraph(b.Inlines, l.body, parent.child("P"), c)
	return stack(append(rows, l.paragraph(b.Scan, l.body, parent.child("P"), c)...))
}

// code sets a code at the start of the column. The white above and below it is also
// that between blocks; [painter.prove] sees to it that it stays white.
func (l *layout) code(code *qr.Code, white float64, c column) row {
	x := c.left
	if l.rightToLeft {
		x = c.right - codeSide
	}
	const spare = 0.5
	inside := max(0, white+spare-l.body.before)
	return row{before: l.body.before, height: codeSide + 2*inside, marks: []mark{drawing{draw: func(p *painter, top float64) {
		p.modules(code, rect{x, top + inside, codeSide, codeSide}, white)
	}}}}
}

// besideEachOther sets few words at the middle of a code, and a code at the top
// of many: the address, which is first, stands beside it.
func besideEachOther(code, words row) row {
	one := row{before: code.before, height: max(code.height, words.height), marks: code.marks}
	for _, m := range words.marks {
		one.marks = append(one.marks, offset{m, (one.height - words.height) / 2})
	}
	return one
}

// modules draws a code as one path, which no program can show with seams.
func (p *painter) modules(code *qr.Code, at rect, white float64) {
	b := black.appendFill(nil)
	module := at.width / float64(code.Size())
	for i, v := range []float64{module, 0, 0, -module, at.x, p.paper.height - at.y} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, v)
	}
	b = append(b, " cm\n"...)
	for _, edge := range code.Edges {
		for i, to := range edge {
			b = append(appendNumber(b, float64(to.X)), ' ')
			b = append(appendNumber(b, float64(to.Y)), " l\n"...)
			if i == 0 {
				b[len(b)-2] = 'm'
			}
		}
		b = append(b, "h\n"...)
	}
	p.canvas.RawWriteStr(string(append(b, "f*"...)))
	p.stain(rect{at.x - white, at.y - white, at.width + 2*white, at.height + 2*white}, nil)
	p.codes = append(p.codes, p.stains[len(p.stains)-1])
}
