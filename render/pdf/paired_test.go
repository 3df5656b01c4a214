package pdf

import (
	"strings"
	"testing"

	"wayleaf/document"
)

// paired is the kitchen sink in two languages, block by block.
func paired(t *testing.T, first, second string) *document.Document {
	t.Helper()
	d, err := document.Paired(kitchenSink(first), kitchenSink(second))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Two languages in turn say what both say, each line on the paper and on its own
// side.
func TestPaired(t *testing.T) {
	for _, language := range languages[1:] {
		for _, print := range document.Prints {
			d := paired(t, "en", language)
			d.Print = print
			for _, r := range record(t, d) {
				if !r.on(a4) {
					t.Errorf("%s %s: %q stands off the page", language, print, r.logical())
				}
			}
			pages, err := Read(written(t, d))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(bodyOf(pages), ""); got != wholeText(d.Text()) {
				t.Errorf("%s %s: other words than the document", language, print)
			}
		}
	}
}
