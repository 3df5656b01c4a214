package main

import (
	"os"
	"path/filepath"
	"testing"

	"wayleaf/document"
	"wayleaf/internal/outside"
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
				pages, err := pdf.Read(f.bytes)
				if err != nil {
					t.Fatal(err)
				}
				var want []outside.Page
				for _, page := range pages {
					want = append(want, outside.Page(page))
				}
				reader.Compare(t, f.name, f.spoken, want, found[name])
			}
		})
	}
}
