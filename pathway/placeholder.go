package pathway

// PlaceholderKind tells what kind of dummy appointment a patient holds.
type PlaceholderKind string

// The placeholder kinds.
const (
	NoPlaceholder  PlaceholderKind = "D0" // no dummy: any date is real
	PaperTriage    PlaceholderKind = "D1" // the referral is read, nobody is seen
	PhoneCall      PlaceholderKind = "D2" // the date is real, but it is a phone call
	Capacity       PlaceholderKind = "D3" // the slot only catches the referral
	StraightToTest PlaceholderKind = "D4" // a test is arranged by phone first
	CallUs         PlaceholderKind = "D5" // the provider will write and ask for a call
	Retained       PlaceholderKind = "D6" // stands only if confirmed
)

// Placeholder is the locally agreed dummy appointment.
type Placeholder struct {
	Kind                PlaceholderKind `yaml:"kind" need:"yes"`
	Shown               Shown           `yaml:"shown"`
	Agreed              Agreed          `yaml:"agreed"`
	Booking             Booking         `yaml:"booking"`                // what the patient does with it
	RemindersSuppressed bool            `yaml:"reminders_suppressed"`   // automatic reminders are switched off
	PASOutcome          string          `yaml:"pas_outcome"`            // how the patient administration system closes it; never a DNA
	CallFrom            string          `yaml:"call_from" form:"clock"` // D2: start of the time window on the date, "09:00"
	CallTo              string          `yaml:"call_to" form:"clock"`   // D2: its end, "12:00"
	ConfirmBefore       *Limit          `yaml:"confirm_before"`         // D6: confirmed so long before the date shown
}

// Shown tells which parts of the dummy booking a patient gets to see.
type Shown struct {
	Date  bool   `yaml:"date" need:"yes"`
	Time  string `yaml:"time" form:"clock"` // "07:00"; empty if no time is shown
	Place string `yaml:"place"`             // as shown; empty if no place is shown
}

// Agreed records the local agreement that commissioner guidelines ask for.
type Agreed struct {
	By        string `yaml:"by" need:"yes"`
	Reference string `yaml:"reference" need:"yes"`
	On        Day    `yaml:"on" need:"yes" form:"date"`
	Review    Day    `yaml:"review" need:"yes" form:"date"`
}

// Booking is what a patient does with the dummy booking.
type Booking string

// What to do with the booking. There is no code for cancelling it: a patient
// who cancels may lose the referral.
const (
	LeaveBooking Booking = "leave"
	KeepBooking  Booking = "keep" // D2 and D6: the date may matter
)
