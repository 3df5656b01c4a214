package recipient

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// Rules say to whom letters may go, and when. A rule whose field is zero is not
// applied. Always held back are those who have died, whose record is restricted,
// who have no address, or whose referral is over; and whoever is in the list
// twice.
type Rules struct {
	// Pathway is the one of the letters. Rows must give the days that it counts
	// from, and may not be of another pathway or service.
	Pathway *pathway.Pathway
	// Issued is the date on the letters, at midnight in London.
	Issued time.Time
	// PostDays is how long a letter is in the post, in working days of England. With
	// Pathway and Issued: a row is held back whose letter speaks of a day that is
	// not after the one on which it arrives (hazard H6).
	PostDays int
	// MaxAge is how many days old an extract may be on Issued (hazard H16). When it
	// was made says a column of the list, or else Extracted.
	MaxAge    int
	Extracted time.Time
	// Languages are the tags of the languages that letters can be made in. One that
	// is written in several scripts needs its script in the list or in Scripts,
	// which is by code: {"pa": "pa-Guru"} (hazard H7).
	Languages []string
	Scripts   map[string]string
	// Formats are those that letters can be made in, besides standard print.
	Formats []pathway.Format
	// ChildUnder is the age in years, on Issued, below which a row has to say
	// whether its letter is for the patient or for a parent or carer (hazard H17).
	ChildUnder int
	// Twice accepts rows of a patient, or with a booking reference, that the list
	// has already: for a look at one row.
	Twice bool
}

func hold(reason, what, hint string) finding.Finding {
	return finding.Finding{Rule: "hold/" + reason, Level: finding.Error, What: what, Hint: hint}
}

// never holds back rows to which no letter may go, whatever else is wrong with
// them.
func (r Rules) never(e *entry) finding.List {
	var held finding.List
	if e.deceased {
		held = append(held, hold("deceased", "the patient has died", "see that no letter goes out, and close the referral"))
	}
	if e.sensitive {
		held = append(held, hold("sensitive", "the record is restricted", "ask the team that looks after restricted records how to reach the patient"))
	}
	if e.nowhere {
		held = append(held, hold("no-fixed-abode", "the patient has no postal address", "reach the patient another way"))
	}
	if e.cancelled {
		held = append(held, hold("cancelled", "the referral or its appointment is cancelled, rejected or over", "look at the referral before anything is sent"))
	}
	return held
}

// wrong is what the pathway finds missing from a row, or contradicts.
func (r Rules) wrong(e *entry) finding.List {
	p := r.Pathway
	if p == nil {
		return nil
	}
	var found finding.List
	add := func(rule, what, hint string) {
		found = append(found, finding.Finding{Rule: rule, Level: finding.Error, What: what, Hint: hint})
	}
	if e.Pathway != "" && e.Pathway != p.ID {
		add("recipients/other-pathway", fmt.Sprintf("the row is of another pathway than %q", p.ID), "the dates of another pathway mean something else")
	}
	if e.service != "" && e.service != p.ERS.ServiceID {
		add("recipients/other-service", fmt.Sprintf("the row is of another e-RS service than %s", p.ERS.ServiceID), "look the referral up")
	}
	days := e.LetterDays(p, r.Issued)
	for _, column := range days.Uncounted {
		add("recipients/bad-value", fmt.Sprintf("the days of the pathway cannot be counted from column %s", column), "correct the date")
	}
	for _, column := range days.Missing {
		add("recipients/missing-value", fmt.Sprintf("column %s is empty", column), "this pathway works out a date of the letter from it")
	}
	return found
}

// hold holds back a row that may be right.
func (r Rules) hold(e *entry, phones bool) finding.List {
	var held finding.List
	for _, rule := range []func(*entry) (finding.Finding, bool){r.age, r.language, r.format, r.child, r.slot, r.late, r.contact} {
		if f, holds := rule(e); holds {
			held = append(held, f)
		}
	}
	if phones && r.phoned() && len(e.Phones) == 0 {
		held = append(held, hold("no-phone", "the pathway phones patients, and the row has no number that can be called", "find the number"))
	}
	return held
}

const dayLength = 24 * time.Hour

func (r Rules) age(e *entry) (finding.Finding, bool) {
	made := e.extracted
	if made.IsZero() {
		made = r.Extracted
	}
	switch {
	case r.MaxAge == 0 || r.Issued.IsZero():
		return finding.Finding{}, false
	case made.IsZero():
		return hold("old-extract", "nothing says when the list was extracted", "add a column extract_date"), true
	case made.After(r.Issued):
		return hold("old-extract", "the extract is dated after the letters", "correct one of the two dates"), true
	}
	days := int(r.Issued.Sub(made).Round(dayLength) / dayLength)
	return hold("old-extract", fmt.Sprintf("the extract is %d days old, more than %d", days, r.MaxAge), "extract the list again"), days > r.MaxAge
}

