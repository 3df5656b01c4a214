package pdf

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// A combined file says what its letters say, page by page, has each font once,
// and leads to each letter by its ID.
func TestCombine(t *testing.T) {
	letters := distinct(10)
	var want []Page
	for i, d := range letters {
		d.ID = "WL-" + strings.Repeat("A", i+1)
		pages, err := Read(made(t, d))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, pages...)
	}
	var out bytes.Buffer
	if err := Combine(&out, "Ten letters", alone(letters...)); err != nil {
		t.Fatal(err)
	}
	got, err := Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the combined file says other words than its letters")
	}
	f, err := openFile(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := f.dictAt(f.trailer.get("Root"))
	labels, _ := catalog.get("PageLabels").dict(nil)
	if n := bytes.Count(labels.get("Nums"), []byte("/P ")); n != len(letters) {
		t.Errorf("%d page labels, want one range for each letter", n)
	}
	if n := bookmarksOf(t, out.Bytes()); n != len(letters) {
		t.Errorf("%d bookmarks, want one for each letter", n)
	}
	if n := bytes.Count(out.Bytes(), []byte("/Length1 ")); n > 2*faceCount {
		t.Errorf("%d font files, at most %d are needed", n, 2*faceCount)
	}
	var again bytes.Buffer
	Combine(&again, "Ten letters", alone(letters...))
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("the same letters give other bytes")
	}
}

// What letters say in the same places is in their combined file once.
func TestCombineSharesPassages(t *testing.T) {
	size := func(letters ...*document.Document) int {
		var out bytes.Buffer
		if err := Combine(&out, "Letters", alone(letters...)); err != nil {
			t.Fatal(err)
		}
		return out.Len()
	}
	d := kitchenSink("en")
	one, ten := size(d), size(slices.Repeat([]*document.Document{d}, 10)...)
	if more := (ten - one) / 9; more > len(made(t, d))/8 {
		t.Errorf("%d bytes for each further letter; the letter alone has %d", more, len(made(t, d)))
	}
}

// alone are letters of one document each.
func alone(documents ...*document.Document) iter.Seq[[]*document.Document] {
	return slices.Chunk(documents, 1)
}

// Letters in two languages are numbered through, each by itself, and have one
// bookmark each.
func TestCombineFacing(t *testing.T) {
	var want []Page
	var letters [][]*document.Document
	for _, language := range languages[1:] {
		letter := []*document.Document{kitchenSink("en"), kitchenSink(language)}
		letter[0].ID = "WL-" + language
		var one bytes.Buffer
		if err := Facing(&one, letter[0], letter[1]); err != nil {
			t.Fatal(err)
		}
		pages, err := Read(one.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		letters, want = append(letters, letter), append(want, pages...)
	}
	var out bytes.Buffer
	if err := Combine(&out, "Facing letters", slices.Values(letters)); err != nil {
		t.Fatal(err)
	}
	got, err := Read(out.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the combined file says other words than its letters; error %v", err)
	}
	if n := bookmarksOf(t, out.Bytes()); n != len(letters) {
		t.Errorf("%d bookmarks, want one for each letter", n)
	}
}

func bookmarksOf(t *testing.T, file []byte) int {
	t.Helper()
	f, err := openFile(file)
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := f.dictAt(f.trailer.get("Root"))
	outline, _ := f.dictAt(catalog.get("Outlines"))
	count, _ := outline.get("Count").int()
	return count
}

func made(t *testing.T, d *document.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCombineRefuses(t *testing.T) {
	if err := Combine(io.Discard, "None", alone()); err == nil {
		t.Error("no document gave no error")
	}
	bad := letter(document.Paragraph{Inlines: []document.Inline{document.Text("\U0001F600")}})
	var out bytes.Buffer
	err := Combine(&out, "Two", alone(letter(), bad))
	var list finding.List
	if !errors.As(err, &list) || !strings.Contains(err.Error(), "letter 2") || out.Len() > 0 {
		t.Errorf("error %v and %d bytes, want the finding of letter 2 and nothing written", err, out.Len())
	}
}

// Headings of a long document are bookmarks, topics under their sections.
func TestBookmarks(t *testing.T) {
	d := letter()
	for range 8 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 2, Inlines: fill("Section")}, document.Paragraph{Inlines: fill(strings.Repeat("many words ", 120))})
	}
	f, err := openFile(made(t, d))
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := f.dictAt(f.trailer.get("Root"))
	outline, err := f.dictAt(catalog.get("Outlines"))
	if err != nil {
		t.Fatal(err)
	}
	title, err := f.dictAt(outline.get("First"))
	if err != nil || string(title.get("Count")) != "-8" {
		t.Errorf("the title has %s bookmarks under it, want 8; %v", title.get("Count"), err)
	}
	if f, _ = openFile(made(t, letter())); f != nil {
		if catalog, _ = f.dictAt(f.trailer.get("Root")); catalog.get("Outlines") != nil {
			t.Error("a short letter has bookmarks")
		}
	}
}

// A combined file grows by its pages alone.
func BenchmarkCombine(b *testing.B) {
	letters := distinct(300)
	b.ReportAllocs()
	for b.Loop() {
		if err := Combine(io.Discard, "Letters", alone(letters...)); err != nil {
			b.Fatal(err)
		}
	}
}
