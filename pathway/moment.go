package pathway

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// limits of the definition by path, those that are given.
func (p *Pathway) limits() map[string]*Limit {
	all := map[string]*Limit{
		confirmBefore:                p.Placeholder.ConfirmBefore,
		"appointment.within":         p.Appointment.Within,
		"appointment.patient.within": p.Appointment.Patient.Within,
	}
	maps.DeleteFunc(all, func(_ string, l *Limit) bool { return l == nil })
	return all
}

func (j *judge) limits() {
	if l := j.Placeholder.ConfirmBefore; l != nil {
		among(j, confirmBefore+".from", l.From, []Event{DateShown}, confirmBefore+", which counts back from the date shown")
	}
	patient := j.Appointment.Patient
	if patient.Reminder > 0 && patient.Return > 0 && patient.Return <= patient.Reminder {
		j.error("appointment.patient.return_days", ruleOrder,
			fmt.Sprintf("return_days %d is not after reminder_days %d", patient.Return, patient.Reminder), "the reminder comes first")
	}
}

// events checks that the day counted from exists in this pathway.
func (j *judge) events() {
	for path, limit := range j.Pathway.limits() {
		j.event(path+".from", limit.From)
	}
	j.event("waiting_time.starts", j.WaitingTime.Starts)
}

func (j *judge) event(path string, event Event) {
	if kind, special := eventOf[event]; special && j.ok("kind") && j.Kind != kind {
		j.error(path, ruleCombination, fmt.Sprintf("%s %q happens only in kind %s, and kind is %s", path, event, kind, j.Kind), "count from another event")
	}
	dated := j.Placeholder.Kind != NoPlaceholder || j.Appointment.How == Booked
	if event == DateShown && !dated && j.ok("placeholder.kind", "appointment.how") {
		j.error(path, ruleCombination, path+` "date-shown" needs a date, and this pathway shows none`, "count from another event")
	}
	if event == LetterDate && path == "waiting_time.starts" {
		j.error(path, ruleCombination, `waiting_time.starts "letter-date" is wrong: no letter starts a waiting time`, "use referral-received, conversion or deferral")
	}
}

func (j *judge) missed() {
	for path, missed := range map[string]*Missed{"appointment.missed_call": j.Appointment.MissedCall, "appointment.missed": j.Appointment.Missed} {
		if missed == nil {
			continue
		}
		if missed.Policy == WriteThenReturn && !j.Has(path+".days") {
			j.error(path+".days", ruleMissing, path+".days is missing: policy letter-then-gp needs the days a patient has to phone", "add days: 10")
		}
		if missed.Policy != WriteThenReturn && missed.Days > 0 {
			j.error(path+".days", ruleCombination, path+".days goes only with policy letter-then-gp", "remove it")
		}
	}
	if m := j.Appointment.Missed; j.Reader == ParentOrCarer && m != nil && m.Policy != WasNotBrought {
		j.warn("appointment.missed.policy", "pathway/was-not-brought",
			fmt.Sprintf("policy %q treats a child as one who did not attend", m.Policy), "a child is brought by someone: use was-not-brought")
	}
}

// dates checks that every review comes after what it reviews. Whether it is
// overdue depends on the day, which is not known here.
func (j *judge) dates() {
	j.review("placeholder.agreed.review", j.Placeholder.Agreed.On, j.Placeholder.Agreed.Review)
	first := map[string]bool{}
	for i, duty := range j.Assurance.Duties {
		path := fmt.Sprintf("assurance.duties[%d]", i)
		j.review(path+".review", duty.Date, duty.Review)
		if first[duty.ID] && duty.ID != "" {
			j.error(path+".duty", "pathway/duplicate-value", fmt.Sprintf("duty %q is stated twice", duty.ID), "keep one row a duty")
		}
		first[duty.ID] = true
	}
}

func (j *judge) review(path string, on, review Day) {
	if !on.IsZero() && !review.IsZero() && !review.After(on.Time) {
		j.error(path, ruleOrder, fmt.Sprintf("review %s is not after %s", review, on), "write the day of the next review")
	}
}

func (j *judge) hours() {
	lists := map[string][]Spell{"enquiries.hours": j.Enquiries.Hours}
	if j.Appointment.Call != nil {
		lists["appointment.call.hours"] = j.Appointment.Call.Hours
	}
	if j.Appointment.Change != nil {
		lists["appointment.change.hours"] = j.Appointment.Change.Hours
	}
	if phone := j.Appointment.Patient.Phone; phone != nil {
		lists["appointment.patient.phone.hours"] = phone.Hours
		if len(phone.Hours) == 0 {
			j.error("appointment.patient.phone.hours", ruleMissing, "appointment.patient.phone.hours is missing: the patient has to know when to phone", wanted("enquiries.hours"))
		}
	}
	if len(j.Enquiries.Hours) == 0 {
		j.error("enquiries.hours", ruleMissing, "enquiries.hours is missing: a patient who hears nothing has to know when to phone", wanted("enquiries.hours"))
	}
	for path, spells := range lists {
		j.spells(path, spells)
	}
}

func (j *judge) spells(path string, spells []Spell) {
	for i, s := range spells {
		at := fmt.Sprintf("%s[%d]", path, i)
		if s.Opens != "" && s.Closes != "" && s.Opens >= s.Closes {
			j.error(at+".closes", ruleOrder, fmt.Sprintf("closes %q is not after opens %q", s.Closes, s.Opens), "use the 24-hour clock, for example 16:30")
		}
		if slices.ContainsFunc(spells[:i], s.overlaps) {
			j.error(at+".days", "pathway/overlap", fmt.Sprintf("%q has hours that overlap with those of an earlier row", s.Days), "give each day and time once")
		}
	}
}

func (s Spell) overlaps(other Spell) bool {
	first, last, ok := s.weekdays()
	from, to, okOther := other.weekdays()
	days := sinceMonday(first) <= sinceMonday(to) && sinceMonday(from) <= sinceMonday(last)
	return ok && okOther && days && s.Opens < other.Closes && other.Opens < s.Closes
}

// postcode is the form of a UK postcode, which fictional ZZ ones share.
var postcode = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$`)

// ValidPostcode reports whether text has the form of a UK postcode in capitals
// with one space. "ZZ9 9ZZ" has.
func ValidPostcode(text string) bool { return postcode.MatchString(text) }

// maxAddress is the sender's address that fits beside the address window.
const maxAddress = 7

func (j *judge) address() {
	lines := j.Provider.Address
	if len(lines) == 0 {
		return
	}
	if last := len(lines) - 1; !ValidPostcode(strings.TrimSpace(lines[last])) {
		j.error(fmt.Sprintf("provider.address[%d]", last), "pathway/bad-value", fmt.Sprintf("%q is not a postcode", shorten(lines[last])), "end the address with its postcode, for example ZZ9 4TG")
	}
	if len(lines) < 2 || len(lines) > maxAddress {
		j.error("provider.address", "pathway/bad-value", fmt.Sprintf("provider.address has %d lines", len(lines)), fmt.Sprintf("write 2 to %d lines", maxAddress))
	}
}
