package pathway

// WaitingTime is how the wait is counted (RTT rules for consultant-led care).
type WaitingTime struct {
	ConsultantLed bool     `yaml:"consultant_led" need:"yes"`
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
	Languages   []string `yaml:"languages" need:"yes" form:"language"` // BCP 47 tags of the packs used
	Formats     []Format `yaml:"formats" need:"yes"`
	Interpreter Key      `yaml:"interpreter" need:"yes"` // how an interpreter is arranged
	WelshFirst  bool     `yaml:"welsh_first"`            // Welsh Language Standards: Welsh stands before English
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
	After Section `yaml:"after" need:"yes"`
	Say   Key     `yaml:"say" need:"yes"`
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
	ID        string `yaml:"duty" need:"yes" form:"duty"`
	Statement string `yaml:"statement" need:"yes"`
	Evidence  string `yaml:"evidence" need:"yes"`
	Owner     string `yaml:"owner" need:"yes"`
	Date      Day    `yaml:"date" need:"yes" form:"date"`
	Review    Day    `yaml:"review" need:"yes" form:"date"`
}

// Statement is a claim with its evidence.
type Statement struct {
	Statement string `yaml:"statement" need:"yes"`
	Evidence  string `yaml:"evidence" need:"yes"`
	Owner     string `yaml:"owner" need:"yes"`
}

// Delegation names the clinician who answers for delegated decisions.
type Delegation struct {
	Clinician string `yaml:"clinician" need:"yes"`
	To        string `yaml:"to" need:"yes"`
	What      string `yaml:"what" need:"yes"`
}

// Worklists names who clears the e-RS worklists every day.
type Worklists struct {
	Daily bool   `yaml:"daily" need:"yes"`
	Owner string `yaml:"owner" need:"yes"`
	Cover string `yaml:"cover" need:"yes"`
}
