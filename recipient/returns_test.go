package recipient

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"wayleaf/recipient/table"
)

// returned is the file of the rows that are not accepted.
func returned(t testing.TB, l *List, rows []Row) []byte {
	t.Helper()
	var out bytes.Buffer
	r, err := NewReturns(&out, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row.Outcome != Accepted {
			r.Write(row)
		}
	}
	if err := r.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// hard are cells that a careless file would lose, change or run.
var hard = []string{"=1+1", "+44 7700 900123", "-", "@SUM(A1)", "'quoted", "  blanks ", "a,b", `say "x"`, "two\r\nlines", "\ttab", "000123", "x;=cmd|' /C calc'!A0", "Zoë\u200d"}

func TestReturns(t *testing.T) {
	list := "colour," + head + "\n"
	for _, cell := range hard {
		list += `"` + strings.ReplaceAll(cell, `"`, `""`) + `",` + strings.Replace(good, "ZZ9 4TG", "nowhere", 1) + "\n"
	}
	list += "x," + good + "\nragged,row\nlong," + good + ",x,y\nbare \" mark\n"
	l, rows := rowsOf(t, list, Options{})
	file := returned(t, l, rows)

	again, err := Open(FromMemory("rejected.csv", file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var back []Row
	for {
		row, err := again.Next()
		if err != nil {
			break
		}
		back = append(back, row)
	}
	if len(back) != len(hard)+3 {
		t.Fatalf("%d rows came back", len(back))
	}
	for i, cell := range hard {
		if got := back[i].Cells[4]; got != cell {
			t.Errorf("%q came back as %q", cell, got)
		}
		if diff := cmp.Diff(rows[i].Cells, back[i].Cells[4:]); diff != "" {
			t.Error(diff)
		}
		want := strings.Replace(rows[i].Findings.Error(), "list.csv", "rejected.csv", 1)
		if got := back[i].Findings.Error(); got[strings.Index(got, "error"):] != want[strings.Index(want, "error"):] {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := back[len(hard)+1].Cells[4:]; len(got) != 10 || got[9] != "y" {
		t.Errorf("the row that is too long came back as %q", got)
	}
	text := string(file)
	for _, want := range []string{
		"\ufeff\"wayleaf_row\",\"wayleaf_outcome\",\"wayleaf_reasons\",\"wayleaf_hints\",\"colour\",\"surname\"",
		`"1","rejected","row 1, column ""postcode"": the postcode does not have the form of one","write it as ZZ9 9ZZ","'=1+1"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing from\n%s", want, text)
		}
	}
}

// Correction happens in a spreadsheet: what it saves as a workbook reads as well.
func TestReturnsThroughASpreadsheet(t *testing.T) {
	l, rows := rowsOf(t, head+"\n"+strings.Replace(good, "ZZ9 4TG", "nowhere", 1)+"\n", Options{})
	read, err := table.OpenText(bytes.NewReader(returned(t, l, rows)), 1<<20, table.Form{}, table.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for line := 1; ; line++ {
		row, err := read.Next()
		if err != nil {
			break
		}
		for i, cell := range row.Cells {
			name, _ := excelize.CoordinatesToCellName(i+1, line)
			f.SetCellValue("Sheet1", name, strings.Replace(cell.Text, "nowhere", "ZZ9 4TG", 1))
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	_, back := rowsOf(t, out.String(), Options{})
	_, want := rowsOf(t, head+"\n"+good+"\n", Options{})
	if diff := cmp.Diff(want[0].Recipient, back[0].Recipient); diff != "" {
		t.Errorf("%s\n%v", diff, back[0].Findings)
	}
}

// A list that was returned once does not gather Wayleaf's columns.
func TestReturnsTwice(t *testing.T) {
	l, rows := rowsOf(t, head+"\n"+strings.Replace(good, "ZZ9 4TG", "nowhere", 1)+"\n", Options{})
	once := returned(t, l, rows)
	l, rows = rowsOf(t, string(once), Options{})
	if twice := returned(t, l, rows); !bytes.Equal(once, twice) {
		t.Errorf("got\n%s\nwant\n%s", twice, once)
	}
}

func FuzzReturns(f *testing.F) {
	for _, cell := range hard {
		f.Add(cell, cell)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var list bytes.Buffer
		w := table.NewWriter(&list)
		w.Write(append(strings.Split(head, ","), "colour")...)
		w.Write("x", "bad", a, "", "", "", "", b)
		w.Flush()
		l, err := Open(FromMemory("list.csv", list.Bytes()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		row, err := l.Next()
		if err != nil || len(row.Cells) != 8 {
			return // too long, and reported as that
		}
		again, err := Open(FromMemory("rejected.csv", returned(t, l, []Row{row})), Options{})
		if err != nil {
			t.Fatal(err)
		}
		back, err := again.Next()
		if err != nil || fmt.Sprintf("%q", back.Cells[4:]) != fmt.Sprintf("%q", row.Cells) {
			t.Fatalf("%q came back as %q, %v", row.Cells, back.Cells, err)
		}
	})
}
