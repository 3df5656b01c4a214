package fhir

import (
	"encoding/json"
	"strings"
	"time"
)

// The parts of FHIR R4 resources that a letter needs (UK Core 2.x; PDS FHIR API).

type kind struct {
	FullURL      string `json:"fullUrl"`
	ResourceType string `json:"resourceType"`
	Resource     json.RawMessage
}

type coding struct{ System, Code string }

type concept struct{ Coding []coding }

func (c concept) code() string {
	if len(c.Coding) == 0 {
		return ""
	}
	return c.Coding[0].Code
}

type identifier struct{ System, Value string }

type reference struct {
	Reference  string
	Type       string
	Display    string
	Identifier identifier
}

type period struct{ Start, End string }

type extension struct {
	URL                  string
	ValueCodeableConcept concept
	ValueReference       reference
	ValueBoolean         *bool
	ValuePositiveInt     int
	ValueString          string
	ValueDate            string
	ValueDateTime        string
	Extension            []extension
}

// person is what patients and those related to them have in common.
type person struct {
	Meta          struct{ Security []coding }
	Address       []address
	Telecom       []telecom
	Communication []struct {
		Language  concept
		Preferred bool
	}
	Extension []extension
}

type patient struct {
	person
	ID                  string
	Identifier          []identifier
	Name                []humanName
	BirthDate           string
	DeceasedBoolean     bool
	DeceasedDateTime    string
	GeneralPractitioner []reference
}

type humanName struct {
	Use, Family   string
	Given, Prefix []string
	Period        period
}

type address struct {
	Use, PostalCode string
	Line            []string
	Period          period
}

type telecom struct {
	System, Use, Value string
	Period             period
}

type serviceRequest struct {
	ID         string
	Identifier []identifier
	Status     string
	Priority   string
	Subject    reference
	AuthoredOn string
}

type appointment struct {
	ID          string
	Status      string
	Start       string
	BasedOn     []reference
	Participant []struct{ Actor reference }
}

type organization struct {
	ID, Name   string
	Identifier []identifier
}

const (
	nhsNumberSystem = "/Id/nhs-number" // fhir.nhs.uk, and fhir.nhs.net in older records
	ubrnSystem      = "/Id/ubrn"       // compared without case
	serviceSystem   = "/Id/ers-service"
	odsSystem       = "/Id/ods-organization-code"
)

// valueOf returns the identifier of a system, named by its end.
func valueOf(identifiers []identifier, system string) string {
	for _, i := range identifiers {
		if strings.HasSuffix(strings.ToLower(i.System), strings.ToLower(system)) {
			return i.Value
		}
	}
	return ""
}

// is reports whether the address of an extension ends in name.
func (e extension) is(name string) bool {
	return strings.EqualFold(e.URL[strings.LastIndexByte(e.URL, '/')+1:], name)
}

// find returns the extension whose address ends in name; nil if there is none.
func find(extensions []extension, name string) *extension {
	for i, e := range extensions {
		if e.is(name) {
			return &extensions[i]
		}
	}
	return nil
}

// within finds an extension inside another one.
func within(extensions []extension, outer, inner string) *extension {
	if e := find(extensions, outer); e != nil {
		return find(e.Extension, inner)
	}
	return nil
}

func (e *extension) code() string {
	if e == nil {
		return ""
	}
	return e.ValueCodeableConcept.code()
}

// covers reports whether a period holds on a day. Without a day only what has no
// end holds.
func (p period) covers(on time.Time) bool {
	if on.IsZero() {
		return p.End == ""
	}
	day := on.Format(time.DateOnly)
	return (p.Start == "" || first10(p.Start) <= day) && (p.End == "" || first10(p.End) >= day)
}

func first10(text string) string { return text[:min(10, len(text))] }

// best returns the element with the lowest rank, the first of equals; nil if
// none may be used. A negative rank is one that may not.
func best[T any](list []T, rank func(T) int) *T {
	var found *T
	lowest := 0
	for i, one := range list {
		if r := rank(one); r >= 0 && (found == nil || r < lowest) {
			found, lowest = &list[i], r
		}
	}
	return found
}

const late = 10 // what does not hold today comes after all that does

// name is the usual one of those that hold on the day. PDS marks one as usual.
func (p *patient) name(on time.Time) *humanName {
	uses := map[string]int{"usual": 0, "official": 1, "": 2, "temp": 3, "nickname": 4, "anonymous": 5}
	return best(p.Name, func(n humanName) int { return ranked(uses, n.Use, n.Period, on) })
}

// address is where somebody stays on the day: a temporary address wins while its
// period runs, if that is known.
func (p *person) address(on time.Time) *address {
	uses := map[string]int{"home": 1, "": 2, "billing": 3, "work": 4}
	return best(p.Address, func(a address) int {
		if a.Use == "temp" {
			if !on.IsZero() && a.Period.covers(on) {
				return 0
			}
			return -1
		}
		return ranked(uses, a.Use, a.Period, on)
	})
}

func (p *person) phone(use string, on time.Time) string {
	one := best(p.Telecom, func(t telecom) int {
		if t.System != "phone" || t.Use != use || !t.Period.covers(on) {
			return -1
		}
		return 0
	})
	if one == nil {
		return ""
	}
	return one.Value
}

func ranked(uses map[string]int, use string, p period, on time.Time) int {
	rank, ok := uses[use]
	switch {
	case !ok:
		return -1
	case !p.covers(on):
		return rank + late
	}
	return rank
}

// language is the one that the Personal Demographics Service gives in an
// extension, else the preferred one of the standard's own element.
func (p *person) language() string {
	if code := within(p.Extension, "Extension-UKCore-NHSCommunication", "language").code(); code != "" {
		return code
	}
	for _, c := range p.Communication {
		if c.Preferred || len(p.Communication) == 1 {
			return c.Language.code()
		}
	}
	return ""
}

func (p *person) interpreter() string {
	for _, e := range []*extension{
		within(p.Extension, "Extension-UKCore-NHSCommunication", "interpreterRequired"),
		find(p.Extension, "patient-interpreterRequired"),
	} {
		if e != nil && e.ValueBoolean != nil {
			return map[bool]string{true: "yes", false: "no"}[*e.ValueBoolean]
		}
	}
	return ""
}

func (p *person) format() string {
	return within(p.Extension, "Extension-UKCore-ContactPreference", "PreferredWrittenCommunicationFormat").code()
}

func (p *person) contactMethod() string {
	return within(p.Extension, "Extension-UKCore-ContactPreference", "PreferredContactMethod").code()
}

// died is yes for a date of death, and for a death that was notified in either
// way; code U takes a notice back.
func (p *patient) died() string {
	status := within(p.Extension, "Extension-UKCore-DeathNotificationStatus", "deathNotificationStatus").code()
	if p.DeceasedBoolean || p.DeceasedDateTime != "" || status == "1" || status == "2" {
		return "yes"
	}
	return ""
}

// security is the confidentiality of the record; U is the one without limits.
func (p *person) security() string {
	for _, c := range p.Meta.Security {
		if c.Code != "U" {
			return c.Code
		}
	}
	return ""
}
