package pdf

import (
	"strings"
	"testing"

	"wayleaf/document"
)

// leafletOf is the kitchen sink without what only a letter has.
func leafletOf(language string) *document.Document {
	d := Unaddressed(kitchenSink(language))
	d.Kind = document.Leaflet
	return d
}

// A booklet says what the leaflet says, on A5 pages that fill folded sheets.
func TestBooklet(t *testing.T) {
	for _, language := range languages {
		for _, print := range []document.Print{document.Standard, document.Large} {
			d := leafletOf(language)
			d.Print, d.Sheets.Booklet = print, true
			for _, r := range record(t, d) {
				if !r.on(a5) {
					t.Errorf("%s %s: %q stands off the page", language, print, r.logical())
				}
			}
			file := written(t, d)
			pages, err := Read(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(pages)%4 != 0 {
				t.Errorf("%s %s: %d pages do not fill folded sheets", language, print, len(pages))
			}
			if got := strings.Join(bodyOf(pages), ""); got != wholeText(d.Text()) {
				t.Errorf("%s %s: other words than the leaflet", language, print)
			}
		}
	}
}

func TestBookletPagesAreA5(t *testing.T) {
	d := leafletOf("en")
	for booklet, want := range map[bool]string{false: "[0 0 595.28 841.89]", true: "[0 0 419.53 595.28]"} {
		d.Sheets.Booklet = booklet
		f, err := openFile(written(t, d))
		if err != nil {
			t.Fatal(err)
		}
		at := func(v value) dict {
			found, err := f.dictAt(v)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		kids := at(at(f.trailer.get("Root")).get("Pages")).get("Kids").array()
		first, err := kids.next()
		if err != nil {
			t.Fatal(err)
		}
		if got := string(at(first).get("MediaBox")); got != want {
			t.Errorf("booklet %v: a page is %s, want %s", booklet, got, want)
		}
	}
}

func TestLetterIsNoBooklet(t *testing.T) {
	d := letter()
	d.Sheets.Booklet = true
	_, err := recording(d)
	if err == nil || !strings.Contains(err.Error(), "window of an envelope") {
		t.Errorf("got %v, want a refusal", err)
	}
}
