// Package pathway is the definition of one NHS e-Referral Service pathway: who
// runs it, whether the date a patient holds is real, and exactly how the real
// appointment is arranged.
//
// A definition is a YAML file, one pathway a file:
//
//	p, err := pathway.Load(fsys, "pathways/gastro-dummy-triage.yaml")
//
// Load reports every problem of the file at once as a [finding.List], each with
// line and column. Codes are e-RS's own where e-RS has them (e-RS API reference
// data, eRS-Priority-1, eRS-AppointmentType); e-RS has no code for a dummy
// appointment, so the placeholder kinds D0 to D6 are Wayleaf's.
//
// Words a patient reads are not in the definition. Where it needs some it holds
// the key of a message, so that they are translated and signed off like the rest.
package pathway

import "time"

// Key names a message of the catalogues, for example "team.booking-office".
type Key string

// Pathway is one definition. Every field is what the YAML key of the same name says.
type Pathway struct {
	Format       int          `yaml:"wayleaf"`      // version of this file format, 1
	ID           string       `yaml:"id"`           // lower-case words joined by hyphens; names the output folder
	Version      string       `yaml:"version"`      // of the definition, "1.0.0"
	Name         Key          `yaml:"name"`         // what patients call the service
	ERS          ERS          `yaml:"ers"`          // what e-RS calls it
	Specialty    string       `yaml:"specialty"`    // for staff; never printed for patients
	Jurisdiction Jurisdiction `yaml:"jurisdiction"` // whose rules apply
	Commissioner Organisation `yaml:"commissioner"`
	Provider     Provider     `yaml:"provider"`

	Kind            Kind            `yaml:"kind"`
	AppointmentType AppointmentType `yaml:"appointment_type"`
	Priority        Priority        `yaml:"priority"`
	Reader          Reader          `yaml:"reader"` // to whom letters are addressed; patient if empty

	Enquiries   Contact     `yaml:"enquiries"`   // the one place to phone with any question
	Placeholder Placeholder `yaml:"placeholder"` // the dummy appointment, if any
	Appointment Appointment `yaml:"appointment"` // the real one
	WaitingTime WaitingTime `yaml:"waiting_time"`
	Worse       []Key       `yaml:"worse"` // safety-net advice, in order
	Offer       Offer       `yaml:"offer"`
	Envelope    Envelope    `yaml:"envelope"`
	Wording     []Extra     `yaml:"wording"`
	Assurance   Assurance   `yaml:"assurance"`

	// File is the name the definition was loaded from.
	File   string           `yaml:"-"`
	places map[string]place // where each YAML path stands in File
}

// ERS is the service as e-RS lists it. Patients meet the name on e-RS letters.
type ERS struct {
	Name      string `yaml:"name"`
	ServiceID string `yaml:"service_id"`
}

// Jurisdiction is the nation whose waiting-time, choice and language rules apply.
type Jurisdiction string

// The jurisdictions.
const (
	England Jurisdiction = "england"
	Wales   Jurisdiction = "wales"
)

// Organisation is an NHS body with its Organisation Data Service code.
type Organisation struct {
	Name string `yaml:"name"`
	ODS  string `yaml:"ods"`
}

// Provider is the organisation that sends the letters.
type Provider struct {
	Name    string   `yaml:"name"`
	ODS     string   `yaml:"ods"`
	Site    string   `yaml:"site"`     // as on the signs, for example "Tarnbeck General"
	SiteODS string   `yaml:"site_ods"` // ODS site code
	Address []string `yaml:"address"`  // postal address of the sender, last line the postcode
}

// Kind is how the service is reached through e-RS.
type Kind string

// The kinds (domain: NHS e-RS booking and triage guidance).
const (
	DirectlyBookable    Kind = "DBS"          // slots are booked in e-RS
	IndirectlyBookable  Kind = "IBS"          // the patient phones the provider
	AssessmentService   Kind = "CAS"          // clinical assessment service
	ReferralAssessment  Kind = "RAS"          // triage with no slot
	AdviceConverted     Kind = "AG_CONVERTED" // advice and guidance turned into a referral
	SinglePointOfAccess Kind = "SPOA"
	DeferredToProvider  Kind = "ASI" // appointment slot issue: no slot was free
)

