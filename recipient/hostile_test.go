package recipient

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// textColumns are those whose cells may be anything.
var textColumns = []string{"title", "forename", "surname", "address_1", "address_2", "gp_name"}

const hostileHead = "title,forename,surname,dob,address_1,address_2,postcode,nhs_number,ubrn,gp_name,preferred_language,pathway,colour"

var hostileRow = map[string]string{"forename": "Zoë", "surname": "Łoś", "dob": "1979-06-14", "address_1": "1 Mill Lane", "postcode": "ZZ9 4TG",
	"nhs_number": "9995260182", "ubrn": "000000070001", "preferred_language": "pl"}

type hostileCase struct {
	name, want string
	file       []byte
	columns    []string // whose cells hold text
	text       string
}

// TestHostileLists reads the lists of testdata/hostile.txt.
func TestHostileLists(t *testing.T) {
	cases := hostileCases(t)
	if len(cases) < 60 {
		t.Errorf("%d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before := allocated()
			list, rows, err := hostileRead(c.file)
			if taken := allocated() - before; taken > 400<<20 {
				t.Errorf("took %d MB", taken>>20)
			}
			if got := outcomeOf(rows, err); !strings.HasPrefix(got, c.want) && !fits(got, c.want) {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
			for _, row := range rows {
				checkSafe(t, c, row)
			}
			if list != nil {
				checkReturns(t, list, rows)
			}
		})
	}
}

// fits reports whether an outcome is the one wanted, whose words may stand
// anywhere in the finding.
func fits(got, want string) bool {
	outcome, words, _ := strings.Cut(want, ": ")
	return strings.HasPrefix(got, outcome) && strings.Contains(got, words)
}

func hostileRead(file []byte) (*List, []Row, error) {
	limits := table.Limits{Unpacked: 32 << 20, Words: 1 << 20, Rows: 100}
	list, err := Open(FromMemory("list", file), Options{Limits: limits})
	if err != nil {
		return nil, nil, err
	}
	var rows []Row
	for {
		row, err := list.Next()
		if errors.Is(err, io.EOF) {
			return list, rows, nil
		}
		if err != nil {
			return list, rows, err
		}
		rows = append(rows, row)
	}
}

// outcomeOf is that of the last row, or that of the list.
func outcomeOf(rows []Row, err error) string {
	var found finding.List
	switch {
	case errors.As(err, &found):
		return "refused: " + found.Error()
	case err != nil:
		return "reading failed: " + err.Error()
	case len(rows) == 0:
		return "no rows"
	}
	last := rows[len(rows)-1]
	if last.Findings.Err() == nil {
		return string(last.Outcome)
	}
	return string(last.Outcome) + ": " + last.Findings.Error()
}

// checkSafe looks at what an accepted row holds, and that no finding repeats a
// cell or reaches a terminal.
func checkSafe(t *testing.T, c hostileCase, row Row) {
	held := map[string]string{"title": row.Recipient.Title, "forename": row.Recipient.Forenames, "surname": row.Recipient.Surname,
		"address_1": strings.Join(row.Recipient.Address[:min(1, len(row.Recipient.Address))], ""), "gp_name": row.Recipient.GPSurgery, "pathway": row.Recipient.Pathway}
	for _, column := range c.columns {
		first, _, _ := strings.Cut(c.text, "\n")
		if want, ok := held[column]; ok && row.Outcome == Accepted && want != first {
			t.Errorf("%s holds %q, want %q", column, want, first)
		}
	}
	for _, f := range row.Findings {
		if len(c.text) > 3 && strings.Contains(f.String(), c.text) || strings.ContainsFunc(f.What+f.Hint, func(r rune) bool { return r < ' ' }) || len(f.String()) > 1000 {
			t.Errorf("finding %.300q", f)
		}
	}
}

