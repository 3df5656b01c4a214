package logo

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"

	"wayleaf/document"
	"wayleaf/finding"
)

const namespace = "http://www.w3.org/2000/svg"

const (
	plainPaths = "convert it to plain paths, each with a fill of its own"
	plainFill  = "give each path a fill of its own as an attribute: fill=\"#1f5b3a\""
)

// plain is what to do about elements and attributes that a logo cannot have. All
// others not understood are to be converted to paths.
var plain = map[string]string{
	"text": "convert the text to paths", "tspan": "convert the text to paths",
	"style": plainFill, "linearGradient": "use a plain colour", "radialGradient": "use a plain colour",
	"script": "remove it: a picture on paper does nothing", "image": "give the picture itself as a PNG or JPEG",
	"use": "write the shape out where it is used", "namedview": "save it as a plain SVG",
	"line": "convert the stroke to a path", "svg": "move its shapes out of it",
	"stroke": "convert the stroke to a path", "opacity": "use the colour that it has on white",
	"fill-opacity": "use the colour that it has on white",
}

// ignored are the attributes that change nothing of plain shapes with a fill and
// no stroke. The proportion of the viewBox is always kept.
var ignored = []string{
	"id", "class", "role", "focusable", "tabindex", "lang", "version", "baseProfile", "preserveAspectRatio",
	"clip-rule", "enable-background", "color-interpolation", "color-rendering", "shape-rendering",
}

// svgReader reads the shapes of an SVG. It goes on after a complaint, so that
// all are found together.
type svgReader struct {
	*xml.Decoder
	place    finding.Place // of the token in hand
	findings finding.List
	told     map[string]bool
	stopped  bool // nothing more can be read
	pen      pen
	box      box
	shapes   []document.Shape
	visible  bool // one of them is seen on paper
}

// box is the part of the plane that is shown.
type box struct{ x, y, width, height float64 }

// paint is how a shape is filled, and where it lies; an element hands it on to
// those within it.
type paint struct {
	none    bool
	color   [3]uint8
	evenOdd bool
	matrix  matrix
}

func readSVG(place finding.Place, data []byte) (*document.Logo, finding.List) {
	r := &svgReader{Decoder: xml.NewDecoder(bytes.NewReader(data)), place: place, told: map[string]bool{}}
	r.document()
	if !r.visible && len(r.findings) == 0 {
		r.place.Line, r.place.Column = 1, 1
		r.complain("logo/pale", pale, paleHint)
	}
	if len(r.findings) > 0 {
		return nil, r.findings.Sort()
	}
	scale := r.scale()
	return &document.Logo{Width: hundredth(r.box.width * scale), Height: hundredth(r.box.height * scale), Shapes: r.shapes}, nil
}

// complain notes what is wrong once, at its first place.
func (r *svgReader) complain(rule, what, hint string) {
	if !r.told[what] && len(r.findings) < maxFindings {
		r.findings = append(r.findings, complain(r.place, rule, what, hint))
	}
	r.told[what] = true
}

// stop complains of what keeps the rest from being read.
func (r *svgReader) stop(rule, what, hint string) {
	r.complain(rule, what, hint)
	r.stopped = true
}

func (r *svgReader) next() xml.Token {
	r.place.Line, r.place.Column = r.InputPos()
	t, err := r.Token()
	switch syntax := (*xml.SyntaxError)(nil); {
	case errors.As(err, &syntax):
		r.stop("logo/broken", "the SVG is no well-formed XML: "+shorten(syntax.Msg), "export the picture anew")
	case err != nil && err != io.EOF:
		r.stop("logo/broken", "the SVG cannot be read: "+shorten(err.Error()), "save it in UTF-8")
	}
	return t
}

// document reads the one svg element and what stands around it.
func (r *svgReader) document() {
	found := false
	for !r.stopped {
		switch t := r.next().(type) {
		case nil:
			if !found && !r.stopped {
				r.complain("logo/broken", "the file holds no svg element", convert)
			}
			return
		case xml.StartElement:
			if found {
				r.stop("logo/broken", "the file goes on after the svg element", "export the picture anew")
				return
			}
			found = true
			r.root(t)
		default:
			r.between(t)
		}
	}
}

// between judges what is no element.
func (r *svgReader) between(t xml.Token) {
	switch t := t.(type) {
	case xml.CharData:
		if len(bytes.TrimSpace(t)) > 0 {
			r.complain("logo/svg", "the SVG holds words", plain["text"])
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			r.complain("logo/svg", fmt.Sprintf("<?%s?> is not understood", shorten(t.Target)), "remove it")
		}
	case xml.Directive:
		if bytes.ContainsRune(t, '[') {
			r.complain("logo/svg", "the document type declares entities", "save it as a plain SVG")
		}
	}
}

