package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/render/qr"
)

// codeFor is a code for an address without "https://", with its words.
func codeFor(address string) document.QRCode {
	return document.QRCode{
		Inlines: []document.Inline{document.Text("Our website: "), document.Link{URL: "https://" + address, Inlines: []document.Inline{ltrValue(address, "")}}},
		Scan:    fill("To open it, point your phone at the code, or phone {p}."),
	}
}

// drawnCode is a code as a finished page shows it.
type drawnCode struct {
	page int
	area rect // of its modules, from the top left corner
	dark [][]bool
}

var (
	codePath = regexp.MustCompile(`/Artifact BMC q\s+0 0 0 rg (\S+) 0 0 -(\S+) (\S+) (\S+) cm\n((?:\d+ \d+ [ml]\n|h\n)+)f\*\s+Q EMC`)
	corner   = regexp.MustCompile(`(\d+) (\d+) [ml]`)
)

// drawnCodes reads codes back from the content of finished pages. All are
// artifacts.
func drawnCodes(t *testing.T, file []byte) (codes []drawnCode) {
	t.Helper()
	height := heightOfPages(t, file)
	for page, content := range contentsOf(t, file) {
		for _, found := range codePath.FindAllSubmatch(content, -1) {
			var module, down, x, y float64
			if n, err := fmt.Sscan(string(bytes.Join(found[1:5], []byte(" "))), &module, &down, &x, &y); n != 4 || module != down {
				t.Fatalf("a code is set by %q: %v", found[0][:60], err)
			}
			dark := filled(found[5])
			side := module * float64(len(dark))
			codes = append(codes, drawnCode{page, rect{x, height - y, side, side}, dark})
		}
	}
	return codes
}

// pagesOf are the pages of a finished file.
func pagesOf(t *testing.T, file []byte) (f *file, pages []dict) {
	t.Helper()
	f, err := openFile(file)
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := f.dictAt(f.trailer.get("Root"))
	tree, _ := f.dictAt(catalog.get("Pages"))
	for _, kid := range listOf(tree.get("Kids")) {
		page, _ := f.dictAt(kid)
		pages = append(pages, page)
	}
	return f, pages
}

func listOf(array value) (values []value) {
	for l := array.array(); ; {
		v, err := l.next()
		if err != nil {
			return values
		}
		values = append(values, v)
	}
}

func linksOf(t *testing.T, file []byte, page int) (links []string) {
	t.Helper()
	f, pages := pagesOf(t, file)
	for _, v := range listOf(pages[page].get("Annots")) {
		annotation, _ := f.dictAt(v)
		action, _ := annotation.get("A").dict(nil)
		links = append(links, strings.Trim(string(action.get("URI")), "()"))
	}
	return links
}

