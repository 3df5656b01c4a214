package html

import (
	"testing"

	"wayleaf/document"
)

func TestFragment(t *testing.T) {
	said := []document.Inline{document.Said{Key: "a.b", Inlines: []document.Inline{document.Text("1 < 2")}}}
	for _, tt := range []struct {
		block document.Block
		under int
		want  string // empty for an error
	}{
		{document.Heading{Level: 1, Inlines: said}, 0, `<h1><span class="said" data-message="a.b">1 &lt; 2</span></h1>`},
		{document.Heading{Level: 2, Inlines: said}, 2, `<h4><span class="said" data-message="a.b">1 &lt; 2</span></h4>`},
		{document.Callout{Blocks: []document.Block{document.Heading{Level: 3, Inlines: said}}}, 1, "<div class=\"callout\">\n<h4><span class=\"said\" data-message=\"a.b\">1 &lt; 2</span></h4>\n</div>"},
		{document.Paragraph{Inlines: []document.Inline{document.Message{Key: "a"}}}, 0, ""},
		{document.Paragraph{Inlines: []document.Inline{document.Said{Key: "a"}}}, 0, ""},
	} {
		got, err := Fragment(tt.block, tt.under)
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%#v: %q, %v", tt.block, got, err)
		}
	}
}
