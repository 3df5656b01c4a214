package pdf

import (
	"io"
	"slices"

	"wayleaf/document"
)

// Facing writes a document in two languages as one PDF: all of the first, then
// all of the second without its address, each as a Part in its own language
// with its own words around the page. The pages are counted through, and both
// begin on a sheet of their own if the first is printed duplex. Errors are those
// of [Write].
func Facing(w io.Writer, first, second *document.Document) error {
	return hand(w, first.Language, func(s *setter) ([]byte, error) { return s.facing(first, second) })
}

func (s *setter) facing(first, second *document.Document) ([]byte, error) {
	parts := []*laid{s.lay(first, first.Kind == document.Letter), s.lay(Unaddressed(second), false)}
	top := &node{role: "Document", joined: true}
	for _, part := range parts {
		part.root.role, part.root.language = "Part", part.document.Language
		part.root.parent, part.root.joined = top, false
	}
	p, err := s.paint(nil, parts...)
	if err != nil {
		return nil, err
	}
	return bindAlone(p, top, aboutDocument(first), parts[0].layout, parts[1].layout)
}

// Unaddressed returns a document without its address: what [Facing] prints of
// the second one.
func Unaddressed(d *document.Document) *document.Document {
	bare := *d
	bare.Blocks = slices.DeleteFunc(slices.Clone(d.Blocks), func(b document.Block) bool {
		_, address := b.(document.Address)
		return address
	})
	return &bare
}
