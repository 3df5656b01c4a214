package fhir

import (
	"fmt"
	"strings"
	"time"

	"wayleaf/pathway"
)

// facts are what becomes a row, by the names of the columns.
type facts struct {
	of      extent // the resource that makes the row
	cells   map[string]string
	patient extent
	request extent
}

// number notes the NHS number of the row. A second one would put the letter of
// one patient into the envelope of another.
func (r *facts) number(number string) error {
	if before := r.cells["nhs_number"]; before != "" && number != "" && before != number {
		return wrong(r.of, "the resource is about two different patients")
	}
	if number != "" {
		r.cells["nhs_number"] = number
	}
	return nil
}

// read returns the row that a resource makes; nil if it makes none.
func (f *Reader) read(e extent) (*facts, error) {
	k, data, err := f.load(e)
	if err != nil {
		return nil, err
	}
	made := &facts{of: e, cells: map[string]string{}}
	switch k.ResourceType {
	case "Patient":
		var p patient
		if err := decode(e, data, &p); err != nil || f.patient[keyOf("Patient", p.ID)] ||
			f.patient[keyOf("Patient", lastPart(k.FullURL))] || f.patient[keyOf(nhsNumberSystem, valueOf(p.Identifier, nhsNumberSystem))] {
			return nil, err
		}
		made.patient = e
		return made, f.aboutPatient(made, &p)
	case "RelatedPerson":
		return nil, f.soundRelated(e, k, data)
	case "ServiceRequest":
		var s serviceRequest
		if err := decode(e, data, &s); err != nil || f.request[keyOf("ServiceRequest", s.ID)] ||
			f.request[keyOf("ServiceRequest", lastPart(k.FullURL))] || f.request[keyOf(ubrnSystem, valueOf(s.Identifier, ubrnSystem))] {
			return nil, err
		}
		return made, f.aboutRequest(made, &s)
	case "Appointment":
		var a appointment
		if err := decode(e, data, &a); err != nil {
			return nil, err
		}
		return made, f.aboutAppointment(made, &a)
	}
	return nil, nil
}

func (f *Reader) aboutAppointment(made *facts, a *appointment) error {
	made.cells["appointment_status"] = a.Status
	made.cells["appointment_date"], made.cells["appointment_time"] = Moment(a.Start)
	for _, based := range a.BasedOn {
		var s serviceRequest
		at, _, err := f.follow("ServiceRequest", ubrnSystem, based, &s)
		switch {
		case err != nil:
			return err
		case at.length == 0 || at == made.request:
			continue
		case made.request.length > 0:
			return wrong(made.of, "the appointment is based on several referrals")
		}
		made.request = at
		if err := f.aboutRequest(made, &s); err != nil {
			return err
		}
	}
	for _, participant := range a.Participant {
		if service := valueOf([]identifier{participant.Actor.Identifier}, serviceSystem); service != "" {
			made.cells["ers_service_id"] = service
		}
		if err := f.refer(made, participant.Actor); err != nil {
			return err
		}
		if err := f.referThrough(made, participant.Actor); err != nil {
			return err
		}
	}
	return nil
}

func (f *Reader) aboutRequest(made *facts, s *serviceRequest) error {
	made.cells["ubrn"] = valueOf(s.Identifier, ubrnSystem)
	made.cells["referral_status"], made.cells["priority"] = s.Status, s.Priority
	made.cells["referral_sent_date"], _ = Moment(s.AuthoredOn)
	return f.refer(made, s.Subject)
}

// refer adds the patient that is referred to. A number alone is kept, so that the
// row can be told from others.
func (f *Reader) refer(made *facts, r reference) error {
	if err := made.number(valueOf([]identifier{r.Identifier}, nhsNumberSystem)); err != nil {
		return err
	}
	var p patient
	at, _, err := f.follow("Patient", nhsNumberSystem, r, &p)
	switch {
	case err != nil || at.length == 0 || at == made.patient:
		return err
	case made.patient.length > 0:
		return wrong(made.of, "the resource is about two different patients")
	}
	made.patient = at
	return f.aboutPatient(made, &p)
}

// follow decodes the resource that is referred to, and returns where it stands:
// the zero extent if the file does not hold it.
func (f *Reader) follow(resource, system string, r reference, into any) (extent, kind, error) {
	for _, k := range keysOf(resource, system, r) {
		e, known := f.places[k]
		if !known {
			continue
		}
		if e.length == ambiguous {
			return e, kind{}, wrong(e, "the file holds this resource in two versions")
		}
		k, data, err := f.load(e)
		if err == nil {
			err = decode(e, data, into)
		}
		return e, k, err
	}
	return extent{}, kind{}, nil
}

func (f *Reader) aboutPatient(made *facts, p *patient) error {
	if err := made.number(valueOf(p.Identifier, nhsNumberSystem)); err != nil {
		return err
	}
	cells := made.cells
	cells["dob"] = p.BirthDate
	if n := p.name(f.on); n != nil {
		cells["title"], cells["forename"], cells["surname"] = strings.Join(n.Prefix, " "), strings.Join(n.Given, " "), n.Family
	}
	if a := p.address(f.on); a != nil {
		cells["postcode"] = a.PostalCode
		for i, line := range a.Line {
			name := fmt.Sprintf("address_%d", min(i+1, 5))
			cells[name] = strings.TrimPrefix(cells[name]+"\n"+line, "\n")
		}
	}
	cells["phone_home"], cells["phone_mobile"] = p.phone("home", f.on), p.phone("mobile", f.on)
	cells["preferred_language"], cells["interpreter_required"] = p.language(), p.interpreter()
	cells["communication_format"], cells["contact_method"] = p.format(), p.contactMethod()
	cells["deceased_flag"], cells["sensitive_flag"] = p.died(), p.security()
	cells["extract_date"], _ = Moment(f.stamp)
	if err := f.aboutReader(made, p); err != nil {
		return err
	}
	return f.aboutSurgery(made, p)
}

func (f *Reader) aboutSurgery(made *facts, p *patient) error {
	if len(p.GeneralPractitioner) == 0 {
		return nil
	}
	gp := p.GeneralPractitioner[0]
	made.cells["gp_code"], made.cells["gp_name"] = valueOf([]identifier{gp.Identifier}, odsSystem), gp.Display
	var o organization
	at, _, err := f.follow("Organization", odsSystem, gp, &o)
	if at.length > 0 && gp.Display == "" {
		made.cells["gp_name"] = o.Name
	}
	return err
}

// Moment returns the day and the time of day in London of an instant such as
// 2026-12-10T07:00:00Z. Anything else comes back as the day.
func Moment(instant string) (day, clock string) {
	t, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return instant, ""
	}
	t = t.In(pathway.London)
	return t.Format(time.DateOnly), t.Format("15:04")
}
