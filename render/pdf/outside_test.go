package pdf

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"wayleaf/document"
)

// The words that other programs take out of a finished file must be those of
// the document. Each test runs where its program is installed; with
// WAYLEAF_OUTSIDE=required a missing one fails.

// runOutside runs a program on a file and returns what it prints.
func runOutside(t *testing.T, file string, command ...string) string {
	t.Helper()
	path, err := exec.LookPath(command[0])
	if err != nil {
		missing(t, err)
	}
	var complaints bytes.Buffer
	c := exec.Command(path, append(command[1:], file)...)
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command[0], err, complaints.String())
	}
	return string(out)
}

func missing(t *testing.T, reason any) {
	t.Helper()
	if os.Getenv("WAYLEAF_OUTSIDE") == "required" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

func poppler(t *testing.T, file string) string {
	t.Helper()
	return runOutside(t, "-", "pdftotext", file)
}

func mupdf(t *testing.T, file string) string {
	return runOutside(t, file, "mutool", "draw", "-q", "-F", "txt")
}

// pdfjs runs the script of the repository's checks, which prints a line of JSON
// for each page.
func pdfjs(t *testing.T, file string) string {
	script, err := filepath.Abs("../../.ci/pdfjs/text.mjs")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(script), "node_modules")); err != nil {
		missing(t, err)
	}
	var text strings.Builder
	for line := range strings.Lines(runOutside(t, file, "node", script)) {
		var page struct{ Text string }
		if err := json.Unmarshal([]byte(line), &page); err != nil {
			t.Fatal(err)
		}
		text.WriteString(page.Text + "\n")
	}
	return text.String()
}

// wordsOf is what two texts are compared by: words without the controls of
// UAX 9, which poppler adds, and without presentation forms.
func wordsOf(text string) []string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200E', r == '\u200F', r >= '\u202A' && r <= '\u202E', isIsolate(r):
			return -1
		}
		return r
	}, text)
	return strings.Fields(norm.NFKC.String(text))
}

var readers = []struct {
	name    string
	text    func(t *testing.T, file string) string
	loses   string // characters that it never gives
	forgive func(language string, words []string) []string
}{
	{"poppler", poppler, "", nil},
	{"mupdf", mupdf, "", nil},
	{"pdfjs", pdfjs, "\u200C", rejoined}, // no format characters
}

// rejoined forgives a fault of pdf.js 5: where a right-to-left name in a
// left-to-right line is followed by a comma or a hyphen, it puts a space
// before it, since it measures from the last letter, which is the leftmost.
func rejoined(language string, words []string) []string {
	if rtl(language) {
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

func TestOutsideReaders(t *testing.T) {
	for _, reader := range readers {
		for _, language := range languages {
			for _, print := range []document.Print{document.Standard, document.Large} {
				t.Run(reader.name+"/"+language+string(print), func(t *testing.T) {
					t.Parallel()
					d := kitchenSink(language)
					d.Print = print
					file := filepath.Join(t.TempDir(), language+".pdf")
					finished := written(t, d)
					if err := os.WriteFile(file, finished, 0o644); err != nil {
						t.Fatal(err)
					}
					words := wordsOf(reader.text(t, file))
					if reader.forgive != nil {
						words = reader.forgive(language, words)
					}
					compareWords(t, d, finished, words, reader.loses)
				})
			}
		}
	}
}

func without(text, dropped string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(dropped, r) {
			return -1
		}
		return r
	}, text)
}

// compareWords demands every word of the document and of its furniture, no
// other, and the words of each line together and in order. The order of the
// lines is the reader's own: they sort columns by place.
func compareWords(t *testing.T, d *document.Document, finished []byte, words []string, loses string) {
	pages, err := Read(finished)
	if err != nil {
		t.Fatal(err)
	}
	wordsOf := func(text string) []string { return wordsOf(without(text, loses)) }
	want := wordsOf(d.Text())
	for _, page := range pages {
		want = append(want, wordsOf(strings.Join(page.Around, " "))...)
	}
	got := slices.Clone(words)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-document +reader):\n%s", diff)
	}
	text := " " + strings.Join(words, " ") + " "
	for _, page := range pages {
		for _, line := range page.Body {
			if !strings.Contains(text, " "+strings.Join(wordsOf(line), " ")+" ") {
				t.Errorf("line not found: %q", line)
			}
		}
	}
}
