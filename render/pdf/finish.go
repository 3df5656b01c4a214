package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"wayleaf/document"
)

// finisher rewrites the file that gofpdf made. It is not an incremental
// update: that would keep gofpdf's page contents uncompressed beside ours,
// and its objects that are no longer true.
type finisher struct {
	*objectFile
	document *document.Document
	painter  *painter
	layout   *layout

	catalog, pageTree, structTree ref
	pages                         []ref
	links                         []ref // annotations
	resources                     ref
	nodes                         map[*node]ref
}

func finish(d *document.Document, p *painter, l *layout) ([]byte, error) {
	contents, err := pageContents(p)
	if err != nil {
		return nil, err
	}
	f := &finisher{objectFile: newObjectFile(), document: d, painter: p, layout: l, nodes: map[*node]ref{}}
	f.catalog, f.pageTree, f.structTree, f.resources = f.reserve(), f.reserve(), f.reserve(), f.reserve()
	for range contents {
		f.pages = append(f.pages, f.reserve())
	}
	for range p.links {
		f.links = append(f.links, f.reserve())
	}
	f.putFonts()
	f.putPages(contents)
	f.putStructure()
	f.putCatalog()
	return f.close(f.catalog, f.putInfo()), nil
}

// pageContents takes the content streams out of what gofpdf writes.
func pageContents(p *painter) ([][]byte, error) {
	var out bytes.Buffer
	p.canvas.SetCreationDate(time.Unix(0, 0).UTC())
	p.canvas.SetModificationDate(time.Unix(0, 0).UTC())
	if err := p.canvas.Output(&out); err != nil {
		return nil, err
	}
	rest := out.Bytes()
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

func (f *finisher) putPages(contents [][]byte) {
	var kids strings.Builder
	for i, content := range contents {
		stream := f.reserve()
		f.stream(stream, "", content)
		annots := ""
		if links := f.painter.pages[i].links; len(links) > 0 {
			annots = " /Annots ["
			for _, n := range links {
				annots += f.links[n].String() + " "
			}
			annots += "]"
		}
		f.put(f.pages[i], "<</Type /Page /Parent %s /MediaBox [0 0 %g %g] /Resources %s /Contents %s /StructParents %d /Tabs /S%s>>",
			f.pageTree, paper.width, paper.height, f.resources, stream, i, annots)
		fmt.Fprintf(&kids, "%s ", f.pages[i])
	}
	f.put(f.pageTree, "<</Type /Pages /Kids [%s] /Count %d>>", kids.String(), len(contents))
	for i, link := range f.painter.links {
		f.putLink(i, link)
	}
}

// putLink writes an annotation; its StructParent follows those of the pages.
func (f *finisher) putLink(i int, a annotation) {
	f.put(f.links[i], "<</Type /Annot /Subtype /Link /P %s /Rect %s /Border [0 0 0] /F 4 /StructParent %d /Contents %s /A <</S /URI /URI %s>>>>",
		f.pages[a.page], a.area.pdf(), len(f.pages)+i, textString(a.node.url), literal(asciiURL(a.node.url)))
}

// pdf returns the corners, measured from the bottom of the page.
func (r rect) pdf() string {
	b := []byte{'['}
	for i, v := range []float64{r.x, paper.height - r.bottom(), r.right(), paper.height - r.y} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, v)
	}
	return string(append(b, ']'))
}

func (f *finisher) putCatalog() {
	metadata, profile := f.reserve(), f.reserve()
	f.raw(metadata, "/Type /Metadata /Subtype /XML", xmp(f.document))
	f.stream(profile, "/N 3", srgb())
	f.put(f.catalog, "<</Type /Catalog /Pages %s /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %s /Metadata %s "+
		"/ViewerPreferences <</DisplayDocTitle true>> "+
		"/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %s>>]>>",
		f.pageTree, textString(f.document.Language), f.structTree, metadata, profile)
}

// producer names the program in the metadata.
const producer = "Wayleaf"

func (f *finisher) putInfo() ref {
	date := literal("D:" + f.document.Date.UTC().Format("20060102150405") + "Z")
	return f.add("<</Title %s /Author %s /Producer (%s) /CreationDate %s /ModDate %s>>",
		textString(f.document.Title), textString(f.document.Publisher), producer, date, date)
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
	for _, unit := range utf16.Encode([]rune(s)) {
		b = appendCode(b, unit)
	}
	return string(b)
}

// literal is a PDF literal string of ASCII.
func literal(s string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "\n", `\n`, "\r", `\r`).Replace(s) + ")"
}

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
