package recipient

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// oneCell reads a good row with one cell changed, in a column that is added if
// the row does not have it.
func oneCell(t *testing.T, column, cell string) Row {
	t.Helper()
	names, cells := strings.Split(head, ","), strings.Split(good, ",")
	at := -1
	for i, name := range names {
		if name == column {
			at = i
		}
	}
	if at < 0 {
		names, cells, at = append(names, column), append(cells, ""), len(cells)
	}
	cells[at] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	_, rows := rowsOf(t, "\ufeff"+strings.Join(names, ",")+"\n"+strings.Join(cells, ",")+"\n", Options{})
	return rows[0]
}

// Each case is a cell, and what the recipient has of it.
func TestGoodCells(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return pathway.Date(y, m, d) }
	for _, c := range []struct {
		column, cell string
		want         any
		of           func(Recipient) any
	}{
		{"nhs_number", "999-526-0182", "9995260182", func(r Recipient) any { return r.NHSNumber }},
		{"nhs_number", "999\u00a0526\u00a00182", "9995260182", func(r Recipient) any { return r.NHSNumber }},
		{"ubrn", "0000-0007-0001", "000000070001", func(r Recipient) any { return r.BookingReference }},
		{"dob", "14/6/1979", day(1979, 6, 14), func(r Recipient) any { return r.BornOn }},
		{"dob", "14-JUN-1979", day(1979, 6, 14), func(r Recipient) any { return r.BornOn }},
		{"dob", "14 June 1979", day(1979, 6, 14), func(r Recipient) any { return r.BornOn }},
		{"dob", "1979-06-14 00:00:00.000", day(1979, 6, 14), func(r Recipient) any { return r.BornOn }},
		{"dob", "1979-06-13T23:00:00Z", day(1979, 6, 14), func(r Recipient) any { return r.BornOn }}, // summer time
		{"dob", "29/02/1944", day(1944, 2, 29), func(r Recipient) any { return r.BornOn }},
		{"appointment_date", "10/12/2026 07:30", "07:30", func(r Recipient) any { return r.Time }},
		{"appointment_date", "2026-07-10T06:00:00+00:00", "07:00", func(r Recipient) any { return r.Time }},
		{"appointment_date", "10/12/2026 00:00", "", func(r Recipient) any { return r.Time }},
		{"appointment_time", "7:05:00", "07:05", func(r Recipient) any { return r.Time }},
		{"appointment_time", "14:30", "14:30", func(r Recipient) any { return r.Time }},
		{"postcode", "zz94qa", "ZZ9 4QA", func(r Recipient) any { return r.Postcode }},
		{"preferred_language", "", "en", func(r Recipient) any { return r.Language }},
		{"preferred_language", "UR", "ur", func(r Recipient) any { return r.Language }},
		{"preferred_language", "pol", "pl", func(r Recipient) any { return r.Language }},
		{"preferred_language", "Bengali", "bn", func(r Recipient) any { return r.Language }},
		{"preferred_language", "pa_arab", "pa-Arab", func(r Recipient) any { return r.Language }},
		{"preferred_language", "en-gb", "en-GB", func(r Recipient) any { return r.Language }},
		{"preferred_language", "q4", pathway.BSL, func(r Recipient) any { return r.Format }},
		{"preferred_language", "q1", pathway.Braille, func(r Recipient) any { return r.Format }},
		{"communication_format", "11", true, func(r Recipient) any { return r.LargePrint }},
		{"communication_format", "Audio tape", pathway.Audio, func(r Recipient) any { return r.Format }},
		{"recipient_role", "Parent/Guardian", pathway.ParentOrCarer, func(r Recipient) any { return r.Reader }},
		{"recipient_role", "PATIENT", pathway.Patient, func(r Recipient) any { return r.Reader }},
		{"address_1", "1 Mill Lane\r\n\r\n Tarnbeck \rZZ9", []string{"1 Mill Lane", "Tarnbeck", "ZZ9"}, func(r Recipient) any { return r.Address }},
		{"phone", "+44 (0)1632 960 001", []string{"01632960001"}, func(r Recipient) any { return r.Phones }},
		{"phone", "0049 30 23125-123", []string{"+493023125123"}, func(r Recipient) any { return r.Phones }},
		{"contact_method", "8", NoPhone, func(r Recipient) any { return r.Contact }},
		{"interpreter_required", "TRUE", true, func(r Recipient) any { return r.Interpreter }},
		{"deceased_flag", "N", false, func(r Recipient) any { return r.Interpreter }},
		{"sensitive_flag", "U", false, func(r Recipient) any { return r.Interpreter }},
	} {
		row := oneCell(t, c.column, c.cell)
		if got := c.of(row.Recipient); row.Outcome != Accepted || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %q: %s, got %v, want %v; %v", c.column, c.cell, row.Outcome, got, c.want, row.Findings)
		}
	}
}