// checkReturns writes all rows as if they had been rejected: no spreadsheet may
// run a cell of the file, whatever it takes for the delimiter, and every cell
// comes back.
func checkReturns(t *testing.T, list *List, rows []Row) {
	for i := range rows {
		rows[i].Outcome = Rejected
	}
	file := returned(t, list, rows)
	for _, delimiter := range table.Delimiters {
		read, err := table.OpenText(bytes.NewReader(file), int64(len(file)), table.Form{Delimiter: delimiter}, table.Limits{Cell: 1 << 20, Row: 1 << 21, Columns: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for row, err := read.Next(); err != io.EOF; row, err = read.Next() {
			for _, cell := range row.Cells {
				if start := strings.TrimLeft(cell.Text, " \"\u00a0"); start != "" && strings.ContainsAny(start[:1], "=+-@\t\r") {
					t.Fatalf("with %q the cell %.100q runs", delimiter, cell.Text)
				}
			}
		}
	}
	_, again, err := hostileRead(file)
	if err != nil || len(again) != len(rows) {
		t.Fatalf("%d of %d rows came back, %v", len(again), len(rows), err)
	}
	for i, row := range again {
		if len(row.Cells) < 4 || len(rows[i].Cells) > len(list.Header()) {
			continue
		}
		if back := row.Cells[4:]; !slices.Equal(back[:min(len(back), len(rows[i].Cells))], rows[i].Cells) {
			t.Errorf("%.200q came back as %.200q", rows[i].Cells, back)
		}
	}
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

// hostileCases reads the table.
func hostileCases(t *testing.T) []hostileCase {
	data, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []hostileCase
	for block := range strings.SplitSeq(string(data), "\n\n") {
		keys := map[string]string{}
		for line := range strings.Lines(block) {
			key, value, found := strings.Cut(strings.TrimSpace(line), ": ")
			if found && !strings.HasPrefix(line, "#") {
				keys[key] = strings.TrimSpace(value)
			}
		}
		if keys["case"] != "" {
			cases = append(cases, makeCase(t, keys))
		}
	}
	return cases
}

func makeCase(t *testing.T, keys map[string]string) hostileCase {
	c := hostileCase{name: keys["case"], want: keys["want"]}
	switch {
	case keys["file"] != "":
		c.file = []byte(goText(t, keys["file"]))
	case keys["cell"] != "":
		column, text, _ := strings.Cut(keys["cell"], " = ")
		c.columns, c.text = []string{column}, goText(t, text)
		c.file = hostileFile(c.columns, c.text, keys["raw"] == "yes")
	case keys["cells"] != "":
		c.columns, c.text = textColumns, goText(t, keys["cells"])
		c.file = hostileFile(c.columns, c.text, false)
	case keys["sheet"] != "":
		c.file = hostileBook(map[string]string{"xl/s.xml": sheetOf(`<row r="2">` + strings.ReplaceAll(keys["sheet"], "GOOD", goodCells(keys["sheet"])) + `</row>`)})
	default:
		make := generators[keys["generate"]]
		if make == nil {
			t.Fatalf("case %q: nothing generates it", c.name)
		}
		c.file = make()
	}
	return c
}

// goText reads "abc"*3+"d".
func goText(t *testing.T, expression string) string {
	t.Helper()
	var out strings.Builder
	for rest := expression; rest != ""; {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		text, _ := strconv.Unquote(quoted)
		rest = rest[len(quoted):]
		times := 1
		if digits, ok := strings.CutPrefix(rest, "*"); ok {
			digits, rest, _ = strings.Cut(digits, "+")
			if times, err = strconv.Atoi(digits); err != nil {
				t.Fatalf("%s: %v", expression, err)
			}
		}
		rest = strings.TrimPrefix(rest, "+")
		out.WriteString(strings.Repeat(text, times))
	}
	return out.String()
}

// hostileFile is a good row with a text in some columns. Raw text may close its
// quotation marks.
func hostileFile(columns []string, text string, raw bool) []byte {
	var cells []string
	for name := range strings.SplitSeq(hostileHead, ",") {
		cell := hostileRow[name]
		if slices.Contains(columns, name) {
			cell = text
		}
		if !raw {
			cell = strings.ReplaceAll(cell, `"`, `""`)
		}
		cells = append(cells, `"`+cell+`"`)
	}
	head := hostileHead
	if raw { // seven columns, as a short row is easier to count
		head, cells = "surname,dob,address_1,postcode,nhs_number,ubrn,preferred_language", append(cells[2:5:5], cells[6:9]...)
		cells = append(cells, "pl")
	}
	return []byte(head + "\n" + strings.Join(cells, ",") + "\n")
}

var bookHead = strings.Split("surname,dob,address_1,postcode,nhs_number,ubrn,preferred_language", ",")

// goodCells are the cells of a good row; without the surname if the case gives it.
func goodCells(sheet string) string {
	var out strings.Builder
	for i, name := range bookHead {
		if i > 0 || strings.HasPrefix(sheet, "GOOD") {
			fmt.Fprintf(&out, `<c t="inlineStr"><is><t>%s</t></is></c>`, hostileRow[name])
		}
	}
	return out.String()
}

func sheetOf(rows string) string {
	var head strings.Builder
	for _, name := range bookHead {
		fmt.Fprintf(&head, `<c t="inlineStr"><is><t>%s</t></is></c>`, name)
	}
	return "<worksheet><sheetData><row>" + head.String() + "</row>" + rows + "</sheetData></worksheet>"
}

const (
	bookRels  = `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	sheetRels = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/><Relationship Type="x/sharedStrings" Target="t.xml"/></Relationships>`
)

// hostileBook is a workbook with some of its parts replaced.
func hostileBook(parts map[string]string) []byte {
	all := map[string]string{"_rels/.rels": bookRels, "xl/_rels/workbook.xml.rels": sheetRels, "xl/t.xml": "<sst/>",
		"xl/workbook.xml": `<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>`, "xl/s.xml": sheetOf("")}
	for name, part := range parts {
		all[name] = part
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, part := range all {
		p, _ := w.Create(name)
		io.WriteString(p, part)
	}
	w.Close()
	return out.Bytes()
}

// bomb unpacks to 64 MB; its directory may say otherwise.
func bomb(size uint64) []byte {
	book := hostileBook(nil)
	archive, _ := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	var out, packed bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range archive.File {
		if part.Name != "xl/s.xml" {
			w.Copy(part)
		}
	}
	inner := zip.NewWriter(&packed)
	p, _ := inner.Create("xl/s.xml")
	io.WriteString(p, sheetOf(strings.Repeat("<row></row>     ", 4<<20)))
	inner.Close()
	archive, _ = zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	head := archive.File[0].FileHeader
	if size > 0 {
		head.UncompressedSize64 = size
	}
	raw, _ := archive.File[0].OpenRaw()
	to, _ := w.CreateRaw(&head)
	io.Copy(to, raw)
	w.Close()
	return out.Bytes()
}

// generators make what is too large for a table.
var generators = map[string]func() []byte{
	"UTF-16 with a lone surrogate": func() []byte {
		out := []byte{0xff, 0xfe}
		units := utf16.Encode([]rune(head + "\nX" + strings.TrimPrefix(good2, "Nowak") + "\n"))
		for _, unit := range units {
			if unit == 'X' && out[len(out)-2] == '\n' {
				unit = 0xd800
			}
			out = append(out, byte(unit), byte(unit>>8))
		}
		return out
	},
	"too many rows":      func() []byte { return csvList(200) },
	"zip bomb":           func() []byte { return bomb(0) },
	"zip bomb that lies": func() []byte { return bomb(1000) },
	"many parts": func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for i := range 100_000 {
			w.CreateRaw(&zip.FileHeader{Name: strconv.Itoa(i)})
		}
		w.Close()
		return out.Bytes()
	},
	"part twice": func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for range 2 {
			p, _ := w.Create("xl/s.xml")
			io.WriteString(p, sheetOf(""))
		}
		w.Close()
		return out.Bytes()
	},
	"shared texts without end": func() []byte {
		return hostileBook(map[string]string{"xl/t.xml": "<sst>" + strings.Repeat("<si><t/></si>", 500_000) + "</sst>"})
	},
	"billion laughs": func() []byte {
		return hostileBook(map[string]string{"xl/t.xml": `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>`})
	},
	"external entity": func() []byte {
		return hostileBook(map[string]string{"xl/t.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>`})
	},
	"half a workbook": func() []byte { book := hostileBook(nil); return book[:len(book)/2] },
	"path out of the archive": func() []byte {
		return hostileBook(map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>`})
	},
	"widest row": func() []byte {
		return hostileBook(map[string]string{"xl/s.xml": sheetOf("<row>" + strings.Repeat("<c><v>1</v></c>", 16384) + "</row>")})
	},
	"long cell in a workbook": func() []byte {
		return hostileBook(map[string]string{"xl/s.xml": sheetOf(`<row><c t="inlineStr"><is><t>` + strings.Repeat("x", 1<<20) + `</t></is></c></row>`)})
	},
	"plain archive": func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		w.Create("list.csv")
		w.Close()
		return out.Bytes()
	},
	"appointment of two patients": func() []byte {
		return []byte(`{"resourceType":"Bundle","entry":[
{"resource":{"resourceType":"Patient","id":"1","identifier":[{"system":"x/Id/nhs-number","value":"9995260182"}]}},
{"resource":{"resourceType":"Patient","id":"2","identifier":[{"system":"x/Id/nhs-number","value":"9991590838"}]}},
{"resource":{"resourceType":"Appointment","participant":[{"actor":{"reference":"Patient/1"}},{"actor":{"reference":"Patient/2"}}]}}]}`)
	},
	"a million members": func() []byte {
		var out bytes.Buffer
		for i := range 1000 {
			out.WriteString(`{"a":1`)
			for j := range 1000 {
				fmt.Fprintf(&out, `,"%d":1`, i*1000+j)
			}
			out.WriteString("}\n")
		}
		return out.Bytes()
	},
}
