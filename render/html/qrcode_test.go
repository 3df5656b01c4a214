package html

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/render/qr"
)

var (
	drawn = regexp.MustCompile(`<svg aria-hidden="true" focusable="false" width="([0-9.]+)mm" height="([0-9.]+)mm" viewBox="0 0 (\d+) (\d+)">` +
		`<rect class="ground" width="(\d+)" height="(\d+)"/><path class="modules" fill-rule="evenodd" d="([^"]*)"/></svg>`)
	command = regexp.MustCompile(`([Mhvz])(-?\d+)? ?(\d+)?`)
)

// TestModulesComeBack reads the drawing of a finished file and wants the modules
// of the code, 4 white ones around them, and a size that phones read.
func TestModulesComeBack(t *testing.T) {
	for _, address := range []string{"a.example", "www.tarnbeck.example/skin", "www.tarnbeck.example/" + strings.Repeat("x", 55)} {
		d := everywhere("x")
		d.Blocks = []document.Block{document.QRCode{
			Inlines: []document.Inline{webLink(address)}, Scan: []document.Inline{document.Text("x")},
		}}
		var file bytes.Buffer
		if err := Write(&file, d); err != nil {
			t.Fatal(err)
		}
		code, err := qr.Encode("https://" + address)
		if err != nil {
			t.Fatal(err)
		}
		found := drawn.FindStringSubmatch(file.String())
		if found == nil {
			t.Fatalf("%s: no drawing in\n%s", address, file.String())
		}
		whole := code.Size() + 8
		for _, side := range found[3:7] {
			if side != strconv.Itoa(whole) {
				t.Errorf("%s: %s modules with the white, want %d", address, side, whole)
			}
		}
		width, _ := strconv.ParseFloat(found[1], 64)
		if found[1] != found[2] || width*float64(code.Size())/float64(whole) < 22 {
			t.Errorf("%s: %s by %s mm", address, found[1], found[2])
		}
		rows := fill(found[7], whole)
		for y := range rows {
			for x := range rows {
				if rows[y][x] != code.Dark(x-4, y-4) {
					t.Fatalf("%s: module %d %d is wrong", address, x, y)
				}
			}
		}
	}
}

func TestACodeIsDrawnOnce(t *testing.T) {
	d := everywhere("x")
	d.Blocks = []document.Block{document.QRCode{
		Inlines: []document.Inline{webLink("a.example")}, Scan: []document.Inline{document.Text("x")}, Again: true,
	}}
	var file bytes.Buffer
	if err := Write(&file, d); err != nil || strings.Contains(file.String(), "<svg") || !strings.Contains(file.String(), ">a.example</a>") {
		t.Errorf("a code that is drawn already, %v:\n%s", err, file.String())
	}
}

// fill colours what a path encloses by the even-odd rule: modules with an odd
// number of upright lines to their left.
func fill(path string, size int) [][]bool {
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
	}
	var x, y, startX, startY int
	upright := func(to int) {
		for row := min(y, to); row < max(y, to); row++ {
			for column := x; column < size; column++ {
				rows[row][column] = !rows[row][column]
			}
		}
		y = to
	}
	for _, c := range command.FindAllStringSubmatch(path, -1) {
		a, _ := strconv.Atoi(c[2])
		switch c[1] {
		case "M":
			b, _ := strconv.Atoi(c[3])
			x, y, startX, startY = a, b, a, b
		case "h":
			x += a
		case "v":
			upright(y + a)
		case "z":
			upright(startY)
			x = startX
		}
	}
	return rows
}
