package pdf

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// dice makes choices out of fuzzing input.
type dice struct {
	rolls []byte
	words []string // texts to choose from
}

func (d *dice) roll(sides int) int {
	if len(d.rolls) == 0 {
		return 0
	}
	roll := int(d.rolls[0])
	d.rolls = d.rolls[1:]
	return roll % sides
}

func (d *dice) text() string { return d.words[d.roll(len(d.words))] }

func (d *dice) direction() document.Direction {
	return []document.Direction{"", document.LeftToRight, document.RightToLeft}[d.roll(3)]
}

func (d *dice) inlines(depth int) []document.Inline {
	var run []document.Inline
	for range 1 + d.roll(4) {
		run = append(run, d.inline(depth))
	}
	return run
}

func (d *dice) inline(depth int) document.Inline {
	switch kind := d.roll(7); {
	case kind == 1:
		return document.Value{Text: d.text(), Direction: d.direction(), Whole: d.roll(2) == 1, Field: "field"}
	case kind == 2 && depth > 0:
		return document.Strong{Inlines: d.inlines(depth - 1)}
	case kind == 3 && depth > 0:
		return document.Link{URL: "https://example.org/" + d.text(), Inlines: d.inlines(depth - 1)}
	case kind == 4 && depth > 0:
		return document.Span{Language: languages[d.roll(len(languages))], Direction: d.direction(), Inlines: d.inlines(depth - 1)}
	case kind == 5:
		return document.Break{}
	}
	return document.Text(d.text())
}

func (d *dice) block(depth int) document.Block {
	switch kind := d.roll(9); {
	case kind == 1:
		return document.Heading{Level: 1 + d.roll(3), Inlines: d.inlines(1)}
	case kind == 2:
		list := document.List{Ordered: d.roll(2) == 1}
		for range d.roll(5) {
			list.Items = append(list.Items, d.inlines(2))
		}
		return list
	case kind == 3:
		var facts document.KeyFacts
		for range d.roll(4) {
			facts.Facts = append(facts.Facts, document.Fact{Label: d.inlines(1), Value: d.inlines(2)})
		}
		return facts
	case kind == 6 && depth > 0:
		part := document.Part{Language: []string{"ur", "pl"}[d.roll(2)], Direction: document.LeftToRight}
		if part.Language == "ur" {
			part.Direction = document.RightToLeft
		}
		part.Blocks = []document.Block{d.block(0), d.block(0)}
		return part
	case kind == 4 && depth > 0:
		return document.Callout{Blocks: []document.Block{d.block(0), d.block(0)}}
	case kind == 5 && depth > 0:
		path := document.Path{Alt: d.inlines(1)}
		for range d.roll(6) {
			state := []document.State{document.Done, document.Crossed, document.Now, document.Next, document.Goal}[d.roll(5)]
			path.Stops = append(path.Stops, document.Stop{State: state, Label: d.inlines(2)})
		}
		return path
	case kind == 7 && depth > 0:
		return document.QRCode{Inlines: append(d.inlines(1), fill("{q}")...), Scan: d.inlines(1)}
	}
	return document.Paragraph{Inlines: d.inlines(3)}
}

// document makes a letter or leaflet of random blocks.
func (d *dice) document() *document.Document {
	random := kitchenSink(languages[d.roll(len(languages))])
	random.Blocks = random.Blocks[:3:3]
	if d.roll(2) == 1 {
		random.Kind = document.Leaflet
		random.Blocks = random.Blocks[:1:1]
		random.Sheets.Booklet = d.roll(2) == 1
	}
	random.Print = document.Prints[d.roll(3)]
	random.Blocks = append(random.Blocks, document.Heading{Level: 1, Inlines: d.inlines(1)})
	for range d.roll(30) {
		random.Blocks = append(random.Blocks, d.block(1))
	}
	return random
}

// A document is refused with findings, or it is written: inside the page, and
// with every word.
func FuzzWrite(f *testing.F) {
	seeds := []string{"plain words", "علی رضا خان (12)", "আপনার র‍্যাশ", "a\u202eb\u2067c", "e\u0301\u0301\u0301 \u064b\u064b", strings.Repeat("x", 300), "\u200c\u200d", ""}
	for i, seed := range seeds {
		f.Add(seed, []byte{byte(i), 7, byte(i * 3), 1, 28, 3, 9, 2, 250, byte(i), 6, 5, 4, 3, 2, 1, 0, 77, 13, 4, 200, 31, 5, 5, 4, 4, 3})
	}
	f.Fuzz(func(t *testing.T, text string, rolls []byte) {
		if len(text) > 2000 || len(rolls) > 300 {
			return
		}
		d := dice{rolls, []string{text, "words and more words", "01632 960001", "میں", "اپنا نمبر", "কর্মদিবসের", "Олена", text + " " + text}}
		random := d.document()
		lines, err := recording(random)
		var list finding.List
		if errors.As(err, &list) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range lines {
			if !r.on(paperOf(random)) {
				t.Errorf("page %d: %q at %.1f %.1f, %.1f wide, stands outside", r.page+1, r.logical(), r.x, r.y, r.line.width)
			}
		}
		pages, err := Read(written(t, random))
		if err != nil {
			t.Fatal(err)
		}
		if want, got := wholeText(random.Text()), strings.Join(bodyOf(pages), ""); want != got {
			t.Errorf("body is %q, want %q", got, want)
		}
	})
}

// wholeText is a text without white space, which line and page breaks change,
// and without what steers programs and is not printed.
func wholeText(text string) string {
	runes := slices.DeleteFunc([]rune(strings.Join(strings.Fields(text), "")), unprinted)
	return string(runes)
}