// AppointmentType is e-RS's eRS-AppointmentType code.
type AppointmentType string

// Priority is e-RS's eRS-Priority-1 code.
type Priority string

// The priorities.
const (
	Routine     Priority = "ROUTINE"
	Urgent      Priority = "URGENT"
	TwoWeekWait Priority = "TWO_WEEK_WAIT" // urgent suspected cancer
)

// Reader is whom a letter speaks to.
type Reader string

// The readers.
const (
	Patient       Reader = "patient"
	ParentOrCarer Reader = "parent-or-carer"
)

// Contact is how to reach somebody, and when they answer.
type Contact struct {
	Phone    string  `yaml:"phone"`     // UK number with spaces, "01632 960 121"
	RelayUK  bool    `yaml:"relay_uk"`  // may be called through Relay UK (18001 before the number)
	Text     string  `yaml:"text"`      // number for text messages
	Email    string  `yaml:"email"`     //
	Website  string  `yaml:"website"`   // without "https://", as printed
	Hours    []Spell `yaml:"hours"`     // when the phone is answered
	Textline string  `yaml:"textphone"` // textphone (minicom) number
}

// Spell is a run of days with the same hours, "monday-friday", 08:30 to 16:30.
type Spell struct {
	Days   string `yaml:"days"` // "monday-friday", "saturday" or "every-day"
	Opens  string `yaml:"opens"`
	Closes string `yaml:"closes"`
}

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
	Kind                PlaceholderKind `yaml:"kind"`
	Shown               Shown           `yaml:"shown"`
	Agreed              Agreed          `yaml:"agreed"`
	Booking             Booking         `yaml:"booking"`              // what the patient does with it
	RemindersSuppressed bool            `yaml:"reminders_suppressed"` // automatic reminders are switched off
	PASOutcome          string          `yaml:"pas_outcome"`          // how the patient administration system closes it; never a DNA
	CallFrom            string          `yaml:"call_from"`            // D2: start of the time window on the date, "09:00"
	CallTo              string          `yaml:"call_to"`              // D2: its end, "12:00"
	ConfirmBefore       *Limit          `yaml:"confirm_before"`       // D6: confirmed so long before the date shown
}

// Shown tells which parts of the dummy booking a patient gets to see.
type Shown struct {
	Date  bool   `yaml:"date"`
	Time  string `yaml:"time"`  // "07:00"; empty if no time is shown
	Place string `yaml:"place"` // as shown; empty if no place is shown
}

// Agreed records the local agreement that commissioner guidelines ask for.
type Agreed struct {
	By        string `yaml:"by"`
	Reference string `yaml:"reference"`
	On        Day    `yaml:"on"`
	Review    Day    `yaml:"review"`
}

// Booking is what a patient does with the dummy booking.
type Booking string

// What to do with the booking. There is no code for cancelling it: a patient
// who cancels may lose the referral.
const (
	LeaveBooking Booking = "leave"
	KeepBooking  Booking = "keep" // D2 and D6: the date may matter
)

// Appointment is the real appointment and how it comes about.
type Appointment struct {
	How         How       `yaml:"how"`
	ArrangedBy  Key       `yaml:"arranged_by"`  // the team, for example team.booking-office
	ReviewFirst bool      `yaml:"review_first"` // a specialist reads the referral first
	TestFirst   bool      `yaml:"test_first"`   // a test comes before the appointment
	Place       string    `yaml:"place"`        // where it will be, as on the signs; may be empty
	Minutes     int       `yaml:"minutes"`      // how long it takes; 0 if not known
	Channels    []Channel `yaml:"channels"`     // how the patient is told, first to last
	Within      *Limit    `yaml:"within"`       // by when the patient hears
	Call        *Call     `yaml:"call"`         // needed when a channel is phone
	Patient     Patients  `yaml:"patient"`      // what the patient has to do
	Outcomes    []Key     `yaml:"outcomes"`     // what may come of it
	Choice      bool      `yaml:"choice"`       // another provider may be chosen
	Change      *Contact  `yaml:"change"`       // booked: how to change or cancel
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
	Days     int      `yaml:"days"`
	Calendar Calendar `yaml:"calendar"`
	From     Event    `yaml:"from"`
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
	Attempts   int     `yaml:"attempts"`
	GapMinutes int     `yaml:"gap_minutes"` // between attempts; 0 if on different days
	OverDays   int     `yaml:"over_days"`   // attempts are spread over so many days; 0 for one day
	CallerID   string  `yaml:"caller_id"`   // the number shown, or "withheld"
	Hours      []Spell `yaml:"hours"`       // when calls are made
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
	Reminder int `yaml:"reminder_days"`
	Return   int `yaml:"return_days"`
}

