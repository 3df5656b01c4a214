// Package outside asks programs that are not ours what they read in a PDF:
// poppler, MuPDF and pdf.js; zbar, what the QR codes of a page say; and LibreOffice,
// what it calculates in a CSV file. It is for tests only.
//
// A test that needs a program which is not there is left out, or fails when
// the environment has WAYLEAF_OUTSIDE=required, as in CI.
package outside

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"

	"wayleaf/document"
)

// Reader is a program that takes the text out of PDF files.
type Reader struct {
	Name string
	// Loses are characters that it never gives.
	Loses string

	// Sorts is set for a reader that sorts what it finds by place, see found.
	Sorts bool

	texts   func(t testing.TB, files []string) map[string][]string // of each page
	forgive func(direction document.Direction, words []string) []string
}

// Readers are the three that patients' and hospitals' programs are made of.
var Readers = []Reader{
	{Name: "poppler", texts: each("pdftotext", func(file string) []string { return []string{file, "-"} }), Sorts: true},
	{Name: "mupdf", texts: each("mutool", func(file string) []string { return []string{"draw", "-q", "-F", "txt", file} })},
	{Name: "pdfjs", texts: pdfjs, Loses: "\u200C", forgive: rejoined}, // no format characters
}

// Texts is what the program finds in each file, as it gives it, but without the
// controls of UAX 9 and without presentation forms.
func (r Reader) Texts(t testing.TB, files ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for file, pages := range r.texts(t, files) {
		found[file] = plain(strings.Join(pages, "\n"), "")
	}
	return found
}

// Words are the words of what the program finds in each file.
func (r Reader) Words(t testing.TB, direction func(file string) document.Direction, files ...string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for file, pages := range r.texts(t, files) {
		found[file] = r.words(strings.Join(pages, "\n"), direction(file))
	}
	return found
}

// PageWords are the words of what the program finds on each page of a file of
// several documents.
func (r Reader) PageWords(t testing.TB, direction func(page int) document.Direction, file string) [][]string {
	t.Helper()
	var found [][]string
	for i, text := range r.texts(t, []string{file})[file] {
		found = append(found, r.words(text, direction(i)))
	}
	return found
}

func (r Reader) words(text string, direction document.Direction) []string {
	found := words(text, r.Loses)
	if r.forgive != nil {
		return r.forgive(direction, found)
	}
	return found
}

// Page is what one page of a file must say: lines of the document, whose words
// stand together and in order, and words around them.
type Page struct{ Body, Around []string }

// Compare demands every word of the document's text and of the words around it
// on its pages, no other, and the words of each line together and in order. The
// order of the lines is the reader's own: they sort columns by place.
func (r Reader) Compare(t testing.TB, name string, d *document.Document, pages []Page, got []string) {
	t.Helper()
	r.compare(t, name, cellsOf(d.Blocks), d.Text(), pages, got)
}

// ComparePages demands the same of each page of a document by itself.
func (r Reader) ComparePages(t testing.TB, name string, d *document.Document, pages []Page, got [][]string) {
	t.Helper()
	for i, page := range pages {
		body := strings.Join(page.Body, "\n")
		r.compare(t, fmt.Sprintf("%s, page %d", name, i+1), cellsOf(d.Blocks), body, []Page{page}, got[i])
	}
}

func (r Reader) compare(t testing.TB, name string, cells map[string]bool, text string, pages []Page, got []string) {
	t.Helper()
	if diff := r.diff(text, pages, got); diff != "" {
		t.Errorf("%s: words (-document +%s):\n%s", name, r.Name, diff)
	}
	for _, page := range pages {
		for _, line := range page.Body {
			if !r.gives(got, words(line, r.Loses), cells[strings.Join(words(line, ""), " ")]) {
				t.Errorf("%s: %s does not give the line %q", name, r.Name, line)
			}
		}
	}
}

// diff compares all words, whatever their order.
func (r Reader) diff(text string, pages []Page, got []string) string {
	want := words(text, r.Loses)
	for _, page := range pages {
		want = append(want, words(strings.Join(page.Around, " "), r.Loses)...)
	}
	slices.Sort(want)
	return cmp.Diff(want, slices.Sorted(slices.Values(got)), cmpopts.EquateEmpty())
}

// gives reports whether the words of a line stand together and in order. Two
// faults of poppler, which sorts words by place, are forgiven; no word may be
// lost or changed by either (render/pdf/testdata/README.md):
//
//   - a cell of a table that takes two lines is mixed with the cell beside it:
//     its words are in order, with those of its neighbours between them; in
//     Nastaliq, whose lines are far apart, the second line may come first
//   - on a right-to-left page the words of a name that holds both scripts are
//     put in the page's direction: they are together, in another order
//
// Only cells of tables are forgiven the first, only lines of both scripts the
// second.
func (r Reader) gives(got, line []string, cell bool) bool {
	if len(line) == 0 {
		return true
	}
	const beside = 120 // words of the neighbouring cells of a table, or of the address beside the letter's date
	for at := range got {
		switch {
		case got[at] == line[0] && at+len(line) <= len(got) && slices.Equal(got[at:at+len(line)], line):
			return true
		case r.Sorts && cell && got[at] == line[0] && inOrder(got[at:min(len(got), at+len(line)+beside)], line):
			return true
		case r.Sorts && cell && arabic(line) && contains(got[at:min(len(got), at+len(line)+beside)], line):
			return true
		case r.Sorts && at+len(line) <= len(got) && bothScripts(line) && sameWords(got[at:at+len(line)], line):
			return true
		}
	}
	return false
}

