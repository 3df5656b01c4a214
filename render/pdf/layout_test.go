package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/document"
)

var update = flag.Bool("update", false, "write the golden layouts")

// recorded is a line as it was painted.
type recorded struct {
	page     int
	line     *line
	x, y     float64 // left edge of the ink and baseline, from the top left corner
	size     float64
	artifact bool
}

func record(t testing.TB, d *document.Document) []recorded {
	t.Helper()
	lines, err := recording(d)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func recording(d *document.Document) (lines []recorded, err error) {
	_, err = write(d, func(page int, t text, left, top float64) {
		lines = append(lines, recorded{page, t.line, left, top, t.size, t.looks[t.line.pieces[0].look].node == nil})
	})
	return lines, err
}

// logical is the text of the line in reading order.
func (r recorded) logical() string {
	var b strings.Builder
	for i := range r.line.pieces {
		b.WriteString(r.line.pieces[i].text)
	}
	return strings.TrimRight(b.String(), " ")
}

var withoutMarks = strings.NewReplacer(rightMark, "", leftMark, "")

// visual is the text of the line from left to right, by the places of its
// glyphs.
func (r recorded) visual() string {
	type glyph struct {
		x    float64
		text string
	}
	var glyphs []glyph
	for i := range r.line.pieces {
		p := &r.line.pieces[i]
		units := 0
		for _, s := range p.slots {
			glyphs = append(glyphs, glyph{p.at + p.face.points(units, p.sizeUsed), withoutMarks.Replace(s.text)})
			units += s.advance
		}
	}
	slices.SortStableFunc(glyphs, func(a, b glyph) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString(g.text)
	}
	return b.String()
}

func TestLayout(t *testing.T) {
	expected := map[string]bool{}
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			name := filepath.Join("testdata", language+string(print)+".layout")
			expected[name] = true
			var b strings.Builder
			for _, r := range record(t, d) {
				fmt.Fprintf(&b, "%d %6.1f %6.1f  %s\n", r.page+1, r.x, r.y, r.logical())
			}
			golden(t, name, b.String())
		}
	}
	found, err := filepath.Glob("testdata/*.layout")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		if !expected[name] {
			t.Errorf("%s belongs to no case", name)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err, " (run with -update)")
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", name, diff)
	}
}

// What must be copied exactly reads left to right on every page, whatever the
// direction around it.
func TestExactThingsReadLeftToRight(t *testing.T) {
	for _, language := range languages {
		var lines []string
		for _, r := range record(t, kitchenSink(language)) {
			lines = append(lines, r.visual())
		}
		page := strings.Join(lines, "\n")
		for _, want := range []string{
			"01632 960001", "999 526 0182", "0000 4912 7731", "Monday 5 October 2026", "WL-7F3K-22",
			"NE1 4LP", "Flat 12, Bridge House", "114 Long Meadow Street", "NEWCASTLE UPON TYNE",
			"www.example.nhs.uk/referrals", "Олена Шевченко", "NHS App",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q from left to right", language, want)
			}
		}
	}
}

func TestBracketsAreMirrored(t *testing.T) {
	d := kitchenSink("ar")
	closing, _ := allFaces()[faceIndex(sans, false)].font.NominalGlyph(')')
	for _, r := range record(t, d) {
		for i := range r.line.pieces {
			p := &r.line.pieces[i]
			for _, s := range p.slots {
				if s.text == "(" && p.rightToLeft() && unpackPart(s.parts).glyph != uint16(closing) {
					t.Errorf("an opening bracket is not mirrored in %q", r.logical())
				}
			}
		}
	}
}

func (r recorded) rect() rect { return text{line: r.line, x: r.x, size: r.size}.ink(r.y) }

func TestNothingShowsInTheClearZones(t *testing.T) {
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			for _, r := range record(t, d) {
				if r.page > 0 {
					continue
				}
				for _, zone := range clearZones {
					if overlap(r.rect(), zone) {
						t.Errorf("%s %s: %q at %.0f %.0f stands in the clear zone %v", language, print, r.logical(), r.x, r.y, zone)
					}
				}
				inWindow := overlap(r.rect(), window)
				if address := strings.Contains("Олена Шевченко Flat 12, Bridge House 114 Long Meadow Street NEWCASTLE UPON TYNE NE1 4LP", r.logical()); inWindow && !address {
					t.Errorf("%s %s: %q shows in the window", language, print, r.logical())
				}
			}
		}
	}
}

func TestLinesDoNotOverlap(t *testing.T) {
	for _, language := range languages {
		lines := record(t, kitchenSink(language))
		for i, a := range lines {
			for _, b := range lines[:i] {
				if a.page == b.page && overlap(a.rect(), b.rect()) {
					t.Errorf("%s: %q and %q overlap", language, a.logical(), b.logical())
				}
			}
		}
	}
}

// on reports whether a line stands on the paper.
func (r recorded) on(page *paper) bool {
	return r.x > -0.5 && r.x+r.line.width < page.width+0.5 && r.y > 0 && r.y < page.height
}

// The highest words of a page stand below its top and its draft mark, and what
// stands on the ground of a callout stays on it.
func TestInkHasRoom(t *testing.T) {
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			s := newSetter(language, takeShaper())
			laid := s.lay(d, true)
			top := laid.furniture.top() - draftGap + inkGap - 0.001
			for i, page := range laid.pages {
				if len(page.rows) == 0 {
					continue
				}
				if over, _ := page.rows[0].overshoot(); page.top-over < top {
					t.Errorf("%s %s: page %d begins %.1f pt above its top", language, print, i+1, top-page.top+over)
				}
			}
			s.shaper.release()
		}
	}
}
