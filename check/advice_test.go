package check_test

import (
	"slices"
	"testing"
	"time"

	"wayleaf/check"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/samples"
)

// TestAdvice has one vector for each rule: a change that breaks it on a sample
// that keeps it, and the YAML path it points at.
func TestAdvice(t *testing.T) {
	vectors := []struct {
		rule, sample, path string
		breaks             func(p *pathway.Pathway)
	}{
		{"advice/ers-name-confusing", "cardio-direct", "ers.name", func(p *pathway.Pathway) { p.ERS.Name = "Heart (Not For Patient Attendance)" }},
		{"advice/dummy-use-ras", "cardio-direct", "placeholder.kind", func(p *pathway.Pathway) { p.Placeholder.Kind = pathway.PaperTriage }},
		{"advice/reminders-not-suppressed", "uro-usc-test", "placeholder.reminders_suppressed", func(p *pathway.Pathway) { p.Placeholder.RemindersSuppressed = false }},
		{"advice/agreement-review-passed", "uro-usc-test", "placeholder.agreed.review", func(p *pathway.Pathway) {
			p.Placeholder.Agreed.Review = pathway.Day{Time: pathway.Date(2026, time.November, 22)}
		}},
		{"advice/outcome-did-not-attend", "uro-usc-test", "placeholder.pas_outcome", func(p *pathway.Pathway) { p.Placeholder.PASOutcome = "Did not attend" }},
		{"advice/few-attempts", "uro-usc-test", "appointment.call.attempts", func(p *pathway.Pathway) { p.Appointment.Call.Attempts = 1 }},
		{"advice/website-shortened", "cardio-direct", "enquiries.website", func(p *pathway.Pathway) { p.Enquiries.Website = "bit.ly/heart" }},
		{"advice/large-print-not-offered", "cardio-direct", "offer.formats", func(p *pathway.Pathway) { p.Offer.Formats = nil }},
		{"advice/english-only", "cardio-direct", "offer.languages", func(p *pathway.Pathway) { p.Offer.Languages = []string{"en"} }},
		{"advice/duty-without-evidence", "cardio-direct", "assurance", func(p *pathway.Pathway) { p.Assurance.Duties = p.Assurance.Duties[1:] }},
		{"advice/duty-review-passed", "cardio-direct", "assurance.duties[0].review", func(p *pathway.Pathway) {
			p.Assurance.Duties[0].Review = pathway.Day{Time: pathway.Date(2026, time.January, 5)}
		}},
	}
	tested := map[string]bool{}
	for _, v := range vectors {
		tested[v.rule] = true
		p, err := pathway.Load(samples.FS, "pathways/"+v.sample+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		ofRule := func(f finding.Finding) bool { return f.Rule == v.rule }
		if slices.ContainsFunc(check.Advice(p, today), ofRule) {
			t.Errorf("%s: sample %s breaks it already", v.rule, v.sample)
		}
		v.breaks(p)
		found := check.Advice(p, today)
		i := slices.IndexFunc(found, ofRule)
		if i < 0 {
			t.Errorf("%s: not found among %v", v.rule, found)
			continue
		}
		if found[i].Place != p.Place(v.path) || found[i].Hint == "" {
			t.Errorf("%s: at %v with hint %q, want it at %v", v.rule, found[i].Place, found[i].Hint, p.Place(v.path))
		}
	}
	for _, name := range check.RuleNames() {
		if !tested[name] {
			t.Errorf("rule %s has no vector", name)
		}
	}
}

// TestLocallyAgreedSampleAdvice holds the findings that the samples are meant to show.
func TestLocallyAgreedSampleAdvice(t *testing.T) {
	p, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, f := range check.Advice(p, today) {
		rules = append(rules, f.Rule)
	}
	want := []string{"advice/ers-name-confusing", "advice/dummy-use-ras", "advice/reminders-not-suppressed"}
	if !slices.Equal(rules, want) {
		t.Errorf("advice on the gastro sample is %q, want %q", rules, want)
	}
}

// TestUnknownWords wants a misspelt key at its place with the near match.
func TestUnknownWords(t *testing.T) {
	p, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	press := open(t, nil)
	if found := check.Words(p, press.Keys); len(found) != 0 {
		t.Errorf("the sample names unknown messages: %v", found)
	}
	p.Appointment.ArrangedBy = "team.booking-ofice"
	p.Worse[0] = "worse.gp-or-1111"
	found := check.Words(p, press.Keys)
	wantFinding(t, found.Err(), "pathway/unknown-message", p.Place("appointment.arranged_by").String(), `"team.booking-ofice"`)
	wantFinding(t, found.Err(), "pathway/unknown-message", p.Place("worse[0]").String(), `"worse.gp-or-1111"`)
}
