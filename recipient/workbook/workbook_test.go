package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"wayleaf/recipient/table"
)

// show writes rows so that a test can be read: "line: [cell@column][...]", and
// what is wrong in braces.
func show(rows table.Reader, err error) string {
	var out strings.Builder
	for n := 0; err == nil && n < 100; n++ {
		var row table.Row
		row, err = rows.Next()
		var u *table.Unreadable
		if errors.As(err, &u) && !u.Stop {
			fmt.Fprintf(&out, "%d: {%d:%d %s}\n", row.Line, u.Line, u.Column, u.What)
			err = nil
			continue
		}
		if err != nil {
			break
		}
		fmt.Fprintf(&out, "%d: ", row.Line)
		for _, cell := range row.Cells {
			fmt.Fprintf(&out, "[%s@%d", cell.Text, cell.At)
			if cell.Wrong != nil {
				fmt.Fprintf(&out, " {%s}", cell.Wrong.What)
			}
			out.WriteString("]")
		}
		out.WriteString("\n")
	}
	if err != nil && err != io.EOF {
		fmt.Fprintf(&out, "{%v}\n", err)
	}
	return out.String()
}

func open(data []byte, form table.Form, limits table.Limits) (table.Reader, error) {
	return Open(bytes.NewReader(data), int64(len(data)), form, limits)
}

// made is a workbook as excelize writes it, by another reading of the standard
// than ours.
func made(t *testing.T, fill func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func styled(f *excelize.File, code string) int {
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		panic(err)
	}
	return style
}

func TestCells(t *testing.T) {
	day := time.Date(1979, 6, 14, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, format string
		value        any
		want         string
	}{
		{"text", "", "Wójcik\u00a0e\u0301 \u200d", "Wójcik\u00a0e\u0301 \u200d"},
		{"blanks are kept", "", "  a ", "  a "},
		{"line break", "", "1 Mill Lane\nTarnbeck", "1 Mill Lane\nTarnbeck"},
		{"zeros in text", "@", "000000070001", "000000070001"},
		{"zeros in the format", "000000000000", 70001, "000000070001"},
		{"groups in the format", "000 000 0000", 9995260182, "999 526 0182"},
		{"groups with quotation marks", `0000" "0000" "0000`, 70001, "0000 0007 0001"},
		{"groups with hyphens", `000\-000\-0000`, 9995260182, "999-526-0182"},
		{"more digits than zeros", "000", 12345, "12345"},
		{"number", "General", 9995260182, "9995260182"},
		{"number shown as 7.00E+10", "0.00E+00", 70000000001, "70000000001"},
		{"number with commas", "#,##0", 70001, "70001"},
		{"fraction", "", 1.5, "1.5"},
		{"sixteen digits", "", 1234567890123456, "1234567890123456 {the number has more digits than a spreadsheet keeps}"},
		{"day in the UK", "dd/mm/yyyy", day, "1979-06-14"},
		{"day in the US", "mm/dd/yy", day, "1979-06-14"},
		{"day in words", `[$-809]dd mmmm yyyy;@`, day, "1979-06-14"},
		{"day and time", "dd/mm/yyyy hh:mm", day.Add(7 * time.Hour), "1979-06-14 07:00"},
		{"day with a time that is not shown", "dd/mm/yyyy", day.Add(7 * time.Hour), "1979-06-14"},
		{"midnight", "dd/mm/yyyy hh:mm", day, "1979-06-14"},
		{"time", "hh:mm", 7.0 / 24, "07:00"},
		{"time in the afternoon", "h:mm AM/PM", 14.5 / 24, "14:30"},
		{"seconds", "h:mm:ss", 0.5 + 1.0/86400, "12:00:01"},
		{"hours that go on", "[h]:mm", 0.25, "06:00"},
		{"minutes are no month", "mm:ss", 0.25, "06:00"},
		{"month", "mmmm", 28000, "1976-08-28"},
		{"first day", "dd/mm/yyyy", 1, "1900-01-01"},
		{"last day of February 1900", "dd/mm/yyyy", 59, "1900-02-28"},
		{"the day that never was", "dd/mm/yyyy", 60, " {the number is no date of the calendar}"},
		{"first of March 1900", "dd/mm/yyyy", 61, "1900-03-01"},
		{"negative day", "dd/mm/yyyy", -1, " {the number is no date of the calendar}"},
		{"day zero", "dd/mm/yyyy", 0, " {the number is no date of the calendar}"},
		{"colour is no day", "[Red]0", 5, "5"},
		{"word with d in the format", `0" days"`, 5, "5"},
		{"yes", "", true, "TRUE"},
		{"no", "", false, "FALSE"},
	} {
		data := made(t, func(f *excelize.File) {
			f.SetCellValue("Sheet1", "A1", c.value)
			if c.format != "" {
				f.SetCellStyle("Sheet1", "A1", "A1", styled(f, c.format))
			}
		})
		want := "1: [" + strings.Replace(c.want, " {", "@1 {", 1) + "]\n"
		if !strings.Contains(c.want, "{") {
			want = "1: [" + c.want + "@1]\n"
		}
		if got := show(open(data, table.Form{}, table.Limits{})); got != want {
			t.Errorf("%s: got %swant %s", c.name, got, want)
		}
	}
}

