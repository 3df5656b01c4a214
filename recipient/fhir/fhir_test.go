package fhir

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"wayleaf/recipient/table"
)

var update = flag.Bool("update", false, "write the expected rows anew")

// TestRows reads the cases of testdata: a file, and the rows it makes.
func TestRows(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("no cases")
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) { checkRows(t, name) })
	}
}

func checkRows(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var in []byte
	var on time.Time
	for i := range archive.Files {
		file := &archive.Files[i]
		var got string
		switch file.Name {
		case "on":
			on, _ = time.Parse(time.DateOnly, strings.TrimSpace(string(file.Data)))
			continue
		case "in.json":
			in = file.Data
			continue
		case "rows":
			got = showRows(Open(bytes.NewReader(in), int64(len(in)), on, table.Limits{}))
		case "worklist":
			got = showWorklist(ReadWorklist(bytes.NewReader(in), int64(len(in)), table.Limits{}))
		}
		if diff := cmp.Diff(string(file.Data), got); diff != "" && !*update {
			t.Error(diff)
		}
		file.Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// showRows writes each row as its line, then a line for each cell that holds
// something.
func showRows(rows *Reader, err error) string {
	var out strings.Builder
	for n := 0; err == nil; n++ {
		var row table.Row
		row, err = rows.Next()
		var u *table.Unreadable
		if errors.As(err, &u) && !u.Stop {
			fmt.Fprintf(&out, "line %d: error at %d: %s\n", row.Line, u.Line, u.What)
			err = nil
			continue
		}
		if err != nil || n == 0 {
			continue
		}
		fmt.Fprintf(&out, "line %d\n", row.Line)
		showCells(&out, Columns(), row.Cells)
	}
	if err != io.EOF {
		fmt.Fprintf(&out, "error: %v\n", err)
	}
	return out.String()
}

func showCells(out *strings.Builder, names []string, cells []table.Cell) {
	for i, cell := range cells {
		if cell.Text != "" {
			fmt.Fprintf(out, "  %s: %+q\n", names[i], cell.Text)
		}
	}
}

func showWorklist(w *Worklist, err error) string {
	var out strings.Builder
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	for i := range w.Len() {
		item := w.Item(i)
		fmt.Fprintf(&out, "line %d, found by its patient: %v\n", item.Line, w.Of(item.Cells[0]))
		for j, cell := range item.Cells {
			if cell != "" {
				fmt.Fprintf(&out, "  %s: %s\n", WorklistColumns()[j], cell)
			}
		}
	}
	return out.String()
}

// relatives is a child and so many guardians.
func relatives(n int) string {
	guardian := `,{"resource":{"resourceType":"RelatedPerson","patient":{"reference":"Patient/1"},"relationship":[{"coding":[{"code":"Guardian"}]}],` +
		`"extension":[{"url":"x/Extension-UKCore-CopyCorrespondenceIndicator","valueBoolean":true}]}}`
	return `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"1","birthDate":"2020-01-01"}}` + strings.Repeat(guardian, n) + `]}`
}

func TestBounds(t *testing.T) {
	many := `{"resourceType":"Bundle","entry":[` + strings.Repeat(`{"resource":{"resourceType":"Patient"}},`, 100) + `{}]}`
	deep := strings.Repeat(`{"a":`, 1<<20)
	for _, c := range []struct{ name, text, want string }{
		{"large resource", `{"resourceType":"Patient","x":"` + strings.Repeat("x", 5000) + `"}`, "line 1: error at 1: the resource is larger than 1 KB\n"},
		{"many resources", many, "error: the file holds far more resources than a list\n"},
		{"deep", deep, "error: the file is cut off\n"},
		{"deep and closed", deep + "1" + strings.Repeat("}", 1<<20), "line 1: error at 1: the resource is larger than 1 KB\n"},
		{"brackets that do not match", `{"a":[}`, "error: the brackets of the file do not match\n"},
		{"closed twice", `{}}`, "error: a bracket closes that never opened\n"},
		{"not JSON", `hello`, "error: the file is not JSON of objects\n"},
		{"text never closed", `{"a":"b`, "error: the file is cut off\n"},
		{"many relatives", relatives(mostRelated + 1), "line 1: error at 1: more than 50 people are related to the patient\n"},
		{"as many as may be", relatives(mostRelated), "line 1\n  dob: \"2020-01-01\"\n  recipient_role: \"parent-or-carer\"\n"},
		{"nothing", ``, ""},
	} {
		got := showRows(Open(strings.NewReader(c.text), int64(len(c.text)), time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), table.Limits{Resource: 1024, Rows: 10}))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWorklistIsNoOtherFile(t *testing.T) {
	for _, text := range []string{`{"resourceType":"Patient"}`, `[]`, `{"entry":[{"item":{"reference":"a"}},{"item":{}},{}]}`} {
		if _, err := ReadWorklist(strings.NewReader(text), int64(len(text)), table.Limits{Rows: 2}); !isUnreadable(err) {
			t.Errorf("%s: err = %v", text, err)
		}
	}
}

func FuzzFHIR(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name == "in.json" {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if w, err := ReadWorklist(bytes.NewReader(data), int64(len(data)), table.Limits{}); err == nil {
			for i := range w.Len() {
				w.Of(w.Item(i).Cells[0])
			}
		}
		rows, err := Open(bytes.NewReader(data), int64(len(data)), time.Time{}, table.Limits{})
		for n := 0; err == nil; n++ {
			var row table.Row
			row, err = rows.Next()
			if isUnreadable(err) {
				var u *table.Unreadable
				if errors.As(err, &u); u.Stop {
					return
				}
				err = nil
			}
			if n > len(data)+1 || len(row.Cells) > len(Columns()) {
				t.Fatalf("row %d, %d cells", n, len(row.Cells))
			}
		}
		if !isUnreadable(err) && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}