// Each case is a cell that cannot be used. The cell must not show in the words.
func TestBadCells(t *testing.T) {
	for _, c := range []struct{ column, cell, what string }{
		{"surname", "", "the cell is empty"},
		{"surname", "No\x00wak", "the cell holds the character U+0000"},
		{"surname", "Nowak\u202e", "the cell holds the direction sign U+202E"},
		{"surname", "\u202aNowak", "the cell holds the direction sign U+202A"},
		{"surname", "\u2066Nowak", "the cell holds the direction sign U+2066"},
		{"surname", "\u2069Nowak", "the cell holds the direction sign U+2069"},
		{"surname", "No\xffwak", "the cell is not UTF-8"},
		{"surname", "No\xed\xa0\x80wak", "the cell is not UTF-8"},
		{"surname", "No\ufffdwak", "a character of the cell is lost (U+FFFD)"},
		{"surname", "No\nwak", "the cell holds a line break"},
		{"surname", "No\u2028wak", "the cell holds the character U+2028"},
		{"surname", "No\ufeffwak", "the cell holds the character U+FEFF"},
		{"surname", "No\U00100000wak", "the cell holds the character U+100000"},
		{"surname", "No\U000e0041wak", "the cell holds the character U+E0041"},
		{"surname", "No\ufffewak", "the cell holds the character U+FFFE"},
		{"surname", strings.Repeat("x", 501), "the cell has more than 500 characters"},
		{"title", "Mrs\tx", "the cell holds the character U+0009"},
		{"address_1", "a\nb\nc\nd\ne\nf", "the address has more than 5 lines"},
		{"dob", "14.06.1979", "the date cannot be read"},
		{"dob", "19790614", "the date cannot be read"},
		{"dob", "1979-06", "the date cannot be read"},
		{"dob", "today", "the date cannot be read"},
		{"dob", "14/06/1979 noon:00", "the date cannot be read"},
		{"dob", "29020", "the cell holds a number and not a date"},
		{"dob", "14/06/79", "the year of the date has two digits"},
		{"dob", "14-JUN-79", "the year of the date has two digits"},
		{"dob", "06/14/1979", "the date has no such month"},
		{"dob", "1979-02-29", "there is no such day in the calendar"},
		{"dob", "31/04/1979", "there is no such day in the calendar"},
		{"dob", "00/00/0000", "there is no such day in the calendar"},
		{"dob", "14-JUX-1979", "there is no such day in the calendar"},
		{"dob", "1879-06-14", "the date is before 1900"},
		{"dob", "1979-06-13 23:00:00", "the date of birth has a time of day"},
		{"referral_sent_date", "2206-01-05", "the date is outside the years that a pathway knows"},
		{"appointment_time", "7am", "the time cannot be read"},
		{"appointment_time", "25:00", "the time cannot be read"},
		{"appointment_time", "07:00:30", "the time cannot be read"},
		{"postcode", "TARNBECK", "the postcode does not have the form of one"},
		{"postcode", "4QA", "the postcode does not have the form of one"},
		{"nhs_number", "9991234567", "the NHS number fails its check digit"}, // the service manual's own example
		{"nhs_number", "9999999999", "the digits of the NHS number are all the same"},
		{"nhs_number", "0000000000", "the digits of the NHS number are all the same"},
		{"nhs_number", "999526018", "the NHS number is too short"},
		{"nhs_number", "9.99526E+09", "a spreadsheet has turned the NHS number into a rounded number"},
		{"nhs_number", "9995260182.0", "a spreadsheet has turned the NHS number into a number with a decimal point"},
		{"nhs_number", "99952601822", "the NHS number does not have 10 digits"},
		{"nhs_number", "999526018X", "the NHS number does not have 10 digits"},
		{"ubrn", "70001", "the booking reference is too short"},
		{"ubrn", "7.1E+11", "a spreadsheet has turned the booking reference into a rounded number"},
		{"ubrn", "ABC", "the booking reference does not have 12 digits"},
		{"ubrn", "000000000000", "the booking reference is all zeros"},
		{"preferred_language", "Klingonese", "the language is not known"},
		{"preferred_language", "zz", "the language is not known"},
		{"preferred_language", "../en", "the language is not known"},
		{"preferred_language", "en-latin", "the language is not known"},
		{"communication_format", "pigeon", "the format is not known"},
		{"recipient_role", "neighbour", "the role is not known"},
		{"recipient_role", "child", "the role is not known"},
		{"contact_method", "9", "the way of contact is not known"},
		{"interpreter_required", "maybe", "the cell is neither yes nor no"},
		{"deceased_flag", "?", "the cell is neither yes nor no"},
		{"sensitive_flag", "X", "the cell is neither yes nor no"},
		{"pathway", "../x", "the pathway is not the id of one"},
		{"slot_is_dummy", "X", "the cell is neither yes nor no"},
	} {
		row := oneCell(t, c.column, c.cell)
		if row.Outcome != Rejected || len(row.Findings) != 1 {
			t.Errorf("%s %q: %s, %v", c.column, c.cell, row.Outcome, row.Findings)
			continue
		}
		f := row.Findings[0]
		if want := fmt.Sprintf("row 1, column %q: %s", c.column, c.what); !strings.HasPrefix(f.What, want) || f.Line != 2 || f.Hint == "" {
			t.Errorf("%s %q: got %v\nwant %s", c.column, c.cell, f, want)
		}
		if len(c.cell) > 3 && strings.Contains(f.String(), c.cell) {
			t.Errorf("the finding shows the cell: %v", f)
		}
		if !reflect.DeepEqual(row.Recipient, Recipient{Row: 1}) {
			t.Errorf("%s %q: a rejected row has a recipient", c.column, c.cell)
		}
	}
}

// A bad phone number stops no letter.
func TestBadPhone(t *testing.T) {
	row := oneCell(t, "phone_mobile", "07700 900 (ask for Anna)")
	if row.Outcome != Accepted || len(row.Findings) != 1 || row.Findings[0].Level != finding.Warning || len(row.Recipient.Phones) != 0 {
		t.Errorf("%s, %v", row.Outcome, row.Findings)
	}
}