func TestFormulasAndErrors(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		f.SetCellFormula("Sheet1", "A1", "1+1")
		f.SetCellValue("Sheet1", "B1", "x")
	})
	const want = "1: [@1 {the cell holds a formula}][x@2]\n"
	if got := show(open(data, table.Form{}, table.Limits{})); got != want {
		t.Errorf("got %s", got)
	}
}

func TestEpoch1904(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		yes := true
		f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
		f.SetCellValue("Sheet1", "A1", 27558)
		f.SetCellStyle("Sheet1", "A1", "A1", styled(f, "dd/mm/yyyy"))
		f.SetCellValue("Sheet1", "B1", 0)
		f.SetCellStyle("Sheet1", "B1", "B1", styled(f, "dd/mm/yyyy"))
	})
	if got := show(open(data, table.Form{}, table.Limits{})); got != "1: [1979-06-14@1][1904-01-01@2]\n" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsHiddenIsPassedOver(t *testing.T) {
	data := made(t, func(f *excelize.File) {
		f.NewSheet("List")
		f.NewSheet("Notes")
		f.SetActiveSheet(1)
		f.SetSheetVisible("Sheet1", false, true)
		for i, row := range [][]any{{"a", "b", "c"}, {"1", "2", "3"}, {"4", "5", "6"}, {}, {"7", nil, "9"}, {"", "", ""}, {"10"}} {
			f.SetSheetRow("List", fmt.Sprint("A", i+1), &row)
		}
		f.SetColVisible("List", "B", false)
		f.SetRowVisible("List", 2, false)
		f.SetCellValue("Notes", "A1", "note")
	})
	for _, c := range []struct{ sheet, want string }{
		{"", "1: [a@1][c@3]\n3: [4@1][6@3]\n5: [7@1][9@3]\n7: [10@1][@0]\n"},
		{"Notes", "1: [note@1]\n"},
		{"Other", "{the workbook has no sheet of the name that was asked for}\n"},
	} {
		if got := show(open(data, table.Form{Sheet: c.sheet}, table.Limits{})); got != c.want {
			t.Errorf("sheet %q: got\n%swant\n%s", c.sheet, got, c.want)
		}
	}
	rows, err := open(data, table.Form{}, table.Limits{})
	show(rows, err)
	if form := rows.Form(); form.Sheet != "List" || form.HiddenRows != 1 || form.HiddenColumns != 1 {
		t.Errorf("form = %+v", form)
	}
}

