package recipient

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayleaf/pathway"
)

// entry is a row while it is read: the recipient, and what decides whether a
// letter may go out at all.
type entry struct {
	Recipient
	deceased, sensitive, cancelled, nowhere bool

	extracted time.Time
	service   string
	dummy     answer
	timed     bool // the time comes from a cell of its own
}

// answer is a yes, a no, or nothing.
type answer int

const (
	unanswered answer = iota
	yes
	no
)

func newEntry(row int) *entry {
	return &entry{Recipient: Recipient{Row: row, Language: "en", Days: map[pathway.Event]time.Time{}}}
}

// problem is an error about a cell: what is wrong, and what to do.
type problem struct {
	what, hint string
	// slight is set where the letter can go out all the same.
	slight bool
}

func (p *problem) Error() string { return p.what }

func bad(what, hint string) error { return &problem{what: what, hint: hint} }

// maxCell is the most characters of a cell; the longest line of a UK address
// and the longest names on record are far below.
const maxCell = 500

// legible refuses cells that could not be printed, or that could break out of
// the isolation of a value from the text around it (UAX 9). Line breaks are
// left to the columns.
func legible(cell string) error {
	switch {
	case !utf8.ValidString(cell):
		return bad("the cell is not UTF-8", "save the list as CSV UTF-8")
	case len(cell) > maxCell && utf8.RuneCountInString(cell) > maxCell:
		return bad(fmt.Sprintf("the cell has more than %d characters", maxCell), "look for a quotation mark that is never closed")
	}
	for _, r := range cell {
		switch {
		case r >= ' ' && r < 0x7f, r == '\n', r == '\r':
		case r == utf8.RuneError:
			return bad("a character of the cell is lost (U+FFFD)", "type the cell again, and save the list as CSV UTF-8")
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return bad(fmt.Sprintf("the cell holds the direction sign %U", r), "type it again without it")
		case unicode.IsControl(r), r == '\ufeff', r == '\u2028', r == '\u2029', unicode.Is(unicode.Co, r),
			r&0xfffe == 0xfffe, r >= '\ufdd0' && r <= '\ufdef', r >= 0xe0000 && r <= 0xe007f:
			return bad(fmt.Sprintf("the cell holds the character %U", r), "type it again")
		}
	}
	return nil
}

// foreign are signs that stand in no name or address, and are what letters of
// other code pages look like in Windows-1252: Żak becomes ¯ak.
const foreign = "¡¢¤¥¦¨©«¬®¯±²³µ¶·¸¹»¼¾¿×÷ƒ†‡ˆ‰‹›˜™"

// guessed refuses cells of a list whose encoding is a guess, and a wrong one.
func guessed(cell string) error {
	if i := strings.IndexAny(cell, foreign); i >= 0 {
		r, _ := utf8.DecodeRuneInString(cell[i:])
		return bad(fmt.Sprintf("the cell holds the sign %U, as if the list were in another encoding than Windows-1252", r), "save the list as CSV UTF-8")
	}
	return nil
}

func oneLine(cell string) error {
	if strings.ContainsAny(cell, "\r\n") {
		return bad("the cell holds a line break", "write it on one line")
	}
	return nil
}

func text(to func(*Recipient) *string) func(*entry, string) error {
	return func(e *entry, cell string) error {
		*to(&e.Recipient) = cell
		return oneLine(cell)
	}
}

// addressLine takes a cell with line breaks for several lines, as some systems
// write the whole address into the first cell.
func addressLine(e *entry, cell string) error {
	for _, line := range strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		e.Address = append(e.Address, line)
		e.nowhere = e.nowhere || noAddress[word(line)]
	}
	if len(e.Address) > 5 {
		return bad("the address has more than 5 lines", "join two short ones")
	}
	return nil
}

// noAddress is what people write in place of an address.
var noAddress = map[string]bool{"nofixedabode": true, "nfa": true, "nofixedaddress": true, "homeless": true,
	"noknownaddress": true, "addressunknown": true, "unknown": true, "notknown": true}

func role(e *entry, cell string) error {
	switch word(cell) {
	case "patient", "self":
		e.Reader = pathway.Patient
	case "parentorcarer", "parent", "carer", "guardian", "mother", "father", "parentguardian", "parentorguardian", "parentcarer":
		e.Reader = pathway.ParentOrCarer
	default:
		return bad("the role is not known", "use one of patient, parent-or-carer")
	}
	return nil
}

func format(e *entry, cell string) error {
	known, ok := formats[word(cell)]
	if !ok {
		return bad("the format is not known", "use one of large-print, easy-read, braille, audio, bsl")
	}
	e.Format, e.LargePrint = known, known == pathway.LargePrint
	return nil
}

