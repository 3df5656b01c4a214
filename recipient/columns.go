package recipient

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// A column of the list: its name, and how a cell of it is read into a
// Recipient. An error says what is wrong and never holds the cell.
type column struct {
	name string
	read func(r *Recipient, cell string) error
}

// columns are those a letter needs, by the names that patient administration
// systems use for them.
var columns = map[string]func(*Recipient, string) error{
	"title":                  text(func(r *Recipient) *string { return &r.Title }),
	"forename":               text(func(r *Recipient) *string { return &r.Forenames }),
	"surname":                text(func(r *Recipient) *string { return &r.Surname }),
	"dob":                    bornOn,
	"recipient_role":         role,
	"address_1":              addressLine,
	"address_2":              addressLine,
	"address_3":              addressLine,
	"address_4":              addressLine,
	"address_5":              addressLine,
	"postcode":               postcode,
	"nhs_number":             nhsNumber,
	"ubrn":                   reference,
	"gp_name":                text(func(r *Recipient) *string { return &r.GPSurgery }),
	"preferred_language":     language,
	"communication_format":   format,
	"referral_sent_date":     event(pathway.ReferralSent),
	"referral_received_date": event(pathway.ReferralReceived),
	"deferral_date":          event(pathway.Deferral),
	"conversion_date":        event(pathway.Conversion),
	"appointment_date":       event(pathway.DateShown),
	"appointment_time":       clock,
	"rtt_clock_start":        day(func(r *Recipient) *time.Time { return &r.ClockStart }),
	"contact_expected_date":  day(func(r *Recipient) *time.Time { return &r.ContactExpected }),
	"pathway":                text(func(r *Recipient) *string { return &r.Pathway }),
}

// needed columns must be in the header. The language is one of them because a
// list without it would send everybody English (hazards H7 and H8); its cells
// may be empty, as the Personal Demographics Service leaves English out.
var needed = []string{"surname", "dob", "address_1", "postcode", "nhs_number", "ubrn", "preferred_language"}

// filled columns may have no empty cell.
var filled = []string{"surname", "dob", "address_1", "postcode", "nhs_number", "ubrn"}

// ignored are other columns of common extracts, so that none of them is taken
// for a misspelt one.
var ignored = names("local_patient_id", "nhs_number_status", "middle_names", "known_as", "sex", "phone_home", "phone_mobile",
	"email", "interpreter_required", "reasonable_adjustment_flag", "gp_code", "deceased_flag", "sensitive_flag", "referral_id",
	"ers_service_id", "priority", "appointment_id", "clinic_code", "clinic_name", "appointment_type", "site_code",
	"specialty_code", "consultant", "slot_is_dummy")

func names(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, name := range list {
		set[name] = true
	}
	return set
}

func columnNames() []string { return slices.Sorted(maps.Keys(columns)) }

// recipient reads a row into a Recipient, or lists all that is wrong with it.
func (l *List) recipient(row sheetRow) (Recipient, error) {
	r := Recipient{Row: l.row, Language: "en", Days: map[pathway.Event]time.Time{}}
	var found finding.List
	if len(row.cells) != len(l.header) {
		return r, finding.List{l.complain(row.line, 1, "recipients/ragged-row",
			fmt.Sprintf("row %d has %d cells, and the header %d", l.row, len(row.cells), len(l.header)),
			"put a cell that holds a comma in quotation marks")}
	}
	for i, column := range l.header {
		if column.read == nil {
			continue
		}
		if err := readCell(&r, column, row.cells[i]); err != nil {
			found = append(found, l.cellFinding(row, i, err))
		}
	}
	if len(found) > 0 {
		return Recipient{Row: l.row}, found.Sort()
	}
	if column := r.bornLater(); column != "" {
		return Recipient{Row: l.row}, finding.List{l.complain(row.line, 1, "recipients/bad-value",
			fmt.Sprintf("row %d, column %q: the day is before the date of birth", l.row, column), "correct one of the two")}
	}
	return r, nil
}

func (l *List) cellFinding(row sheetRow, cell int, err error) finding.Finding {
	what, hint, _ := strings.Cut(err.Error(), "; ")
	return l.complain(row.line, row.at(cell), "recipients/bad-value",
		fmt.Sprintf("row %d, column %q: %s", l.row, l.header[cell].name, what), hint)
}

