package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/internal/outside"
	"wayleaf/render/pdf"
)

// TestDemoCodesAreRead draws pages of the demo that have a QR code, and has the
// code read from the picture: it must give the address in writing beside it. It
// takes one pathway in each language and form, and the others in English.
func TestDemoCodesAreRead(t *testing.T) {
	folder := t.TempDir()
	want := map[outside.Sight]string{}
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		address := codeOf(t, f.spoken)
		if address == "" || f.format.Name == "md" || f.spoken.Pathway != "gastro-dummy-triage" && !strings.HasSuffix(f.name, "/leaflet.en.pdf") {
			return
		}
		name := filepath.Join(folder, strings.ReplaceAll(f.name, "/", "."))
		if err := os.WriteFile(name, f.bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		want[outside.Sight{File: name, Page: pageOfCode(t, f, address)}] = address
	})
	if len(want) != 6*5+5*2+8 {
		t.Errorf("%d sights, want 6 languages x (3 prints, a booklet and HTML), 5 pairs in PDF and HTML, and 8 more pathways", len(want))
	}
	var sights []outside.Sight
	for sight := range want {
		sights = append(sights, sight)
	}
	for sight, got := range outside.Codes(t, sights...) {
		if !slices.Equal(got, []string{want[sight]}) {
			t.Errorf("%s, page %d: codes %q are read, want %q", filepath.Base(sight.File), sight.Page, got, want[sight])
		}
	}
}

// codeOf is the address of the code of a document, or nothing.
func codeOf(t *testing.T, d *document.Document) string {
	for _, block := range d.Blocks {
		if code, ok := block.(document.QRCode); ok {
			address, err := code.Address()
			if err != nil {
				t.Fatal(err)
			}
			return address
		}
	}
	return ""
}

// pageOfCode is the page of a PDF that says an address, from 1, and 0 of HTML.
func pageOfCode(t *testing.T, f demoFile, address string) int {
	if f.format.Name == "html" {
		return 0
	}
	pages, err := pdf.Read(f.bytes)
	if err != nil {
		t.Fatal(err)
	}
	return 1 + slices.IndexFunc(pages, func(page pdf.Page) bool {
		return strings.Contains(strings.Join(page.Body, "\n"), strings.TrimPrefix(address, "https://"))
	})
}
