package pdf

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wayleaf/document"
	programs "wayleaf/internal/outside"
)

// variants are the kinds of file that we write.
var variants = map[string]func(w io.Writer) error{
	"letter": func(w io.Writer) error { return Write(w, kitchenSink("en")) },
	"large": func(w io.Writer) error {
		d := kitchenSink("bn")
		d.Print = document.Large
		return Write(w, d)
	},
	"combined": func(w io.Writer) error {
		return Combine(w, "Letters", alone(kitchenSink("en"), kitchenSink("ur")))
	},
	"facing": func(w io.Writer) error { return Facing(w, kitchenSink("en"), kitchenSink("ar")) },
}

// faults break a finished file of a variant, each in one way: what the pattern
// finds in its objects, XMP and page contents is replaced. Broken is every rule
// that veraPDF has to find broken then: profile, clause and test.
var faults = []struct {
	variant, missing string
	find, replace    string
	broken           string
}{
	{"letter", "language", `/Lang \(en\)`, "", "ua1 7.2-22, ua1 7.2-24, ua1 7.2-33, ua1 7.2-34"},
	{"letter", "scope of row headers", `/A <</O /Table /Scope /Row>>`, "", "ua1 7.5-1"},
	{"letter", "way from content to element", `/StructParents 0`, "", "ua1 7.1-3"},
	{"letter", "name of PDF-A in the XMP", `<pdfaid:part>2</pdfaid:part>`, "", "2a 6.6.4-2"},
	{"large", "name of PDF-UA in the XMP", `<pdfuaid:part>1</pdfuaid:part>`, "", "ua1 5-1"},
	{"large", "mark of tagged files", `/MarkInfo <</Marked true>>`, "", "2a 6.7.2.2-1, ua1 6.2-1"},
	{"large", "font files", `/FontFile2 \d+ 0 R`, "", "2a 6.2.11.4.1-1, ua1 7.21.4.1-1"},
	{"combined", "words for the path", `/Alt (\([^)]*\)|<[^>]*>)`, "", "ua1 7.3-1"},
	{"combined", "artifacts", `/Artifact <</Type /Pagination>> BDC`, "/Other BMC", "ua1 7.1-3"},
	{"combined", "text of glyphs", `/ToUnicode \d+ 0 R`, "", "2a 6.2.11.7.2-1, ua1 7.21.7-1"},
	{"facing", "words for links", `/Contents \(tel:[^)]*\)`, "", "ua1 7.18.1-2, ua1 7.18.5-2"},
	{"facing", "title in the window", `/ViewerPreferences <</DisplayDocTitle true>>`, "", "ua1 7.1-10"},
	{"facing", "output intent", `/OutputIntents \[.*?>>\]`, "", "2a 6.2.4.3-2, 2a 6.2.4.3-4"},
}

// TestFaultsAreFound shows that the check for PDF/UA-1 and PDF/A-2a can fail, for
// each kind of file, and that it is the fault that makes it fail.
func TestFaultsAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("starts veraPDF")
	}
	folder := t.TempDir()
	want := map[string][]string{}
	put := func(name string, file []byte, broken ...string) {
		name = filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".pdf")
		if err := os.WriteFile(name, file, 0o644); err != nil {
			t.Fatal(err)
		}
		want[name] = broken
	}
	whole := map[string][]byte{}
	for name, write := range variants {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		whole[name] = out.Bytes()
		put(name, rewritten(t, out.Bytes(), func(b []byte) []byte { return b }))
	}
	for _, f := range faults {
		find, found := regexp.MustCompile(f.find), false
		put(f.variant+" without "+f.missing, rewritten(t, whole[f.variant], func(b []byte) []byte {
			found = found || find.Match(b)
			return find.ReplaceAll(b, []byte(f.replace))
		}), strings.Split(f.broken, ", ")...)
		if !found {
			t.Errorf("a %s file has no %s", f.variant, f.find)
		}
	}
	compareBroken(t, want)
}

func compareBroken(t *testing.T, want map[string][]string) {
	var files []string
	for file := range want {
		files = append(files, file)
	}
	got := programs.BrokenRules(t, files...)
	for _, file := range slices.Sorted(slices.Values(files)) {
		if diff := cmp.Diff(want[file], got[file], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: rules (-want +broken):\n%s", filepath.Base(file), diff)
		}
	}
}

// rewritten is a file with the same objects, each changed.
func rewritten(t *testing.T, file []byte, change func([]byte) []byte) []byte {
	t.Helper()
	f, err := openFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := takeShaper()
	defer s.release()
	out := newObjectFile(s)
	for range f.places[1:] {
		out.reserve()
	}
	for number := ref(1); int(number) < len(f.places); number++ {
		if err := f.copyObject(out, number, change); err != nil {
			t.Fatal(err)
		}
	}
	root, _ := f.trailer.get("Root").ref()
	info, _ := f.trailer.get("Info").ref()
	return bytes.Clone(out.close(root, info, &s.memory))
}

var lengthEntry = regexp.MustCompile(` ?/Length \d+`)

// copyObject writes an object changed. What held the objects of the old file is
// left out, since the new one packs them itself.
func (f *file) copyObject(out *objectFile, number ref, change func([]byte) []byte) error {
	v, data, err := f.object(appendRef(nil, number))
	if err != nil {
		return err
	}
	if data == nil {
		out.begin(number)
		out.text(string(change(v)))
		out.end()
		return nil
	}
	d, err := v.dict(nil)
	if err != nil {
		return err
	}
	switch kind := string(d.get("Type").name()); {
	case kind == "ObjStm" || kind == "XRef":
		return nil
	case kind == "Metadata":
		data = change(data)
	case len(d) == 2 && d.deflated() == nil: // the content of a page, or a CMap
		content, err := f.inflate(nil, data)
		if err != nil {
			return err
		}
		data = fast.deflate(change(content))
	}
	out.raw(number, lengthEntry.ReplaceAllString(string(v[2:len(v)-2]), ""), data)
	return nil
}
