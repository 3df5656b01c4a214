package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"wayleaf/document"
)

// book is a file of one or more documents that share their fonts. It rewrites
// what gofpdf made. It is not an incremental update: that would keep gofpdf's
// page contents uncompressed beside ours, and its objects that are no longer
// true.
type book struct {
	*objectFile
	*setter
	about about

	catalog, pageTree, structTree, resources ref

	shared  map[string]ref // passages by their bytes in the file, if it has several documents
	pages   int
	kids    []byte // refs of the pages
	tops    []byte // refs of the topmost elements
	parents parentTree
	outline []bookmark
	labels  []byte // page labels of the documents
}

// about is what the metadata of a file say.
type about struct {
	title, language, publisher string
	date                       time.Time
}

func aboutDocument(d *document.Document) about {
	return about{d.Title, d.Language, d.Publisher, d.Date}
}

func newBook(s *setter, a about) *book {
	b := &book{objectFile: newObjectFile(s.shaper), setter: s, about: a}
	b.catalog, b.pageTree, b.structTree, b.resources = b.reserve(), b.reserve(), b.reserve(), b.reserve()
	return b
}

// bound is a document on its way into a book: its pages are painted.
type bound struct {
	*painter
	root  *node
	pages []ref
	links []ref // annotations
}

// bind writes the pages and the structure of a painted document. Its topmost
// element hangs from parent.
func (b *book) bind(p *painter, root *node, parent ref) (*bound, error) {
	contents, err := p.contents()
	if err != nil {
		return nil, err
	}
	d := &bound{painter: p, root: root}
	for range contents {
		d.pages = append(d.pages, b.reserve())
	}
	for range p.links {
		d.links = append(d.links, b.reserve())
	}
	b.putPages(d, contents)
	b.putStructure(d, parent)
	b.pages += len(contents)
	return d, nil
}

// close writes what all documents share, and returns the file. It comes into an
// object stream of its own: most of what stands before is the same in all letters
// of a batch, but the fonts are not.
func (b *book) close() ([]byte, error) {
	b.flush()
	if err := b.putResources(); err != nil {
		return nil, err
	}
	b.begin(b.pageTree)
	b.text("<</Type /Pages /Kids [")
	b.body = append(b.body, b.kids...)
	b.text("] /Count ")
	b.int(b.pages)
	b.text(">>")
	b.end()
	b.putTrees()
	b.putCatalog()
	return b.objectFile.close(b.catalog, b.putInfo(), &b.shaper.memory), nil
}

// contents takes the content streams out of what gofpdf writes, and puts the
// text where its place was kept.
func (p *painter) contents() ([][]byte, error) {
	p.flush()
	p.shaper.ops = p.ops
	p.canvas.SetCreationDate(time.Unix(0, 0).UTC())
	p.canvas.SetModificationDate(time.Unix(0, 0).UTC())
	p.shaper.output.Reset()
	if err := p.canvas.Output(&p.shaper.output); err != nil {
		return nil, err
	}
	rest := p.shaper.output.Bytes()
	contents := make([][]byte, len(p.pages))
	for i := range contents {
		_, after, found := bytes.Cut(rest, []byte("obj\n<</Length "))
		length, body, inObject := bytes.Cut(after, []byte(">>\nstream\n"))
		n, err := strconv.Atoi(string(length))
		if !found || !inObject || err != nil || n > len(body) {
			return nil, errors.New("gofpdf wrote a page in an unknown form")
		}
		contents[i], rest = body[:n], body[n:]
	}
	return contents, nil
}

// withText returns the content of a page with its text put in.
func (p *painter) withText(content []byte) []byte {
	page := p.shaper.page[:0]
	for {
		before, after, found := bytes.Cut(content, []byte(textPlace))
		page = append(page, before...)
		if !found {
			p.shaper.page = page
			return page
		}
		page = append(page, p.ops[p.flushed[0]:p.flushed[1]]...)
		p.flushed, content = p.flushed[1:], after
	}
}

func (b *book) putPages(d *bound, contents [][]byte) {
	for i, content := range contents {
		passages := b.putPassages(d.withText(content))
		b.begin(d.pages[i])
		b.text("<</Type /Page /Parent ")
		b.ref(b.pageTree)
		b.text("/MediaBox [0 0 ")
		b.body = appendNumber(b.body, b.paper.width)
		b.text(" ")
		b.body = appendNumber(b.body, b.paper.height)
		b.text("] /Resources ")
		b.ref(b.resources)
		b.text("/Contents [")
		for _, passage := range passages {
			b.ref(passage)
		}
		b.text("] /StructParents ")
		b.int(b.parents.next + i)
		b.text(" /Tabs /S")
		if links := d.painter.pages[i].links; len(links) > 0 {
			b.text(" /Annots [")
			for _, n := range links {
				b.ref(d.links[n])
			}
			b.text("]")
		}
		b.text(">>")
		b.end()
		b.kids = append(appendRef(b.kids, d.pages[i]), ' ')
	}
	for i := range d.painter.links {
		b.putLink(d, i)
	}
}

