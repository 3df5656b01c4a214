package logo

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"unicode"

	"wayleaf/document"
	"wayleaf/finding"
)

// in is a whole SVG with a box of 100 by 50.
func in(shapes string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">` + shapes + `</svg>`
}

// describe prints what is drawn, on paper 1000 wide, one shape a line.
func describe(l *document.Logo) string {
	var b strings.Builder
	for _, shape := range l.Shapes {
		fmt.Fprintf(&b, "%02x%02x%02x", shape.Color[0], shape.Color[1], shape.Color[2])
		if shape.EvenOdd {
			b.WriteString(" evenodd")
		}
		for _, segment := range shape.Segments {
			fmt.Fprintf(&b, " %c", segment.Step)
			for _, p := range segment.To {
				fmt.Fprintf(&b, " %g,%g", p.X, p.Y)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Every shape becomes lines and cubic curves in one box, 1000 wide here.
func TestShapes(t *testing.T) {
	for _, tt := range []struct{ name, svg, want string }{
		{"rect", `<rect x="10" y="5" width="20" height="10" fill="#123"/>`, "112233 M 100,50 L 300,50 L 300,150 L 100,150 L 100,50 Z"},
		{"rounded rect", `<rect width="20" height="10" rx="2"/>`, "000000 M 20,0 L 180,0 C 191.05,0 200,8.95 200,20 L 200,80 C 200,91.05 191.05,100 180,100 L 20,100 C 8.95,100 0,91.05 0,80 L 0,20 C 0,8.95 8.95,0 20,0 Z"},
		{"circle", `<circle cx="10" cy="10" r="10" fill="Navy"/>`, "000080 M 200,100 C 200,155.23 155.23,200 100,200 C 44.77,200 0,155.23 0,100 C 0,44.77 44.77,0 100,0 C 155.23,0 200,44.77 200,100 Z"},
		{"ellipse", `<ellipse rx="10" ry="5"/>`, "000000 M 100,0 C 100,27.61 55.23,50 0,50 C -55.23,50 -100,27.61 -100,0 C -100,-27.61 -55.23,-50 0,-50 C 55.23,-50 100,-27.61 100,0 Z"},
		{"polygon", `<polygon points="0,0 10,0,10 10"/>`, "000000 M 0,0 L 100,0 L 100,100 Z"},
		{"lines", `<path d="M1 2 3 4h5v6H7V8z"/>`, "000000 M 10,20 L 30,40 L 80,40 L 80,100 L 70,100 L 70,80 Z"},
		{"relative lines", `<path d="m1 2 3 4l1-1z"/>`, "000000 M 10,20 L 40,60 L 50,50 Z"},
		{"going on after the end", `<path d="M1 1h2v2zl5 5"/>`, "000000 M 10,10 L 30,10 L 30,30 Z M 10,10 L 60,60"},
		{"smooth curves", `<path d="M0 0C0 1 2 3 4 4s4 1 4 4"/>`, "000000 M 0,0 C 0,10 20,30 40,40 C 60,50 80,50 80,80"},
		{"smooth after a line", `<path d="M0 0L4 4S5 6 8 8"/>`, "000000 M 0,0 L 40,40 C 40,40 50,60 80,80"},
		{"quadratic curves", `<path d="M0 0Q3 0 3 3T6 6"/>`, "000000 M 0,0 C 20,0 30,10 30,30 C 30,50 40,60 60,60"},
		{"numbers without spaces", `<path d="M.5.5-1e1-.25L+2e0,1"/>`, "000000 M 5,5 L -100,-2.5 L 20,10"},
		{"arc, a quarter", `<path d="M10 0A10 10 0 0 1 0 10"/>`, "000000 M 100,0 C 100,55.23 55.23,100 0,100"},
		{"arc, the other way", `<path d="M10 0A10 10 0 0 0 0 10"/>`, "000000 M 100,0 C 44.77,0 0,44.77 0,100"},
		{"arc, the long way", `<path d="M10 0a10 10 0 1110 10"/>`, "000000 M 100,0 C 100,-55.23 144.77,-100 200,-100 C 255.23,-100 300,-55.23 300,0 C 300,55.23 255.23,100 200,100"},
		{"arc that does not reach", `<path d="M0 0A1 1 0 0 1 20 0"/>`, "000000 M 0,0 C 0,-55.23 44.77,-100 100,-100 C 155.23,-100 200,-55.23 200,0"},
		{"arc without a radius", `<path d="M0 0A0 1 0 0 1 20 0"/>`, "000000 M 0,0 L 200,0"},
		{"translate", `<path transform="translate(5)" d="M1 1h1v1z"/>`, "000000 M 60,10 L 70,10 L 70,20 Z"},
		{"scale", `<path transform="scale(2 3)" d="M1 1h1v1z"/>`, "000000 M 20,30 L 40,30 L 40,60 Z"},
		{"rotate around a point", `<path transform="rotate(90, 5, 5)" d="M5 0h1v1z"/>`, "000000 M 100,50 L 100,60 L 90,60 Z"},
		{"matrix, then skew", `<path transform="matrix(1 0 0 1 10 0) skewX(45)" d="M0 1h1v1z"/>`, "000000 M 110,10 L 120,10 L 130,20 Z"},
		{"groups hand on", `<g fill="red" transform="scale(2)"><g transform="translate(1 1)" fill-rule="evenodd"><path d="M0 0h1v1z"/></g><path d="M0 0h1v1z" fill="#00f"/></g>`,
			"ff0000 evenodd M 20,20 L 40,20 L 40,40 Z\n0000ff M 0,0 L 20,0 L 20,20 Z"},
		{"what draws nothing", `<title>A <b>title</b></title><defs/><path fill="none" d="M0 0h9v9z"/><rect width="0" height="5"/><path d=""/><path d="M1 1h1v1z"><desc>x</desc></path><!-- x -->`, "000000 M 10,10 L 20,10 L 20,20 Z"},
		{"what editors add", `<g id="a" class="b" stroke="none" stroke-width="2" opacity="1" data-name="c" xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="d"><path d="M1 1h1v1z"/></g>`, "000000 M 10,10 L 20,10 L 20,20 Z"},
	} {
		l, found := Read("logo.svg", []byte(in(tt.svg)))
		if l == nil {
			t.Errorf("%s: %v", tt.name, found)
			continue
		}
		if got := strings.TrimSpace(describe(l)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
		if l.Width != 1000 || l.Height != 500 {
			t.Errorf("%s: %g by %g", tt.name, l.Width, l.Height)
		}
	}
}

func TestBox(t *testing.T) {
	const triangle = `<path d="M10 20h1v1z"/>`
	for _, tt := range []struct {
		attributes    string
		width, height float64
		first         document.Point
	}{
		{`viewBox="0 0 200 100"`, 1000, 500, document.Point{X: 50, Y: 100}},
		{`viewBox="10,20 50,100" width="3cm" height="9cm" preserveAspectRatio="none"`, 500, 1000, document.Point{}},
		{`width="40px" height="40"`, 1000, 1000, document.Point{X: 250, Y: 500}},
	} {
		l, found := Read("logo.svg", []byte("\ufeff<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "+tt.attributes+">"+triangle+"</svg>\n"))
		if l == nil {
			t.Errorf("%s: %v", tt.attributes, found)
			continue
		}
		if first := l.Shapes[0].Segments[0].To[0]; l.Width != tt.width || l.Height != tt.height || first != tt.first {
			t.Errorf("%s: %g by %g, first point %v", tt.attributes, l.Width, l.Height, first)
		}
	}
}

// What is not understood is refused where it stands, ∑, with what to do.
func TestSVGRefused(t *testing.T) {
	for _, tt := range []struct{ name, svg, rule, what, hint string }{
		{"script", in("\n ∑<script>alert(1)</script>"), "logo/svg", "<script>", "remove it"},
		{"text", in(`∑<text>NHS</text>`), "logo/svg", "<text>", "to paths"},
		{"words", in(`<g>∑NHS</g>`), "logo/svg", "holds words", "to paths"},
		{"image", in(`∑<image href="https://e.vil/x.png"/>`), "logo/svg", "<image>", "PNG or JPEG"},
		{"use", in(`∑<use href="#a"/>`), "logo/svg", "<use>", "write the shape out"},
		{"another file", in(`∑<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd#a"/>`), "logo/svg", "<use>", "write the shape out"},
		{"gradient", in(`<defs>∑<linearGradient/></defs>`), "logo/svg", "<linearGradient>", "plain colour"},
		{"style element", in(`∑<style>.a{fill:red}</style>`), "logo/svg", "<style>", "fill="},
		{"style attribute", in(`∑<path style="fill:url(https://e.vil)" d=""/>`), "logo/svg", "attribute style of <path>", "fill="},
		{"handler", in(`∑<rect onload="alert(1)"/>`), "logo/svg", "attribute onload of <rect>", "plain paths"},
		{"stroke", in(`∑<path stroke="#000" d="M0 0h9v9z"/>`), "logo/svg", "attribute stroke of <path>", "to a path"},
		{"line", in(`∑<line x2="9"/>`), "logo/svg", "<line>", "to a path"},
		{"half transparent", in(`∑<path opacity=".5" d="M0 0h9v9z"/>`), "logo/svg", "attribute opacity of <path>", "on white"},
		{"animation", in(`<path d="M0 0h9v9z">∑<animate/></path>`), "logo/svg", "<animate>", "plain paths"},
		{"link", in(`∑<a href="https://e.vil"/>`), "logo/svg", "<a>", "plain paths"},
		{"foreign object", in(`∑<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>`), "logo/svg", "<foreignObject>", "plain paths"},
		{"of an editor", in(`∑<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>`), "logo/svg", "<namedview>", "plain SVG"},
		{"picture in a picture", in(`∑<svg/>`), "logo/svg", "<svg>", "out of it"},
		{"shape not drawn", in(`<defs><path d="M0 0h9v9z"/>∑</defs>`), "logo/svg", "not drawn", "remove it"},
		{"colour", in(`∑<path fill="url(#a)" d="M0 0h9v9z"/>`), "logo/svg", `fill "url(#a)"`, "hexadecimal"},
		{"fill rule", in(`∑<path fill-rule="both" d="M0 0h9v9z"/>`), "logo/svg", "attribute fill-rule", "plain paths"},
		{"transform", in(`∑<path transform="rotate(1,2)" d="M0 0h9v9z"/>`), "logo/svg", `transform "rotate(1,2)"`, "apply the transform"},
		{"transform without end", in(`∑<g transform="scale(2"/>`), "logo/svg", `transform "scale(2"`, "apply the transform"},
		{"path begins with a line", in(`∑<path d="L9 9"/>`), "logo/svg", `from "9 9" on`, "export"},
		{"path breaks", in(`∑<path d="M0 0 L 9 x"/>`), "logo/svg", `from "x" on`, "export"},
		{"point after the end", in(`∑<path d="M0 0h9z 3 4"/>`), "logo/svg", `from "3 4" on`, "export"},
		{"arc with a bad flag", in(`∑<path d="M0 0A1 1 0 2 0 3 4"/>`), "logo/svg", `from "2 0 3 4" on`, "export"},
		{"half a point", in(`∑<polygon points="1 2 3"/>`), "logo/svg", "pairs", "export"},
		{"unit", in(`∑<rect width="3cm" height="9"/>`), "logo/svg", `width "3cm"`, "export"},
		{"negative", in(`∑<circle r="-3"/>`), "logo/svg", `r "-3"`, "export"},
		{"too large a number", in(`∑<circle r="1e999"/>`), "logo/svg", `r "1e999"`, "export"},
		{"far out", in(`∑<rect width="1e300" height="1e300"/>`), "logo/svg", "far out", "viewBox"},
		{"no number", in(`∑<path transform="scale(1e200)scale(1e200)" d="M0 0h9v9z"/>`), "logo/svg", "far out", "viewBox"},
		{"no box", `∑<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>`, "logo/svg", "viewBox", `viewBox="0 0 300 100"`},
		{"empty box", `∑<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>`, "logo/svg", `viewBox "0 0 0 9"`, `viewBox="0 0 300 100"`},
		{"a hair", `∑<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 999"/>`, "logo/too-thin", "20 times", "empty"},
		{"nothing", "∑" + in(""), "logo/pale", "nothing", "white ground"},
		{"white on white", "∑" + in(`<rect width="9" height="9" fill="#fff"/><rect width="9" height="9" fill="#ddd"/>`), "logo/pale", "nothing", "white ground"},
		{"no namespace", `∑<svg viewBox="0 0 9 9"/>`, "logo/svg", "not an SVG", "xmlns"},
		{"a web page", `∑<html/>`, "logo/svg", "<html>", "xmlns"},
		{"cut off", in("") + "∑<", "logo/broken", "unexpected EOF", "export"},
		{"two pictures", in(`<path d="M0 0h9v9z"/>`) + "∑" + in(""), "logo/broken", "goes on", "export"},
		{"not closed", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">∑`, "logo/broken", "unexpected EOF", "export"},
		{"entity", in(`∑&evil;`), "logo/broken", "&evil;", "export"},
		{"declared entity", `∑<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + in(`<path d="M0 0h9v9z"/>`), "logo/svg", "entities", "plain SVG"},
		{"style sheet", `∑<?xml-stylesheet href="https://e.vil"?>` + in(`<path d="M0 0h9v9z"/>`), "logo/svg", "xml-stylesheet", "remove"},
		{"another encoding", `∑<?xml version="1.0" encoding="ISO-8859-1"?>` + in(""), "logo/broken", "ISO-8859-1", "UTF-8"},
		{"groups without end", in(strings.Repeat("<g>", 31) + "∑<g>" + strings.Repeat("</g>", 32)), "logo/svg", "32 deep", "ungroup"},
		{"too many lines", in(`∑<path d="M0 0` + strings.Repeat("h1", 5_000) + `"/>`), "logo/too-large", "5000 lines", "PNG"},
	} {
		before, after, _ := strings.Cut(tt.svg, "∑")
		l, found := Read("logo.svg", []byte(before+after))
		line := strings.Count(before, "\n") + 1
		want := finding.Place{File: "logo.svg", Line: line, Column: len(before) - strings.LastIndex(before, "\n")}
		if len(found) != 1 || l != nil {
			t.Errorf("%s: findings %v and logo %v, want one finding", tt.name, found, l)
			continue
		}
		f := found[0]
		if f.Place != want || f.Rule != tt.rule || f.Level != finding.Error || !strings.Contains(f.What, tt.what) || !strings.Contains(f.Hint, tt.hint) {
			t.Errorf("%s: %v\nwant %v[%s] with %q and %q", tt.name, f, want, tt.rule, tt.what, tt.hint)
		}
	}
}

// An SVG of an editor is full of one mistake, which is told once.
func TestSVGTellsAllOnce(t *testing.T) {
	_, found := Read("logo.svg", []byte(in(strings.Repeat(`<path style="fill:red" d=""/>`, 100)+`<text/>`)))
	if len(found) != 2 {
		t.Errorf("%d findings, want 2:\n%v", len(found), found)
	}
	var many strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&many, "<x%d/>", i)
	}
	if _, found := Read("logo.svg", []byte(in(many.String()))); len(found) != maxFindings {
		t.Errorf("%d findings, want %d", len(found), maxFindings)
	}
}

// FuzzSVG holds that any SVG is drawn within bounds or refused with a place in
// the file.
func FuzzSVG(f *testing.F) {
	for _, shapes := range []string{
		`<path d="M1 2c1 2 3 4 5 6S7 8 9 10q1 2 3 4T5 6A1 2 30 0 1 3 4zl5 5h1V2"/>`, `<g transform="rotate(30) scale(2)"><rect rx="1" width="9" height="9"/></g>`,
		`<circle r="3"/><ellipse rx="3" ry="4"/><polygon points="1 2 3 4 5,6"/>`, `<style/><defs><path/></defs>`, `&a;<!-- -->`,
	} {
		f.Add([]byte(in(shapes)))
	}
	sample, err := os.ReadFile("../samples/pathways/logos/tarnbeck-vale.svg")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	f.Fuzz(func(t *testing.T, data []byte) {
		l, found := readSVG(finding.Place{File: "logo.svg"}, data)
		if (l == nil) == (len(found) == 0) || len(found) > maxFindings {
			t.Fatalf("logo %v, findings %v", l, found)
		}
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, one := range found {
			if one.Line < 1 || one.Line > lines || one.Column < 1 || one.What == "" || one.Hint == "" || len(one.What) > 500 || strings.ContainsFunc(one.What, unicode.IsControl) {
				t.Fatalf("finding %+v of %d lines", one, lines)
			}
		}
		if l != nil {
			bounded(t, l)
		}
	})
}

// bounded checks that writers can draw a logo as it is.
func bounded(t *testing.T, l *document.Logo) {
	if max(l.Width, l.Height) != 1000 || min(l.Width, l.Height) < 1000/maxLonger {
		t.Fatalf("a box of %g by %g", l.Width, l.Height)
	}
	points := map[byte]int{'M': 1, 'L': 1, 'C': 3, 'Z': 0}
	count := 0
	for _, shape := range l.Shapes {
		for i, segment := range shape.Segments {
			count++
			if n, known := points[segment.Step]; !known || n != len(segment.To) || i == 0 && segment.Step != 'M' {
				t.Fatalf("segment %d is %c with %d points", i, segment.Step, len(segment.To))
			}
			for _, p := range segment.To {
				if !(math.Abs(p.X) <= farthest && math.Abs(p.Y) <= farthest) {
					t.Fatalf("point %v", p)
				}
			}
		}
	}
	if count > maxSegments {
		t.Fatalf("%d segments", count)
	}
}
