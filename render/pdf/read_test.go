package pdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
)

func written(t testing.TB, d *document.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bodyOf joins the body of all pages, and with it the lines that page breaks part.
func bodyOf(pages []Page) []string {
	var words []string
	for _, p := range pages {
		for _, line := range p.Body {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}

func TestReadGivesTheDocumentBack(t *testing.T) {
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			pages, err := Read(written(t, d))
			if err != nil {
				t.Errorf("%s: %v", language, err)
				continue
			}
			if diff := cmp.Diff(strings.Fields(d.Text()), bodyOf(pages)); diff != "" {
				t.Errorf("%s %s: body (-document +file):\n%s", language, print, diff)
			}
		}
	}
}

func TestReadTellsFurnitureApart(t *testing.T) {
	d := kitchenSink("cy")
	pages, err := Read(written(t, d))
	if err != nil {
		t.Fatal(err)
	}
	last := len(pages) - 1
	var all []string
	for i, page := range pages {
		all = append(all, page.Around...)
		around := strings.Join(page.Around, "\n")
		for _, want := range []string{"WL-7F3K-22", "DRAFFT", "Tudalen"} {
			if !strings.Contains(around, want) {
				t.Errorf("page %d: no %q around the body: %q", i+1, want, around)
			}
		}
		if got := strings.Contains(around, "parhau"); got == (i == last) {
			t.Errorf("page %d of %d: continues line present: %v", i+1, len(pages), got)
		}
		if got := strings.Contains(around, "ddiwedd"); got != (i == last) {
			t.Errorf("page %d of %d: end line present: %v", i+1, len(pages), got)
		}
	}
	if !slices.Contains(all, "1.") {
		t.Errorf("list numbers are not around the body: %q", all)
	}
}

func TestReadRefuses(t *testing.T) {
	good := written(t, kitchenSink("en"))
	for _, tt := range []struct {
		name string
		file []byte
	}{
		{"nothing", nil},
		{"another file", []byte("%PDF-1.4\nstartxref\n0\n%%EOF")},
		{"half a file", good[:len(good)/2]},
		{"a broken table", bytes.Replace(good, []byte("/Type /XRef"), []byte("/Type /XReX"), 1)[:len(good)-30]},
	} {
		if _, err := Read(tt.file); err == nil {
			t.Errorf("%s: no error", tt.name)
		}
	}
}

// Any bytes are read or refused.
func FuzzRead(f *testing.F) {
	f.Add(plainFile.file())
	f.Add([]byte("1 0 obj<</Type/XRef/W[1 4 2]>>stream\n\nendstream startxref 0"))
	f.Fuzz(func(t *testing.T, file []byte) { Read(file) }) // must not panic
}

// So is a letter that was damaged on its way.
func FuzzReadDamaged(f *testing.F) {
	letters := [][]byte{written(f, kitchenSink("en")), written(f, kitchenSink("ur"))}
	f.Add(uint(0), []byte("0"), uint(0))
	f.Add(uint(5000), []byte("<"), uint(7))
	f.Fuzz(func(t *testing.T, at uint, with []byte, lost uint) {
		letter := letters[at%2]
		start := at / 2 % uint(len(letter))
		end := min(start+uint(len(with))+lost%100, uint(len(letter)))
		Read(slices.Concat(letter[:start], with, letter[end:])) // must not panic
	})
}
