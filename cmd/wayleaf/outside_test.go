package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/internal/outside"
	"wayleaf/press"
	"wayleaf/render/pdf"
)

// TestDemoPDFsInOtherReaders holds that poppler, MuPDF and pdf.js take out of
// every PDF of the demo the words of its document, in all languages.
func TestDemoPDFsInOtherReaders(t *testing.T) {
	folder := t.TempDir()
	made := map[string]demoFile{}
	var names []string
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		if f.format.Name != "pdf" {
			return
		}
		name := filepath.Join(folder, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		made[name] = f
		names = append(names, name)
	})
	direction := func(name string) document.Direction { return made[name].spoken.Direction }
	for _, reader := range outside.Readers {
		t.Run(reader.Name, func(t *testing.T) {
			found := reader.Words(t, direction, names...)
			for _, name := range names {
				f := made[name]
				reader.Compare(t, f.name, f.spoken, pagesOf(t, f.bytes), found[name])
			}
		})
	}
}

func pagesOf(t *testing.T, file []byte) (all []outside.Page) {
	t.Helper()
	pages, err := pdf.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		all = append(all, outside.Page(page))
	}
	return all
}

// share is a document of a combined file and its pages there.
type share struct {
	*document.Document
	first, end int
}

// TestCombinedDemoInOtherReaders holds that they take each letter out of the
// combined file of the demo, word for word, from its own pages.
func TestCombinedDemoInOtherReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("makes every letter of the demo")
	}
	file, shares := combinedDemo(t)
	pages := pagesOf(t, file)
	name := filepath.Join(t.TempDir(), "letters.pdf")
	if err := os.WriteFile(name, file, 0o644); err != nil {
		t.Fatal(err)
	}
	direction := func(page int) document.Direction {
		i := slices.IndexFunc(shares, func(s share) bool { return page < s.end })
		return shares[i].Direction
	}
	for _, reader := range outside.Readers {
		t.Run(reader.Name, func(t *testing.T) {
			found := reader.PageWords(t, direction, name)
			if len(found) != len(pages) {
				t.Fatalf("%d pages, want %d", len(found), len(pages))
			}
			for i, s := range shares {
				name := fmt.Sprintf("letter %d, of %s in %s", i+1, s.Pathway, s.Language)
				reader.ComparePages(t, name, s.Document, pages[s.first:s.end], found[s.first:s.end])
			}
		})
	}
}

// combinedDemo is the combined file of the demo, with its letters. Each has the
// pages that hold its words, in order, and a blank one that may follow.
func combinedDemo(t *testing.T) (file []byte, shares []share) {
	t.Helper()
	p, jobs, err := demoJobs()
	if err != nil {
		t.Fatal(err)
	}
	copies, err := demoCopies(p, jobs)
	if err != nil {
		t.Fatal(err)
	}
	combined, err := p.Combine("Sample letters", copies)
	if err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, combined.Bytes)
	first := 0
	for _, c := range copies {
		d := spokenCopy(t, p, c)
		end, words := first, []string(nil)
		for end < len(pages) && (len(words) < len(strings.Fields(d.Text())) || len(pages[end].Body) == 0) {
			words = append(words, strings.Fields(strings.Join(pages[end].Body, " "))...)
			end++
		}
		if !slices.Equal(words, strings.Fields(d.Text())) {
			t.Fatalf("pages %d to %d do not hold the letter of %s in %s", first+1, end, d.Pathway, d.Language)
		}
		shares = append(shares, share{d, first, end})
		first = end
	}
	if first != len(pages) {
		t.Fatalf("%d pages belong to no letter", len(pages)-first)
	}
	return combined.Bytes, shares
}

func spokenCopy(t *testing.T, p *press.Press, c press.Copy) *document.Document {
	t.Helper()
	language, err := p.Catalogues.Language(c.Language)
	if err != nil {
		t.Fatal(err)
	}
	d, err := language.Speak(c.Outline)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
