package fhir

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// relatedPerson is a parent, a carer, or anybody else of a patient's.
type relatedPerson struct {
	person
	ID           string
	Active       *bool
	Patient      reference
	Relationship []concept
	Period       period
}

// of is the patient whom somebody is related to. The Personal Demographics Service
// says that in the address alone, .../Patient/9000000009/RelatedPerson/507B7621; its
// element patient is the related person's own record (PDS FHIR API, PatientReference).
func (r *relatedPerson) of(fullURL string) reference {
	id, below := belowPatient(fullURL)
	if !below {
		return r.Patient
	}
	of := reference{Reference: "Patient/" + id}
	if len(id) == 10 && strings.Trim(id, "0123456789") == "" {
		of.Identifier = identifier{nhsNumberSystem, id}
	}
	return of
}

// belowPatient is the patient in the address of a related person.
func belowPatient(fullURL string) (id string, below bool) {
	before, _, _ := strings.Cut(fullURL, "/RelatedPerson/")
	id = lastPart(before)
	return id, before != fullURL && strings.HasSuffix(before, "/Patient/"+id)
}

// names are what the file may call somebody by. An id below a patient is one of
// several of that name, and stands with the patient's.
func (r *relatedPerson) names(fullURL string) []string {
	_, below := belowPatient(fullURL)
	patient := lastPart(r.of(fullURL).Reference)
	var names []string
	for _, id := range []string{r.ID, lastPart(fullURL)} {
		if id == "" {
			continue
		}
		names = append(names, patient+"/RelatedPerson/"+id)
		if !below {
			names = append(names, id)
		}
	}
	return names
}

// parental are the relationships of those who may be written to for a child: HL7
// v3 RoleCode, and UKCore-AdditionalPersonRelationshipRole.
var parental = map[string]bool{
	"PRN": true, "MTH": true, "FTH": true, "NPRN": true, "NMTH": true, "NFTH": true, "GESTM": true,
	"ADOPTP": true, "ADOPTM": true, "ADOPTF": true, "PRNFOST": true, "MTHFOST": true, "FTHFOST": true,
	"STPPRN": true, "STPMTH": true, "STPFTH": true, "GUARD": true, "Guardian": true, "Carer": true,
}

// relationships are the code systems that relationships come from: those of HL7 v3 and
// of UK Core, the names that PDS gave them before, and none. A code of another system
// may mean anything.
var relationships = map[string]bool{
	"": true,
	"http://terminology.hl7.org/CodeSystem/v3-RoleCode":                          true,
	"http://terminology.hl7.org/CodeSystem/v3-RoleClass":                         true,
	"http://hl7.org/fhir/v3/RoleCode":                                            true,
	"http://hl7.org/fhir/ValueSet/relatedperson-relationshiptype":                true,
	"https://fhir.hl7.org.uk/CodeSystem/UKCore-AdditionalPersonRelationshipRole": true,
	"https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole":       true,
}

// reads reports whether letters about a child are to go to somebody on a day: a parent
// or carer, now, and marked for correspondence. A parent alone is not enough: not
// every parent may know.
func (r *relatedPerson) reads(on time.Time) bool {
	if r.Active != nil && !*r.Active || r.security() != "" || !r.Period.covers(on) || !r.copied() {
		return false
	}
	return slices.ContainsFunc(r.Relationship, func(c concept) bool {
		return slices.ContainsFunc(c.Coding, func(c coding) bool { return relationships[c.System] && parental[c.Code] })
	})
}

// copied reports whether somebody is marked for correspondence, and nothing says that
// they are not.
func (r *relatedPerson) copied() bool {
	marked := false
	for _, e := range r.Extension {
		if !e.is("Extension-UKCore-CopyCorrespondenceIndicator") {
			continue
		}
		if e.ValueBoolean == nil || !*e.ValueBoolean {
			return false
		}
		marked = true
	}
	return marked
}

// rank is the place of somebody among those to be contacted; 1 is the first.
func (r *relatedPerson) rank() int {
	const last = 1 << 30
	if e := find(r.Extension, "Extension-UKCore-ContactRank"); e != nil && e.ValuePositiveInt > 0 {
		return e.ValuePositiveInt
	}
	return last
}