// cellsOf are the labels and values of key facts, by their words.
func cellsOf(blocks []document.Block) map[string]bool {
	cells := map[string]bool{}
	for _, block := range blocks {
		switch b := block.(type) {
		case document.KeyFacts:
			for _, run := range document.Inlines(b) {
				cells[strings.Join(words(document.Plain(run), ""), " ")] = true
			}
		case document.Part:
			maps.Copy(cells, cellsOf(b.Blocks))
		}
	}
	return cells
}

func inOrder(got, line []string) bool {
	for _, word := range got {
		if len(line) > 0 && word == line[0] {
			line = line[1:]
		}
	}
	return len(line) == 0
}

// contains reports whether all words of a line are among those got.
func contains(got, line []string) bool {
	left := slices.Clone(line)
	for _, word := range got {
		if i := slices.Index(left, word); i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
	}
	return len(left) == 0
}

func arabic(line []string) bool {
	_, arabic := letters(strings.Join(line, " "))
	return arabic > 0
}

func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func bothScripts(line []string) bool {
	latin, arabic := letters(strings.Join(line, " "))
	return latin > 0 && arabic > 0
}

func letters(text string) (latin, arabic int) {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		}
	}
	return latin, arabic
}

func words(text, without string) []string { return strings.Fields(plain(text, without)) }

// plain leaves out the controls of UAX 9, which poppler adds, presentation forms
// and what a reader never gives.
func plain(text, without string) string {
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\u200E', r == '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
			return -1
		case strings.ContainsRune(without, r):
			return -1
		}
		return r
	}, text))
}

// rejoined forgives a fault of pdf.js 5: where a right-to-left name in a
// left-to-right line is followed by a comma or a hyphen, it puts a space
// before it, since it measures from the last letter, which is the leftmost.
func rejoined(direction document.Direction, words []string) []string {
	if direction == document.RightToLeft {
		return words
	}
	var joined []string
	for _, word := range words {
		if n := len(joined); n > 0 && strings.ContainsRune(",;-", rune(word[0])) && word != "-" {
			joined[n-1] += word
			continue
		}
		joined = append(joined, word)
	}
	return joined
}

// each runs a program once for each file, on all cores.
func each(program string, arguments func(file string) []string) func(testing.TB, []string) map[string][]string {
	return func(t testing.TB, files []string) map[string][]string {
		t.Helper()
		path, err := exec.LookPath(program)
		if err != nil {
			Missing(t, err)
		}
		texts := make([]string, len(files))
		errs := make([]error, len(files))
		var workers sync.WaitGroup
		for w := range runtime.GOMAXPROCS(0) {
			workers.Go(func() {
				for i := w; i < len(files); i += runtime.GOMAXPROCS(0) {
					texts[i], errs[i] = output(path, arguments(files[i])...)
				}
			})
		}
		workers.Wait()
		found := map[string][]string{}
		for i, file := range files {
			if errs[i] != nil {
				t.Errorf("%s: %v", file, errs[i])
			}
			pages := strings.Split(texts[i], "\f") // each page ends with one
			found[file] = pages[:len(pages)-1]
		}
		return found
	}
}

func output(program string, arguments ...string) (string, error) {
	var complaints bytes.Buffer
	command := exec.Command(program, arguments...)
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", program, err, complaints.String())
	}
	return string(out), nil
}

// pdfjs runs the script of the repository's checks once for all files. It
// prints a line of JSON for each page.
func pdfjs(t testing.TB, files []string) map[string][]string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	script := filepath.Join(filepath.Dir(here), "..", "..", ".ci", "pdfjs", "text.mjs")
	if _, err := os.Stat(filepath.Join(filepath.Dir(script), "node_modules")); err != nil {
		Missing(t, err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		Missing(t, err)
	}
	out, err := output(node, append([]string{script}, files...)...)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for line := range strings.Lines(out) {
		var page struct{ File, Text, Error string }
		if err := json.Unmarshal([]byte(line), &page); err != nil || page.Error != "" {
			t.Fatalf("pdf.js: %v %s", err, page.Error)
		}
		found[page.File] = append(found[page.File], page.Text)
	}
	return found
}

// Missing leaves a test out because a program is not there, or fails it where
// outside programs are required.
func Missing(t testing.TB, reason any) {
	t.Helper()
	if os.Getenv("WAYLEAF_OUTSIDE") == "required" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
