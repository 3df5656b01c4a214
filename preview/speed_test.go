package preview

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// BenchmarkEdit measures from an edited file to the page of a document with its
// finished files proved anew.
func BenchmarkEdit(b *testing.B) {
	for _, tt := range []struct{ name, file, line string }{
		{"pathway", "pathways/gastro-dummy-triage.yaml", `(?m)^version: .*$`},
		{"translation", "locales/ur/clinics.yaml", `(?m)^clinic.digestive-health: .*$`},
		{"english", "locales/en/clinics.yaml", `(?m)^clinic.digestive-health: .*$`},
	} {
		b.Run(tt.name, func(b *testing.B) {
			reviewer := ""
			p, folder := open(b, &reviewer)
			file := filepath.Join(folder, tt.file)
			data, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			line := regexp.MustCompile(tt.line)
			address := "/pathways/gastro-dummy-triage/document?language=ur"
			if tt.name == "english" {
				address = "/pathways/gastro-dummy-triage/document"
			}
			for i := 0; b.Loop(); i++ {
				edited := line.ReplaceAllFunc(data, func(old []byte) []byte { return fmt.Appendf(nil, "%s%d", old, i) })
				if err := os.WriteFile(file, edited, 0o644); err != nil {
					b.Fatal(err)
				}
				c, _ := changesOf([]string{tt.file})
				p.reload(c)
				if w := get(p, address); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkPage measures a page that nothing has changed on, read by many at once.
func BenchmarkPage(b *testing.B) {
	reviewer := ""
	p, _ := open(b, &reviewer)
	for _, address := range []string{"/", "/pathways/gastro-dummy-triage/document?language=ur&beside=en", "/languages/ur"} {
		b.Run(address, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if w := get(p, address); w.Code != http.StatusOK {
						b.Fatal(w.Code)
					}
				}
			})
		})
	}
}
