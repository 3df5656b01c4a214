package recipient

import (
	"strings"

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

// digitsOnly takes out the spaces and hyphens that people group digits with.
func digitsOnly(cell string) string { return grouping.Replace(cell) }

var grouping = strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "\u2010", "", "\u2011", "", "\u2013", "")

func nhsNumber(e *entry, cell string) error {
	number := digitsOnly(cell)
	switch {
	case scientific(number):
		return bad("a spreadsheet has turned the NHS number into "+shape(number), "format the column as text and fill it again")
	case len(number) < 10 && onlyDigits(number):
		return bad("the NHS number is too short", "a spreadsheet may have dropped zeros at its start")
	case len(number) != 10 || !onlyDigits(number):
		return bad("the NHS number does not have 10 digits", "write it as 999 526 0182")
	case strings.Trim(number, number[:1]) == "":
		return bad("the digits of the NHS number are all the same", "look it up: this is a filler")
	case !ValidNHSNumber(number):
		return bad("the NHS number fails its check digit", "look it up again")
	}
	e.NHSNumber = number
	return nil
}

func reference(e *entry, cell string) error {
	number := digitsOnly(cell)
	switch {
	case scientific(number):
		return bad("a spreadsheet has turned the booking reference into "+shape(number), "format the column as text and fill it again: the digits behind the E are lost")
	case len(number) < 12 && onlyDigits(number):
		return bad("the booking reference is too short", "a spreadsheet may have dropped the zeros at its start")
	case len(number) != 12 || !onlyDigits(number):
		return bad("the booking reference does not have 12 digits", "write it as 0000 0007 0000")
	case strings.Trim(number, "0") == "":
		return bad("the booking reference is all zeros", "look it up: this is a filler")
	}
	e.BookingReference = number
	return nil
}

// scientific reports whether a spreadsheet has written digits as 7E+04.
func scientific(number string) bool {
	return strings.ContainsAny(number, "eE.+") && strings.Trim(number, "0123456789eE.+") == "" && number != ""
}

// shape names what a number was turned into, without its digits.
func shape(number string) string {
	if strings.ContainsAny(number, "eE") {
		return "a rounded number (like 7E+04)"
	}
	return "a number with a decimal point"
}

func onlyDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

var errPostcode = bad("the postcode does not have the form of one", "write it as ZZ9 9ZZ")

// postcode takes any case, and the space may be missing.
func postcode(e *entry, cell string) error {
	compact := strings.ToUpper(strings.Join(strings.Fields(cell), ""))
	if len(compact) < 5 {
		return errPostcode
	}
	spaced := compact[:len(compact)-3] + " " + compact[len(compact)-3:]
	if !pathway.ValidPostcode(spaced) {
		return errPostcode
	}
	e.Postcode = spaced
	e.nowhere = e.nowhere || pseudo(spaced)
	return nil
}

// pseudo reports whether a postcode stands for the lack of one: ZZ99, a digit, a
// letter and Z. ZZ99 3VZ is no fixed abode, ZZ99 3WZ not known, the others name
// countries (NHS Data Dictionary, POSTCODE OF USUAL ADDRESS).
func pseudo(postcode string) bool {
	return strings.HasPrefix(postcode, "ZZ99 ") && strings.HasSuffix(postcode, "Z")
}

// phone keeps a number that can be one. A letter does not print it, so that a bad
// one is not an error of the row by itself.
func phone(e *entry, cell string) error {
	number := dialled(cell)
	if !pathway.ValidPhone(number) {
		return &problem{what: "the phone number is not one that can be called", hint: "write it as 01632 960001, without words", slight: true}
	}
	e.Phones = append(e.Phones, number)
	return nil
}

var phoneSigns = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "(0)", "", "(", "", ")", "", ".", "", "/", "")

// dialled is a number as one dials it in the UK.
func dialled(cell string) string {
	number := phoneSigns.Replace(cell)
	for _, prefix := range []string{"+44", "0044"} {
		if rest, ok := strings.CutPrefix(number, prefix); ok {
			return "0" + strings.TrimPrefix(rest, "0")
		}
	}
	if rest, ok := strings.CutPrefix(number, "00"); ok {
		return "+" + rest
	}
	return number
}
