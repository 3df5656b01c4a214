package pdf

import (
	"bytes"
	"strings"
	"testing"

	"wayleaf/document"
)

// Two languages in one file say what both say, the address once, and the pages
// are counted through.
func TestFacing(t *testing.T) {
	for _, language := range languages[1:] {
		english, other := kitchenSink("en"), kitchenSink(language)
		for _, duplex := range []bool{false, true} {
			english.Sheets.Duplex, other.Sheets.Duplex = duplex, duplex
			var out bytes.Buffer
			if err := Facing(&out, english, other); err != nil {
				t.Fatal(err)
			}
			pages, err := Read(out.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			var body, around []string
			for _, page := range pages {
				body = append(body, page.Body...)
				around = append(around, page.Around...)
			}
			want := english.Text() + "\n" + Unaddressed(other).Text()
			if got := strings.Join(body, " "); squeezed(got) != squeezed(want) {
				t.Errorf("en and %s: other words than the two documents", language)
			}
			if duplex && len(pages)%2 != 0 {
				t.Errorf("en and %s: %d pages, duplex", language, len(pages))
			}
			if n := strings.Count(strings.Join(around, "\n"), "This is the end"); n != 0 {
				t.Errorf("en and %s: the English part says that it is the end", language)
			}
		}
	}
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// The last page of the second part is the last of all.
func TestFacingCountsThrough(t *testing.T) {
	first, second := letter(), kitchenSink("pl")
	var out bytes.Buffer
	if err := Facing(&out, first, second); err != nil {
		t.Fatal(err)
	}
	pages, _ := Read(out.Bytes())
	last := strings.Join(pages[len(pages)-1].Around, "\n")
	if want := "Strona " + string(rune('0'+len(pages))); !strings.Contains(last, want) {
		t.Errorf("the last page says %q, want %q in it", last, want)
	}
	if second.Blocks[1].(document.Address).Name.Text == "" {
		t.Error("the second document was changed")
	}
}
