// Package pdf writes a spoken document as a PDF that can be read, seen and
// heard: tagged (PDF/UA-1, PDF/A-2a), with every font embedded, and with text
// that other programs take out again word for word, whatever the script.
//
//	err := pdf.Write(w, letter)            // a *document.Document in one language
//	err = pdf.Facing(w, english, urdu)     // in two
//	err = pdf.Combine(w, "July", letters)  // many in one file
//	pages, err := pdf.Read(file)           // its words, from the finished bytes alone
//
// The page is A4, or A5 for a booklet. A letter has its address in the window of
// the envelope.
package pdf

import (
	"io"

	"wayleaf/document"
)

// Write writes d as one complete PDF. What a user can mend comes back as a
// [wayleaf/finding.List]: a character that no font has, an address too long for
// its window, something too high for a page, a node that is unknown or not yet
// spoken. The file is made in memory, so that w never gets a part of one. The
// same document gives the same bytes. Write may be called from many goroutines.
func Write(w io.Writer, d *document.Document) error {
	return hand(w, d.Language, func(s *setter) ([]byte, error) { return s.write(nil, d) })
}

// hand writes the file that make makes with a setter of its own, or nothing.
func hand(w io.Writer, language string, make func(s *setter) ([]byte, error)) error {
	s := newSetter(language, takeShaper())
	defer s.shaper.release()
	file, err := make(s)
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// write makes a file of one document, or of facing ones, in the memory of the
// shaper. Headings of long ones are bookmarks.
func (s *setter) write(record recorder, documents ...*document.Document) ([]byte, error) {
	top, parts := s.layAll(documents)
	p, err := s.paint(record, parts...)
	if err != nil {
		return nil, err
	}
	b := newBook(s, aboutDocument(documents[0]))
	bound, err := b.bind(p, top, b.structTree)
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		if len(bound.pages) > 2 {
			b.outline = append(b.outline, part.bookmarks(bound.pages)...)
		}
	}
	return b.close()
}

// recorder is told of every line that is painted, for tests; it may be nil.
type recorder func(page int, t text, left, top float64)

// laid is a document divided over pages.
type laid struct {
	*layout
	document  *document.Document
	pages     []sheet
	furniture *furniture
}

// lay divides a document over pages; the first one has the face of a letter or
// not.
func (s *setter) lay(d *document.Document, face bool) *laid {
	s.language, s.paper = d.Language, paperOf(d)
	l := newLayout(s, d)
	pages, furniture := l.document(d, face)
	return &laid{l, d, pages, furniture}
}

// paint paints the parts of a document, whose pages are counted through. It has
// one part, or one for each language.
func (s *setter) paint(record recorder, parts ...*laid) (*painter, error) {
	if err := s.findings.Sort().Err(); err != nil {
		return nil, err
	}
	p := newPainter(s)
	p.record = record
	pages := 0
	for _, part := range parts {
		pages += len(part.pages)
	}
	printed := 0
	for _, part := range parts {
		s.language, p.mixed = part.document.Language, mixes(part.document)
		p.turns = part.rightToLeft || p.mixed
		for _, page := range part.pages {
			p.addPage()
			page.paint(p)
			printed++
			part.furniture.paint(p, printed, pages)
			if p.turns {
				p.turn()
			}
		}
		if part.document.Sheets.Duplex {
			p.blankTo(2)
		}
	}
	if parts[0].document.Sheets.Booklet {
		p.blankTo(4)
	}
	p.prove(parts[0].document)
	return p, s.findings.Sort().Err()
}

// blankTo adds blank pages until their number is a multiple of n.
func (p *painter) blankTo(n int) {
	for len(p.pages)%n > 0 {
		p.addPage()
	}
}

func newSetter(language string, shaper *shaper) *setter {
	shaper.files++
	for _, use := range shaper.uses {
		use.reset()
	}
	return &setter{shaper: shaper, fonts: shaper.uses, language: language}
}

func newLayout(s *setter, d *document.Document) *layout {
	sizes, ok := printSizes[d.Print]
	if !ok {
		s.complain("pdf/print-size", "print size "+string(d.Print)+" is not known", "use standard, large or extra-large")
		sizes = printSizes[document.Standard]
	}
	if d.Sheets.Booklet && d.Kind == document.Letter {
		s.complain("pdf/letter-booklet", "a letter cannot be a booklet: its address must show in the window of an envelope", "print it on A4")
	}
	return &layout{
		setter:      s,
		styles:      sizes,
		language:    d.Language,
		family:      primaryOf(d.Language),
		leastHigh:   primaryOf(d.Language),
		rightToLeft: d.Direction == document.RightToLeft,
		root:        &node{role: "Document", joined: true},
	}
}

// sheet is one page of rows.
type sheet struct {
	placed []row // on the first page of a letter
	rows   []row
	top    float64
}

// document sets all blocks and divides them over pages. The face of a letter
// has its address in the window.
func (l *layout) document(d *document.Document, face bool) ([]sheet, *furniture) {
	f := l.furniture(d.Furniture)
	c := l.paper.body
	before, rest := splitOpening(d.Blocks)
	var first sheet
	rows := l.blocks(rest, l.root, c)
	if first.top = f.top(); face {
		o := l.face(before, rows, f)
		first.placed, first.top = o.placed, o.bottom
	} else {
		rows = append(l.leaflet(before, c), rows...)
	}
	return l.sheets(rows, first, f), f
}

// divide divides rows over pages, of which the first begins lower.
func (f *furniture) divide(rows []row, firstTop float64) (pages [][]row, fits bool) {
	return pageRows(rows, func(page int) float64 {
		if page == 0 {
			return f.bottom() - firstTop
		}
		return f.bottom() - f.top()
	}, f.lead)
}

func (l *layout) sheets(rows []row, first sheet, f *furniture) []sheet {
	divided, fits := f.divide(rows, first.top)
	if !fits || f.bottom()-first.top < 0 {
		l.complain("pdf/too-high", "something that must stay on one page is higher than a page", "shorten the key facts, callout, path or opening")
	}
	sheets := make([]sheet, len(divided))
	for i := range divided {
		sheets[i] = sheet{rows: divided[i], top: f.top()}
	}
	sheets[0].placed, sheets[0].top = first.placed, first.top
	for i := range sheets {
		if len(sheets[i].rows) > 0 {
			sheets[i].top += f.lead(&sheets[i].rows[0])
		}
	}
	return sheets
}

func (s *sheet) paint(p *painter) {
	for _, r := range s.placed {
		p.rows([]row{r}, r.before)
	}
	p.rows(s.rows, s.top)
}
