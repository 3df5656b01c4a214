package recipient

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"wayleaf/finding"
	"wayleaf/pathway"
)

// The resources of a bundle about a child with a guardian. Cases change, add and leave
// some out.
var childBundle = map[string]string{
	"child": `{"resourceType": "Patient", "id": "1", "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9995260182"}],
		"name": [{"family": "Kowalczyk", "given": ["Jan"]}], "birthDate": "2021-02-03", "address": [{"line": ["Flat 9", "Foundry Buildings"], "postalCode": "ZZ9 2FB"}]}`,
	"request": `{"resourceType": "ServiceRequest", "id": "s", "identifier": [{"system": "https://fhir.nhs.uk/Id/UBRN", "value": "000000070001"}], "subject": {"reference": "Patient/1"}}`,
	"guardian": `{"resourceType": "RelatedPerson", "id": "g", "active": true, "patient": {"reference": "Patient/1"}, "relationship": [{"coding": [{"code": "Guardian"}]}],
		"period": {"start": "2021-02-03", "end": "2026-11-23"}, "address": [{"line": ["Flat 9"], "postalCode": "ZZ9 2FB"}], "extension": [` + marked + `, ` + speaks("pl") + `]}`,
}

const marked = `{"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CopyCorrespondenceIndicator", "valueBoolean": true}`

func speaks(language string) string {
	return `{"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication", "extension": [{"url": "language", "valueCodeableConcept": {"coding": [{"code": "` + language + `"}]}}]}`
}

func ranked(rank int) string {
	return fmt.Sprintf(`{"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactRank", "valuePositiveInt": %d}`, rank)
}

// one is the guardian, or whatever the changes make of one.
func one(changes ...string) string {
	return strings.NewReplacer(changes...).Replace(childBundle["guardian"])
}

// other is a second one.
func other(changes ...string) string {
	return one(append([]string{`"id": "g"`, `"id": "h"`}, changes...)...)
}

// bundleOf is the bundle with some resources replaced or, with an empty text, left out.
// "guardian at" is the address of that resource in full.
func bundleOf(t *testing.T, changes map[string]string) string {
	t.Helper()
	var entries []string
	for _, name := range []string{"child", "request", "guardian", "second", "third"} {
		resource, changed := changes[name]
		if !changed {
			resource = childBundle[name]
		}
		if resource != "" {
			entries = append(entries, fmt.Sprintf(`{"fullUrl": %q, "resource": %s}`, changes[name+" at"], resource))
		}
	}
	bundle := `{"resourceType": "Bundle", "entry": [` + strings.Join(entries, ",\n") + `]}`
	if !json.Valid([]byte(bundle)) {
		t.Fatal("the case is no JSON:", bundle)
	}
	return bundle
}

