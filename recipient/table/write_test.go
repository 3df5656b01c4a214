package table

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

var guards = []struct{ cell, want string }{
	{"Nowak", "Nowak"},
	{"O'Neill", "O'Neill"},
	{"'Neill", "'Neill"},
	{"", ""},
	{"=1+1", "'=1+1"},
	{"+44 1632 960001", "'+44 1632 960001"},
	{"-", "'-"},
	{"@SUM(A1)", "'@SUM(A1)"},
	{"＝1", "'＝1"},
	{"\t=1", "'\t'=1"},
	{"\r=1", "'\r'=1"},
	{"  =1", "'  =1"},
	{"'=1", "''=1"},
	{"''9", "''9"},
	{"''9 May", "'''9 May"},
	{"0", "0"},
	{"9995260182", "9995260182"},
	{"070001", "'070001"},
	{"490000000001", "'490000000001"},
	{"12 ", "'12 "},
	{"7E+04", "'7E+04"},
	{"000000070001", "'000000070001"},
	{"2026-11-05", "'2026-11-05"},
	{"1 Mill Lane", "'1 Mill Lane"},
	{"x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"},
	{"Flat 3, -", "Flat 3,' -"},
	{"one\n=two", "one\n'=two"},
	{`say "=1"`, `say "'=1"`},
	{"Flat 3, 4 Mill Lane", "Flat 3, 4 Mill Lane"},
}

func TestGuard(t *testing.T) {
	for _, c := range guards {
		if got := Guard(c.cell); got != c.want {
			t.Errorf("Guard(%q) = %q, want %q", c.cell, got, c.want)
		}
		if got := Unguard(c.want); got != c.cell {
			t.Errorf("Unguard(%q) = %q, want %q", c.want, got, c.cell)
		}
	}
}

func TestWrittenTextIsReadBack(t *testing.T) {
	cells := readBack(t, ',')
	for i, c := range guards {
		if got := Unguard(cells[2*i+1]); got != c.cell {
			t.Errorf("wrote %q, read %q", c.cell, got)
		}
	}
}

// Whatever character a spreadsheet takes for the delimiter, no cell of ours
// begins with a sign of a formula.
func TestWrittenTextRunsNoFormula(t *testing.T) {
	for _, delimiter := range Delimiters {
		for _, cell := range readBack(t, delimiter) {
			if begin := strings.TrimLeft(cell, ` "`); begin != "" && strings.ContainsAny(begin[:1], "=+-@\t\r") {
				t.Errorf("with %q a cell runs: %q", delimiter, cell)
			}
		}
	}
}

// readBack writes the cells of guards and reads the file as a spreadsheet with
// the delimiter would.
func readBack(t *testing.T, delimiter rune) []string {
	t.Helper()
	var file bytes.Buffer
	w := NewWriter(&file)
	for _, c := range guards {
		w.Write("row", c.cell)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := OpenText(bytes.NewReader(file.Bytes()), int64(file.Len()), Form{Delimiter: delimiter}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for {
		row, err := rows.Next()
		if err == io.EOF {
			return cells
		}
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, c := range guards {
		f.Add(c.cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		if got := Unguard(Guard(cell)); got != cell {
			t.Fatalf("%q came back as %q", cell, got)
		}
		for part := range strings.FieldsFuncSeq(Guard(cell), func(r rune) bool { return strings.ContainsRune(cellEnds, r) }) {
			if strings.ContainsAny(strings.TrimLeft(part, " ")[:min(1, len(strings.TrimLeft(part, " ")))], "=+-@") {
				t.Fatalf("a part of %q begins with a sign of a formula: %q", cell, part)
			}
		}
	})
}
