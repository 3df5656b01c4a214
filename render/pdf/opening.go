package pdf

import (
	"fmt"
	"math"

	"wayleaf/document"
)

// opening is what stands before the title, placed on the first page, and how
// high the body may begin below it.
type opening struct {
	placed []row // placed from the top of the page: before is their y
	bottom float64
	logo   bool
}

// splitOpening returns the blocks before the title and those from it on.
func splitOpening(blocks []document.Block) (before, rest []document.Block) {
	for i, b := range blocks {
		switch b.(type) {
		case document.Letterhead, document.Address, document.KeyFacts:
		default:
			return blocks[:i], blocks[i:]
		}
	}
	return blocks, nil
}

// face is the opening of a letter with the largest logo that costs no page. Where
// even the smallest one costs a page it is printed, but not at the price of the
// title: that comes before decoration.
func (l *layout) face(blocks []document.Block, body []row, f *furniture) opening {
	largest := l.letter(blocks, logoHeight)
	if !largest.logo {
		return largest
	}
	bare := l.letter(blocks, 0)
	fewest, _ := f.divide(body, bare.bottom)
	o, pages := largest, [][]row(nil)
	for _, height := range logoHeights {
		o = l.letter(blocks, height)
		if pages, _ = f.divide(body, o.bottom); len(pages) == len(fewest) {
			return o
		}
	}
	if len(pages[0]) == 0 {
		return bare
	}
	return o
}

// letter places the opening of a letter: the sender and the key facts in the
// contact column, the address in the window. A logo is as high as it may be, or
// left out at 0.
func (l *layout) letter(blocks []document.Block, highest float64) opening {
	o := opening{}
	y := contact.y
	c := column{contact.x, contact.right()}
	l = l.narrowed(blocks, c)
	var addresses []row
	for _, b := range blocks {
		if address, ok := b.(document.Address); ok {
			addresses = append(addresses, l.address(address))
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Letterhead:
			if o.logo = b.Logo != nil && highest > 0; o.logo {
				logo, _ := l.logo(b.Logo, c.right, logoWidth, highest)
				o.place(logo, logoTop)
				y = logoTop + logo.height + logoGap
			}
			one := stack(l.letterhead(b, c))
			for _, address := range addresses {
				y = apart(one, address, y, window.y, l.contact.size)
			}
			o.place(one, y)
			y += one.height
		case document.Address:
			o.place(addresses[0], window.y)
			addresses = addresses[1:]
		case document.KeyFacts:
			one := stack(l.contactFacts(b, c))
			y = max(y+4*mm, contactFacts)
			o.place(one, y)
			y += one.height
		}
	}
	o.bottom = max(letterBody, y+6*mm)
	return o
}

// narrowed returns a layout whose contact column is set in the largest size that
// divides no word of it, as a mail address in extra-large print.
func (l *layout) narrowed(blocks []document.Block, c column) *layout {
	narrow := *l
	for _, size := range l.styles.narrow {
		narrow.contact.size = size
		narrow.sender.size = min(l.sender.size, size+2)
		if narrow.widestContact(blocks) <= c.width() {
			break
		}
	}
	return &narrow
}

// widestContact is the width of the widest word of the contact column.
func (l *layout) widestContact(blocks []document.Block) float64 {
	bold := l.contact
	bold.bold = true
	widest := 0.0
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Letterhead:
			widest = max(widest, l.widestWord(b.Name, l.sender))
			for _, line := range b.Lines {
				widest = max(widest, l.widestWord(line, l.contact))
			}
		case document.KeyFacts:
			for _, fact := range b.Facts {
				widest = max(widest, l.widestWord(fact.Label, bold), l.widestWord(fact.Value, l.contact))
			}
		}
	}
	return widest
}

func (o *opening) place(r row, y float64) {
	r.before = y
	o.placed = append(o.placed, r)
}

// apart moves a row down until the first baseline of another row, placed at y,
// is not near its last one. pdf.js joins two lines on one baseline, however far
// apart they are: the last of the letterhead and the first of the address.
func apart(r, other row, at, y, size float64) float64 {
	for range 3 {
		if _, last := baselines(r); math.Abs(at+last-y-first(other)) > 0.75*size {
			break
		}
		at += 0.5 * size
	}
	return at
}

func first(r row) float64 { f, _ := baselines(r); return f }

// baselines are the first and the last baseline of a row, from its top.
func baselines(r row) (first, last float64) {
	first = math.Inf(1)
	for _, m := range r.marks {
		by := 0.0
		for o, ok := m.(offset); ok; o, ok = m.(offset) {
			m, by = o.mark, by+o.by
		}
		if t, ok := m.(text); ok {
			first, last = min(first, by+t.baseline), max(last, by+t.baseline)
		}
	}
	return first, last
}

