package pdf

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// pageCount is the number of pages of a finished file.
func pageCount(t *testing.T, file []byte) int {
	t.Helper()
	pages, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return len(pages)
}

func TestDuplexPagesAreEven(t *testing.T) {
	for n := range 12 {
		d := letter(document.Paragraph{Inlines: fill(strings.Repeat("many words ", 60*n))})
		single := pageCount(t, made(t, d))
		d.Sheets.Duplex = true
		file := made(t, d)
		double := pageCount(t, file)
		if double%2 != 0 || double-single > 1 {
			t.Errorf("%d pages become %d", single, double)
		}
		if pages, _ := Read(file); double > single && len(pages[double-1].Body)+len(pages[double-1].Around) > 0 {
			t.Errorf("the blank back says %v", pages[double-1])
		}
	}
}

func TestMostPages(t *testing.T) {
	d := letter(document.Paragraph{Inlines: fill(strings.Repeat("many words ", 700))})
	pages := pageCount(t, made(t, d))
	d.Sheets.Most = pages
	made(t, d)
	d.Sheets.Most = pages - 1
	wantRule(t, d, "pdf/too-many-pages")
}

func wantRule(t *testing.T, d *document.Document, rule string) {
	t.Helper()
	var list finding.List
	if err := Write(io.Discard, d); !errors.As(err, &list) || list[0].Rule != rule {
		t.Errorf("error %v, want one of rule %s", err, rule)
	}
}

func TestReservedZones(t *testing.T) {
	d := letter()
	d.Sheets.Reserved = []document.Zone{{X: 0, Y: 100, Width: 15, Height: 60}, {X: 195, Y: 0, Width: 15, Height: 297}}
	made(t, d)
	d.Sheets.Reserved = []document.Zone{{X: 0, Y: 100, Width: 30, Height: 60}}
	wantRule(t, d, "pdf/reserved-zone")
}

// What is wrong on the painted page is found by where it stands.
func TestProve(t *testing.T) {
	address := (&node{address: true}).child("P")
	for _, tt := range []struct {
		name  string
		stain stain
		rule  string
	}{
		{"a word in the window", stain{0, millimetres(100, 50, 10, 5), nil}, "pdf/address-window"},
		{"the address", stain{0, millimetres(30, 50, 40, 5), address}, ""},
		{"the address out of the window", stain{0, millimetres(30, 64, 40, 5), address}, "pdf/address-window"},
		{"a line over the window", stain{0, millimetres(60, 32, 40, 0), nil}, "pdf/clear-zone"},
		{"beside the clear zone", stain{0, millimetres(125, 50, 40, 5), nil}, ""},
		{"the window of the second page", stain{1, millimetres(30, 50, 40, 5), nil}, ""},
		{"a word near a QR code", stain{1, millimetres(47, 110, 40, 5), nil}, "pdf/quiet-zone"},
		{"a line near a QR code", stain{1, millimetres(20, 101, 120, 0), nil}, "pdf/quiet-zone"},
		{"a word beside a QR code", stain{1, millimetres(49, 110, 40, 5), nil}, ""},
		{"the page after a QR code", stain{2, millimetres(47, 110, 40, 5), nil}, ""},
		{"over the edge", stain{1, millimetres(190, 50, 40, 5), nil}, "pdf/off-paper"},
	} {
		code := stain{1, millimetres(20, 100, 28, 28), nil}
		p := &painter{setter: &setter{shaper: newShaper()}, stains: []stain{code, tt.stain}, codes: []stain{code}}
		p.prove(letter())
		var rules []string
		for _, f := range p.findings {
			rules = append(rules, f.Rule)
		}
		if got := strings.Join(rules, " "); !strings.HasPrefix(got, tt.rule) || tt.rule == "" && got != "" {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.rule)
		}
	}
}

func TestCombineKeepsDuplex(t *testing.T) {
	d := letter()
	d.Sheets.Duplex = true
	var out bytes.Buffer
	if err := Combine(&out, "Two", alone(d, d)); err != nil {
		t.Fatal(err)
	}
	if n := pageCount(t, out.Bytes()); n%2 != 0 {
		t.Errorf("%d pages", n)
	}
}
