package pdf

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"wayleaf/document"
)

// Combine writes many letters as one PDF for a print house: one set of fonts,
// one structure tree with a Part for each letter, and a bookmark and page
// labels for each that bear its ID. A letter is one document, or two in two
// languages that are set as by [Facing]. Pages are numbered in each letter, not
// over the file. It has the title, and the language, publisher and date of its
// first document.
//
// A letter that cannot be set is named by its place in the row, from 1; then,
// and when there is none at all, nothing is written. Only the finished pages
// are held in memory, so a row may be made while it is read.
func Combine(w io.Writer, title string, letters iter.Seq[[]*document.Document]) error {
	return hand(w, "", func(s *setter) ([]byte, error) { return s.combine(title, letters) })
}

func (s *setter) combine(title string, letters iter.Seq[[]*document.Document]) ([]byte, error) {
	var b *book
	top, n := ref(0), 0
	for documents := range letters {
		n++
		d := documents[0]
		if b == nil {
			b = newBook(s, about{title, d.Language, d.Publisher, d.Date})
			b.shared = map[string]ref{}
			top = b.reserve()
		}
		if err := b.part(documents, top); err != nil {
			return nil, fmt.Errorf("letter %d: %w", n, err)
		}
	}
	if b == nil {
		return nil, errors.New("there is no document to combine")
	}
	b.putTop(top)
	return b.close()
}

// part binds a letter as one of several.
func (b *book) part(documents []*document.Document, top ref) error {
	d := documents[0]
	root, parts := b.setter.layAll(documents)
	p, err := b.setter.paint(nil, parts...)
	if err != nil {
		return err
	}
	root.role, root.language = "Part", d.Language
	first := b.pages
	bound, err := b.bind(p, root, top)
	if err != nil {
		return err
	}
	b.outline = append(b.outline, bookmark{d.ID, 1, bound.pages[0], b.paper.height})
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
