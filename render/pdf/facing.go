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
	return hand(w, first.Language, func(s *setter) ([]byte, error) { return s.write(nil, first, second) })
}

// layAll divides one document, or facing ones, over pages. The topmost element is
// that of the one, or has a Part for each.
func (s *setter) layAll(documents []*document.Document) (top *node, parts []*laid) {
	first := documents[0]
	parts = []*laid{s.lay(first, first.Kind == document.Letter)}
	if len(documents) == 1 {
		return parts[0].root, parts
	}
	for _, d := range documents[1:] {
		parts = append(parts, s.lay(Unaddressed(d), false))
	}
	top = &node{role: "Document", joined: true}
	for _, part := range parts {
		part.root.role, part.root.language = "Part", part.document.Language
		part.root.parent, part.root.joined = top, false
	}
	return top, parts
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