func (l *layout) letterhead(b document.Letterhead, c column) []row {
	n := l.root.child("Div")
	rows := l.tight().paragraph(b.Name, l.sender, n.child("P"), c)
	for i, line := range b.Lines {
		set := l.tight().set(l.parted(line, l.contact, n.child("P")), l.contact, c)
		if i == 0 && len(set) > 0 {
			set[0].before = 2
		}
		rows = append(rows, set...)
	}
	return rows
}

// headed sets the words of a letterhead with the logo to the right of them, in
// every language.
func (l *layout) headed(b document.Letterhead, c column) row {
	if b.Logo == nil {
		return stack(l.letterhead(b, c))
	}
	logo, left := l.logo(b.Logo, c.right, min(logoWidth, logoPart*c.width()), logoHeight)
	c.right = left - logoAside
	one := stack(l.letterhead(b, c))
	one.marks = append(one.marks, logo.marks...)
	one.height = max(one.height, logo.height)
	return one
}

// parted is an inline run with a space at its end, which parts it from the next
// text for other programs where that stands higher on the page.
func (l *layout) parted(run []document.Inline, st style, n *node) *prose {
	f := l.flattener()
	look := l.look(st, n)
	f.add(run, look)
	if look.family = sans; !l.rightToLeft {
		f.rune(' ', look)
	}
	f.finish()
	return f.done(l.shaper)
}

// contactFacts sets labels over values: the column is narrow.
func (l *layout) contactFacts(b document.KeyFacts, c column) []row {
	table := l.root.child("Table")
	label, value := l.contact, l.contact
	label.bold = true
	var rows []row
	for i, fact := range b.Facts {
		th, td := table.tableRow()
		label.before = 0
		if i > 0 {
			label.before = 4
		}
		rows = append(rows, l.tight().paragraph(fact.Label, label, th, c)...)
		rows = append(rows, l.tight().paragraph(fact.Value, value, td, c)...)
	}
	return rows
}

// address sets the name and the lines in the largest size that fits the
// window. It is left-aligned and reads left to right in every language: it is
// for the postal worker.
func (l *layout) address(b document.Address) row {
	values := append([]document.Value{b.Name}, b.Lines...)
	for _, size := range l.styles.address {
		if one := l.addressIn(values, size); one.height <= window.height {
			return one
		}
	}
	l.complain("pdf/address-too-long",
		fmt.Sprintf("%s does not fit the address window, even at %g pt", addressFields(b), l.styles.address[len(l.styles.address)-1]),
		"shorten the address to at most 7 short lines, the name included")
	return row{}
}

func addressFields(b document.Address) string {
	name, address := b.Name.Field, ""
	for _, line := range b.Lines {
		if line.Field != "" {
			address = line.Field
			break
		}
	}
	switch {
	case name != "" && address != "":
		return name + " with " + address
	case name+address != "":
		return name + address
	}
	return "the address"
}

func (l *layout) addressIn(values []document.Value, size float64) row {
	n := l.root.child("Div")
	n.address = true
	st := style{size: size, tight: 0.86}
	var rows []row
	for _, v := range values {
		f := flattener{complain: l.complain}
		look := l.look(st, n.child("P"))
		look.family = sans
		f.add([]document.Inline{v}, look)
		f.rune(' ', look) // parts it from what stands beside it, as in finish
		rows = append(rows, l.tight().set(&f.prose, st, column{window.x, window.right()})...)
	}
	return stack(rows)
}

// tight returns a layout whose lines are as high as the scripts they hold
// need, not as the document's language does.
func (l *layout) tight() *layout {
	tight := *l
	tight.leastHigh = sans
	return &tight
}

// leaflet sets the opening of a leaflet as rows that flow.
func (l *layout) leaflet(blocks []document.Block, c column) []row {
	var rows []row
	for _, b := range blocks {
		switch b := b.(type) {
		case document.Letterhead:
			one := l.headed(b, c)
			rule := drawing{draw: func(p *painter, top float64) { p.rule(c.left, c.right, top+one.height+5, 1.5, boldLine) }}
			one.marks = append(one.marks, rule)
			one.height += 6.5
			rows = append(rows, one)
		case document.KeyFacts:
			rows = append(rows, l.keyFacts(b, l.root, c)...)
		case document.Address:
			l.complain("pdf/misplaced", "an address stands in a leaflet", "leave it out: a leaflet has no recipient")
		}
	}
	return rows
}
