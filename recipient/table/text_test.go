package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// show writes rows so that a test can be read: "line: [cell@column][...]", and
// what is wrong in braces.
func show(t *testing.T, rows Reader) string {
	t.Helper()
	var out strings.Builder
	for range 100 {
		row, err := rows.Next()
		var u *Unreadable
		switch {
		case err == io.EOF:
			return out.String()
		case errors.As(err, &u):
			fmt.Fprintf(&out, "%d: {%d:%d-%d %s}\n", row.Line, u.Line, u.Column, u.LastLine, u.What)
			if u.Stop {
				return out.String()
			}
			continue
		case err != nil:
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%d: ", row.Line)
		for _, cell := range row.Cells {
			fmt.Fprintf(&out, "[%s@%d]", cell.Text, cell.At)
		}
		out.WriteString("\n")
	}
	t.Fatal("the list does not end")
	return ""
}

func openText(t *testing.T, text string, form Form) *Text {
	t.Helper()
	rows, err := OpenText(strings.NewReader(text), int64(len(text)), form, Limits{Row: 100, Cell: 60, Columns: 5})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "a,b\nc,d\n", "1: [a@1][b@3]\n2: [c@1][d@3]\n"},
		{"no line end", "a,b\nc,", "1: [a@1][b@3]\n2: [c@1][@3]\n"},
		{"carriage returns", "a,b\rc,d\r", "1: [a@1][b@3]\n2: [c@1][d@3]\n"},
		{"both", "a,b\r\nc,d\r\n", "1: [a@1][b@3]\n2: [c@1][d@3]\n"},
		{"empty lines", "\n\na,b\r\n\r\nc,d\n\n", "3: [a@1][b@3]\n5: [c@1][d@3]\n"},
		{"quoted", `a,"b,""c"""` + "\nd,\"\"", "1: [a@1][b,\"c\"@3]\n2: [d@1][@3]\n"},
		{"line ends in a cell are kept", "a,\"b\r\nc\rd\"\ne,f", "1: [a@1][b\r\nc\rd@3]\n4: [e@1][f@3]\n"},
		{"blanks, joiners and marks are kept", " a\u00a0,\u200db e\u0301\n", "1: [ a\u00a0@1][\u200db e\u0301@5]\n"},
		{"semicolons", "a;b,c;d\n", "1: [a@1][b,c@3][d@7]\n"},
		{"tabs", "a\tb\n", "1: [a@1][b@3]\n"},
		{"pipes", "a|b\n", "1: [a@1][b@3]\n"},
		{"delimiter named", "sep=;\r\na,x;b\n", "2: [a,x@1][b@5]\n"},
		{"delimiter in quotes does not count", `"a,b,c,d";e` + "\n", "1: [a,b,c,d@1][e@11]\n"},
		{"one column", "a\nb\n", "1: [a@1]\n2: [b@1]\n"},
		{"nothing", "", ""},
		{"bare quotation mark", "a\"b,c\nd,e\n", "1: {1:2-1 a quotation mark stands where none can}\n2: [d@1][e@3]\n"},
		{"text behind a quotation mark", "\"a\"b,c\nd,e\n", "1: {1:1-1 text stands after the quotation mark that closes a cell}\n2: [d@1][e@3]\n"},
		{"lost quotation mark", "a,\"b\nc,d\ne,\"f\"\ng,h\n", "1: {1:3-3 text stands after the quotation mark that closes a cell}\n4: [g@1][h@3]\n"},
		{"quotation mark to the end", "a,b\nc,\"d\ne,f\n", "1: [a@1][b@3]\n2: {2:3-4 a quotation mark opens here and never closes}\n"},
		{"many columns", "a,b,c,d,e\n1,2,3,4,5,6,\"7\n8,9\n", "1: [a@1][b@3][c@5][d@7][e@9]\n2: {2:1-2 the row has more than 5 cells}\n3: [8@1][9@3]\n"},
		{"long cell", "a,b\n" + strings.Repeat("x", 61) + ",c\nd,e\n", "1: [a@1][b@3]\n2: {2:1-2 a cell is longer than 0 KB}\n3: [d@1][e@3]\n"},
		{"long row", "a,b\n" + strings.Repeat("x", 59) + "," + strings.Repeat("x", 59) + "\nd,e\n", "1: [a@1][b@3]\n2: {2:1-2 the row is longer than 0 KB}\n3: [d@1][e@3]\n"},
		{"zeros come through", "a\x00,b\n", "1: [a\x00@1][b@4]\n"},
	} {
		if got := show(t, openText(t, c.text, Form{})); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const text = "name,town\nWójcik,Łódź\n"
	const western = "name,town\nO’Shea,Llŷr £\n"
	for _, c := range []struct {
		name, text string
		form       Form
		encoding   string
		guessed    bool
		want       string
	}{
		{"UTF-8", text, Form{}, utf8Name, true, "Wójcik,Łódź"},
		{"UTF-8 with mark", "\ufeff" + text, Form{}, utf8Name, false, "Wójcik,Łódź"},
		{"UTF-16LE", encoded(t, utf16LE, "\ufeff"+text), Form{}, utf16LE, false, "Wójcik,Łódź"},
		{"UTF-16BE", encoded(t, utf16BE, "\ufeff"+text), Form{}, utf16BE, false, "Wójcik,Łódź"},
		{"UTF-16LE without mark", encoded(t, utf16LE, text), Form{}, utf16LE, true, "Wójcik,Łódź"},
		{"UTF-16BE without mark", encoded(t, utf16BE, text), Form{}, utf16BE, true, "Wójcik,Łódź"},
		{"Windows-1252", encoded(t, windows1252, "name,town\nO’Shea,Zoë £\n"), Form{}, windows1252, true, "O’Shea,Zoë £"},
		{"Windows-1252 given", encoded(t, windows1252, "name,town\nZoë,x\n"), Form{Encoding: windows1252}, windows1252, false, "Zoë,x"},
		{"UTF-8 with damage", western + "\xff,x\n", Form{}, utf8Name, true, "O’Shea,Llŷr £|\xff,x"},
		{"half a pair of UTF-16", "\xff\xfen\x00,\x00t\x00\n\x00\x00\xd8,\x00x\x00", Form{}, utf16LE, false, "\ufffd,x"},
		{"byte that Windows-1252 lacks", "n,t\n\xe9\x81,x\n", Form{}, windows1252, true, "é\ufffd,x"},
	} {
		rows := openText(t, c.text, c.form)
		var lines []string
		for {
			row, err := rows.Next()
			if err != nil {
				break
			}
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			lines = append(lines, strings.Join(cells, ","))
		}
		if got := strings.Join(lines[1:], "|"); got != c.want || rows.Form().Encoding != c.encoding || rows.Form().Guessed != c.guessed {
			t.Errorf("%s: got %q, %+v; want %q", c.name, got, rows.Form(), c.want)
		}
	}
}

