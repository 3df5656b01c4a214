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
	r, p := v.order.Recipient, v.order.Pathway
	days := r.LetterDays(p, v.order.Date)
	v.DateShown, v.ContactBy, v.ConfirmBy = known(days.Shown), known(days.ContactBy), known(days.ConfirmBy)
	v.PhoneBy, v.ReturnBy, v.ClockStart = known(days.PhoneBy), known(days.ReturnBy), known(days.ClockStart)
	var findings finding.List
	for _, column := range days.Missing {
		findings = append(findings, missing(r.Row, column))
	}
	for _, column := range days.Uncounted {
		findings = append(findings, finding.Finding{Rule: "outline/date-unknown", Level: finding.Error,
			What: fmt.Sprintf("row %d: the days of the pathway cannot be counted from column %s", r.Row, column),
			Hint: "correct the date of the row"})
	}
	for _, what := range days.NotAfter(v.order.Date) {
		findings = append(findings, finding.Finding{Rule: "outline/date-passed", Level: finding.Error,
			What: fmt.Sprintf("row %d: %s is not after the date of the letter", r.Row, what),
			Hint: "contact this patient another way, or correct the dates of the row"})
	}
	return findings
}

// known is nil for the zero day.
func known(day time.Time) *time.Time {
	if day.IsZero() {
		return nil
	}
	return &day
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
