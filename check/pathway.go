package check

import (
	"fmt"
	"slices"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// Words reports each message key of a definition that no catalogue has, at
// the place where the definition names it. The known keys are sorted.
func Words(p *pathway.Pathway, known []string) finding.List {
	var findings finding.List
	for _, named := range namedKeys(p) {
		if _, found := slices.BinarySearch(known, string(named.key)); found || named.key == "" {
			continue
		}
		hint := "add it to locales/en of your working folder"
		if near := finding.Nearest(string(named.key), known); near != "" {
			hint = fmt.Sprintf("did you mean %q? Or %s", near, hint)
		}
		findings = append(findings, finding.Finding{Place: p.Place(named.path), Rule: "pathway/unknown-message",
			Level: finding.Error, What: fmt.Sprintf("there is no message %q", named.key), Hint: hint})
	}
	return findings.Sort()
}

type namedKey struct {
	path string
	key  pathway.Key
}

func namedKeys(p *pathway.Pathway) []namedKey {
	keys := []namedKey{
		{"name", p.Name},
		{"appointment.arranged_by", p.Appointment.ArrangedBy},
		{"offer.interpreter", p.Offer.Interpreter},
	}
	for _, list := range []struct {
		path string
		keys []pathway.Key
	}{
		{"worse", p.Worse},
		{"appointment.outcomes", p.Appointment.Outcomes},
		{"appointment.patient.have", p.Appointment.Patient.Have},
		{"appointment.patient.bring", p.Appointment.Patient.Bring},
	} {
		for i, key := range list.keys {
			keys = append(keys, namedKey{fmt.Sprintf("%s[%d]", list.path, i), key})
		}
	}
	for i, extra := range p.Wording {
		keys = append(keys, namedKey{fmt.Sprintf("wording[%d].say", i), extra.Say})
	}
	return keys
}