func encoded(t *testing.T, name, text string) string {
	t.Helper()
	encodings := map[string]interface{ String(string) (string, error) }{
		utf16LE:     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
		utf16BE:     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
		windows1252: charmap.Windows1252.NewEncoder(),
	}
	out, err := encodings[name].String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLargeFileIsRefused(t *testing.T) {
	_, err := OpenText(strings.NewReader("a,b"), 3, Form{}, Limits{File: 2})
	if !isUnreadable(err) {
		t.Errorf("err = %v", err)
	}
}

func TestLetterAcrossTheBuffer(t *testing.T) {
	text := "a,b\n" + strings.Repeat("é", 64<<10) // the buffers end inside a letter
	good, bad, err := countLetters(strings.NewReader("x" + text))
	if good != 64<<10 || bad != 0 || err != nil {
		t.Errorf("got %d good, %d bad, %v", good, bad, err)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("a,\"b\"\"\r\nc\"\n\"d\"e,f\n"))
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := OpenText(bytes.NewReader(data), int64(len(data)), Form{}, Limits{Row: 64, Cell: 32, Columns: 8})
		for n := 0; err == nil; n++ {
			var row Row
			row, err = rows.Next()
			if isUnreadable(err) {
				err = nil
			}
			size := 0
			for _, cell := range row.Cells {
				size += len(cell.Text)
			}
			if size > 64 || len(row.Cells) > 9 || n > len(data)+1 {
				t.Fatalf("row %d has %d bytes in %d cells", n, size, len(row.Cells))
			}
		}
		if !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}
