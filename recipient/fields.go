package recipient

import (
	"strings"
	"time"
	"unicode"

	"wayleaf/pathway"
)

// A field is what a column can mean.
type field struct {
	name string
	// read takes a cell that is not empty into an entry. Its error is what is
	// wrong and, after "; ", what to do; it never holds the cell. It is nil for
	// columns of common extracts that a letter does not need.
	read   func(*entry, string) error
	date   bool   // the cells are days
	also   string // other names, as systems call it; case, blanks and signs do not matter
	filled bool   // no cell may be empty
}

// fields are the columns by the names that patient administration systems and
// e-RS use for them. Names that could mean two of them are in doubtful.
var fields = []field{
	{name: "title", read: text(func(r *Recipient) *string { return &r.Title }), also: "salutation, prefix, patient title, name prefix"},
	{name: "forename", read: text(func(r *Recipient) *string { return &r.Forenames }),
		also: "forenames, first name, first names, given name, given names, patient forename, patient first name"},
	{name: "surname", read: text(func(r *Recipient) *string { return &r.Surname }), filled: true,
		also: "last name, family name, patient surname, patient last name"},
	{name: "dob", read: bornOn, date: true, filled: true, also: "date of birth, birth date, patient dob, patient date of birth"},
	{name: "recipient_role", read: role, also: "role, letter to, addressee role"},
	{name: "address_1", read: addressLine, also: "address line 1, addr 1, address, patient address, patient address 1"},
	{name: "address_2", read: addressLine, also: "address line 2, addr 2, patient address 2"},
	{name: "address_3", read: addressLine, also: "address line 3, addr 3, patient address 3"},
	{name: "address_4", read: addressLine, also: "address line 4, addr 4, patient address 4"},
	{name: "address_5", read: addressLine, also: "address line 5, addr 5, patient address 5"},
	{name: "postcode", read: postcode, filled: true, also: "post code, postal code, patient postcode, address postcode"},
	{name: "nhs_number", read: nhsNumber, filled: true, also: "nhs no, nhs, nhs num, patient nhs number, nhs number 10 digit, nhs id"},
	{name: "ubrn", read: reference, filled: true,
		also: "booking reference, booking reference number, unique booking reference number, ubrn number, ubrn no, ers reference, e-RS booking reference"},
	{name: "gp_name", read: text(func(r *Recipient) *string { return &r.GPSurgery }),
		also: "gp practice, gp practice name, gp surgery, gp surgery name, practice name, registered practice"},
	{name: "preferred_language", read: readLanguage, also: "language, main language, first language, primary language, language code, patient language"},
	{name: "communication_format", read: format,
		also: "format, preferred format, accessible format, alternative format, information format, preferred written communication format"},
	{name: "interpreter_required", read: flag(func(e *entry) *bool { return &e.Interpreter }), also: "interpreter, interpreter needed, needs interpreter"},
	{name: "contact_method", read: contactMethod, also: "preferred contact method, contact preference, preferred contact"},
	{name: "phone_home", read: phone, also: "home phone, telephone, home telephone, phone, phone number, tel, tel home, telephone home, landline, telephone number"},
	{name: "phone_mobile", read: phone, also: "mobile, mobile phone, mobile number, tel mobile, telephone mobile, mobile telephone"},
	{name: "phone_work", read: phone, also: "work phone, work telephone, tel work, telephone work"},
	{name: "deceased_flag", read: deceased, also: "deceased, is deceased, patient deceased, death indicator, dead, deceased indicator"},
	{name: "date_of_death", read: died, also: "death date, deceased date, dod"},
	{name: "sensitive_flag", read: sensitive, also: "sensitive, s flag, restricted, sensitive record"},
	{name: "extract_date", read: extracted, date: true, also: "extracted on, extract datetime, date extracted, date of extract"},
	{name: "referral_sent_date", read: event(pathway.ReferralSent), date: true, also: "referral sent, date referral sent, authored on"},
	{name: "referral_received_date", read: event(pathway.ReferralReceived), date: true,
		also: "referral received, date referral received, date received, received date, referral request received date"},
	{name: "deferral_date", read: event(pathway.Deferral), date: true, also: "date deferred, deferred on"},
	{name: "conversion_date", read: event(pathway.Conversion), date: true, also: "date converted, converted on"},
	{name: "appointment_date", read: appointmentDay, date: true,
		also: "appt date, app date, date of appointment, clinic date, slot date, appointment datetime, appointment date time, appointment start"},
	{name: "appointment_time", read: appointmentTime, also: "appt time, app time, clinic time, slot time"},
	{name: "rtt_clock_start", read: day(func(r *Recipient) *time.Time { return &r.ClockStart }), date: true,
		also: "clock start, clock start date, rtt start, rtt start date, rtt clock start date"},
	{name: "contact_expected_date", read: day(func(r *Recipient) *time.Time { return &r.ContactExpected }), date: true,
		also: "patient contact expected, contact expected"},
	{name: "pathway", read: pathwayID, also: "pathway id"},
	{name: "ers_service_id", read: service, also: "ers service, service id"},
	{name: "slot_is_dummy", read: dummy, also: "dummy, dummy slot, is dummy, dummy appointment"},
	{name: "appointment_status", read: status, also: "appt status"},
	{name: "referral_status", read: status, also: "referral state"},

	{name: "local_patient_id", also: "hospital number, mrn, pas number, unit number, patient id, crn, rxr, district number"},
	{name: "nhs_number_status", also: "nhs number verification status"},
	{name: "middle_names", also: "middle name, second forename"},
	{name: "known_as", also: "preferred name"},
	{name: "sex", also: "gender, patient sex"},
	{name: "email", also: "email address, e-mail, patient email"},
	{name: "reasonable_adjustment_flag", also: "reasonable adjustments, reasonable adjustment"},
	{name: "gp_code", also: "gp practice code, practice code"},
	{name: "referral_id", also: "referral number"},
	{name: "priority", also: "referral priority"},
	{name: "appointment_id"}, {name: "clinic_code"}, {name: "clinic_name", also: "clinic"}, {name: "appointment_type", also: "appt type"},
	{name: "site_code"}, {name: "specialty_code", also: "specialty"}, {name: "consultant"},
	{name: "ers_pathway_start"}, {name: "ubrn_received"},
}

