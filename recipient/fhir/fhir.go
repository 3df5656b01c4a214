// Package fhir reads patients and their referrals from FHIR R4 as rows: UK Core
// and PDS Patient, ServiceRequest and Appointment, in a Bundle or one resource a
// line; and the worklists of the e-Referral Service.
//
// A child's row says that its letter is for a parent or carer where a RelatedPerson is
// one, now, and marked for correspondence; its language and format are then theirs.
// Where that is not clear it says nothing, and the rules hold the row back.
//
// Each Appointment is a row, with the ServiceRequest it is based on; so is each
// ServiceRequest without an Appointment, and each Patient whom nothing refers to.
// The columns carry the names that a CSV list would have, and codes stay as they
// are, so that one place judges the rows of all lists.
//
// The file is read twice, and held never: the first time for where each resource
// stands, the second for the rows.
package fhir

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"wayleaf/recipient/table"
)

// Columns are the names of the cells of every row.
func Columns() []string {
	return []string{"nhs_number", "title", "forename", "surname", "dob", "recipient_role",
		"address_1", "address_2", "address_3", "address_4", "address_5", "postcode",
		"phone_home", "phone_mobile", "preferred_language", "interpreter_required", "communication_format", "contact_method",
		"deceased_flag", "sensitive_flag", "gp_code", "gp_name", "extract_date",
		"ubrn", "referral_status", "referral_sent_date", "priority",
		"appointment_status", "appointment_date", "appointment_time", "ers_service_id"}
}

// Reader gives the rows of a file of FHIR. It is a [table.Reader].
type Reader struct {
	file    io.ReaderAt
	skim    *skimmer
	on      time.Time
	limits  table.Limits
	begun   bool
	stamp   string
	places  map[key]extent   // of patients, requests and organizations
	patient map[key]bool     // patients that a row of their own would double
	request map[key]bool     // requests that an appointment is based on
	actor   map[key]bool     // related persons who take part in an appointment
	related map[key][]extent // those related to a patient, by what they refer to it by
}

// key is a hash of what a resource is referred to by: no name or number is kept.
type key [16]byte

func keyOf(kind, name string) key {
	sum := sha256.Sum256([]byte(kind + "\x00" + name))
	return key(sum[:16])
}

// Open starts a list in FHIR. Of several names and addresses the one that holds
// on a day is taken; with a zero day, one without an end.
func Open(r io.ReaderAt, size int64, on time.Time, limits table.Limits) (*Reader, error) {
	limits = limits.OrSane()
	if size > limits.File {
		return nil, &table.Unreadable{Line: 1, Column: 1, Stop: true, What: fmt.Sprintf("the file is larger than %d MB", limits.File>>20), Hint: "split the list"}
	}
	f := &Reader{file: r, on: on, limits: limits, places: map[key]extent{}, patient: map[key]bool{}, request: map[key]bool{}, actor: map[key]bool{}, related: map[key][]extent{}}
	first := newSkimmer(io.NewSectionReader(r, 0, size))
	for n := 0; ; n++ {
		e, err := first.next()
		if err == io.EOF {
			break
		}
		if n > limits.Rows*8 {
			err = &table.Unreadable{Line: e.line, Column: 1, Stop: true, What: "the file holds far more resources than a list", Hint: "split it"}
		}
		if err != nil {
			return nil, err
		}
		if err := f.index(e); err != nil && !isUnreadable(err) {
			return nil, err // what cannot be decoded is reported with its row
		}
	}
	if err := f.markThrough(); err != nil && !isUnreadable(err) {
		return nil, err
	}
	f.stamp = first.stamp
	f.skim = newSkimmer(io.NewSectionReader(r, 0, size))
	return f, nil
}

func isUnreadable(err error) bool {
	var u *table.Unreadable
	return errors.As(err, &u)
}

// Form returns that the list is FHIR.
func (f *Reader) Form() table.Form { return table.Form{Kind: "FHIR", Encoding: "UTF-8"} }

// index notes what can be referred to, and what is.
func (f *Reader) index(e extent) error {
	k, data, err := f.load(e)
	if err != nil {
		return err
	}
	switch k.ResourceType {
	case "Patient":
		var p patient
		if err := decode(e, data, &p); err != nil {
			return err
		}
		f.note(e, data, k, p.ID, nhsNumberSystem, valueOf(p.Identifier, nhsNumberSystem))
	case "RelatedPerson":
		var r relatedPerson
		if err := decode(e, data, &r); err != nil {
			return err
		}
		for _, name := range r.names(k.FullURL) {
			f.place(keyOf("RelatedPerson", name), e, data)
		}
		for _, k := range keysOf("Patient", nhsNumberSystem, r.of(k.FullURL)) {
			f.related[k] = append(f.related[k], e)
		}
	case "ServiceRequest":
		var s serviceRequest
		if err := decode(e, data, &s); err != nil {
			return err
		}
		f.note(e, data, k, s.ID, ubrnSystem, valueOf(s.Identifier, ubrnSystem))
		f.mark(f.patient, "Patient", nhsNumberSystem, s.Subject)
	case "Organization":
		var o organization
		if err := decode(e, data, &o); err != nil {
			return err
		}
		f.note(e, data, k, o.ID, odsSystem, valueOf(o.Identifier, odsSystem))
	case "Appointment":
		var a appointment
		if err := decode(e, data, &a); err != nil {
			return err
		}
		for _, actor := range a.Participant {
			f.mark(f.patient, "Patient", nhsNumberSystem, actor.Actor)
		}
		for _, actor := range a.Participant {
			f.mark(f.actor, "RelatedPerson", "", actor.Actor)
		}
		for _, based := range a.BasedOn {
			f.mark(f.request, "ServiceRequest", ubrnSystem, based)
		}
	}
	return nil
}