// Missed is what follows a missed call or appointment.
type Missed struct {
	Policy Policy `yaml:"policy"`
	Days   int    `yaml:"days"` // letter-then-gp: days to phone after the letter
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

// WaitingTime is how the wait is counted (RTT rules for consultant-led care).
type WaitingTime struct {
	ConsultantLed bool     `yaml:"consultant_led"`
	Starts        Event    `yaml:"starts"`   // clock start
	Standard      Standard `yaml:"standard"` // empty if none applies
}

// Standard is a national waiting-time standard.
type Standard string

// The standards.
const (
	EighteenWeeks   Standard = "18-weeks"
	TwentyEightDays Standard = "28-days" // cancer: an answer within 28 days of referral
)

// Offer is what a patient may ask for.
type Offer struct {
	Languages   []string `yaml:"languages"` // BCP 47 tags of the packs used
	Formats     []Format `yaml:"formats"`
	Interpreter Key      `yaml:"interpreter"` // how an interpreter is arranged
	WelshFirst  bool     `yaml:"welsh_first"` // Welsh Language Standards: Welsh stands before English
}

// Format is an accessible format (DAPB1605).
type Format string

// The formats.
const (
	LargePrint Format = "large-print"
	EasyRead   Format = "easy-read"
	Braille    Format = "braille"
	Audio      Format = "audio"
	BSL        Format = "bsl"
)

// Envelope tells what may show through and on the envelope.
type Envelope struct {
	Plain bool `yaml:"plain"` // nothing on it names the clinic
}

// Extra is a paragraph of local wording.
type Extra struct {
	After Section `yaml:"after"`
	Say   Key     `yaml:"say"`
}

// Section is a part of a letter or leaflet after which local wording may stand.
type Section string

// The sections.
const (
	AfterStatus Section = "status"
	AfterNext   Section = "next"
	AfterDo     Section = "do"
	AfterWorse  Section = "worse"
)

// Assurance is the commissioner's evidence: how each duty of the e-RS best
// practice guidelines is met, by whom, and until when.
type Assurance struct {
	Duties              []Duty     `yaml:"duties"`
	QualifiedUsers      Statement  `yaml:"qualified_users"`      // users qualified and trained, information governance included
	Delegation          Delegation `yaml:"delegation"`           // clinicians stay answerable for what is delegated
	Worklists           Worklists  `yaml:"worklists"`            // monitored daily, with named cover
	TechnicalSupport    Statement  `yaml:"technical_support"`    //
	OperationalPolicies Statement  `yaml:"operational_policies"` // reflect the guideline
}

// Duty is one duty of the guidelines by its id (C1 to C8, P1 to P8, R1 to R4, I1, I2).
type Duty struct {
	ID        string `yaml:"duty"`
	Statement string `yaml:"statement"`
	Evidence  string `yaml:"evidence"`
	Owner     string `yaml:"owner"`
	Date      Day    `yaml:"date"`
	Review    Day    `yaml:"review"`
}

// Statement is a claim with its evidence.
type Statement struct {
	Statement string `yaml:"statement"`
	Evidence  string `yaml:"evidence"`
	Owner     string `yaml:"owner"`
}

// Delegation names the clinician who answers for delegated decisions.
type Delegation struct {
	Clinician string `yaml:"clinician"`
	To        string `yaml:"to"`
	What      string `yaml:"what"`
}

// Worklists names who clears the e-RS worklists every day.
type Worklists struct {
	Daily bool   `yaml:"daily"`
	Owner string `yaml:"owner"`
	Cover string `yaml:"cover"`
}

// Day is a calendar day in Europe/London, written 2027-03-31.
type Day struct{ time.Time }

type place struct{ line, column int }
