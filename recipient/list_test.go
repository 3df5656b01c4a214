package recipient

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/recipient/table"
)

const (
	head  = "surname,dob,address_1,postcode,nhs_number,ubrn,preferred_language"
	good  = "Wójcik,1979-06-14,1 Mill Lane,ZZ9 4TG,9995260182,000000070001,pl"
	good2 = "Nowak,1979-06-14,1 Mill Lane,ZZ9 4TG,9991590838,000000070002,pl"
	good3 = "Lis,1979-06-14,1 Mill Lane,ZZ9 4TG,9990166137,000000070003,pl"
)

// rowsOf reads a list that can be started.
func rowsOf(t *testing.T, list string, o Options) (*List, []Row) {
	t.Helper()
	l, err := Open(FromMemory("list.csv", []byte(list)), o)
	if err != nil {
		t.Fatal(err)
	}
	var rows []Row
	for {
		row, err := l.Next()
		if err == io.EOF {
			return l, rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

func TestReadTakesTheListAsPeopleWriteIt(t *testing.T) {
	list, err := Read(strings.NewReader("\ufeffTITLE,Fore name, Surname ,D.O.B.,Address 1,address_2,Postcode,NHS-Number,Booking Reference,Preferred Language,Communication Format,Recipient Role,Appt Date,Appointment Time,sex,Mobile,Interpreter?,Contact preference\r\n"+
		"Mrs,  Zoë Ann ,O’Shea,9/5/1974,\"1 Mill Lane\r\nTarnbeck\",,zz94tg,999 526 0182,0000 0007 0001,PL,Large Print,Parent or carer,10/12/2026 00:00:00,7:00,F,+44 (0)7700 900-123,Y,1\r\n"), "list.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []Recipient{{
		Row: 1, Title: "Mrs", Forenames: "Zoë Ann", Surname: "O’Shea", BornOn: pathway.Date(1974, 5, 9),
		Reader: pathway.ParentOrCarer, Address: []string{"1 Mill Lane", "Tarnbeck"}, Postcode: "ZZ9 4TG",
		NHSNumber: "9995260182", BookingReference: "000000070001", Language: "pl",
		Format: pathway.LargePrint, LargePrint: true, Interpreter: true, Phones: []string{"07700900123"}, Contact: ByLetter,
		Days: map[pathway.Event]time.Time{pathway.DateShown: pathway.Date(2026, 12, 10)}, Time: "07:00",
	}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestEveryCharacterIsKept(t *testing.T) {
	const surname = "\u200dA\u0301\u00a0B\u200c-مـ\u200fC\U0001F600'’"
	_, rows := rowsOf(t, head+"\n\u00a0 "+surname+" \t"+strings.TrimPrefix(good, "Wójcik")+"\n", Options{})
	if got := rows[0].Recipient.Surname; got != surname {
		t.Errorf("got %+q", got)
	}
	note := finding.Finding{Place: finding.Place{File: "list.csv", Line: 2, Column: 1}, Rule: "recipients/trimmed", Level: finding.Note,
		What: `row 1: blanks around "surname" were left out`}
	if diff := cmp.Diff(finding.List{note}, rows[0].Findings); diff != "" {
		t.Error(diff)
	}
	if rows[0].Cells[0] != "\u00a0 "+surname+" \t" {
		t.Errorf("the cell as read is %+q", rows[0].Cells[0])
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct{ name, list, want string }{
		{"empty", "", "list.csv:1:1: error[recipients/header]: the list is empty"},
		{"column missing", strings.Replace(head, "ubrn,", "", 1) + "\n", `list.csv:1:1: error[recipients/header]: column "ubrn" is missing`},
		{"column misspelt", strings.Replace(head, "preferred_language", "prefered_langage", 1) + "\n", `column "prefered_langage" is not known`},
		{"column twice", head + ",UBRN\n", `column "ubrn" is given twice`},
		{"two names of a column", head + ",Date of birth\n", `column "dob" is given twice`},
		{"no header", good + "\n" + good2 + "\n", "the first row does not name the columns"},
		{"ragged row", head + "\n" + good + ",x\n", "list.csv:2:1: error[recipients/ragged-row]: row 1 has 8 cells, and the header 7"},
		{"short row", head + "\nNowak,1979-06-14\n", "row 1 has 2 cells, and the header 7"},
		{"bare quotation mark", head + "\n" + `No"wak` + "\n", "list.csv:2:3: error[recipients/unreadable]: row 1: a quotation mark stands where none can"},
		{"open quotation mark", head + "\n\"" + strings.Repeat("x\n", 100<<10), "list.csv:2:1: error[recipients/unreadable]: row 1: a quotation mark opens here and never closes; lines 2 to 102402 are not read"},
		{"born after the referral", head + ",referral_sent_date\n" + strings.Replace(good, "1979", "2026", 1) + ",2026-01-05\n", `row 1, column "referral_sent_date": the day is before the date of birth`},
		{"no address", head + "\n" + strings.Replace(good, "1 Mill Lane", "", 1) + "\n", "row 1: the address is empty"},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the file is an old Excel workbook (.xls), or one with a password"},
		{"PDF", "%PDF-1.7", "the file is a PDF"},
		{"JSON list", `[{"surname":"x"}]`, "the file is one JSON list"},
		{"web page", "\n<!doctype html><table>", "the file is XML or HTML"},
	} {
		_, err := Read(strings.NewReader(c.list), "list.csv")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, err, c.want)
		}
	}
}

// A column that is not nearly one of ours is passed over, however alike it sounds.
func TestOtherColumnsArePassedOver(t *testing.T) {
	for _, name := range []string{"appointment_end", "referral_end_date", "phone_mob", "address_notes", "extract_name", "clinic", "site", "favourite colour"} {
		if _, rows := rowsOf(t, head+","+name+"\n"+good+",x\n", Options{}); rows[0].Outcome != Accepted {
			t.Errorf("%s: %v", name, rows[0].Findings)
		}
	}
}

// A list without a header begins with a patient, of whom nothing may be repeated.
func TestNoHeaderShowsNobody(t *testing.T) {
	_, err := Open(FromMemory("list.csv", []byte("Postcod,Surnam\n")), Options{})
	if err == nil || strings.Contains(err.Error(), "ostcod,") || strings.Contains(err.Error(), `"postcod"`) {
		t.Errorf("err = %v", err)
	}
}

func TestReadGoesOnAfterABadRow(t *testing.T) {
	list, err := Read(strings.NewReader(head+"\n"+good+"\nshort,row\n,,,,,,\n"+good2+",,\n\"x\" y\n"+good3+"\n"), "list.csv")
	if err == nil || len(list) != 3 || list[1].Row != 3 || list[2].Row != 5 {
		t.Errorf("got %d recipients, %v; want rows 1, 3 and 5", len(list), err)
	}
}

func TestTooManyRows(t *testing.T) {
	l, rows := rowsOf(t, head+"\n"+good+"\n"+good2+"\n"+good3+"\n", Options{Limits: table.Limits{Rows: 1}})
	if len(rows) != 2 || rows[1].Outcome != Rejected || !strings.Contains(rows[1].Findings.Error(), "the list has more than 1 rows; this row and those after it are not read") {
		t.Errorf("got %d rows, %v", len(rows), rows[len(rows)-1].Findings)
	}
	if _, err := l.Next(); err != io.EOF {
		t.Errorf("err = %v", err)
	}
}

func TestWhatIsKnownAtTheEnd(t *testing.T) {
	for _, c := range []struct {
		name   string
		births []string
		want   string
	}{
		{"day first", []string{"03/04/1979", "23/11/1979"}, ""},
		{"month first", []string{"03/04/1979", "11/23/1979", "05/05/1979", "12/01/1980 00:00"},
			`error[recipients/month-first]: column "dob" has 1 dates that can only be read month first, so that 2 others may be read wrongly`},
		{"one slip, and nothing else to doubt", []string{"1979-04-03", "11/23/1979", "5/5/1979"}, ""},
	} {
		list := head + "\n"
		for _, born := range c.births {
			list += strings.Replace(good, "1979-06-14", born, 1) + "\n"
		}
		l, _ := rowsOf(t, list, Options{})
		if got := l.Findings().Error(); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
	l, rows := rowsOf(t, head+"\nZo\xeb"+strings.TrimPrefix(good2, "Nowak")+"\n\xafak"+strings.TrimPrefix(good3, "Lis")+"\n", Options{})
	if got := fmt.Sprint(l.Findings()); !strings.Contains(got, "warning[recipients/encoding]") {
		t.Errorf("got %s", got)
	}
	if rows[0].Recipient.Surname != "Zoë" || !strings.Contains(rows[1].Findings.Error(), "the cell holds the sign U+00AF, as if the list were in another encoding") {
		t.Errorf("got %v", rows)
	}
}

// A failing disk is not a fault of a row.
func TestReadingErrors(t *testing.T) {
	_, err := Open(Source{Name: "list.csv", Bytes: failing{}, Size: 100}, Options{})
	var found finding.List
	if err == nil || errors.As(err, &found) || !errors.Is(err, os.ErrPermission) {
		t.Errorf("err = %v", err)
	}
}

type failing struct{}

func (failing) ReadAt([]byte, int64) (int, error) { return 0, os.ErrPermission }

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + "\n" + good + "\n"))
	f.Add([]byte(`{"surname":"Nowak","dob":"1979-06-14","address_1":"1 Mill Lane","postcode":"ZZ9 4TG","nhs_number":9995260182,"ubrn":"000000070001","preferred_language":"pl"}`))
	f.Add([]byte(`{"resourceType":"Patient","identifier":[{"system":"x/Id/nhs-number","value":"9995260182"}],"name":[{"family":"Nowak"}]}`))
	if sample, err := os.ReadFile("../samples/recipients.csv"); err == nil {
		f.Add(sample)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Open(FromMemory("fuzz.csv", data), Options{})
		var bad finding.List
		if errors.As(err, &bad) {
			return
		}
		for err == nil {
			var row Row
			if row, err = list.Next(); err != nil {
				break
			}
			r := row.Recipient
			if row.Outcome == Accepted && (r.Surname == "" || len(r.Address) == 0 || len(r.Address) > 5 || !ValidNHSNumber(r.NHSNumber) || len(r.BookingReference) != 12) {
				t.Fatalf("accepted row %d is not valid", r.Row)
			}
			if (row.Outcome == Accepted) != (row.Findings.Err() == nil) {
				t.Fatalf("row %d is %s: %v", row.Number, row.Outcome, row.Findings)
			}
		}
		if !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	})
}