// language settles which pack the letter is made with.
func (r Rules) language(e *entry) (finding.Finding, bool) {
	if r.Languages == nil {
		return finding.Finding{}, false
	}
	if tag, ok := r.pack(e.Language); ok && (r.Pathway == nil || slices.Contains(r.Pathway.Offer.Languages, tag)) {
		e.Language = tag
		return finding.Finding{}, false
	}
	if scripts[e.Language] && r.Scripts[e.Language] == "" {
		return hold("language", fmt.Sprintf("language %s does not say its script", e.Language), "say once for all which script the list means"), true
	}
	return hold("language", fmt.Sprintf("there is no letter in language %s", e.Language), "have it translated; a letter in English may be misread"), true
}

// pack is the language to use for a tag: the tag itself, or without its region
// where that changes no script.
func (r Rules) pack(tag string) (string, bool) {
	if script := r.Scripts[tag]; script != "" {
		tag = script
	}
	if slices.Contains(r.Languages, tag) {
		return tag, true
	}
	base, region, _ := strings.Cut(tag, "-")
	return base, len(region) == 2 && !scripts[base] && slices.Contains(r.Languages, base)
}

func (r Rules) format(e *entry) (finding.Finding, bool) {
	return hold("format", fmt.Sprintf("the letter cannot be made as %s", e.Format), "have it made: the patient is entitled to it"),
		r.Formats != nil && e.Format != "" && !slices.Contains(r.Formats, e.Format)
}

func (r Rules) child(e *entry) (finding.Finding, bool) {
	f := hold("child", fmt.Sprintf("the patient is under %d, and nothing says whom the letter is for", r.ChildUnder), "fill the column recipient_role")
	if r.ChildUnder == 0 || r.Issued.IsZero() || e.Reader != "" {
		return f, false
	}
	child := e.BornOn.AddDate(r.ChildUnder, 0, 0).After(r.Issued)
	if r.Pathway != nil && r.Pathway.Reader == pathway.ParentOrCarer {
		f.What = fmt.Sprintf("the pathway writes to parents and carers, and the patient is %d or older", r.ChildUnder)
		return f, !child
	}
	return f, child
}

// slot holds back a row that says the date is real where the pathway says it is
// not, or the other way round. D2 and D6 are of both kinds.
func (r Rules) slot(e *entry) (finding.Finding, bool) {
	f := hold("slot", "the row and the pathway do not agree whether the date is a real appointment", "look the booking up")
	if r.Pathway == nil {
		return f, false
	}
	switch place := r.Pathway.Placeholder; place.Kind {
	case pathway.NoPlaceholder:
		return f, e.dummy == yes
	case pathway.PhoneCall, pathway.Retained:
		return f, false
	default:
		other := place.Shown.Time != "" && e.Time != "" && e.Time != place.Shown.Time
		return f, e.dummy == no || other
	}
}

func (r Rules) late(e *entry) (finding.Finding, bool) {
	f := hold("too-late", "", "reach the patient another way")
	if r.Pathway == nil || r.Issued.IsZero() {
		return f, false
	}
	arrives := pathway.EnglandWorkingDays.Add(r.Issued, r.PostDays)
	past := e.LetterDays(r.Pathway, r.Issued).NotAfter(arrives)
	if len(past) > 0 {
		f.What = "the letter would arrive too late: " + past[0] + " is not after the day it comes"
	}
	return f, len(past) > 0
}

// phoned reports whether the pathway phones its patients.
func (r Rules) phoned() bool {
	return r.Pathway != nil && (r.Pathway.Appointment.How == pathway.CallOnDate || slices.Contains(r.Pathway.Appointment.Channels, pathway.Phone))
}

// contact holds back a patient whom the pathway phones, or asks to phone, against
// what the record says: e-RS does not notice (domain 5.2).
func (r Rules) contact(e *entry) (finding.Finding, bool) {
	f := hold("contact-preference", "", "agree with the patient how to be reached")
	if r.Pathway == nil {
		return f, false
	}
	how := r.Pathway.Appointment.How
	asked := how == pathway.YouPhoneUs || how == pathway.WeWriteYouCall
	line := r.Pathway.Enquiries
	if phone := r.Pathway.Appointment.Patient.Phone; phone != nil {
		line = *phone
	}
	switch {
	case r.phoned() && slices.Contains([]ContactMethod{ByTextphone, ByProxy, BySigning, NoPhone}, e.Contact):
		f.What = fmt.Sprintf("the pathway phones patients, and the record says %s", e.Contact)
	case asked && (e.Contact == BySigning || e.Contact == NoPhone):
		f.What = fmt.Sprintf("the pathway asks patients to phone, and the record says %s", e.Contact)
	case asked && e.Contact == ByTextphone && line.Textline == "" && !line.RelayUK:
		f.What = "the pathway asks patients to phone a number without textphone or Relay UK, and the record says textphone"
	}
	return f, f.What != ""
}