// putPassages writes the passages of a page. What many letters of a file say in
// the same place is written once.
func (b *book) putPassages(content []byte) (passages []ref) {
	for passage := range bytes.SplitSeq(content, []byte(passagePlace)) {
		packed := b.pack(passage)
		r, known := b.shared[string(packed)]
		if !known {
			r = b.reserve()
			b.deflated(r, "", packed)
		}
		if b.shared != nil && !known {
			b.shared[string(packed)] = r
		}
		passages = append(passages, r)
	}
	return passages
}

// putLink writes an annotation; its StructParent follows those of the pages.
func (b *book) putLink(d *bound, i int) {
	a := &d.painter.links[i]
	b.begin(d.links[i])
	b.text("<</Type /Annot /Subtype /Link /P ")
	b.ref(d.pages[a.page])
	b.text("/Rect ")
	b.body = b.paper.appendArea(b.body, a.area)
	b.text(" /Border [0 0 0] /F 4 /StructParent ")
	b.int(b.parents.next + len(d.pages) + i)
	b.text(" /Contents " + textString(a.node.url))
	b.text(" /A <</S /URI /URI " + literal(asciiURL(a.node.url)) + ">>>>")
	b.end()
}

// appendArea appends the corners of an area, measured from the bottom of the page.
func (p *paper) appendArea(b []byte, r rect) []byte {
	b = append(b, '[')
	for i, v := range []float64{r.x, p.height - r.bottom(), r.right(), p.height - r.y} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, v)
	}
	return append(b, ']')
}

// deflatedProfile is the colour profile as it goes into every file.
var deflatedProfile = sync.OnceValue(func() []byte { return thorough.deflate(srgb()) })

func (b *book) putCatalog() {
	metadata, profile := b.reserve(), b.reserve()
	b.raw(metadata, "/Type /Metadata /Subtype /XML", b.about.xmp())
	b.deflated(profile, "/N 3", deflatedProfile())
	outline := b.putOutline()
	b.begin(b.catalog)
	b.text("<</Type /Catalog /Pages ")
	b.ref(b.pageTree)
	b.text("/Lang " + textString(b.about.language) + " /MarkInfo <</Marked true>> /StructTreeRoot ")
	b.ref(b.structTree)
	b.text("/Metadata ")
	b.ref(metadata)
	if outline != 0 {
		b.text("/Outlines ")
		b.ref(outline)
	}
	if len(b.labels) > 0 {
		b.text("/PageLabels <</Nums [")
		b.body = append(b.body, b.labels...)
		b.text("]>> ")
	}
	b.text("/ViewerPreferences <</DisplayDocTitle true>> /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 " +
		"/OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ")
	b.ref(profile)
	b.text(">>]>>")
	b.end()
}

// producer names the program in the metadata.
const producer = "Wayleaf"

func (b *book) putInfo() ref {
	date := literal("D:" + b.about.date.UTC().Format("20060102150405") + "Z")
	return b.add("<</Title " + textString(b.about.title) + " /Author " + textString(b.about.publisher) +
		" /Producer (" + producer + ") /CreationDate " + date + " /ModDate " + date + ">>")
}

// textString is a PDF text string: UTF-16 in hexadecimal, or a literal where
// ASCII does.
func textString(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] < 0x7F
	}
	if ascii {
		return literal(s)
	}
	return "<FEFF" + utf16Hex(s) + ">"
}

func utf16Hex(s string) string {
	var b []byte
	for _, r := range s {
		if high, low := utf16.EncodeRune(r); high != '\uFFFD' {
			b = appendCode(appendCode(b, uint16(high)), uint16(low))
		} else {
			b = appendCode(b, uint16(r))
		}
	}
	return string(b)
}

var literalEscapes = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\n", `\n`, "\r", `\r`)

// literal is a PDF literal string of ASCII.
func literal(s string) string { return "(" + literalEscapes.Replace(s) + ")" }

// asciiURL percent-encodes what a PDF URI may not hold.
func asciiURL(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c > ' ' && c < 0x7F {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
