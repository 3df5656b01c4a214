// Package recipient is one patient of a list: the person a letter is for.
//
// A list is read row by row, from CSV, an Excel workbook, NDJSON or FHIR. Each row
// has one of three outcomes: it is accepted, and its Recipient is valid in every
// field; it is held back, because a person has to decide; or it is rejected,
// because something in it is wrong. All that speaks against a row is in its
// findings.
//
//	list, err := recipient.Open(recipient.Source{Name: name, Bytes: file, Size: size}, recipient.Options{})
//	for {
//		row, err := list.Next()
//		...
//
// Names, addresses and every other text are kept character for character, but for
// blanks around a cell, whose removal is noted. Rows that are not accepted can be
// written to a file ([Returns]) that reads as the same list again.
//
// A Recipient holds personal data. Nothing in this package puts any of it into
// an error, a log or a file name: complaints name the row, the column and the rule.
package recipient

import (
	"strings"
	"time"

	"wayleaf/pathway"
)

// Recipient is one row of a list, already validated. Names and address lines
// are as the list has them, but for white space around them.
type Recipient struct {
	Row int // 1 is the first row after the header

	Title     string // "Mrs"; may be empty
	Forenames string // may be empty: some people have one name
	Surname   string // never empty
	BornOn    time.Time

	// Reader is whom the letter speaks to. For ParentOrCarer the name above is
	// the child's. Empty if the list does not say; then the pathway does.
	Reader pathway.Reader

	Address  []string // 1 to 5 lines, without the name and the postcode
	Postcode string   // "ZZ9 9ZZ"

	NHSNumber        string // ten digits, modulus 11 valid
	BookingReference string // UBRN, twelve digits
	GPSurgery        string // as patients know it; may be empty

	Language    string // BCP 47 tag of a language pack; "en" if the list gives none
	Format      pathway.Format
	LargePrint  bool // Format is large print
	Interpreter bool // one is required

	Phones  []string // that can be called: UK ones as dialled, others with + in front
	Contact ContactMethod

	// Pathway is the id of the pathway this row is meant for; empty if the list
	// does not say.
	Pathway string

	// Days are the days that limits count from, as far as the list gives them.
	Days map[pathway.Event]time.Time
	// Time is the time of the appointment or placeholder slot, "07:00"; may be empty.
	Time string
	// ClockStart is when the waiting time started; zero to use the pathway's event.
	ClockStart time.Time
	// ContactExpected is e-RS's own patientContactExpected date; it wins over a
	// computed one when it is later. Zero if the list does not give it.
	ContactExpected time.Time
}

// ContactMethod is how a patient prefers to be reached (PDS
// PreferredContactMethod); empty if the list does not say.
type ContactMethod string

// The ways of contact.
const (
	ByLetter    ContactMethod = "letter"
	ByVisit     ContactMethod = "visit"
	ByPhone     ContactMethod = "phone"
	ByEmail     ContactMethod = "email"
	ByTextphone ContactMethod = "textphone"
	ByProxy     ContactMethod = "proxy" // somebody else answers the phone for the patient
	BySigning   ContactMethod = "sign-language"
	NoPhone     ContactMethod = "no-phone"
)

// DisplayName returns the full name as on an envelope, "Mrs Anna Kowalska".
func (r Recipient) DisplayName() string { return joined(r.Title, r.Forenames, r.Surname) }

// GreetingName returns the name that follows "Dear": title and surname, or the
// full name of somebody without a title.
func (r Recipient) GreetingName() string {
	if r.Title == "" {
		return joined(r.Forenames, r.Surname)
	}
	return joined(r.Title, r.Surname)
}

// SpacedNHSNumber returns the NHS number as the NHS service manual has it
// printed, "999 526 0182".
func (r Recipient) SpacedNHSNumber() string { return spaced(r.NHSNumber, 3, 3, 4) }

// SpacedReference returns the booking reference as e-RS prints it, "0000 0007 0000".
func (r Recipient) SpacedReference() string { return spaced(r.BookingReference, 4, 4, 4) }

func joined(parts ...string) string {
	given := parts[:0:0]
	for _, part := range parts {
		if part != "" {
			given = append(given, part)
		}
	}
	return strings.Join(given, " ")
}

// spaced cuts digits into groups; anything of another length stays whole.
func spaced(digits string, groups ...int) string {
	var parts []string
	rest := digits
	for _, n := range groups {
		if len(rest) < n {
			return digits
		}
		parts, rest = append(parts, rest[:n]), rest[n:]
	}
	if rest != "" {
		return digits
	}
	return strings.Join(parts, " ")
}
