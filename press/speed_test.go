package press_test

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"time"

	"io/fs"
	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/render"
	"wayleaf/render/pdf"
	"wayleaf/samples"
	"wayleaf/templates"
)

// BenchmarkLetter measures the steps of one sample letter, one by one.
func BenchmarkLetter(b *testing.B) {
	p, order := sample(b)
	b.Run("outline", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Outline(order, "en"); err != nil {
				b.Fatal(err)
			}
		}
	})
	outline, err := p.Outline(order, "en", "ur")
	if err != nil {
		b.Fatal(err)
	}
	for _, tag := range []string{"en", "ur"} {
		language, err := p.Catalogues.Language(tag)
		if err != nil {
			b.Fatal(err)
		}
		spoken, err := language.Speak(outline)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("speak/"+tag, func(b *testing.B) {
			for b.Loop() {
				if _, err := language.Speak(outline); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("write/"+tag, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := pdf.Write(io.Discard, spoken); err != nil {
					b.Fatal(err)
				}
			}
		})
		var file bytes.Buffer
		format, _ := render.Lookup("pdf")
		pdf.Write(&file, spoken)
		b.Run("read/"+tag, func(b *testing.B) {
			for b.Loop() {
				if _, err := format.Read(file.Bytes()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("print/"+tag, func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Print(order, outline, tag, format); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOrder measures the whole way from an order to a proved file, on all
// cores.
func BenchmarkOrder(b *testing.B) {
	p, order := sample(b)
	format, err := render.Lookup("pdf")
	if err != nil {
		b.Fatal(err)
	}
	for _, tag := range []string{"en", "ur"} {
		b.Run(tag, func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					outline, err := p.Outline(order, tag)
					if err == nil {
						_, err = p.Print(order, outline, tag, format)
					}
					if err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

func sample(b *testing.B) (*press.Press, templates.Order) {
	b.Helper()
	wording, err := fs.Sub(samples.FS, "locales")
	if err != nil {
		b.Fatal(err)
	}
	p, err := press.Open(press.Layers{Locales: locales.Named("samples/locales", wording)})
	if err != nil {
		b.Fatal(err)
	}
	definition, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		b.Fatal(err)
	}
	f, err := samples.FS.Open("recipients.csv")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	list, err := recipient.Read(f, "recipients.csv")
	if err != nil {
		b.Fatal(err)
	}
	i := slices.IndexFunc(list, func(r recipient.Recipient) bool { return r.Pathway == definition.ID })
	return p, templates.Order{Kind: document.Letter, Pathway: definition, Recipient: &list[i], Date: pathway.Date(2026, time.November, 23)}
}
