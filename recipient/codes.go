package recipient

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"wayleaf/pathway"
)

// ValidNHSNumber reports whether ten digits are an NHS number: the tenth is the
// modulus 11 check digit of the others (NHS Data Dictionary, NHS NUMBER), and
// the digits are not all the same.
func ValidNHSNumber(digits string) bool {
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return false
	}
	sum := 0
	for i, weight := 0, 10; i < 9; i, weight = i+1, weight-1 {
		sum += int(digits[i]-'0') * weight
	}
	check := (11 - sum%11) % 11 // 11 is written 0; 10 cannot be written
	return check == int(digits[9]-'0') && strings.Trim(digits, digits[:1]) != ""
}

// digits takes out the spaces and hyphens that people group digits with.
var digits = strings.NewReplacer(" ", "", "-", "", "\u00a0", "")

func nhsNumber(r *Recipient, cell string) error {
	number := digits.Replace(cell)
	switch {
	case len(number) < 10 && onlyDigits(number):
		return errors.New("the NHS number is too short; a spreadsheet may have dropped zeros at its start")
	case len(number) != 10 || !onlyDigits(number):
		return errors.New("the NHS number does not have 10 digits; write it as 999 526 0182")
	case !ValidNHSNumber(number):
		return errors.New("the NHS number fails its check digit; look it up again")
	}
	r.NHSNumber = number
	return nil
}

func reference(r *Recipient, cell string) error {
	number := digits.Replace(cell)
	switch {
	case strings.ContainsAny(number, "eE.+") && strings.Trim(number, "0123456789eE.+") == "":
		return errors.New("a spreadsheet has turned the booking reference into a number; format the column as text and fill it again")
	case len(number) < 12 && onlyDigits(number):
		return errors.New("the booking reference is too short; a spreadsheet may have dropped the zeros at its start")
	case len(number) != 12 || !onlyDigits(number):
		return errors.New("the booking reference does not have 12 digits; write it as 0000 0007 0000")
	}
	r.BookingReference = number
	return nil
}

func onlyDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// postcode takes any case, and the space may be missing.
func postcode(r *Recipient, cell string) error {
	compact := strings.ToUpper(strings.Join(strings.Fields(cell), ""))
	if len(compact) < 5 {
		return errPostcode
	}
	spaced := compact[:len(compact)-3] + " " + compact[len(compact)-3:]
	if !pathway.ValidPostcode(spaced) {
		return errPostcode
	}
	r.Postcode = spaced
	return nil
}

var errPostcode = errors.New("the postcode does not have the form of one; write it as ZZ9 9ZZ")

// firstBirth bounds dates of birth: nobody living was born before.
const firstBirth = 1900

func bornOn(r *Recipient, cell string) error {
	date, err := parseDate(cell)
	if err == nil && date.Year() < firstBirth {
		err = fmt.Errorf("the date is before %d; look it up again", firstBirth)
	}
	r.BornOn = date
	return err
}

func event(e pathway.Event) func(*Recipient, string) error {
	return func(r *Recipient, cell string) error {
		date, err := eventDate(cell)
		r.Days[e] = date
		return err
	}
}

func day(to func(*Recipient) *time.Time) func(*Recipient, string) error {
	return func(r *Recipient, cell string) error {
		date, err := eventDate(cell)
		*to(r) = date
		return err
	}
}

func eventDate(cell string) (time.Time, error) {
	date, err := parseDate(cell)
	if err != nil {
		return date, err
	}
	if _, err := pathway.ParseDay(date.Format(time.DateOnly)); err != nil {
		return date, errors.New("the date is outside the years that a pathway knows; look it up again")
	}
	return date, nil
}

var (
	isoDate = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	ukDate  = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)
)

var errDate = errors.New("the date cannot be read; write it as 2026-11-23 or 23/11/2026")

// parseDate reads 2026-11-23, and 23/11/2026 day first as in the UK. The
// result is midnight in London.
func parseDate(cell string) (time.Time, error) {
	var year, month, date string
	if m := isoDate.FindStringSubmatch(cell); m != nil {
		year, month, date = m[1], m[2], m[3]
	} else if m := ukDate.FindStringSubmatch(cell); m != nil {
		date, month, year = m[1], m[2], m[3]
	} else {
		return time.Time{}, errDate
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(date)
	day := pathway.Date(y, time.Month(m), d)
	if day.Day() != d || int(day.Month()) != m {
		return time.Time{}, errors.New("there is no such day in the calendar; look it up again")
	}
	return day, nil
}

// clock reads 07:00, and 7:00 as spreadsheets show it.
func clock(r *Recipient, cell string) error {
	text := cell
	if len(text) == len("7:00") {
		text = "0" + text
	}
	if _, _, ok := pathway.Clock(text); !ok {
		return errors.New("the time cannot be read; write it as 07:00")
	}
	r.Time = text
	return nil
}
