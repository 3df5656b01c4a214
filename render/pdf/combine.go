package pdf

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"wayleaf/document"
)

// Combine writes many documents as one PDF for a print house: one set of fonts,
// one structure tree with a Part for each document, and a bookmark and page
// labels for each that bear its ID. Pages are numbered in each document, not
// over the file. It has the title, and the language, publisher and date of its
// first document.
//
// A document that cannot be set is named by its place in the row, from 1; then,
// and when there is none at all, nothing is written. Only the finished pages
// are held in memory, so a row may be made while it is read.
func Combine(w io.Writer, title string, documents iter.Seq[*document.Document]) error {
	return hand(w, "", func(s *setter) ([]byte, error) { return s.combine(title, documents) })
}

func (s *setter) combine(title string, documents iter.Seq[*document.Document]) ([]byte, error) {
	var b *book
	top, n := ref(0), 0
	for d := range documents {
		n++
		if b == nil {
			b = newBook(s, about{title, d.Language, d.Publisher, d.Date})
			b.shared = map[string]ref{}
			top = b.reserve()
		}
		if err := b.part(d, top); err != nil {
			return nil, fmt.Errorf("document %d: %w", n, err)
		}
	}
	if b == nil {
		return nil, errors.New("there is no document to combine")
	}
	b.putTop(top)
	return b.close()
}

// part binds a document as one of several.
func (b *book) part(d *document.Document, top ref) error {
	l := b.setter.lay(d, d.Kind == document.Letter)
	p, err := b.setter.paint(nil, l)
	if err != nil {
		return err
	}
	l.root.role, l.root.language = "Part", d.Language
	first := b.pages
	bound, err := b.bind(p, l.root, top)
	if err != nil {
		return err
	}
	b.outline = append(b.outline, bookmark{d.ID, 1, bound.pages[0], l.paper.height})
	b.labels = fmt.Appendf(b.labels, "%d <</S /D /P %s>> ", first, textString(d.ID+" "))
	return nil
}

// putTop writes the element above all parts, which is then the only topmost one.
func (b *book) putTop(top ref) {
	b.begin(top)
	b.text("<</S /Document /P ")
	b.ref(b.structTree)
	b.text("/K [")
	b.body = append(b.body, b.tops...)
	b.text("]>>")
	b.end()
	b.tops = append(appendRef(nil, top), ' ')
}
