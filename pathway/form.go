package pathway

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// A form is what a value without a closed set of values must look like. The
// struct tag form:"phone" gives a field its form; the JSON Schema uses the
// pattern or the bounds.
type form struct {
	is      string         // "a UK phone number"
	example string         // as it would be written in the file
	pattern *regexp.Regexp // in the syntax that RE2 and ECMA 262 share; nil for numbers
	min     int            // for numbers
	max     int
	more    func(text string) error // what a pattern cannot say; may be nil
}

var forms = map[string]form{
	"one":       {is: "the version of the file format", example: "1", min: 1, max: 1},
	"days":      {is: "a number of days", example: "10", min: 1, max: longest},
	"minutes":   {is: "a number of minutes", example: "30", min: 1, max: 24 * 60},
	"attempts":  {is: "a number of calls", example: "2", min: 1, max: 20},
	"id":        {is: "lower-case words joined by hyphens", example: "gastro-dummy-triage", pattern: pattern(`[a-z][a-z0-9]*(-[a-z0-9]+)*`), more: atMost(64)},
	"version":   {is: "a semantic version", example: "1.0.0", pattern: pattern(`(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})`)},
	"key":       {is: "a message key; the words themselves stand in the catalogue of each language", example: "team.booking-office", pattern: pattern(`[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+`)},
	"ods":       {is: "an ODS organisation code", example: "ZZT", pattern: pattern(`[A-Z0-9]{3,6}`)},
	"ods-site":  {is: "an ODS site code", example: "ZZT01", pattern: pattern(`[A-Z0-9]{5,9}`)},
	"service":   {is: "an e-RS service ID", example: `"9900000101"`, pattern: pattern(`[0-9]{1,12}`)},
	"phone":     {is: "a UK phone number with spaces", example: "01632 960 121", pattern: pattern(`0[0-9]+( [0-9]+)+`), more: validPhone},
	"caller-id": {is: `a UK phone number with spaces, or "withheld"`, example: "01632 960 121", pattern: pattern(`withheld|0[0-9]+( [0-9]+)+`), more: validCallerID},
	"email":     {is: "an email address", example: "bookings@tarnbeck.example", pattern: pattern(`[A-Za-z0-9._+-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+`)},
	"website":   {is: `a web address without "https://"; of a page that is the same for every patient`, example: "www.tarnbeck.example/skin", pattern: pattern(`[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(/[A-Za-z0-9._~/-]*)?`), more: forEveryone},
	"weekdays":  {is: "days of the week", example: "monday-friday, saturday or every-day", pattern: pattern(`every-day|` + weekday + `(-` + weekday + `)?`), more: inOrder},
	"clock":     {is: "a time of day", example: "08:30", pattern: pattern(`([01][0-9]|2[0-3]):[0-5][0-9]`)},
	"date":      {is: "a day", example: "2027-03-31", pattern: pattern(`20[2-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`), more: onCalendar},
	"language":  {is: "a language tag", example: "en, cy or pa-Arab", pattern: pattern(`[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?`)},
	"duty":      {is: "a duty of the e-RS guidelines", example: "C7", pattern: pattern(`C[1-8]|P[1-8]|R[1-4]|I[12]`)},
	"logo":      {is: "a picture in the folder of the definition or below it; an SVG, a PNG or a JPEG", example: "logos/tarnbeck-vale.svg", pattern: pattern(`[^./\\:][^/\\:]*(/[^./\\:][^/\\:]*)*\.(svg|png|jpg|jpeg|SVG|PNG|JPG|JPEG)`), more: printable},
	"text":      {is: "text on one line", example: "Tarnbeck General", pattern: pattern(`\S(.*\S)?\n*`), more: printable},
}

const weekday = `(monday|tuesday|wednesday|thursday|friday|saturday|sunday)`

func pattern(whole string) *regexp.Regexp { return regexp.MustCompile(`^(` + whole + `)$`) }

// hint says how to write a text of the form.
func (f form) hint() string {
	is, note, _ := strings.Cut(f.is, "; ")
	if note != "" {
		note = "; " + note
	}
	return "write " + is + ", for example " + f.example + note
}

// check says what is wrong with a text of the form, or nil.
func (f form) check(text string) error {
	if !f.pattern.MatchString(text) {
		what, _, _ := strings.Cut(f.is, ";")
		return fmt.Errorf("%q is not %s", shorten(text), what)
	}
	if f.more != nil {
		return f.more(text)
	}
	return nil
}

func atMost(n int) func(string) error {
	return func(text string) error {
		if len(text) > n {
			return fmt.Errorf("has %d characters, more than %d", len(text), n)
		}
		return nil
	}
}

// A website is printed as a QR code too. Longer than this, with "https://" before
// it, the code would have more modules than a phone reads from paper.
const longestWebsite = 76

// personal is what a person's number looks like in an address: 10 digits or
// more, as an NHS number, a booking reference or a phone number has.
var personal = regexp.MustCompile(`[0-9]([._~/-]*[0-9]){9}`)

// forEveryone refuses the address of a page that is not for every patient. It
// does not quote the address, which may name one.
func forEveryone(text string) error {
	if personal.MatchString(text) {
		return errors.New("holds 10 digits or more, like the number of a person")
	}
	return atMost(longestWebsite)(text)
}

func inOrder(text string) error {
	if _, _, ok := (Spell{Days: text}).weekdays(); !ok {
		return fmt.Errorf("%q runs backwards in a week from Monday to Sunday", text)
	}
	return nil
}

func onCalendar(text string) error {
	_, err := ParseDay(text)
	return err
}

// printable refuses what no reader sees: control characters, and format
// characters that can reorder a line. Joiners stay, some scripts need them.
func printable(text string) error {
	for _, r := range text {
		joiner := r == '\u200c' || r == '\u200d'
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && !joiner || r == '\u2028' || r == '\u2029' {
			return fmt.Errorf("%q holds the invisible character %U", shorten(text), r)
		}
	}
	return nil
}

// drama are the ranges that Ofcom keeps free for fiction, digits up to the
// ones that may vary (Ofcom, Telephone numbers for use in TV and radio drama).
// No such number is in a numbering plan, so libphonenumber may refuse them.
var drama = regexp.MustCompile(`^(01632960|02079460|08081570|03069990|07700900)[0-9]{3}$`)

// ValidPhone reports whether number is a UK phone number in national form, or one
// of any country that begins with "+"; spaces are ignored. Ofcom's fictional
// numbers are valid.
func ValidPhone(number string) bool {
	digits := strings.ReplaceAll(number, " ", "")
	if drama.MatchString(digits) {
		return true
	}
	parsed, err := phonenumbers.Parse(digits, "GB")
	if strings.HasPrefix(digits, "+") {
		return err == nil && phonenumbers.IsValidNumber(parsed)
	}
	return err == nil && strings.HasPrefix(digits, "0") && phonenumbers.IsValidNumberForRegion(parsed, "GB")
}

func validPhone(text string) error {
	if !ValidPhone(text) {
		return fmt.Errorf("%q is not in use as a UK phone number: count its digits", text)
	}
	return nil
}

func validCallerID(text string) error {
	if text == Withheld {
		return nil
	}
	return validPhone(text)
}

// shorten keeps a quoted value from filling the screen.
func shorten(text string) string {
	const longest = 80
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
