package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wayleaf/document"
	programs "wayleaf/internal/outside"
)

// The words that other programs take out of a finished file must be those of
// the document.
func TestOutsideReaders(t *testing.T) {
	for _, reader := range programs.Readers {
		t.Run(reader.Name, func(t *testing.T) {
			made, files := kitchenFiles(t)
			direction := func(file string) document.Direction { return made[file].Direction }
			found := reader.Words(t, direction, files...)
			for _, file := range files {
				reader.Compare(t, filepath.Base(file), made[file], outsidePages(t, file), found[file])
			}
		})
	}
}

// kitchenFiles writes the kitchen sink in each language and size of print.
func kitchenFiles(t *testing.T) (made map[string]*document.Document, files []string) {
	folder := t.TempDir()
	made = map[string]*document.Document{}
	for _, language := range languages {
		for _, print := range document.Prints {
			d := kitchenSink(language)
			d.Print = print
			file := writtenTo(t, folder, language+string(print)+".pdf", d)
			made[file], files = d, append(files, file)
		}
		// A page of both directions is right to left for poppler, which then turns
		// round a right-to-left name within an English line: it is left out.
		d := paired(t, "en", language)
		d.Blocks = d.Blocks[:len(d.Blocks)-2]
		file := writtenTo(t, folder, language+"-paired.pdf", d)
		made[file], files = d, append(files, file)
	}
	return made, files
}

func writtenTo(t *testing.T, folder, name string, d *document.Document) string {
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, written(t, d), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func outsidePages(t *testing.T, file string) (all []programs.Page) {
	finished, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := Read(finished)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		all = append(all, programs.Page(page))
	}
	return all
}

// The faults of other programs that the comparison forgives, each with the
// smallest document that shows it: what stands on the page, and what the program
// gives instead. A program that gives what is on the page is mended; its pardon
// in internal/outside can go.
var readerFaults = []struct {
	name, reader, language string
	block                  document.Block
	page, given            string
}{
	{
		name: "a cell of two Nastaliq lines is mixed with its neighbours", reader: "poppler", language: "ur",
		block: document.KeyFacts{Facts: []document.Fact{
			{Label: fill("ٹیکسٹ"), Value: []document.Inline{ltrValue("07700 900151", "")}},
			{Label: fill("Relay UK، ان کے لیے جو سن نہیں سکتے اور بول"), Value: []document.Inline{ltrValue("18001 01632 960151", "")}},
			{Label: fill("ای میل"), Value: []document.Inline{ltrValue("hello@north.example", "")}},
		}},
		page:  "نہیں سکتے اور بول",
		given: "نہیں 18001 01632 960151 ای میل hello@north.example سکتے اور بول",
	},
	{
		name: "a name of two scripts on a right-to-left page is turned round", reader: "poppler", language: "ar",
		block: document.Paragraph{Inlines: []document.Inline{ltrValue("Mr خالد المنصوري", "")}},
		page:  "Mr خالد المنصوري", given: "خالد المنصوري Mr",
	},
	{
		name: "a space before the comma after a right-to-left name", reader: "pdfjs", language: "en",
		block: document.Paragraph{Inlines: []document.Inline{document.Text("Dear "), document.Value{Text: "علی"}, document.Text(", we wait")}},
		page:  "علی, we", given: "علی , we",
	},
	{
		name: "a joiner that stands alone is lost", reader: "pdfjs", language: "ur",
		block: document.Paragraph{Inlines: []document.Inline{document.Text("می\u200cخواہم")}},
		page:  "می\u200cخواہم", given: "میخواہم",
	},
}

// TestReaderFaults holds for the versions of CI; others may be mended already.
func TestReaderFaults(t *testing.T) {
	if os.Getenv("WAYLEAF_OUTSIDE") != "required" {
		t.Skip("only with the versions of CI")
	}
	for _, fault := range readerFaults {
		t.Run(fault.name, func(t *testing.T) {
			d := onlyBlock(fault.language, fault.block)
			file := writtenTo(t, t.TempDir(), "fault.pdf", d)
			for _, reader := range programs.Readers {
				want, not := fault.page, fault.given
				if reader.Name == fault.reader {
					want, not = not, want
				}
				text := strings.Join(strings.Fields(reader.Texts(t, file)[file]), " ")
				if !strings.Contains(text, want) || strings.Contains(text, not) {
					t.Errorf("%s gives %q\nwant %q", reader.Name, text, want)
				}
				direction := func(string) document.Direction { return d.Direction }
				reader.Compare(t, "forgiven", d, outsidePages(t, file), reader.Words(t, direction, file)[file])
			}
		})
	}
}

// onlyBlock is a leaflet of one block, without furniture.
func onlyBlock(language string, b document.Block) *document.Document {
	d := kitchenSink(language)
	d.Kind, d.ID, d.Furniture = document.Leaflet, "", document.Furniture{}
	d.Blocks = []document.Block{b}
	return d
}

// A page of an Arabic letter with a long English name and address holds more
// Latin letters than Arabic ones. Poppler would take it for left to right and
// give the full stop to the next word, but for the marks of [painter.turn].
func TestMostlyLatinPage(t *testing.T) {
	name := ltrValue("Cholmondeley-Wolstenholme-Fotheringay", "")
	d := onlyBlock("ar", document.Paragraph{Inlines: []document.Inline{document.Text("وصلتنا إحالتكم من "), name, document.Text(". نعمل عليها.")}})
	file := writtenTo(t, t.TempDir(), "latin.pdf", d)
	direction := func(string) document.Direction { return d.Direction }
	for _, reader := range programs.Readers {
		reader.Compare(t, "mostly Latin", d, outsidePages(t, file), reader.Words(t, direction, file)[file])
		want := "وصلتنا إحالتكم من Cholmondeley-Wolstenholme-Fotheringay. نعمل عليها."
		if got := strings.Join(reader.Words(t, direction, file)[file], " "); got != want {
			t.Errorf("%s gives %q, want %q", reader.Name, got, want)
		}
	}
}
