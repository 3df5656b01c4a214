package pdf

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// handmade is a file of one page whose parts are written by hand, packed as
// [Write] packs them. Its objects are 1 catalog, 2 page tree, 3 page, 4
// resources, 5 contents, 6 font, 7 ToUnicode, 8 structure tree, 9 a drawing, and
// from 10 on the elements.
type handmade struct {
	pages, page, resources, content, ending, font, unicode, drawing string
	elements                                                        []string
}

// plainFile says "AB" in a paragraph and "B" around it.
var plainFile = handmade{
	pages:     "/Kids [3 0 R]",
	page:      "/Resources 4 0 R /Contents [5 0 R]",
	resources: "/Font <</F1 6 0 R>> /XObject <</X1 9 0 R>>",
	content:   "/P <</MCID 0>> BDC BT /F1 12 Tf 1 0 0 1 10 20 Tm [<0001>-20.5<0002>] TJ ET EMC /Artifact BMC /F1 9 Tf <0002> Tj q /X1 Do Q EMC",
	ending:    "\n",
	font:      "/Encoding /Identity-H /ToUnicode 7 0 R",
	unicode:   "2 beginbfchar\n<0001> <0041>\n<0002> <0042>\nendbfchar",
	drawing:   "0 0 m 10 10 l S",
	elements:  []string{"/S /Document /K [11 0 R]", "/S /P /K [0] /Pg 3 0 R"},
}

func (h handmade) file() []byte {
	s := takeShaper()
	defer s.release()
	f := newObjectFile(s)
	for range 9 {
		f.reserve()
	}
	put := func(r ref, entries string) {
		f.begin(r)
		f.text("<<" + entries + ">>")
		f.end()
	}
	put(1, "/Pages 2 0 R /StructTreeRoot 8 0 R")
	put(2, h.pages)
	put(3, h.page)
	put(4, h.resources)
	f.stream(5, "", []byte(h.content+h.ending))
	put(6, h.font)
	f.stream(7, "", []byte(h.unicode))
	put(8, "/K 10 0 R")
	f.stream(9, "/Subtype /Form", []byte(h.drawing))
	for _, entries := range h.elements {
		put(f.reserve(), entries)
	}
	return bytes.Clone(f.close(1, 1, &s.memory))
}