// formats are the formats by [word], and by the codes of the Personal
// Demographics Service (PreferredWrittenCommunicationFormat).
var formats = map[string]pathway.Format{
	"largeprint": pathway.LargePrint, "11": pathway.LargePrint,
	"braille": pathway.Braille, "12": pathway.Braille,
	"audio": pathway.Audio, "audiotape": pathway.Audio, "audiocd": pathway.Audio, "13": pathway.Audio,
	"easyread": pathway.EasyRead, "bsl": pathway.BSL,
	"standard": "", "standardprint": "", "none": "",
}

// answers are how lists say yes and no.
var answers = map[string]answer{"y": yes, "yes": yes, "true": yes, "1": yes, "n": no, "no": no, "false": no, "0": no}

func flag(to func(*entry) *bool) func(*entry, string) error {
	return func(e *entry, cell string) error {
		known := answers[word(cell)]
		if known == unanswered {
			return bad("the cell is neither yes nor no", "write yes or no")
		}
		*to(e) = known == yes
		return nil
	}
}

func dummy(e *entry, cell string) error {
	if e.dummy = answers[word(cell)]; e.dummy == unanswered {
		return bad("the cell is neither yes nor no", "write yes or no")
	}
	return nil
}

// deceased takes a yes, and any date, which is one of death.
func deceased(e *entry, cell string) error {
	if _, err := parseDate(cell); err == nil || answers[word(cell)] == yes || word(cell) == "deceased" || word(cell) == "dead" {
		e.deceased = true
		return nil
	}
	if answers[word(cell)] == no || word(cell) == "alive" {
		return nil
	}
	return bad("the cell is neither yes nor no", "write yes or no")
}

// died takes whatever stands in a column of dates of death for one.
func died(e *entry, _ string) error {
	e.deceased = true
	return nil
}

// sensitive takes the codes of the Personal Demographics Service too: U is not
// limited, R, V and S are.
func sensitive(e *entry, cell string) error {
	switch w := word(cell); {
	case answers[w] == yes, w == "r", w == "s", w == "v", w == "restricted", w == "veryrestricted", w == "redacted", w == "sensitive":
		e.sensitive = true
	case answers[w] == no, w == "u", w == "unrestricted":
	default:
		return bad("the cell is neither yes nor no", "write yes or no")
	}
	return nil
}

// over are the states after which no letter about a referral is due: those of
// FHIR and of e-RS (eRS-ReferralState-1).
var over = map[string]bool{
	"cancelled": true, "canceled": true, "revoked": true, "enteredinerror": true, "noshow": true, "fulfilled": true, "completed": true,
	"cancelledreferral": true, "rejected": true, "didnotattend": true, "apptcancelledbyprovider": true, "apptcancelledbypatient": true,
	"appcancelledbypatient": true, "appcancelledbyprovider": true, "dna": true, "discharged": true,
}

func status(e *entry, cell string) error {
	e.cancelled = e.cancelled || over[word(cell)]
	return nil
}

// pathwayID takes an id as definitions have it, and nothing that could be a path.
func pathwayID(e *entry, cell string) error {
	if strings.Trim(cell, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return bad("the pathway is not the id of one", "write it as the definition does, for example gastro-dummy-triage")
	}
	e.Pathway = cell
	return nil
}

func service(e *entry, cell string) error {
	e.service = digitsOnly(cell)
	return nil
}

// methods are how a patient prefers to be reached, by [word] and by the codes of
// the Personal Demographics Service (PreferredContactMethod).
var methods = map[string]ContactMethod{
	"1": ByLetter, "letter": ByLetter, "post": ByLetter, "2": ByVisit, "visit": ByVisit,
	"3": ByPhone, "telephone": ByPhone, "phone": ByPhone, "mobile": ByPhone, "text": ByPhone, "sms": ByPhone,
	"4": ByEmail, "email": ByEmail, "5": ByTextphone, "minicom": ByTextphone, "minicomtextphone": ByTextphone, "textphone": ByTextphone,
	"6": ByProxy, "telephoneviaproxy": ByProxy, "proxy": ByProxy, "7": BySigning, "signlanguage": BySigning, "bsl": BySigning,
	"8": NoPhone, "notelephonecontact": NoPhone, "notelephone": NoPhone, "nophone": NoPhone, "donotphone": NoPhone, "donotcall": NoPhone,
}

func contactMethod(e *entry, cell string) error {
	known, ok := methods[word(cell)]
	if !ok {
		return bad("the way of contact is not known", "use one of letter, visit, phone, email, textphone, proxy, sign-language, no-phone")
	}
	e.Contact = known
	return nil
}
