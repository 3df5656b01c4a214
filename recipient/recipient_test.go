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
)

const head = "surname,dob,address_1,postcode,nhs_number,ubrn,preferred_language"
const good = "Nowak,1979-06-14,1 Mill Lane,ZZ9 4TG,9995260182,000000070001,pl"

func TestReadTakesTheListAsPeopleWriteIt(t *testing.T) {
	list, err := Read(strings.NewReader("\ufeffTITLE,Fore name, Surname ,DOB,Address 1,address_2,Postcode,NHS-Number,UBRN,Preferred Language,Communication Format,Recipient Role,Appointment Date,Appointment Time,sex\r\n"+
		"Mrs,  Zoë Ann ,O’Shea,9/5/1974,\"1 Mill Lane\nTarnbeck\",,zz94tg,999 526 0182,0000 0007 0001,PL,Large Print,Parent or carer,10/12/2026,7:00,F\r\n"), "list.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []Recipient{{
		Row: 1, Title: "Mrs", Forenames: "Zoë Ann", Surname: "O’Shea", BornOn: pathway.Date(1974, 5, 9),
		Reader: pathway.ParentOrCarer, Address: []string{"1 Mill Lane", "Tarnbeck"}, Postcode: "ZZ9 4TG",
		NHSNumber: "9995260182", BookingReference: "000000070001", Language: "pl",
		Format: pathway.LargePrint, LargePrint: true,
		Days: map[pathway.Event]time.Time{pathway.DateShown: pathway.Date(2026, 12, 10)}, Time: "07:00",
	}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

// Each case changes one cell of a good row. The cell must not show in the words.
var badCells = []struct{ column, cell, what string }{
	{"surname", "", "the cell is empty"},
	{"surname", "No\x00wak", "the cell holds the character U+0000"},
	{"surname", "Nowak\u202e", "the cell holds the direction sign U+202E"},
	{"surname", "No\xffwak", "the cell is not UTF-8"},
	{"surname", "No\nwak", "the cell holds a line break"},
	{"surname", strings.Repeat("x", 501), "the cell has more than 500 characters"},
	{"dob", "14.06.1979", "the date cannot be read"},
	{"dob", "1979-02-29", "there is no such day in the calendar"},
	{"dob", "31/04/1979", "there is no such day in the calendar"},
	{"dob", "14/06/79", "the date cannot be read"},
	{"dob", "1879-06-14", "the date is before 1900"},
	{"postcode", "TARNBECK", "the postcode does not have the form of one"},
	{"nhs_number", "9991234567", "the NHS number fails its check digit"}, // the service manual's own example
	{"nhs_number", "9999999999", "the NHS number fails its check digit"},
	{"nhs_number", "999526018", "the NHS number is too short"},
	{"nhs_number", "99952601822", "the NHS number does not have 10 digits"},
	{"nhs_number", "999526018X", "the NHS number does not have 10 digits"},
	{"ubrn", "70001", "the booking reference is too short"},
	{"ubrn", "7E+04", "a spreadsheet has turned the booking reference into a number"},
	{"ubrn", "ABC", "the booking reference does not have 12 digits"},
	{"preferred_language", "Polish", "the language is not a tag"},
}

func TestReadNamesRowAndColumn(t *testing.T) {
	for _, c := range badCells {
		t.Run(c.column+" "+c.what, func(t *testing.T) {
			cells := strings.Split(good, ",")
			for i, name := range strings.Split(head, ",") {
				if name == c.column {
					cells[i] = `"` + c.cell + `"`
				}
			}
			_, err := Read(strings.NewReader(head+"\n"+good+"\n"+strings.Join(cells, ",")+"\n"), "list.csv")
			var list finding.List
			if !errors.As(err, &list) || len(list) != 1 {
				t.Fatalf("err = %v", err)
			}
			prefix := fmt.Sprintf("row 2, column %q: %s", c.column, c.what)
			if got := list[0]; !strings.HasPrefix(got.What, prefix) || got.Line != 3 || got.Hint == "" {
				t.Errorf("got %v\nwant line 3, %s", got, prefix)
			}
			if len(c.cell) > 3 && strings.Contains(err.Error(), c.cell) {
				t.Errorf("the finding shows the cell: %v", err)
			}
		})
	}
}

func TestReadRefusesWrongLists(t *testing.T) {
	for _, c := range []struct{ name, list, want string }{
		{"empty", "", "list.csv:1:1: error[recipients/header]: the list is empty"},
		{"column missing", strings.Replace(head, "ubrn,", "", 1) + "\n", `list.csv:1:1: error[recipients/header]: column "ubrn" is missing`},
		{"column misspelt", strings.Replace(head, "preferred", "prefered", 1) + "\n", `column "prefered_language" is not known`},
		{"column twice", head + ",UBRN\n", `column "ubrn" is given twice`},
		{"ragged row", head + "\n" + good + ",x\n", "list.csv:2:1: error[recipients/ragged-row]: row 1 has 8 cells, and the header 7"},
		{"bare quote", head + "\n" + `No"wak` + "\n", "list.csv:2:3: error[recipients/csv]: row 1: a quotation mark stands where none can; this row and those after it are not read"},
		{"open quote", head + "\n\"" + strings.Repeat("x", maxRow*3), "row 1: the row is longer than 64 KB"},
		{"born after the referral", head + ",referral_sent_date\n" + strings.Replace(good, "1979", "2026", 1) + ",2026-01-05\n", `row 1, column "referral_sent_date": the day is before the date of birth`},
		{"day far away", head + ",deferral_date\n" + good + ",2206-01-05\n", `row 1, column "deferral_date": the date is outside the years that a pathway knows`},
		{"role", head + ",recipient_role\n" + good + ",neighbour\n", `row 1, column "recipient_role": the role is not known`},
		{"format", head + ",communication_format\n" + good + ",pigeon\n", `row 1, column "communication_format": the format is not known`},
		{"time", head + ",appointment_time\n" + good + ",7am\n", `row 1, column "appointment_time": the time cannot be read`},
	} {
		_, err := Read(strings.NewReader(c.list), "list.csv")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestReadGoesOnAfterABadRow(t *testing.T) {
	list, err := Read(strings.NewReader(head+"\n"+good+"\nshort,row\n"+good+"\n"), "list.csv")
	if err == nil || len(list) != 2 || list[1].Row != 3 {
		t.Errorf("got %d recipients, %v; want rows 1 and 3", len(list), err)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		r                Recipient
		display, greeted string
	}{
		{Recipient{Title: "Mrs", Forenames: "Anna", Surname: "Nowak"}, "Mrs Anna Nowak", "Mrs Nowak"},
		{Recipient{Forenames: "Anna", Surname: "Nowak"}, "Anna Nowak", "Anna Nowak"},
		{Recipient{Surname: "Suharto"}, "Suharto", "Suharto"},
	} {
		if c.r.DisplayName() != c.display || c.r.GreetingName() != c.greeted {
			t.Errorf("got %q, %q", c.r.DisplayName(), c.r.GreetingName())
		}
	}
}

func TestSpacedNumbers(t *testing.T) {
	r := Recipient{NHSNumber: "9995260182", BookingReference: "000000070000"}
	if r.SpacedNHSNumber() != "999 526 0182" || r.SpacedReference() != "0000 0007 0000" {
		t.Errorf("got %s, %s", r.SpacedNHSNumber(), r.SpacedReference())
	}
	if got := (Recipient{NHSNumber: "12"}).SpacedNHSNumber(); got != "12" {
		t.Errorf("got %s", got)
	}
}

func TestValidNHSNumber(t *testing.T) {
	for number, want := range map[string]bool{
		"9912003888": true, "1000000001": true, // the e-RS sandbox
		"9995260182": true, "9991234567": false, "0000000000": false, "1111111111": false, "": false, "999526018²": false,
	} {
		if ValidNHSNumber(number) != want {
			t.Errorf("ValidNHSNumber(%q) = %v", number, !want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(head + "\n" + good + "\n"))
	if sample, err := os.ReadFile("../samples/recipients.csv"); err == nil {
		f.Add(sample)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Open(strings.NewReader(string(data)), "fuzz.csv")
		for err == nil {
			var r Recipient
			r, err = list.Next()
			var bad finding.List
			switch {
			case err == nil:
				if r.Surname == "" || len(r.Address) == 0 || len(r.Address) > 5 || !ValidNHSNumber(r.NHSNumber) || len(r.BookingReference) != 12 {
					t.Fatalf("accepted row %d is not valid", r.Row)
				}
			case errors.As(err, &bad):
				err = nil
			case !errors.Is(err, io.EOF):
				t.Fatal(err)
			}
		}
	})
}