func TestReadHandmade(t *testing.T) {
	got, err := Read(plainFile.file())
	want := []Page{{Body: []string{"AB"}, Around: []string{"B"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, error %v; want %q", got, err, want)
	}
}

// What a reader could see or hear otherwise than we read it is refused.
func TestReadRefusesByHand(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(h *handmade)
		words  string // of the error
	}{
		{"a page twice", func(h *handmade) { h.pages = "/Kids [3 0 R 3 0 R]" }, "broken syntax"},
		{"no page", func(h *handmade) { h.pages = "/Kids []" }, "without pages"},
		{"other contents", func(h *handmade) { h.page = "/Resources 4 0 R /Contents 5 0 R" }, "broken syntax"},
		{"a passage twice", func(h *handmade) { h.page = "/Resources 4 0 R /Contents [5 0 R 5 0 R]" }, "in order"},
		{"a passage that does not end a line", func(h *handmade) { h.ending = "" }, "grow together"},
		{"text in no marked content", func(h *handmade) { h.content += " /F1 9 Tf <0001> Tj" }, "outside marked content"},
		{"marked content without end", func(h *handmade) { h.content += " /Artifact BMC" }, "broken syntax"},
		{"an end without marked content", func(h *handmade) { h.content += " EMC" }, "broken syntax"},
		{"a number twice", func(h *handmade) { h.content += " /P <</MCID 0>> BDC EMC" }, "in order"},
		{"a number left out", func(h *handmade) { h.content += " /P <</MCID 2>> BDC EMC" }, "in order"},
		{"properties by name", func(h *handmade) { h.content += " /P /MC0 BDC EMC" }, "broken syntax"},
		{"numbers in numbers", func(h *handmade) { h.content = "/P <</MCID 0>> BDC /P <</MCID 1>> BDC EMC EMC" }, "in order"},
		{"a next line shown", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf <0001> ' EMC" }, "does not"},
		{"a spaced line shown", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf 1 1 <0001> \" EMC" }, "does not"},
		{"a picture in line", func(h *handmade) { h.content += " BI /W 1 ID x EI" }, "does not"},
		{"a number grown together with an operator", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf <0001> 5Tj EMC" }, "broken syntax"},
		{"half a code", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf <00> Tj EMC" }, "broken syntax"},
		{"no hexadecimal", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf <000g> Tj EMC" }, "broken syntax"},
		{"a literal string", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf (A) Tj EMC" }, "broken syntax"},
		{"a glyph without text", func(h *handmade) { h.content += " /Artifact BMC /F1 9 Tf <0003> Tj EMC" }, "glyph without text"},
		{"an unknown font", func(h *handmade) { h.content += " /Artifact BMC /F2 9 Tf EMC" }, "broken syntax"},
		{"a font of another encoding", func(h *handmade) { h.font = "/Encoding /WinAnsiEncoding /ToUnicode 7 0 R" }, "broken syntax"},
		{"a font without ToUnicode", func(h *handmade) { h.font = "/Encoding /Identity-H" }, "broken syntax"},
		{"two texts for a glyph", func(h *handmade) { h.unicode = "2 beginbfchar <0001> <0041> <0001> <0042> endbfchar" }, "two texts"},
		{"a range of texts", func(h *handmade) { h.unicode = "1 beginbfrange <0001> <0002> <0041> endbfrange" }, "glyph without text"},
		{"text in a drawing", func(h *handmade) { h.drawing += " BT /F1 9 Tf <0001> Tj ET" }, "could hold text"},
		{"a drawing in a drawing", func(h *handmade) { h.drawing += " /X2 Do" }, "could hold text"},
		{"an unknown drawing", func(h *handmade) { h.content += " /X2 Do" }, "broken syntax"},
		{"content of no element", func(h *handmade) { h.elements[1] = "/S /P /K [] /Pg 3 0 R" }, "does not name"},
		{"content of two elements", func(h *handmade) { h.elements[1] = "/S /P /K [0 0] /Pg 3 0 R" }, "not there"},
		{"content that is not there", func(h *handmade) { h.elements[1] = "/S /P /K [1] /Pg 3 0 R" }, "not there"},
		{"an element in a circle", func(h *handmade) { h.elements[1] = "/S /P /K [10 0 R]" }, "structure tree"},
		{"an element that is no dictionary", func(h *handmade) { h.elements[1] = ">> [] <<" }, "broken syntax"},
		{"content of no line", func(h *handmade) { h.elements[1] = "/S /Div /K [0] /Pg 3 0 R" }, "broken syntax"},
	} {
		h := plainFile
		h.elements = []string{h.elements[0], h.elements[1]}
		tt.change(&h)
		if pages, err := Read(h.file()); err == nil || !strings.Contains(err.Error(), tt.words) {
			t.Errorf("%s: read %q with error %v, want an error with %q", tt.name, pages, err, tt.words)
		}
	}
}

// What a passage says depends on the fonts of the file it stands in, and on the
// picture it shows: it is read again where those are others.
func TestKnownPassageInAnotherFile(t *testing.T) {
	reader := newReader()
	for _, tt := range []struct {
		name   string
		change func(h *handmade)
		says   string // or ""
	}{
		{"as it is", func(*handmade) {}, "AB"},
		{"known", func(*handmade) {}, "AB"},
		{"other texts of the glyphs", func(h *handmade) { h.unicode = "2 beginbfchar\n<0001> <0058>\n<0002> <0059>\nendbfchar" }, "XY"},
		{"a glyph without text", func(h *handmade) { h.unicode = "1 beginbfchar\n<0001> <0041>\nendbfchar" }, ""},
		{"text in the drawing", func(h *handmade) { h.drawing += " BT /F1 9 Tf <0001> Tj ET" }, ""},
		{"as it was", func(*handmade) {}, "AB"},
	} {
		h := plainFile
		tt.change(&h)
		pages, err := reader.read(h.file())
		if tt.says == "" && err == nil || tt.says != "" && (err != nil || !reflect.DeepEqual(pages[0].Body, []string{tt.says})) {
			t.Errorf("%s: read %q with error %v, want %q", tt.name, pages, err, tt.says)
		}
	}
}

// A small file that holds very much is given up.
func TestReadIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("inflates up to the bound")
	}
	h := plainFile
	h.content = strings.Repeat(" ", mostRead+mostReadPerByte<<20)
	if _, err := Read(h.file()); err != errTooLarge {
		t.Errorf("a large page: error %v, want %v", err, errTooLarge)
	}
	h = plainFile
	h.unicode = "1 beginbfchar <0001> <" + strings.Repeat("0041", 10_000) + "> endbfchar"
	h.content = "/Artifact BMC /F1 9 Tf <" + strings.Repeat("0001", 10_000) + "> Tj EMC"
	if _, err := Read(h.file()); err != errTooLarge {
		t.Errorf("much text of a glyph: error %v, want %v", err, errTooLarge)
	}
}

// Any parts are read or refused, by a reader that has read others as by one that
// has not.
func FuzzReadParts(f *testing.F) {
	p := plainFile
	f.Add(p.content, p.unicode, p.drawing, p.elements[0], p.elements[1])
	f.Add("/P<</MCID 0>>BDC/F1 1 Tf<0001>Tj EMC", "1 beginbfchar<0001><D83DDE00>endbfchar", "(Tj)", "/S/Figure/K[11 0 R]", "/K[<</Pg 3 0 R/MCID 0>>]")
	warm := newReader()
	f.Fuzz(func(t *testing.T, content, unicode, drawing, top, element string) {
		h := plainFile
		h.content, h.unicode, h.drawing, h.elements = content, unicode, drawing, []string{top, element}
		file := h.file()
		want, wantErr := newReader().read(file)
		for range 2 {
			if got, err := warm.read(file); !reflect.DeepEqual(got, want) || (err == nil) != (wantErr == nil) {
				t.Errorf("read %q with error %v, fresh %q with error %v", got, err, want, wantErr)
			}
		}
	})
}
