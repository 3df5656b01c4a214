// Package recipient is one patient of a list: the person a letter is for.
//
// A Recipient holds personal data. Nothing in this package puts any of it into
// an error, a log or a file name: complaints name the row, the column and the rule.
package recipient

import (
	"time"

	"wayleaf/pathway"
)

// Recipient is one row of a list, already validated.
type Recipient struct {
	Row int // 1 is the first row after the header

	Title     string // "Mrs"; may be empty
	Forenames string // may be empty: some people have one name
	Surname   string // never empty
	BornOn    time.Time

	// Reader is whom the letter speaks to. For ParentOrCarer the name above is
	// the child's.
	Reader pathway.Reader

	Address  []string // 1 to 5 lines, without the name and the postcode
	Postcode string   // "ZZ9 9ZZ"

	NHSNumber        string // ten digits, modulus 11 valid
	BookingReference string // UBRN, twelve digits
	GPSurgery        string // as patients know it; may be empty

	Language   string // BCP 47 tag of a language pack
	LargePrint bool

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
