// Package render is the table of the formats a document is written in.
//
//	format, err := render.Lookup("html")
//	...
//	err = format.Write(w, d)
//
// Each format has a package of its own, and all have the same form: Write
// prints every node of the closed tree or fails, and Text takes the words back
// from the finished file, so that the file itself can be proved to say what
// the document says.
package render

import (
	"fmt"
	"io"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/render/html"
	"wayleaf/render/markdown"
	"wayleaf/render/pdf"
)

// Format is one way to write a spoken document.
type Format struct {
	Name      string // as the user writes it: "md"
	Extension string // of a file, with its dot: ".md"

	// Write writes the whole document, or nothing and an error.
	Write func(w io.Writer, d *document.Document) error
	// Read takes what a reader meets back from the bytes of a finished file.
	Read func(file []byte) (Reading, error)
	// Words is the text that Read takes back from the file of d. It is Document.Text
	// where the format has drawings, and without the words in them where it has none.
	Words func(d *document.Document) string
}

// Reading is what a finished file says, by its bytes alone.
type Reading struct {
	// Text is the words of the document's body in logical order, one line for each
	// line of the document.
	Text  string
	Pages int // 0 in a format without pages
}

// Formats are all formats, in the order in which they are offered.
var Formats = []Format{
	{"md", ".md", markdown.Write, unpaged(markdown.Text), markdown.Words},
	{"html", ".html", html.Write, unpaged(html.Text), (*document.Document).Text},
	{"pdf", ".pdf", pdf.Write, readPDF, (*document.Document).Text},
}

// unpaged is the reading of a format without pages.
func unpaged(text func(file []byte) (string, error)) func(file []byte) (Reading, error) {
	return func(file []byte) (Reading, error) {
		words, err := text(file)
		return Reading{Text: words}, err
	}
}

// readPDF reads the body of all pages. A line that goes on over a page break is
// two lines of it.
func readPDF(file []byte) (Reading, error) {
	pages, err := pdf.Read(file)
	var lines []string
	for _, page := range pages {
		lines = append(lines, page.Body...)
	}
	return Reading{strings.Join(lines, "\n"), len(pages)}, err
}

// Lookup returns the format of a name. An unknown name is a finding.List.
func Lookup(name string) (Format, error) {
	names := make([]string, len(Formats))
	for i, format := range Formats {
		if format.Name == name {
			return format, nil
		}
		names[i] = format.Name
	}
	return Format{}, finding.List{{
		Rule: "render/unknown-format", Level: finding.Error,
		What: fmt.Sprintf("format %q is not known", name),
		Hint: finding.OneOf(name, names),
	}}
}
