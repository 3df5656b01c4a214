package pathway

// Appointment is the real appointment and how it comes about.
type Appointment struct {
	How         How       `yaml:"how" need:"yes"`
	ArrangedBy  Key       `yaml:"arranged_by" need:"yes"` // the team, for example team.booking-office
	ReviewFirst bool      `yaml:"review_first"`           // a specialist reads the referral first
	TestFirst   bool      `yaml:"test_first"`             // a test comes before the appointment
	Place       string    `yaml:"place"`                  // where it will be, as on the signs; may be empty
	Minutes     int       `yaml:"minutes" form:"minutes"` // how long it takes; 0 if not known
	Channels    []Channel `yaml:"channels"`               // how the patient is told, first to last
	Within      *Limit    `yaml:"within"`                 // by when the patient hears
	Call        *Call     `yaml:"call"`                   // needed when a channel is phone
	Patient     Patients  `yaml:"patient"`                // what the patient has to do
	Outcomes    []Key     `yaml:"outcomes"`               // what may come of it
	Choice      bool      `yaml:"choice"`                 // another provider may be chosen
	Change      *Contact  `yaml:"change"`                 // booked: how to change or cancel
	MissedCall  *Missed   `yaml:"missed_call"`
	Missed      *Missed   `yaml:"missed"` // a missed appointment
}

// How is the way the real appointment comes about.
type How string

// The ways.
const (
	Booked         How = "booked"            // the date held is real
	WeContactYou   How = "we-contact-you"    // the provider phones or writes
	YouPhoneUs     How = "you-phone-us"      // the patient phones now
	WeWriteYouCall How = "we-write-you-call" // a letter will ask the patient to phone
	CallOnDate     How = "call-on-date"      // the date shown is a phone appointment
	WeConfirm      How = "we-confirm"        // the date shown stands only once confirmed
)

// Channel is one way of telling a patient.
type Channel string

// The channels.
const (
	Phone  Channel = "phone"
	Post   Channel = "letter"
	Text   Channel = "text"
	Email  Channel = "email"
	NHSApp Channel = "nhs-app"
)

// Limit is a number of days counted from an event by a declared calendar.
type Limit struct {
	Days     int      `yaml:"days" need:"yes" form:"days"`
	Calendar Calendar `yaml:"calendar" need:"yes"`
	From     Event    `yaml:"from" need:"yes"`
}

// Event is the day from which a [Limit] counts.
type Event string

// The events.
const (
	ReferralReceived Event = "referral-received"
	ReferralSent     Event = "referral-sent"
	DateShown        Event = "date-shown" // the date of the placeholder or booked slot
	Deferral         Event = "deferral"   // e-RS passed the referral on without a slot
	Conversion       Event = "conversion" // advice and guidance became a referral
	LetterDate       Event = "letter-date"
)

// Call is how the provider phones.
type Call struct {
	Attempts   int     `yaml:"attempts" need:"yes" form:"attempts"`
	GapMinutes int     `yaml:"gap_minutes" form:"minutes"`            // between attempts; 0 if on different days
	OverDays   int     `yaml:"over_days" form:"days"`                 // attempts are spread over so many days; 0 for one day
	CallerID   string  `yaml:"caller_id" need:"yes" form:"caller-id"` // the number shown, or "withheld"
	Hours      []Spell `yaml:"hours" need:"yes"`                      // when calls are made
}

// Withheld is the CallerID of calls that show no number.
const Withheld = "withheld"

// Patients are the things the patient has to do and have ready.
type Patients struct {
	Phone  *Contact `yaml:"phone"`  // whom to phone to book (you-phone-us, we-write-you-call)
	Within *Limit   `yaml:"within"` // by when to phone
	Have   []Key    `yaml:"have"`   // to have ready for the call
	Bring  []Key    `yaml:"bring"`  // to bring to the appointment
	// Reminder and Return: days until a reminder is sent and until the referral
	// goes back to the GP when the patient does not phone; 0 for never.
	Reminder int `yaml:"reminder_days" form:"days"`
	Return   int `yaml:"return_days" form:"days"`
}

// Missed is what follows a missed call or appointment.
type Missed struct {
	Policy Policy `yaml:"policy" need:"yes"`
	Days   int    `yaml:"days" form:"days"` // letter-then-gp: days to phone after the letter
}

// Policy is a rule for missed calls or appointments.
type Policy string

// The policies.
const (
	WriteToYou      Policy = "letter"             // we write
	WriteThenReturn Policy = "letter-then-gp"     // we write; without a call in Days days back to the GP
	WriteAndTellGP  Policy = "letter-and-gp-told" // we write and tell the GP
	ClinicianReview Policy = "clinician-review"   // a clinician decides; may go back to the GP
	WasNotBrought   Policy = "was-not-brought"    // children: we contact the family, never a plain discharge
)