// pack makes a workbook by hand: one sheet, and what is given in place of the
// usual parts.
func pack(t testing.TB, sheet string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/s.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/s.xml"/></Relationships>`,
		"xl/worksheets/s.xml":        `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
		"xl/s.xml":                   `<sst><si><t>one</t></si><si><r><t>t</t></r><r><t xml:space="preserve"> wo</t></r><rPh><t>aid</t></rPh></si></sst>`,
	}
	for name, content := range parts {
		all[name] = content
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range all {
		if content == "" {
			continue
		}
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSheets(t *testing.T) {
	limits := table.Limits{Columns: 4, Cell: 20, Row: 30}
	for _, c := range []struct{ name, sheet, want string }{
		{"shared and inline text", `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`, "1: [one@1][t wo@2][x@3]\n"},
		{"entities", `<row><c t="str"><v>&lt;&amp;&#65;&#x42;&quot;</v></c></row>`, "1: [<&AB\"@1]\n"},
		{"text in CDATA, comments", `<!-- > --><row><c t="str"><v><![CDATA[<a>]]></v></c></row>`, "1: [<a>@1]\n"},
		{"escaped characters", `<row><c t="str"><v>a_x000D_b_x005F_x000D_</v></c></row>`, "1: [a\rb_x000D_@1]\n"},
		{"pair of escaped halves", `<row><c t="str"><v>_xD83D__xDE00_</v></c></row>`, "1: [\U0001F600@1]\n"},
		{"half a pair", `<row><c t="str"><v>_xD83D_</v></c></row>`, "1: [\xed\xa0\x80@1]\n"},
		{"namespaces", `<x:row x:r="3"><x:c r="B3" t="str"><x:v>a</x:v></x:c></x:row>`, "3: [@0][a@2]\n"},
		{"error cell", `<row><c t="e"><v>#REF!</v></c></row>`, "1: [#REF!@1 {the cell holds an error of the spreadsheet}]\n"},
		{"formula with a result", `<row><c t="str"><f>A2</f><v>old</v></c></row>`, "1: [old@1 {the cell holds a formula}]\n"},
		{"shared text that is not there", `<row><c t="s"><v>9</v></c></row>`, "1: [@1 {the text of the cell is missing from the workbook}]\n"},
		{"not a number", `<row><c><v>NaN</v></c></row>`, "1: [NaN@1 {the number cannot be read}]\n"},
		{"> in a value", `<row a=">" b='">'><c t="str"><v>x</v></c></row>`, "1: [x@1]\n"},
		{"too many cells", `<row r="2"><c r="E2"><v>1</v></c></row><row r="3"><c><v>1</v></c></row>`, "2: {2:5 the row has more than 4 cells}\n3: [1@1]\n"},
		{"beyond the last column", `<row><c r="XFE1"><v>1</v></c></row>`, "1: {1:16384 the row has more cells than a sheet}\n"},
		{"absurd column", `<row><c r="ZZZZZZZZZZZZZZ1"><v>1</v></c></row>`, "1: {1:16384 the row has more cells than a sheet}\n"},
		{"cells out of order", `<row><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, "1: {1:1 the cells of the row are out of order}\n"},
		{"cell twice", `<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`, "1: {1:1 the cells of the row are out of order}\n"},
		{"long cell", `<row><c t="str"><v>` + strings.Repeat("x", 21) + `</v></c></row>`, "1: {1:1 a cell is longer than 0 KB}\n"},
		{"long row", strings.Repeat("x", 2) + `<row>` + strings.Repeat(`<c t="str"><v>`+strings.Repeat("x", 16)+`</v></c>`, 2) + `</row>`, "1: {1:2 the row is longer than 0 KB}\n"},
		{"endless text", `<row><c t="str"><v>` + strings.Repeat("x", 5000) + `</v></c></row>`, "{a part of the workbook is longer than any cell}\n"},
		{"cut off", `<row><c t="str"><v>x</v></c></row><row><c`, "1: [x@1]\n{the workbook is damaged}\n"},
		{"entities of its own", `<!DOCTYPE x [<!ENTITY a "aaa">]><row/>`, "{the workbook is damaged}\n"},
		{"unknown entity", `<row><c t="str"><v>&a;</v></c></row>`, "{the workbook is damaged}\n"},
		{"no rows", ``, ""},
	} {
		if got := show(open(pack(t, c.sheet, nil), table.Form{}, limits)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestWrongFiles(t *testing.T) {
	bomb := strings.Repeat("<row/>", 1<<20)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"not an archive", []byte("PK\x03\x04 not"), "{the workbook is damaged or cut off}"},
		{"another program", pack(t, "", map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "{the file is not an Excel workbook but of another program}"},
		{"binary workbook", pack(t, "", map[string]string{"xl/workbook.bin": "x"}), "{the file is a binary workbook (XLSB)}"},
		{"an archive", pack(t, "", map[string]string{"_rels/.rels": ""}), "{the file is an archive but no workbook}"},
		{"a letter", pack(t, "", map[string]string{"xl/workbook.xml": ""}), "{the file is not an Excel workbook}"},
		{"all hidden", pack(t, "", map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="S" id="r1" state="veryHidden"/></sheets></workbook>`}), "{the workbook has no sheet that is not hidden}"},
		{"a chart", pack(t, "", map[string]string{"xl/worksheets/s.xml": "<chartsheet/>"}), "{the sheet is not one of cells}"},
		{"sheet missing", pack(t, "", map[string]string{"xl/worksheets/s.xml": ""}), "{the workbook is damaged}"},
		{"no XML", pack(t, "", map[string]string{"xl/workbook.xml": "not XML"}), "{the workbook has no sheet that is not hidden}"},
		{"bomb", pack(t, bomb, nil), "{the workbook unpacks to far more than any list}"},
		{"bomb of words", pack(t, "", map[string]string{"xl/s.xml": "<sst>" + strings.Repeat("<si><t>x</t></si>", 200_000) + "</sst>"}), "{the texts of the workbook are far more than those of any list}"},
		{"a million parts", manyParts(t), "{the workbook holds far too many parts}"},
	} {
		got := strings.TrimSpace(show(open(c.data, table.Form{}, table.Limits{Unpacked: 4 << 20, Words: 100_000})))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func manyParts(t *testing.T) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := range 60_000 {
		if _, err := w.Create(fmt.Sprint("part", i)); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	return out.Bytes()
}

// A size that the archive lies about does not help a bomb.
func TestBombThatLies(t *testing.T) {
	data := pack(t, strings.Repeat("<row/>", 1<<20), nil)
	_, err := Open(bytes.NewReader(data), int64(len(data)), table.Form{}, table.Limits{Unpacked: 1 << 20})
	if err == nil || err.Error() != errUnpacked.Error() {
		t.Fatalf("err = %v", err)
	}
	through, err := io.ReadAll(&bounded{strings.NewReader(strings.Repeat("x", 100)), 10})
	if !errors.Is(err, errUnpacked) || len(through) > 10 {
		t.Errorf("%d bytes came through, err = %v", len(through), err)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(`<row r="2"><c r="A2" s="1" t="s"><v>1</v></c><c t="inlineStr"><is><t>x &amp; y</t></is></c></row>`, "dd/mm/yyyy")
	f.Add(`<row hidden="1"><c><f>A1</f><v>2</v></c></row><!-- x --><row><c t="str"><v><![CDATA[x]]></v></c></row>`, `00" "0`)
	f.Fuzz(func(t *testing.T, sheet, format string) {
		styles := `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + format + `"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`
		rels := `<Relationships><Relationship Id="r1" Type="worksheet" Target="worksheets/s.xml"/><Relationship Type="styles" Target="t.xml"/></Relationships>`
		data := pack(t, sheet, map[string]string{"xl/t.xml": styles, "xl/_rels/workbook.xml.rels": rels})
		rows, err := open(data, table.Form{}, table.Limits{Columns: 8, Cell: 32, Row: 64})
		for n := 0; err == nil; n++ {
			var row table.Row
			row, err = rows.Next()
			var u *table.Unreadable
			if errors.As(err, &u) && !u.Stop {
				err = nil
			}
			if len(row.Cells) > 8 || n > len(sheet) {
				t.Fatalf("%d cells, %d rows", len(row.Cells), n)
			}
		}
		var u *table.Unreadable
		if !errors.Is(err, io.EOF) && !errors.As(err, &u) {
			t.Fatal(err)
		}
	})
}