// TestChildrenInFHIR gives the outcome of bundles that say clearly, unclearly or not
// whom a child's letter is for.
func TestChildrenInFHIR(t *testing.T) {
	guardian := func(changes ...string) map[string]string { return map[string]string{"guardian": one(changes...)} }
	second := func(changes ...string) map[string]string { return map[string]string{"second": other(changes...)} }
	child := func(changes ...string) map[string]string {
		return map[string]string{"child": strings.NewReplacer(changes...).Replace(childBundle["child"])}
	}
	const below, urn, inVersions = "https://pds.example/Patient/1/RelatedPerson/g", "urn:uuid:6a1f", "rejected: the file holds this resource in two versions"
	versions := func(address, first, then string) map[string]string {
		return map[string]string{"guardian": first, "guardian at": address, "second": then, "second at": address}
	}
	own := func(guardian, extensions string) map[string]string {
		return map[string]string{"guardian at": below,
			"guardian": strings.NewReplacer(`"patient": {"reference": "Patient/1"}`, `"patient": {"reference": "Patient/m"}`).Replace(guardian),
			"second":   `{"resourceType": "Patient", "id": "m", "birthDate": "1988-12-01", "extension": [` + extensions + `]}`}
	}
	at := func(child, patient string) map[string]string {
		return map[string]string{"child at": child, "guardian": one("Patient/1", patient)}
	}
	const toParent, byHand = "accepted parent-or-carer pl", "held hold/child"
	for _, test := range []struct {
		name    string
		changes map[string]string
		want    string // of each row: outcome, reader and language, or the rules; and what is wrong
	}{
		{"a guardian marked for correspondence", nil, toParent},
		{"nobody", map[string]string{"guardian": ""}, byHand},
		{"a guardian who is not marked", guardian(`"valueBoolean": true`, `"valueBoolean": false`), byHand},
		{"a guardian of whom that is not said", guardian(marked+",", ""), byHand},
		{"inactive", guardian(`"active": true`, `"active": false`), byHand},
		{"not said whether active", guardian(`"active": true,`, ""), toParent},
		{"a period that has ended", guardian("2026-11-23", "2026-11-22"), byHand},
		{"a period that has not begun", guardian(`"start": "2021-02-03"`, `"start": "2026-11-24"`, "2026-11-23", "2027-11-24"), byHand},
		{"a sister", guardian(`"Guardian"`, `"SIS"`), byHand},
		{"a mother, by the second code", guardian(`{"code": "Guardian"}`, `{"code": "Personal"}, {"code": "MTH"}`), toParent},
		{"without a relationship", guardian(`{"coding": [{"code": "Guardian"}]}`, ""), byHand},
		{"who lives elsewhere", guardian("ZZ9 2FB", "ZZ9 4QA"), byHand},
		{"who has lived elsewhere", guardian(`"postalCode": "ZZ9 2FB"`, `"postalCode": "ZZ9 4QA", "period": {"end": "2026-11-22"}`), toParent},
		{"of a patient who is not in the file", guardian("Patient/1", "Patient/9"), byHand},
		{"of somebody who is no patient", guardian("Patient/1", "Practitioner/1"), byHand},
		{"of nobody", guardian(`"patient": {"reference": "Patient/1"},`, ""), byHand + "; rejected: the related person names no patient"},
		{"that is no FHIR", guardian(`"valueBoolean": true`, `"valueBoolean": "yes"`), byHand + "; rejected: the resource does not have the form of FHIR R4"},
		{"of two patients, by reference and by number", guardian(`{"reference": "Patient/1"}`,
			`{"reference": "Patient/1", "identifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9991590838"}}`), "rejected: the resource is about two different patients"},
		{"in two versions", map[string]string{"second": one(`"pl"`, `"ur"`)}, "rejected: the file holds this resource in two versions"},

		{"in two versions at an address below the child", versions(below, one(), one(`"active": true`, `"active": false`)), inVersions},
		{"in two versions below, the other way round", versions(below, one(`"active": true`, `"active": false`), one()), inVersions},
		{"in two versions, one of them below", map[string]string{"guardian at": below, "second": one(`"active": true`, `"active": false`)}, inVersions},
		{"a child in two versions at one address", map[string]string{"child at": "https://pds.example/Patient/1", "guardian": "",
			"third": strings.Replace(childBundle["child"], "Flat 9", "Flat 8", 1), "third at": "https://pds.example/Patient/1"}, inVersions},
		{"in two versions without an id", versions(urn, one(`"id": "g",`, ""), one(`"id": "g",`, "", `"active": true`, `"active": false`)), inVersions},
		{"in two versions without an id, the other way round", versions(urn, one(`"id": "g",`, "", `"active": true`, `"active": false`), one(`"id": "g",`, "")), inVersions},
		{"twice the same, below", versions(below, one(), one()), toParent},
		{"two of one id, below two patients", map[string]string{"guardian at": below, "second": one("Patient/1", "Patient/2", `"active": true`, `"active": false`),
			"second at": "https://pds.example/Patient/2/RelatedPerson/g"}, toParent},

		{"marked in her own record alone", own(one(marked+",", ""), marked), byHand},
		{"marked, and not in her own record", own(one(), strings.Replace(marked, "true", "false", 1)), toParent},
		{"whose language is in her own record alone", own(one(", "+speaks("pl"), ""), speaks("pl")), toParent},
		{"whose language is in a record of another server", map[string]string{"guardian": one(", "+speaks("pl"), "", "Patient/1", "https://other.example/Patient/m"), "guardian at": below, "child at": "https://pds.example/Patient/1",
			"second":    `{"resourceType": "Patient", "id": "m", "birthDate": "1988-12-01", "extension": [` + speaks("pl") + `]}`,
			"second at": "https://pds.example/Patient/m"}, "accepted parent-or-carer en"},
		{"marked, and marked as not", guardian(marked, marked+","+strings.Replace(marked, "true", "false", 1)), byHand},
		{"marked twice", guardian(marked, marked+","+marked), toParent},
		{"restricted", guardian(`"active": true`, `"meta": {"security": [{"code": "R"}]}`), byHand},
		{"not restricted", guardian(`"active": true`, `"meta": {"security": [{"code": "U"}]}`), toParent},
		{"by a code of another system", guardian(`"code": "Guardian"`, `"system": "urn:local", "code": "GUARD"`), byHand},
		{"by a code of HL7", guardian(`"code": "Guardian"`, `"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "GUARD"`), toParent},
		{"by a code of UK Core", guardian(`"code": "Guardian"`, `"system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-AdditionalPersonRelationshipRole", "code": "Guardian"`), toParent},
		{"whose only address is an old one", guardian(`"postalCode"`, `"use": "old", "postalCode"`), byHand},
		{"of a patient on another server", at("https://pds.example/fhir/Patient/1", "https://other.example/fhir/Patient/1"), byHand},
		{"of the patient on this server", at("https://pds.example/fhir/Patient/1", "http://pds.example/fhir/Patient/1/_history/2"), toParent},
		{"of a patient by an address, in a file without", at("", "https://pds.example/fhir/Patient/1"), toParent},
		{"of a patient by an address, in a file of UUIDs", at("urn:uuid:6a1f", "https://pds.example/fhir/Patient/1"), toParent},

		{"two who agree", second(), toParent},
		{"two with two languages", second(`"pl"`, `"ur"`), byHand},
		{"two with two languages, one of them ended", second(`"pl"`, `"ur"`, "2026-11-23", "2026-11-22"), toParent},
		{"two with two languages, and a rank", second(`"pl"`, `"ur"`, marked, marked+","+ranked(1)), "accepted parent-or-carer ur"},
		{"two with two languages, and two ranks", map[string]string{"guardian": one(marked, marked+","+ranked(1)), "second": other(`"pl"`, `"ur"`, marked, marked+","+ranked(2))}, toParent},
		{"two at two addresses", second("ZZ9 2FB", "ZZ9 4QA"), byHand},

		{"16 on the day", child("2021-02-03", "2010-11-23"), "accepted  en"},
		{"16 the day after", child("2021-02-03", "2010-11-24"), toParent},
		{"in an appointment with the guardian alone", map[string]string{"second": `{"resourceType": "Appointment", "id": "a", "status": "booked",
			"basedOn": [{"reference": "ServiceRequest/s"}], "participant": [{"actor": {"reference": "RelatedPerson/g"}}]}`}, toParent},
		{"in an appointment with the guardian of another child", map[string]string{
			"second": `{"resourceType": "Patient", "id": "2", "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9991590838"}], "birthDate": "2020-01-01"}`,
			"third":  `{"resourceType": "Appointment", "id": "a", "status": "booked", "participant": [{"actor": {"reference": "RelatedPerson/g"}}, {"actor": {"reference": "Patient/2"}}]}`,
		}, toParent + "; rejected: the resource is about two different patients"},
	} {
		if got := outcomes(t, bundleOf(t, test.changes)); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// outcomes tells what becomes of each row of a list.
func outcomes(t *testing.T, list string) string {
	t.Helper()
	l, err := Open(FromMemory("list.json", []byte(list)), Options{Rules: Rules{Issued: pathway.Date(2026, 11, 23), ChildUnder: 16}})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for {
		row, err := l.Next()
		if errors.Is(err, io.EOF) {
			return strings.Join(all, "; ")
		}
		if err != nil {
			t.Fatal(err)
		}
		outcome := string(row.Outcome)
		switch found := errorsIn(row.Findings); {
		case row.Outcome == Accepted:
			outcome += fmt.Sprintf(" %s %s", row.Recipient.Reader, row.Recipient.Language)
		case row.Outcome == Held:
			outcome += " " + found[0].Rule
		default:
			outcome += ": " + found[0].What[strings.Index(found[0].What, ": ")+2:]
		}
		all = append(all, outcome)
	}
}

func errorsIn(list finding.List) finding.List {
	var found finding.List
	for _, f := range list {
		if f.Level == finding.Error {
			found = append(found, f)
		}
	}
	return found
}
