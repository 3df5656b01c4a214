package pathway

// Contact is how to reach somebody, and when they answer.
type Contact struct {
	Phone    string  `yaml:"phone" need:"yes" form:"phone"` // UK number with spaces, "01632 960 121"
	RelayUK  bool    `yaml:"relay_uk"`                      // may be called through Relay UK (18001 before the number)
	Text     string  `yaml:"text" form:"phone"`             // number for text messages
	Email    string  `yaml:"email" form:"email"`            //
	Website  string  `yaml:"website" form:"website"`        // without "https://", as printed: a page for every patient; leaflets show that of enquiries as a QR code too
	Hours    []Spell `yaml:"hours"`                         // when the phone is answered
	Textline string  `yaml:"textphone" form:"phone"`        // textphone (minicom) number
}

// Spell is a run of days with the same hours, "monday-friday", 08:30 to 16:30.
type Spell struct {
	Days   string `yaml:"days" need:"yes" form:"weekdays"` // "monday-friday", "saturday" or "every-day"
	Opens  string `yaml:"opens" need:"yes" form:"clock"`
	Closes string `yaml:"closes" need:"yes" form:"clock"`
}
