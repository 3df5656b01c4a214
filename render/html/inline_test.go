package html

import (
	"bytes"
	"strings"
	"testing"

	"wayleaf/document"
)

// TestSignsStayWithWholeValues holds that signs behind a value that is kept whole are
// on its line, and that they are not lost or written twice.
func TestSignsStayWithWholeValues(t *testing.T) {
	type run = []document.Inline
	whole := document.Value{Text: "01632 960 001", Whole: true}
	link := document.Link{URL: "tel:01632960001", Inlines: run{whole}}
	const bdi, anchor = `<bdi class="whole">01632 960 001</bdi>`, `<a href="tel:01632960001">`
	for _, test := range []struct {
		inlines run
		want    string
	}{
		{run{whole}, bdi},
		{run{whole, document.Text(" now.")}, bdi + ` now.`},
		{run{whole, document.Text(".")}, `<span class="held">` + bdi + `.</span>`},
		{run{whole, document.Text("). <b>")}, `<span class="held">` + bdi + `).</span> &lt;b&gt;`},
		{run{whole, document.Text("،&")}, `<span class="held">` + bdi + `،&amp;</span>`},
		{run{whole, document.Text("۔"), document.Text(".")}, `<span class="held">` + bdi + `۔</span>.`},
		{run{link, document.Text("."), whole, document.Text("।")},
			`<span class="held">` + anchor + bdi + `</a>.</span><span class="held">` + bdi + `।</span>`},
		{run{document.Strong{Inlines: run{link}}, document.Text(".")}, `<span class="held"><strong>` + anchor + bdi + `</a></strong>.</span>`},
		{run{document.Link{URL: "tel:1", Inlines: run{document.Text("phone "), whole}}, document.Text(".")}, `<a href="tel:1">phone ` + bdi + `</a>.`},
		{run{document.Value{Text: "Mill Lane"}, document.Text(".")}, `<bdi>Mill Lane</bdi>.`},
		{run{whole, whole, document.Text(".")}, bdi + `<span class="held">` + bdi + `.</span>`},
	} {
		got, err := Fragment(document.Paragraph{Inlines: test.inlines}, 0)
		if want := "<p>" + test.want + "</p>"; got != want || err != nil {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
}

// TestPrintIsAClass holds that the size of print changes the class of the body and
// nothing else: outside checks measure all sizes on one page.
func TestPrintIsAClass(t *testing.T) {
	file := func(print document.Print) string {
		d := everywhere("x")
		d.Print = print
		var out bytes.Buffer
		if err := Write(&out, d); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	standard := file(document.Standard)
	for _, print := range []document.Print{document.Large, document.ExtraLarge} {
		if file(print) != strings.Replace(standard, `<body class="leaflet">`, `<body class="leaflet `+string(print)+`">`, 1) {
			t.Errorf("%s print has other HTML", print)
		}
	}
}
