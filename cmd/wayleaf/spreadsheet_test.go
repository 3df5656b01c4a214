package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wayleaf/internal/outside"
)

// runnable are cells that some spreadsheet would calculate, in whole or cut in two at
// the delimiter that it expects.
var runnable = []string{
	"=1+1", "+1+1", "-2+3", "@SUM(1;2)", "＝1+1", "=HYPERLINK(\"https://a.example/\",\"here\")", "=cmd|' /C calc'!A0", "'=1+1", " =1+1", "\t=1+1",
	"\r=1+1", "x\n=1+1", "x;=1+1", "x|=1+1", "x\t=1+1", "x,=1+1", `say "=1+1"`, `";=1+1;"`, "x;\"=1+1", "\u00a0=1+1", "\u200b=1+1",
}

// TestSpreadsheetRunsNothing opens what a batch tells of a hostile list in LibreOffice, as
// the people do who correct it: nothing is calculated, though it is in the list itself.
// Other programs calculate what begins with + - or @ too, which package table holds.
func TestSpreadsheetRunsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a spreadsheet program four times")
	}
	raw, output := hostileList(t), t.TempDir()
	code, talk := run(t, batchOf(t, raw, output, "-f", "md")...)
	if code != 1 {
		t.Fatalf("exit code %d and %s", code, talk)
	}
	accounts := []string{}
	for _, name := range []string{"rejected.csv", "remarks.csv", "manifest.csv"} {
		name = filepath.Join(output, "run-0001", name)
		if data, err := os.ReadFile(name); err != nil || strings.Count(string(data), "\n") < 2 {
			t.Fatalf("%s holds no row: %v\n%s", name, err, data)
		}
		accounts = append(accounts, name)
	}
	found := outside.Formulas(t, ",;\t|", append(accounts, raw)...)
	for _, name := range accounts {
		for _, formula := range found[name] {
			t.Errorf("%s: %s", filepath.Base(name), formula)
		}
	}
	if len(found[raw]) < 10 {
		t.Errorf("LibreOffice finds %q in the list: it would not find what it looks for", found[raw])
	}
}

// hostileList writes one row that is sound but for a cell and a column's name to remark
// on, and then rows of nothing that is.
func hostileList(t *testing.T) string {
	t.Helper()
	good, err := os.ReadFile(aList(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(good)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head, sound := rows[0], rows[1]
	surname := slices.Index(head, "surname")
	head[surname], sound[surname] = "=SURNAME", " "+sound[surname]
	var list bytes.Buffer
	to := csv.NewWriter(&list)
	to.Write(append(head, "phone_mobile", "phone_home", "=40+2", "x;=40+2"))
	to.Write(append(sound, "07700 900123", "=1+1", "=1+1", "=1+1"))
	for _, cell := range runnable {
		row := slices.Repeat([]string{cell}, len(sound)+4)
		row[0] = sound[0] // of this pathway
		to.Write(row)
	}
	to.Flush()
	return inFile(t, "raw.csv", list.Bytes())
}