func (f *Reader) note(e extent, data []byte, k kind, id, system, value string) {
	for _, name := range []string{id, lastPart(k.FullURL)} {
		if name != "" {
			f.place(keyOf(k.ResourceType, name), e, data)
		}
	}
	if value != "" {
		f.place(keyOf(system, value), e, data)
	}
}

// ambiguous stands in the place of a resource that the file holds in two versions.
const ambiguous = -1

func (f *Reader) place(k key, e extent, data []byte) {
	before, twice := f.places[k]
	if twice && before.at == e.at {
		return // by another of its names: what stands there may be known to be ambiguous
	}
	if twice && !f.same(before, data) {
		e.length = ambiguous
	}
	f.places[k] = e
}

func (f *Reader) same(e extent, data []byte) bool {
	if e.length == ambiguous {
		return false
	}
	_, other, err := f.load(e)
	return err == nil && bytes.Equal(other, data)
}

// mark notes that a resource is referred to, by each of the ways.
func (f *Reader) mark(set map[key]bool, resource, system string, r reference) {
	for _, k := range keysOf(resource, system, r) {
		set[k] = true
	}
}

func keysOf(resource, system string, r reference) []key {
	var keys []key
	if !r.mayBe(resource) {
		return nil
	}
	if name := lastPart(r.Reference); name != "" {
		keys = append(keys, keyOf(resource, name))
	}
	if r.Identifier.Value != "" && strings.HasSuffix(strings.ToLower(r.Identifier.System), strings.ToLower(system)) {
		keys = append(keys, keyOf(system, r.Identifier.Value))
	}
	return keys
}

// typed is a reference that says the type of its resource: Patient/12.
var typed = regexp.MustCompile(`(?:^|/)([A-Z][A-Za-z]*[a-z])/[^/]+(?:/_history/[^/]+)?$`)

// mayBe reports whether a reference can be to a resource of this type: Practitioner/7 is
// not the patient 7.
func (r reference) mayBe(resource string) bool {
	said := r.Type
	if found := typed.FindStringSubmatch(r.Reference); found != nil {
		said = found[1]
	}
	return said == "" || said == resource
}

// lastPart is the id in "Patient/12", "https://x/Patient/12/_history/3" and
// "urn:uuid:12".
func lastPart(address string) string {
	address, _, _ = strings.Cut(address, "/_history/")
	address = address[strings.LastIndexByte(address, '/')+1:]
	return strings.TrimPrefix(address, "urn:uuid:")
}

// base is the server in an absolute address of a resource; whether it is reached by
// http or https makes no difference. Other addresses have none.
func base(address string) string {
	scheme, rest, absolute := strings.Cut(address, "://")
	if scheme = strings.ToLower(scheme); !absolute || scheme != "http" && scheme != "https" {
		return ""
	}
	address, _, _ = strings.Cut(rest, "/_history/")
	for range 2 { // the id, and the type
		address = address[:max(0, strings.LastIndexByte(address, '/'))]
	}
	return strings.ToLower(address)
}

// elsewhere reports whether a reference is to another server than the one that a
// resource stands on: its ids are not those of this one.
func (r reference) elsewhere(fullURL string) bool {
	there, here := base(r.Reference), base(fullURL)
	return there != "" && here != "" && there != here
}

// load reads the resource at an extent.
func (f *Reader) load(e extent) (k kind, data []byte, err error) {
	if e.length > int64(f.limits.Resource) {
		return k, nil, wrong(e, fmt.Sprintf("the resource is larger than %d KB", f.limits.Resource>>10))
	}
	data = make([]byte, e.length)
	if _, err := f.file.ReadAt(data, e.at); err != nil && err != io.EOF {
		return k, nil, err
	}
	if err := decode(e, data, &k); err != nil {
		return k, nil, err
	}
	if e.member == "entry" && len(k.Resource) > 0 {
		data = k.Resource
		return k, data, decode(e, data, &k)
	}
	return k, data, nil
}

func decode(e extent, data []byte, into any) error {
	if err := json.Unmarshal(bytes.TrimSpace(data), into); err != nil {
		return wrong(e, "the resource does not have the form of FHIR R4")
	}
	return nil
}

func wrong(e extent, what string) error {
	return &table.Unreadable{Line: e.line, Column: 1, What: what, Hint: "export it again, and ask the supplier of the system"}
}

// Next returns the next row; the first is the names of the columns.
func (f *Reader) Next() (table.Row, error) {
	if !f.begun {
		f.begun = true
		return toRow(1, func(name string) string { return name }), nil
	}
	for {
		e, err := f.skim.next()
		if err != nil {
			return table.Row{Line: f.skim.line}, err
		}
		made, err := f.read(e)
		if err != nil {
			return table.Row{Line: e.line}, err
		}
		if made != nil {
			return toRow(e.line, func(name string) string { return made.cells[name] }), nil
		}
	}
}

func toRow(line int, value func(name string) string) table.Row {
	row := table.Row{Line: line}
	for _, name := range Columns() {
		row.Cells = append(row.Cells, table.Cell{Text: value(name), At: 1})
	}
	return row
}