// dated are the columns whose days cannot lie before the date of birth.
var dated = []struct {
	column string
	event  pathway.Event
}{
	{"referral_sent_date", pathway.ReferralSent},
	{"referral_received_date", pathway.ReferralReceived},
	{"deferral_date", pathway.Deferral},
	{"conversion_date", pathway.Conversion},
	{"appointment_date", pathway.DateShown},
}

// bornLater names the first column with a day before the date of birth.
func (r *Recipient) bornLater() string {
	for _, d := range dated {
		if day, ok := r.Days[d.event]; ok && day.Before(r.BornOn) {
			return d.column
		}
	}
	return ""
}

// maxCell is the most characters of a cell; the longest line of a UK address
// and the longest names on record are far below.
const maxCell = 500

func readCell(r *Recipient, c column, cell string) error {
	cell = strings.TrimSpace(cell)
	if err := legible(cell); err != nil {
		return err
	}
	if cell == "" {
		if slices.Contains(filled, c.name) {
			return errors.New("the cell is empty; every row needs it")
		}
		return nil
	}
	return c.read(r, cell)
}

// legible refuses cells that could not be printed, or that could break out of
// the isolation of a value from the text around it (UAX 9). Line breaks are
// left to the columns.
func legible(cell string) error {
	switch {
	case !utf8.ValidString(cell):
		return errors.New("the cell is not UTF-8; save the list as CSV UTF-8")
	case utf8.RuneCountInString(cell) > maxCell:
		return fmt.Errorf("the cell has more than %d characters; look for a quotation mark that is never closed", maxCell)
	}
	for _, r := range cell {
		switch {
		case r == '\n', r == '\r':
		case unicode.IsControl(r), r == '\ufeff', r == '\ufffd', r == '\u2028', r == '\u2029':
			return fmt.Errorf("the cell holds the character %U; type it again", r)
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return fmt.Errorf("the cell holds the direction sign %U; type it again without it", r)
		}
	}
	return nil
}

func oneLine(cell string) error {
	if strings.ContainsAny(cell, "\r\n") {
		return errors.New("the cell holds a line break; write it on one line")
	}
	return nil
}

func text(to func(*Recipient) *string) func(*Recipient, string) error {
	return func(r *Recipient, cell string) error {
		*to(r) = cell
		return oneLine(cell)
	}
}

// addressLine takes a cell with line breaks for several lines, as some systems
// write the whole address into the first cell.
func addressLine(r *Recipient, cell string) error {
	for line := range strings.Lines(cell) {
		if line = strings.TrimSpace(line); line != "" {
			r.Address = append(r.Address, line)
		}
	}
	if len(r.Address) > 5 {
		return errors.New("the address has more than 5 lines; join two short ones")
	}
	return nil
}

func role(r *Recipient, cell string) error {
	switch word(cell) {
	case "patient":
		r.Reader = pathway.Patient
	case "parentorcarer", "parent", "carer":
		r.Reader = pathway.ParentOrCarer
	default:
		return errors.New("the role is not known; use one of patient, parent-or-carer")
	}
	return nil
}

func format(r *Recipient, cell string) error {
	known, ok := formats[word(cell)]
	if !ok {
		return errors.New("the format is not known; use one of large-print, easy-read, braille, audio, bsl")
	}
	r.Format, r.LargePrint = known, known == pathway.LargePrint
	return nil
}

// formats are the formats by name without hyphens, and by the codes of the Personal
// Demographics Service (PreferredWrittenCommunicationFormat).
var formats = map[string]pathway.Format{
	"largeprint": pathway.LargePrint, "11": pathway.LargePrint,
	"braille": pathway.Braille, "12": pathway.Braille,
	"audio": pathway.Audio, "audiotape": pathway.Audio, "13": pathway.Audio,
	"easyread": pathway.EasyRead, "bsl": pathway.BSL,
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$`)

// language takes a tag. What pack a tag leads to is not decided here: a code
// such as pa or zh does not say its script.
func language(r *Recipient, cell string) error {
	primary, rest, _ := strings.Cut(cell, "-")
	tag := strings.ToLower(primary)
	if rest != "" {
		tag += "-" + rest
	}
	if !languageTag.MatchString(tag) {
		return errors.New("the language is not a tag; write for example en, cy, pl, ar, ur or bn")
	}
	r.Language = tag
	return nil
}