// adult is the age from which patients are written to themselves whatever the file
// says: they decide on their own treatment (Family Law Reform Act 1969, s 8).
const adult = 16

func (p *patient) child(on time.Time) bool {
	born, err := time.Parse(time.DateOnly, p.BirthDate)
	return err == nil && !on.IsZero() && born.AddDate(adult, 0, 0).After(on)
}

// aboutReader has a child's letter addressed to a parent or carer, where the file says
// clearly to whom; it is then in the language and the format of that person. Where it
// does not, nothing is said of the reader, and the row waits for somebody to decide.
func (f *Reader) aboutReader(made *facts, p *patient) error {
	if !p.child(f.on) {
		return nil
	}
	readers, err := f.readersFor(made, p)
	if err != nil || len(readers) == 0 {
		return err
	}
	first := slices.MinFunc(readers, func(a, b *relatedPerson) int { return a.rank() - b.rank() })
	wishes := first.wishes(f.on)
	for _, r := range readers {
		if r.rank() == first.rank() && (!maps.Equal(r.wishes(f.on), wishes) || !r.livesWith(p, f.on)) {
			return nil
		}
	}
	made.cells["recipient_role"] = "parent-or-carer"
	maps.Copy(made.cells, wishes)
	return nil
}

// mostRelated bounds the work that one patient can make.
const mostRelated = 50

// readersFor are those to whom letters about a child are to go.
func (f *Reader) readersFor(made *facts, p *patient) ([]*relatedPerson, error) {
	k, _, err := f.load(made.patient)
	if err != nil {
		return nil, err
	}
	related := f.relatedTo(k.FullURL, p)
	if len(related) > mostRelated {
		return nil, wrong(made.of, fmt.Sprintf("more than %d people are related to the patient", mostRelated))
	}
	var readers []*relatedPerson
	for _, e := range related {
		r, err := f.loadRelated(e, made.patient, k.FullURL, p)
		if err != nil {
			return nil, err
		}
		if r.reads(f.on) {
			readers = append(readers, r)
		}
	}
	return readers, nil
}

// relatedTo is where those related to a patient stand in the file.
func (f *Reader) relatedTo(patientURL string, p *patient) []extent {
	keys := []key{keyOf("Patient", p.ID), keyOf("Patient", lastPart(patientURL)), keyOf(nhsNumberSystem, valueOf(p.Identifier, nhsNumberSystem))}
	var related []extent
	for _, k := range keys {
		for _, e := range f.related[k] {
			if !slices.Contains(related, e) && len(related) <= mostRelated {
				related = append(related, e)
			}
		}
	}
	return related
}

// loadRelated reads somebody who is related to a patient; what is not said there is in
// a record of their own, if the file holds it. Who has died, whose record is restricted,
// and who is related to a patient elsewhere is not written to.
func (f *Reader) loadRelated(e, patientAt extent, patientURL string, p *patient) (*relatedPerson, error) {
	k, data, err := f.load(e)
	r := &relatedPerson{}
	if err == nil {
		err = decode(e, data, r)
	}
	if err != nil {
		return nil, err
	}
	of, number := r.of(k.FullURL), valueOf(p.Identifier, nhsNumberSystem)
	if err := f.ofOne(e, of); err != nil {
		return nil, err
	}
	switch said := valueOf([]identifier{of.Identifier}, nhsNumberSystem); {
	case said != "" && number != "" && said != number:
		return nil, wrong(e, "the resource is about two different patients")
	case f.inVersions(r.names(k.FullURL)):
		return nil, wrong(e, "the file holds this resource in two versions")
	case said == "" && of.elsewhere(patientURL):
		r.Active = new(bool)
	}
	return r, f.fillFromOwn(r, patientAt)
}

func (f *Reader) inVersions(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		return f.places[keyOf("RelatedPerson", name)].length == ambiguous
	})
}

// fillFromOwn fills in from the record of somebody's own, unless that is another's of
// the same id on another server.
func (f *Reader) fillFromOwn(r *relatedPerson, patientAt extent) error {
	var own patient
	at, k, err := f.follow("Patient", nhsNumberSystem, r.Patient, &own)
	if err != nil || at.length == 0 || at == patientAt {
		return err
	}
	number := valueOf([]identifier{r.Patient.Identifier}, nhsNumberSystem)
	if !r.Patient.elsewhere(k.FullURL) || number != "" && number == valueOf(own.Identifier, nhsNumberSystem) {
		r.fill(&own)
	}
	return nil
}