// doubtful are names that could mean two columns, and how to say which.
var doubtful = map[string]string{
	"referraldate":   "a referral is sent on one day and received on another: say which in a mapping file",
	"dateofreferral": "a referral is sent on one day and received on another: say which in a mapping file",
	"date":           "say in a mapping file which day it is",
	"name":           "names are read from title, forename and surname: say in a mapping file which one it is",
	"patientname":    "names are read from title, forename and surname: say in a mapping file which one it is",
	"fullname":       "names are read from title, forename and surname: say in a mapping file which one it is",
	"spokenlanguage": "a letter is written: say in a mapping file if it is the language to write in",
}

// needed columns must be in the header. The language is one of them because a
// list without it would send everybody English (hazards H7 and H8); its cells
// may be empty, as the Personal Demographics Service leaves English out.
var needed = []string{"surname", "dob", "address_1", "postcode", "nhs_number", "ubrn", "preferred_language"}

// fieldByWord finds a field by any of its names, written as [word] has it.
var fieldByWord = func() map[string]*field {
	byWord := map[string]*field{}
	for i := range fields {
		f := &fields[i]
		byWord[word(f.name)] = f
		for name := range strings.SplitSeq(f.also, ",") {
			if w := word(name); w != "" {
				byWord[w] = f
			}
		}
	}
	return byWord
}()

func fieldNamed(name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// usedNames are the names of the columns that a letter can need.
func usedNames() []string {
	var names []string
	for _, f := range fields {
		if f.read != nil {
			names = append(names, f.name)
		}
	}
	return names
}

// word takes everything out of a name that people write differently.
func word(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