func (r *svgReader) root(e xml.StartElement) {
	if e.Name.Local != "svg" || e.Name.Space != namespace {
		r.stop("logo/svg", fmt.Sprintf("the file holds <%s>, not an SVG", shorten(e.Name.Local)), `it begins with <svg xmlns="`+namespace+`" viewBox="...">`)
		return
	}
	in, values := r.attributes(e, paint{matrix: identity}, []string{"viewBox", "width", "height", "x", "y"})
	r.box = r.viewBox(values)
	r.children(in, 1)
}

// viewBox is what of the plane is shown: all of the width and height if the SVG
// does not say.
func (r *svgReader) viewBox(values map[string]string) box {
	text, given := values["viewBox"]
	if !given {
		text = "0 0 " + strings.TrimSuffix(values["width"], "px") + " " + strings.TrimSuffix(values["height"], "px")
	}
	n, err := numbers(text)
	if err != nil || len(n) != 4 || !(n[2] > 0) || !(n[3] > 0) {
		r.complain("logo/svg", fmt.Sprintf("viewBox %q is not the place and the size of a picture", shorten(values["viewBox"])), `write it like viewBox="0 0 300 100"`)
		return box{0, 0, 1, 1}
	}
	if tooThin(n[2], n[3]) {
		r.complain("logo/too-thin", thin, "leave out what is empty of it")
	}
	return box{n[0], n[1], n[2], n[3]}
}

const deepest = 32

// children reads what stands in an element, to its end.
func (r *svgReader) children(in paint, depth int) {
	if depth > deepest {
		r.stop("logo/svg", fmt.Sprintf("groups stand in one another more than %d deep", deepest), "ungroup them")
	}
	for !r.stopped {
		switch t := r.next().(type) {
		case nil, xml.EndElement:
			return
		case xml.StartElement:
			r.element(t, in, depth)
		default:
			r.between(t)
		}
	}
}

func (r *svgReader) element(e xml.StartElement, in paint, depth int) {
	name := e.Name.Local
	form, isShape := forms[name]
	switch {
	case e.Name.Space == namespace && isShape:
		r.shape(e, form, in)
		r.leave(depth)
	case e.Name.Space == namespace && name == "g":
		group, _ := r.attributes(e, in, nil)
		r.children(group, depth+1)
	case e.Name.Space == namespace && name == "defs":
		r.leave(depth)
	case e.Name.Space == namespace && slices.Contains([]string{"title", "desc", "metadata"}, name):
		r.skip()
	default:
		r.complain("logo/svg", fmt.Sprintf("<%s> is not understood", shorten(name)), hintFor(name))
		r.skip()
	}
}

func hintFor(name string) string {
	if hint, ok := plain[name]; ok {
		return hint
	}
	return plainPaths
}

// leave reads to the end of an element in which only its name may stand.
func (r *svgReader) leave(depth int) {
	before := len(r.shapes)
	r.children(paint{matrix: identity}, depth+1)
	if len(r.shapes) > before {
		r.complain("logo/svg", "a shape stands where it is not drawn, in <defs> or another shape", "remove it, or move it out")
	}
}

// skip passes over an element and all in it.
func (r *svgReader) skip() {
	for depth := 1; depth > 0 && !r.stopped; {
		switch r.next().(type) {
		case nil:
			return
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

func (r *svgReader) shape(e xml.StartElement, f form, in paint) {
	p, values := r.attributes(e, in, f.attributes)
	r.pen.begin(p.matrix)
	if err := f.draw(&r.pen, values); err != nil {
		if errors.Is(err, errTooMany) {
			r.stop("logo/too-large", err.Error(), "draw it with fewer points, or give it as a PNG")
			return
		}
		r.complain("logo/svg", fmt.Sprintf("<%s> cannot be drawn: %v", e.Name.Local, err), "export the picture anew")
	}
	if segments := r.pen.segments; len(segments) > 0 && !p.none {
		r.fit(segments)
		r.visible = r.visible || seen(p.color)
		r.shapes = append(r.shapes, document.Shape{Color: p.color, EvenOdd: p.evenOdd, Segments: segments})
	}
}

// fit measures points from the corner of the box, the longer side of which
// becomes 1000 units. They are rounded, which hides how a processor rounds.
func (r *svgReader) fit(segments []document.Segment) {
	scale := r.scale()
	for _, segment := range segments {
		for i, p := range segment.To {
			p = document.Point{X: hundredth((p.X - r.box.x) * scale), Y: hundredth((p.Y - r.box.y) * scale)}
			if !(math.Abs(p.X) <= farthest && math.Abs(p.Y) <= farthest) { // or it is no number
				r.complain("logo/svg", "a shape reaches far out of the picture", "draw it within the viewBox")
			}
			segment.To[i] = p
		}
	}
}

func (r *svgReader) scale() float64 { return 1000 / max(r.box.width, r.box.height) }

// farthest is how far a point may lie from the corner of a box of 1000.
const farthest = 10_000

// hundredth rounds; there is no zero below zero.
func hundredth(v float64) float64 { return math.Round(v*100)/100 + 0 }

// shorten makes a part of the file fit to be printed in a complaint.
func shorten(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, text)
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
