package check_test

import (
	"errors"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/samples"
)

// TestEveryKindAndPlaceholder makes both documents for each service kind with
// each placeholder kind and wants every question answered.
func TestEveryKindAndPlaceholder(t *testing.T) {
	kinds := []pathway.Kind{pathway.DirectlyBookable, pathway.IndirectlyBookable, pathway.AssessmentService,
		pathway.ReferralAssessment, pathway.AdviceConverted, pathway.SinglePointOfAccess, pathway.DeferredToProvider}
	// The sample whose appointment comes about as the placeholder kind demands.
	samplesOf := map[pathway.PlaceholderKind][]string{
		pathway.NoPlaceholder:  {"derm-ras", "cardio-direct", "audio-ibs", "eye-asi"},
		pathway.PaperTriage:    {"gastro-dummy-triage"},
		pathway.PhoneCall:      {"msk-cas-phone"},
		pathway.Capacity:       {"gastro-dummy-triage"},
		pathway.StraightToTest: {"uro-usc-test"},
		pathway.CallUs:         {"gynae-spoa-partial"},
		pathway.Retained:       {"paeds-allergy-retained"},
	}
	p := open(t, nil)
	for placeholder, names := range samplesOf {
		for _, name := range names {
			for _, kind := range kinds {
				for _, reader := range []pathway.Reader{pathway.Patient, pathway.ParentOrCarer} {
					for _, shown := range []bool{true, false} {
						definition, err := pathway.Load(samples.FS, "pathways/"+name+".yaml")
						if err != nil {
							t.Fatal(err)
						}
						definition.Kind, definition.Placeholder.Kind, definition.Reader = kind, placeholder, reader
						definition.Placeholder.Shown.Date = shown
						for _, documentKind := range bothKinds {
							if _, err := p.Outline(orderOf(definition, documentKind), "en"); err != nil {
								t.Errorf("%s %s %s %s, date shown %v: %s: %v", name, kind, placeholder, reader, shown, documentKind, err)
							}
						}
					}
				}
			}
		}
	}
}

// TestLetterNeedsItsDates wants the row and column that lacks a date, and a
// refusal of dates that are over.
func TestLetterNeedsItsDates(t *testing.T) {
	definition, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, nil)
	order := orderOf(definition, document.Letter)
	delete(order.Recipient.Days, pathway.DateShown)
	_, err = p.Outline(order, "en")
	wantFinding(t, err, "outline/missing-value", "row 1", "appointment_date")

	order = orderOf(definition, document.Letter)
	order.Recipient.Days[pathway.DateShown] = today.AddDate(0, 0, -30)
	_, err = p.Outline(order, "en")
	wantFinding(t, err, "outline/date-passed", "row 1", "the day by which the reader hears")

	order.Recipient = nil
	_, err = p.Outline(order, "en")
	wantFinding(t, err, "outline/no-recipient")
	var list finding.List
	if !errors.As(err, &list) || list.Err() == nil {
		t.Errorf("a letter without a recipient gives %v", err)
	}
}
