package recipient

import (
	"slices"
	"time"

	"wayleaf/pathway"
)

// LetterDays are the days that a letter of a pathway names. A zero day is one
// that it does not name, or that could not be worked out.
type LetterDays struct {
	Shown      time.Time // the placeholder or booked date the reader holds
	ContactBy  time.Time // the reader hears by then
	ConfirmBy  time.Time // the date shown is confirmed by then
	PhoneBy    time.Time // the reader phones by then
	ReturnBy   time.Time // after it, the referral goes back
	ClockStart time.Time // of the waiting time
	// Missing are the columns that the pathway counts from or prints, and that the
	// row leaves empty; Uncounted those whose day no limit can be counted from.
	Missing, Uncounted []string
}

// dayColumns names the column of a list that gives the day of an event.
var dayColumns = map[pathway.Event]string{
	pathway.ReferralReceived: "referral_received_date",
	pathway.ReferralSent:     "referral_sent_date",
	pathway.DateShown:        "appointment_date",
	pathway.Deferral:         "deferral_date",
	pathway.Conversion:       "conversion_date",
}

// LetterDays works out the days that the letter of p, dated issued, tells the
// recipient.
func (r Recipient) LetterDays(p *pathway.Pathway, issued time.Time) LetterDays {
	w := dayWork{r: r, issued: issued}
	a := p.Appointment
	dummy := p.Placeholder.Kind != pathway.NoPlaceholder && p.Placeholder.Kind != ""
	if a.How == pathway.Booked || dummy && p.Placeholder.Shown.Date {
		w.Shown = w.day(pathway.DateShown)
	}
	if a.How == pathway.Booked && r.Time == "" {
		w.Missing = append(w.Missing, "appointment_time")
	}
	if a.Within != nil {
		w.ContactBy = w.limit(*a.Within)
		if !w.ContactBy.IsZero() && r.ContactExpected.After(w.ContactBy) {
			w.ContactBy = r.ContactExpected
		}
	}
	if before := p.Placeholder.ConfirmBefore; before != nil && !w.Shown.IsZero() {
		w.ConfirmBy = before.Calendar.Subtract(w.Shown, before.Days)
	}
	if a.How == pathway.YouPhoneUs {
		if a.Patient.Within != nil {
			w.PhoneBy = w.limit(*a.Patient.Within)
		}
		if a.Patient.Return > 0 && !issued.IsZero() {
			w.ReturnBy = pathway.CalendarDays.Add(issued, a.Patient.Return)
		}
	}
	w.clockStart(p)
	return w.LetterDays
}

// dayWork gathers the days of one letter.
type dayWork struct {
	LetterDays
	r      Recipient
	issued time.Time
}

// clockStart is when the waiting time started, for consultant-led care only (RTT
// rules suite, rule 1a).
func (w *dayWork) clockStart(p *pathway.Pathway) {
	starts := p.WaitingTime.Starts
	if !p.WaitingTime.ConsultantLed || starts == "" {
		return
	}
	if w.ClockStart = w.r.ClockStart; w.ClockStart.IsZero() {
		w.ClockStart = w.day(starts)
	}
}

// day is the day of an event, noted as missing if the row does not give it.
func (w *dayWork) day(event pathway.Event) time.Time {
	if event == pathway.LetterDate {
		return w.issued
	}
	day, ok := w.r.Days[event]
	if !ok {
		w.Missing = note(w.Missing, dayColumns[event])
	}
	return day
}

func (w *dayWork) limit(limit pathway.Limit) time.Time {
	from := w.day(limit.From)
	if from.IsZero() {
		return from
	}
	day, err := limit.DateAfter(from)
	if err != nil {
		w.Uncounted = note(w.Uncounted, dayColumns[limit.From])
	}
	return day
}

func note(columns []string, column string) []string {
	if slices.Contains(columns, column) {
		return columns
	}
	return append(columns, column)
}

// NotAfter returns, in words, the days that a reader must not read about on or
// after them, and that are not after day.
func (d LetterDays) NotAfter(day time.Time) []string {
	var past []string
	for _, named := range []struct {
		on   time.Time
		what string
	}{
		{d.ContactBy, "the day by which the reader hears"},
		{d.ConfirmBy, "the day by which the date is confirmed"},
		{d.PhoneBy, "the day by which the reader phones"},
		{d.Shown, "the date the reader holds"},
	} {
		if !named.on.IsZero() && !named.on.After(day) {
			past = append(past, named.what)
		}
	}
	return past
}

// dated are the columns whose days cannot lie before the date of birth.
var dated = []pathway.Event{pathway.ReferralSent, pathway.ReferralReceived, pathway.Deferral, pathway.Conversion, pathway.DateShown}

// bornLater names the first column with a day before the date of birth.
func (e *entry) bornLater() string {
	for _, event := range dated {
		if day, ok := e.Days[event]; ok && day.Before(e.BornOn) {
			return dayColumns[event]
		}
	}
	return ""
}