func heightOfPages(t *testing.T, file []byte) float64 {
	t.Helper()
	_, pages := pagesOf(t, file)
	height, err := strconv.ParseFloat(string(listOf(pages[0].get("MediaBox"))[3]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return height
}

func contentsOf(t *testing.T, file []byte) (contents [][]byte) {
	t.Helper()
	f, pages := pagesOf(t, file)
	for _, page := range pages {
		var content []byte
		for _, passage := range listOf(page.get("Contents")) {
			data, err := f.deflated(passage)
			if err != nil {
				t.Fatal(err)
			}
			if content, err = f.inflate(content, data); err != nil {
				t.Fatal(err)
			}
		}
		contents = append(contents, content)
	}
	return contents
}

// filled colours the modules that a path encloses by the even-odd rule: those
// with an odd number of upright lines to their left.
func filled(path []byte) [][]bool {
	type point struct{ x, y int }
	var edges [][]point
	size := 0
	for _, edge := range bytes.Split(bytes.TrimSuffix(path, []byte("h\n")), []byte("h\n")) {
		var points []point
		for _, c := range corner.FindAllSubmatch(edge, -1) {
			var p point
			fmt.Sscan(string(c[1])+" "+string(c[2]), &p.x, &p.y)
			points, size = append(points, p), max(size, p.x)
		}
		edges = append(edges, points)
	}
	dark := make([][]bool, size)
	for y := range dark {
		dark[y] = make([]bool, size)
		for x := range dark[y] {
			for _, edge := range edges {
				for i, to := range edge {
					from := edge[(i+len(edge)-1)%len(edge)]
					if from.x == to.x && from.x <= x && min(from.y, to.y) <= y && y < max(from.y, to.y) {
						dark[y][x] = !dark[y][x]
					}
				}
			}
		}
	}
	return dark
}

func wantModules(t *testing.T, name string, got drawnCode, address string) {
	t.Helper()
	want, err := qr.Encode(address)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(got.dark, want.Rows, slices.Equal[[]bool]) {
		t.Errorf("%s: the code on the page is not that of %s", name, address)
	}
}

// In every language and print the code of the finished page is whole, large
// enough, at the start of the lines, with its words beside it and white around.
func TestQRCode(t *testing.T) {
	const address = "www.example.nhs.uk/referrals"
	for _, language := range languages {
		for _, print := range document.Prints {
			name := language + " " + string(print)
			d := kitchenSink(language)
			d.Print = print
			file := written(t, d)
			codes := drawnCodes(t, file)
			if len(codes) != 1 {
				t.Errorf("%s: %d codes, want 1", name, len(codes))
				continue
			}
			wantModules(t, name, codes[0], "https://"+address)
			if codes[0].area.width < 22*mm-0.1 {
				t.Errorf("%s: a code of %.1f mm", name, codes[0].area.width/mm)
			}
			wantWordsBeside(t, name, d, codes[0], address)
			if links := linksOf(t, file, codes[0].page); !slices.Contains(links, "https://"+address) {
				t.Errorf("%s: the page leads to %q, not to the address of its code", name, links)
			}
		}
	}
}

// wantWordsBeside wants an address beside a code, and no words in the white
// around it.
func wantWordsBeside(t *testing.T, name string, d *document.Document, code drawnCode, address string) {
	t.Helper()
	quiet := 4 * code.area.width / float64(len(code.dark))
	white := rect{code.area.x - quiet, code.area.y - quiet, code.area.width + 2*quiet, code.area.height + 2*quiet}
	strip := rect{0, white.y, a4.width, white.height}
	var beside strings.Builder
	for _, r := range record(t, d) {
		if r.page != code.page || !overlap(strip, r.rect()) {
			continue
		}
		beside.WriteString(r.logical())
		if overlap(white, r.rect()) {
			t.Errorf("%s: %q stands in the white around the code", name, r.logical())
		}
		if left := r.rect().right() < code.area.x; left != (d.Direction == document.RightToLeft) {
			t.Errorf("%s: %q stands on the wrong side of the code", name, r.logical())
		}
	}
	if !strings.Contains(beside.String(), address) {
		t.Errorf("%s: %q stands beside the code, without its address", name, beside.String())
	}
}

// A part has a bar beside it, which is not to touch the white around a code.
func TestQRCodeInAPart(t *testing.T) {
	for _, direction := range []document.Direction{document.LeftToRight, document.RightToLeft} {
		part := document.Part{Language: "pl", Direction: direction, Blocks: []document.Block{codeFor("a.example")}}
		codes := drawnCodes(t, written(t, letter(part)))
		if len(codes) != 1 {
			t.Fatalf("%d codes", len(codes))
		}
		area, white := codes[0].area, 4*codes[0].area.width/float64(len(codes[0].dark))
		if area.x-white < a4.body.left+2 || area.right()+white > a4.body.right {
			t.Errorf("%s: the white around the code goes from %.1f to %.1f", direction, area.x-white, area.right()+white)
		}
	}
}

// Two languages block by block have one code, and the words about it in both are
// on its page.
func TestQRCodeOfAPair(t *testing.T) {
	for n := range 45 {
		d := letter()
		for range n {
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Short.")})
		}
		other := codeFor("a.example")
		other.Again, other.Scan = true, fill("Proszę zeskanować kod.")
		d.Blocks = append(d.Blocks, codeFor("a.example"), document.Part{Language: "pl", Direction: document.LeftToRight, Blocks: []document.Block{other}})
		codes := drawnCodes(t, written(t, d))
		if len(codes) != 1 {
			t.Fatalf("%d codes after %d paragraphs", len(codes), n)
		}
		for _, r := range record(t, d) {
			if r.logical() == "Proszę zeskanować kod." && r.page != codes[0].page {
				t.Errorf("after %d paragraphs the words are on page %d, the code on page %d", n, r.page+1, codes[0].page+1)
			}
		}
	}
}

// An address that is too long to stand beside its code whole stands below it.
func TestLongAddressIsNotDivided(t *testing.T) {
	const address = "www.tarnbeck.example/womens-health-clinic"
	for _, direction := range []document.Direction{document.LeftToRight, document.RightToLeft} {
		d := letter(codeFor(address))
		d.Direction, d.Print = direction, document.ExtraLarge
		codes := drawnCodes(t, written(t, d))
		if len(codes) != 1 {
			t.Fatalf("%d codes", len(codes))
		}
		found := false
		for _, r := range record(t, d) {
			if strings.Contains(r.logical(), address) {
				found = r.page == codes[0].page && r.rect().y > codes[0].area.bottom()
			}
		}
		if !found {
			t.Errorf("%s: the address is not on a line of its own below the code", direction)
		}
	}
}

// Wherever a page breaks, a code stays with its words.
func TestQRCodeIsNotDivided(t *testing.T) {
	for n := range 45 {
		d := letter()
		for range n {
			d.Blocks = append(d.Blocks, document.Paragraph{Inlines: fill("Short.")})
		}
		d.Blocks = append(d.Blocks, codeFor("a.example"))
		codes := drawnCodes(t, written(t, d))
		if len(codes) != 1 {
			t.Fatalf("%d codes after %d paragraphs", len(codes), n)
		}
		for _, r := range record(t, d) {
			if words := r.logical(); (strings.HasPrefix(words, "Our website") || strings.HasPrefix(words, "To open it")) && r.page != codes[0].page {
				t.Errorf("after %d paragraphs %q is on page %d, the code on page %d", n, words, r.page+1, codes[0].page+1)
			}
		}
	}
}

// Codes of many letters in one file, and of two languages, are those of the
// letters.
func TestQRCodesOfSeveralDocuments(t *testing.T) {
	var letters []*document.Document
	for i := range 100 {
		letters = append(letters, letter(codeFor(fmt.Sprintf("www.tarnbeck.example/%d", i%3))))
	}
	var combined, facing bytes.Buffer
	if err := Combine(&combined, "Letters", alone(letters...)); err != nil {
		t.Fatal(err)
	}
	codes := drawnCodes(t, combined.Bytes())
	if len(codes) != len(letters) {
		t.Fatalf("%d codes in a file of %d letters", len(codes), len(letters))
	}
	for i, code := range codes {
		wantModules(t, fmt.Sprint("letter ", i), code, fmt.Sprintf("https://www.tarnbeck.example/%d", i%3))
	}
	english, urdu := kitchenSink("en"), kitchenSink("ur")
	if err := Facing(&facing, english, urdu); err != nil {
		t.Fatal(err)
	}
	if codes := drawnCodes(t, facing.Bytes()); len(codes) != 2 || codes[0].area.x >= codes[1].area.x {
		t.Errorf("codes %v, want one at the left and one at the right", codes)
	}
}
