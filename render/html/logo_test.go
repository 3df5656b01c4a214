package html

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"wayleaf/document"
)

func headed(logo *document.Logo) *document.Document {
	return &document.Document{Kind: document.Leaflet, Language: "ur", Direction: document.RightToLeft, Title: "x", Blocks: []document.Block{
		document.Letterhead{Name: []document.Inline{document.Text("Tarnbeck Vale")}, Logo: logo},
	}}
}

// A logo says nothing to a screen reader, for the name follows in words; the page
// may show an image only if it holds one.
func TestLogo(t *testing.T) {
	triangle := []document.Segment{{Step: 'M', To: []document.Point{{X: 1, Y: 2}}}, {Step: 'L', To: []document.Point{{X: 3.25, Y: 4}}}, {Step: 'Z'}}
	for name, tt := range map[string]struct {
		logo   *document.Logo
		head   string
		images bool
	}{
		"none": {nil, `<p class="sender">`, false},
		"shapes": {&document.Logo{Width: 40, Height: 30, Shapes: []document.Shape{{Color: [3]uint8{255, 0, 10}, Segments: triangle}}},
			`<svg class="logo" width="91" height="68" viewBox="0 0 40 30" aria-hidden="true" focusable="false"><path fill="#ff000a" d="M1 2L3.25 4Z"/></svg>` + "\n" + `<p class="sender">`, false},
		"png": {&document.Logo{Width: 400, Height: 10, Image: &document.Image{Type: document.PNG, File: []byte("pixels")}},
			`<img class="logo" width="227" height="6" alt="" src="data:image/png;base64,cGl4ZWxz">` + "\n" + `<p class="sender">`, true},
		"jpeg": {&document.Logo{Width: 400, Height: 10, Image: &document.Image{Type: document.JPEG, File: []byte("pixels")}},
			`<img class="logo" width="227" height="6" alt="" src="data:image/jpeg;base64,cGl4ZWxz">` + "\n" + `<p class="sender">`, true},
	} {
		var page bytes.Buffer
		if err := Write(&page, headed(tt.logo)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), "<header>\n"+tt.head) {
			t.Errorf("%s: the page does not hold\n%s", name, tt.head)
		}
		if images := strings.Contains(page.String(), "; img-src data:\""); images != tt.images {
			t.Errorf("%s: images may be shown: %v", name, images)
		}
		if text, err := Text(page.Bytes()); err != nil || text != "Tarnbeck Vale" {
			t.Errorf("%s: the words are %q, %v", name, text, err)
		}
	}
}

func TestUnknownLogo(t *testing.T) {
	logo := &document.Logo{Width: 1, Height: 1, Image: &document.Image{Type: "text/html\"><script>", File: []byte("x")}}
	if err := Write(io.Discard, headed(logo)); err == nil {
		t.Error("a picture of an unknown type was written")
	}
}
