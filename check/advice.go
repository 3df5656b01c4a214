package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// rule is one piece of advice on a definition. Broken returns the YAML path it
// speaks of and what is wrong, or "" when the definition keeps the rule.
type rule struct {
	name   string
	level  finding.Level
	broken func(p *pathway.Pathway, today time.Time) (path, what string)
	hint   string
}

// rules is all advice, in the order of the definition.
var rules = []rule{
	{"advice/ers-name-confusing", finding.Warning, confusingName,
		"rename the service in e-RS: words like these confuse patients who choose online (NHS England, dummy appointments in e-RS)"},
	{"advice/website-shortened", finding.Warning, shortLink,
		"write the address of the page itself: a reader cannot see where a short link leads, and its owner sees who follows it"},
	{"advice/dummy-use-ras", finding.Warning, usesDummy,
		"NHS England asks services to move away from dummy slots as soon as possible: a Referral Assessment Service (RAS) needs no slot, and deferred referrals can be triaged too"},
	{"advice/reminders-not-suppressed", finding.Warning, remindersGoOut,
		"switch off automatic reminders for this clinic, or patients are reminded of a date that is not real"},
	{"advice/agreement-review-passed", finding.Warning, agreementStale,
		"agree the placeholder again with the commissioner and record the new review date"},
	{"advice/outcome-did-not-attend", finding.Error, codedAsMissed,
		"close the placeholder with an administrative outcome: a DNA would wrongly stop the waiting time or discharge the patient"},
	{"advice/few-attempts", finding.Warning, oneAttempt,
		"try at least 2 times: numbers that show as withheld are often not answered"},
	{"advice/large-print-not-offered", finding.Warning, noLargePrint,
		"offer large-print (Accessible Information Standard, DAPB1605)"},
	{"advice/english-only", finding.Warning, englishOnly,
		"offer the languages of your patients: a reader with little English sees the date but not the instruction (HSIB 2023)"},
	{"advice/duty-without-evidence", finding.Warning, dutyMissing,
		"record a statement, evidence, owner, date and review date for each commissioner duty"},
	{"advice/duty-review-passed", finding.Warning, dutyStale,
		"review the duty and record the new date"},
}

// Advice returns what a safety-minded colleague would say of a definition on
// the given day. It stops nothing, but for rules of level error.
func Advice(p *pathway.Pathway, today time.Time) finding.List {
	var findings finding.List
	for _, r := range rules {
		if path, what := r.broken(p, today); what != "" {
			findings = append(findings, finding.Finding{Place: p.Place(path), Rule: r.name, Level: r.level, What: what, Hint: r.hint})
		}
	}
	return findings
}

func isDummy(p *pathway.Pathway) bool {
	kind := p.Placeholder.Kind
	return kind != "" && kind != pathway.NoPlaceholder
}

// confusingWords are those of e-RS service names that patients misread when
// they choose online.
var confusingWords = []string{"DO NOT ATTEND", "NOT FOR PATIENT", "ADMIN", "TRIAGE", "RAS", "REFERRAL ASSESSMENT", "DUMMY"}

func confusingName(p *pathway.Pathway, _ time.Time) (string, string) {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToUpper(p.ERS.Name), func(r rune) bool {
		return r == ' ' || r == '-' || r == '/' || r == '(' || r == ')' || r == ','
	}), " ") + " "
	for _, confusing := range confusingWords {
		if strings.Contains(words, " "+confusing+" ") {
			return "ers.name", fmt.Sprintf("the e-RS name %q holds %q", p.ERS.Name, confusing)
		}
	}
	return "", ""
}

// shorteners are hosts of short links.
var shorteners = []string{"bit.ly", "goo.gl", "is.gd", "linktr.ee", "ow.ly", "qrco.de", "rb.gy", "t.co", "tinyurl.com"}

func shortLink(p *pathway.Pathway, _ time.Time) (string, string) {
	host, _, _ := strings.Cut(p.Enquiries.Website, "/")
	if slices.Contains(shorteners, strings.TrimPrefix(host, "www.")) {
		return "enquiries.website", fmt.Sprintf("the website %q is a short link", p.Enquiries.Website)
	}
	return "", ""
}

func usesDummy(p *pathway.Pathway, _ time.Time) (string, string) {
	if isDummy(p) {
		return "placeholder.kind", fmt.Sprintf("the pathway uses a dummy appointment (%s)", p.Placeholder.Kind)
	}
	return "", ""
}

func remindersGoOut(p *pathway.Pathway, _ time.Time) (string, string) {
	if isDummy(p) && p.Placeholder.Kind != pathway.PhoneCall && !p.Placeholder.RemindersSuppressed {
		return "placeholder.reminders_suppressed", "reminders for the placeholder date are not suppressed"
	}
	return "", ""
}

func agreementStale(p *pathway.Pathway, today time.Time) (string, string) {
	review := p.Placeholder.Agreed.Review
	if isDummy(p) && !review.IsZero() && review.Before(today) {
		return "placeholder.agreed.review", "the review date of the local agreement has passed"
	}
	return "", ""
}

func codedAsMissed(p *pathway.Pathway, _ time.Time) (string, string) {
	outcome := strings.ToUpper(p.Placeholder.PASOutcome)
	coded := strings.Contains(outcome, "DNA") || strings.Contains(outcome, "DID NOT ATTEND") || strings.Contains(outcome, "DID_NOT_ATTEND")
	denied := strings.Contains(outcome, "NOT DNA") || strings.Contains(outcome, "NEVER DNA") || strings.Contains(outcome, "NOT A DNA")
	if coded && !denied {
		return "placeholder.pas_outcome", fmt.Sprintf("the placeholder is closed as %q", p.Placeholder.PASOutcome)
	}
	return "", ""
}

func oneAttempt(p *pathway.Pathway, _ time.Time) (string, string) {
	if call := p.Appointment.Call; call != nil && call.Attempts == 1 {
		return "appointment.call.attempts", "the patient is phoned only once"
	}
	return "", ""
}

func noLargePrint(p *pathway.Pathway, _ time.Time) (string, string) {
	if !slices.Contains(p.Offer.Formats, pathway.LargePrint) {
		return "offer.formats", "large print is not offered"
	}
	return "", ""
}

func englishOnly(p *pathway.Pathway, _ time.Time) (string, string) {
	if len(p.Offer.Languages) < 2 {
		return "offer.languages", "only one language is offered"
	}
	return "", ""
}

func dutyMissing(p *pathway.Pathway, _ time.Time) (string, string) {
	var absent []string
	for _, id := range []string{"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"} {
		if !slices.ContainsFunc(p.Assurance.Duties, func(d pathway.Duty) bool { return d.ID == id && d.Evidence != "" }) {
			absent = append(absent, id)
		}
	}
	if len(absent) > 0 {
		return "assurance", "no evidence is recorded for duty " + strings.Join(absent, ", ")
	}
	return "", ""
}

func dutyStale(p *pathway.Pathway, today time.Time) (string, string) {
	for i, d := range p.Assurance.Duties {
		if !d.Review.IsZero() && d.Review.Before(today) {
			return fmt.Sprintf("assurance.duties[%d].review", i), fmt.Sprintf("the review date of duty %s has passed", d.ID)
		}
	}
	return "", ""
}