// ownWishes are the extensions that say how somebody reads and is reached. Others are
// about a relationship of theirs: the mark for correspondence about their own care is
// none for the child's.
var ownWishes = []string{"Extension-UKCore-NHSCommunication", "patient-interpreterRequired", "Extension-UKCore-ContactPreference"}

// fill takes from somebody's own record how they read and are reached, as far as that
// is not said elsewhere.
func (r *relatedPerson) fill(own *patient) {
	if own.died() != "" || own.security() != "" {
		r.Active = new(bool)
	}
	if len(r.Address) == 0 {
		r.Address = own.Address
	}
	if len(r.Telecom) == 0 {
		r.Telecom = own.Telecom
	}
	if len(r.Communication) == 0 {
		r.Communication = own.Communication
	}
	for _, e := range own.Extension {
		if slices.ContainsFunc(ownWishes, e.is) {
			r.Extension = append(r.Extension, e) // the first of a name counts
		}
	}
}

// wishes are the cells of a row that follow who reads the letter, as far as anything
// is known of that.
func (r *relatedPerson) wishes(on time.Time) map[string]string {
	wishes := map[string]string{"preferred_language": r.language(), "interpreter_required": r.interpreter(),
		"communication_format": r.format(), "contact_method": r.contactMethod()}
	maps.DeleteFunc(wishes, func(_, cell string) bool { return cell == "" })
	if home, mobile := r.phone("home", on), r.phone("mobile", on); home != "" || mobile != "" {
		wishes["phone_home"], wishes["phone_mobile"] = home, mobile
	}
	return wishes
}

// livesWith reports whether a letter to the patient's address reaches somebody, as far
// as their own address is known. Addresses of which none may be used are a doubt.
func (r *relatedPerson) livesWith(p *patient, on time.Time) bool {
	own, theirs := r.address(on), p.address(on)
	if own == nil {
		return len(r.Address) == 0
	}
	return !own.Period.covers(on) || theirs == nil || own.plain() == theirs.plain()
}

// plain is the postcode and the first line, however they are written.
func (a *address) plain() string {
	first := ""
	for _, line := range a.Line {
		first = cmp.Or(first, strings.TrimSpace(line))
	}
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(a.PostalCode+first, ",", "")), ""))
}

// referThrough adds the patient of a parent or carer who takes part in an appointment.
func (f *Reader) referThrough(made *facts, actor reference) error {
	var r relatedPerson
	at, k, err := f.follow("RelatedPerson", "", actor, &r)
	if err != nil || at.length == 0 {
		return err
	}
	return f.refer(made, r.of(k.FullURL))
}

// markThrough notes the patients of those who take part in appointments.
func (f *Reader) markThrough() error {
	for k := range f.actor {
		e := f.places[k]
		if e.length <= 0 {
			continue
		}
		var r relatedPerson
		k, data, err := f.load(e)
		if err == nil {
			err = decode(e, data, &r)
		}
		switch {
		case isUnreadable(err):
			continue // it is reported in its place
		case err != nil:
			return err
		}
		f.mark(f.patient, "Patient", nhsNumberSystem, r.of(k.FullURL))
	}
	return nil
}

// soundRelated reports a related person of whom nobody can know to whom.
func (f *Reader) soundRelated(e extent, k kind, data []byte) error {
	var r relatedPerson
	if err := decode(e, data, &r); err != nil {
		return err
	}
	of := r.of(k.FullURL)
	if of.Reference == "" && of.Identifier.Value == "" {
		return wrong(e, "the related person names no patient")
	}
	return f.ofOne(e, of)
}

// ofOne demands that a reference does not lead to two patients.
func (f *Reader) ofOne(e extent, r reference) error {
	var before extent
	for _, k := range keysOf("Patient", nhsNumberSystem, r) {
		at, known := f.places[k]
		if known && before.length != 0 && before.at != at.at {
			return wrong(e, "the resource is about two different patients")
		}
		if known {
			before = at
		}
	}
	return nil
}
