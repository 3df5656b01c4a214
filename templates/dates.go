package templates

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/recipient"
)

// workOutDates fills the dates of a letter from the recipient's row and the
// definition's limits. It reports days the row does not give, and days that
// lie before the letter itself, in one list.
func (v *view) workOutDates() finding.List {
	var findings finding.List
	p, r := v.order.Pathway, v.order.Recipient
	if v.How == pathway.Booked || v.Placeholder && p.Placeholder.Shown.Date {
		v.DateShown = v.day(pathway.DateShown, &findings)
	}
	if v.How == pathway.Booked && r.Time == "" {
		findings = append(findings, missing(r.Row, "appointment_time"))
	}
	if within := p.Appointment.Within; within != nil {
		v.ContactBy = v.limit(*within, &findings)
		if v.ContactBy != nil && r.ContactExpected.After(*v.ContactBy) {
			v.ContactBy = &r.ContactExpected
		}
	}
	if before := p.Placeholder.ConfirmBefore; before != nil && v.DateShown != nil {
		day := before.Calendar.Subtract(*v.DateShown, before.Days)
		v.ConfirmBy = &day
	}
	if within := p.Appointment.Patient.Within; within != nil && v.How == pathway.YouPhoneUs {
		v.PhoneBy = v.limit(*within, &findings)
	}
	if v.ReturnDays > 0 && v.How == pathway.YouPhoneUs {
		day := pathway.CalendarDays.Add(v.order.Date, v.ReturnDays)
		v.ReturnBy = &day
	}
	v.clockStart(&findings)
	return append(findings, v.past()...)
}

// clockStart works out when the waiting time started, for consultant-led care
// only (RTT rules suite, rule 1a).
func (v *view) clockStart(findings *finding.List) {
	if v.WaitingStarts == "" {
		return
	}
	if start := v.order.Recipient.ClockStart; !start.IsZero() {
		v.ClockStart = &start
		return
	}
	v.ClockStart = v.day(v.WaitingStarts, findings)
}

func (v *view) limit(limit pathway.Limit, findings *finding.List) *time.Time {
	if v.day(limit.From, findings) == nil {
		return nil
	}
	day, ok := v.order.Recipient.DateAfter(limit, v.order.Date)
	if !ok {
		*findings = append(*findings, finding.Finding{Rule: "outline/date-unknown", Level: finding.Error,
			What: fmt.Sprintf("row %d: %d days cannot be counted from column %s", v.order.Recipient.Row, limit.Days, columns[limit.From]),
			Hint: "correct the date of the row"})
		return nil
	}
	return &day
}

func (v *view) day(event pathway.Event, findings *finding.List) *time.Time {
	if event == pathway.LetterDate {
		return &v.order.Date
	}
	day, ok := v.order.Recipient.Days[event]
	if !ok {
		*findings = append(*findings, missing(v.order.Recipient.Row, columns[event]))
		return nil
	}
	return &day
}

// past reports dates that a reader would read about when they are over.
func (v *view) past() finding.List {
	var findings finding.List
	for _, d := range []struct {
		day  *time.Time
		what string
	}{
		{v.ContactBy, "the day by which the reader hears"},
		{v.ConfirmBy, "the day by which the date is confirmed"},
		{v.PhoneBy, "the day by which the reader phones"},
		{v.DateShown, "the date the reader holds"},
	} {
		if d.day != nil && !d.day.After(v.order.Date) {
			findings = append(findings, finding.Finding{Rule: "outline/date-passed", Level: finding.Error,
				What: fmt.Sprintf("row %d: %s is not after the date of the letter", v.order.Recipient.Row, d.what),
				Hint: "contact this patient another way, or correct the dates of the row"})
		}
	}
	return findings
}

// columns names the column of a list that gives the day of an event.
var columns = map[pathway.Event]string{
	pathway.ReferralReceived: "referral_received_date",
	pathway.ReferralSent:     "referral_sent_date",
	pathway.DateShown:        "appointment_date",
	pathway.Deferral:         "deferral_date",
	pathway.Conversion:       "conversion_date",
	pathway.LetterDate:       "of the letter",
}

func missing(row int, column string) finding.Finding {
	return finding.Finding{Rule: "outline/missing-value", Level: finding.Error,
		What: fmt.Sprintf("row %d: column %s is empty", row, column),
		Hint: "this pathway works out a date of the letter from it"}
}

// documentID is the reference printed on every page: for a leaflet the pathway
// and its version, for a letter eight characters that tell apart the letters
// of one mail-out without holding personal data.
func documentID(order Order) string {
	if order.Kind == document.Leaflet {
		return order.Pathway.ID + " " + order.Pathway.Version
	}
	return letterID(order.Pathway, order.Recipient, order.Date)
}

func letterID(p *pathway.Pathway, r *recipient.Recipient, day time.Time) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%s",
		p.ID, p.Version, r.NHSNumber, r.BookingReference, day.Format(time.DateOnly)))
	// Crockford's alphabet: no I, L, O or U to misread (hazard H14).
	id := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").EncodeToString(sum[:5])
	return id[:4] + "-" + id[4:]
}
