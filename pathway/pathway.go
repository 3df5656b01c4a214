// Package pathway is the definition of one NHS e-Referral Service pathway: who
// runs it, whether the date a patient holds is real, and exactly how the real
// appointment is arranged.
//
// A definition is a YAML file, one pathway a file:
//
//	p, err := pathway.Load(fsys, "pathways/gastro-dummy-triage.yaml")
//
// Load reports every problem of the file at once as a [finding.List], each with
// line and column. Codes are e-RS's own where e-RS has them (e-RS API reference
// data, eRS-Priority-1, eRS-AppointmentType); e-RS has no code for a dummy
// appointment, so the placeholder kinds D0 to D6 are Wayleaf's.
//
// Words a patient reads are not in the definition. Where it needs some it holds
// the key of a message, so that they are translated and signed off like the rest.
package pathway

import (
	"wayleaf/document"
	"wayleaf/finding"
)

// Key names a message of the catalogues, for example "team.booking-office".
type Key string

// Pathway is one definition. Every field is what the YAML key of the same name says.
type Pathway struct {
	Format       int          `yaml:"wayleaf" need:"yes" form:"one"`     // version of this file format, 1
	ID           string       `yaml:"id" need:"yes" form:"id"`           // lower-case words joined by hyphens; names the output folder
	Version      string       `yaml:"version" need:"yes" form:"version"` // of the definition, "1.0.0"
	Name         Key          `yaml:"name" need:"yes"`                   // what patients call the service
	ERS          ERS          `yaml:"ers" need:"yes"`                    // what e-RS calls it
	Specialty    string       `yaml:"specialty" need:"yes"`              // for staff; never printed for patients
	Jurisdiction Jurisdiction `yaml:"jurisdiction" need:"yes"`           // whose rules apply
	Commissioner Organisation `yaml:"commissioner" need:"yes"`
	Provider     Provider     `yaml:"provider" need:"yes"`

	Kind            Kind            `yaml:"kind" need:"yes"`
	AppointmentType AppointmentType `yaml:"appointment_type" need:"yes"`
	Priority        Priority        `yaml:"priority" need:"yes"`
	Reader          Reader          `yaml:"reader"` // to whom letters are addressed; patient if empty

	Enquiries   Contact     `yaml:"enquiries" need:"yes"`   // the one place to phone with any question
	Placeholder Placeholder `yaml:"placeholder" need:"yes"` // the dummy appointment, if any
	Appointment Appointment `yaml:"appointment" need:"yes"` // the real one
	WaitingTime WaitingTime `yaml:"waiting_time" need:"yes"`
	Worse       []Key       `yaml:"worse" need:"yes"` // safety-net advice, in order
	Offer       Offer       `yaml:"offer" need:"yes"`
	Envelope    Envelope    `yaml:"envelope"`
	Wording     []Extra     `yaml:"wording"`
	Assurance   Assurance   `yaml:"assurance"`

	// File is the name the definition was loaded from.
	File string `yaml:"-"`
	// Warnings is what Load found that stops nothing.
	Warnings finding.List        `yaml:"-"`
	places   map[string]position // where each YAML path stands in File
}

// ERS is the service as e-RS lists it. Patients meet the name on e-RS letters.
type ERS struct {
	Name      string `yaml:"name" need:"yes"`
	ServiceID string `yaml:"service_id" need:"yes" form:"service"`
}

// Jurisdiction is the nation whose waiting-time, choice and language rules apply.
type Jurisdiction string

// The jurisdictions.
const (
	England Jurisdiction = "england"
	Wales   Jurisdiction = "wales"
)

// Organisation is an NHS body with its Organisation Data Service code.
type Organisation struct {
	Name string `yaml:"name" need:"yes"`
	ODS  string `yaml:"ods" need:"yes" form:"ods"`
}

// Provider is the organisation that sends the letters.
type Provider struct {
	Name    string   `yaml:"name" need:"yes"`
	ODS     string   `yaml:"ods" need:"yes" form:"ods"`
	Site    string   `yaml:"site" need:"yes"`                     // as on the signs, for example "Tarnbeck General"
	SiteODS string   `yaml:"site_ods" need:"yes" form:"ods-site"` // ODS site code
	Address []string `yaml:"address" need:"yes"`                  // postal address of the sender, last line the postcode
	Logo    string   `yaml:"logo" form:"logo"`                    // picture at the head of letters: an SVG, PNG or JPEG file, relative to this one

	// Picture is what the file of Logo shows; nil without one.
	Picture *document.Logo `yaml:"-"`
}

// Kind is how the service is reached through e-RS.
type Kind string

// The kinds (domain: NHS e-RS booking and triage guidance).
const (
	DirectlyBookable    Kind = "DBS"          // slots are booked in e-RS
	IndirectlyBookable  Kind = "IBS"          // the patient phones the provider
	AssessmentService   Kind = "CAS"          // clinical assessment service
	ReferralAssessment  Kind = "RAS"          // triage with no slot
	AdviceConverted     Kind = "AG_CONVERTED" // advice and guidance turned into a referral
	SinglePointOfAccess Kind = "SPOA"
	DeferredToProvider  Kind = "ASI" // appointment slot issue: no slot was free
)

// AppointmentType is e-RS's eRS-AppointmentType code.
type AppointmentType string

// The appointment types.
const (
	DayCase             AppointmentType = "DAY_CASE"
	FirstOutpatient     AppointmentType = "FIRST_OUTPATIENT"
	Assessment          AppointmentType = "ASSESSMENT_SERVICE"
	SpecialInterestGP   AppointmentType = "GPSI" // GP with a special interest
	AlliedHealth        AppointmentType = "AHP_CLINIC"
	Diagnostic          AppointmentType = "DIAGNOSTIC"
	NurseClinic         AppointmentType = "NURSE_CLINIC"
	Ophthalmologist     AppointmentType = "OPHTHALMOLOGIST"
	TelephoneAssessment AppointmentType = "TELEPHONE_ASSESSMENT"
)

// Priority is e-RS's eRS-Priority-1 code.
type Priority string

// The priorities.
const (
	Routine     Priority = "ROUTINE"
	Urgent      Priority = "URGENT"
	TwoWeekWait Priority = "TWO_WEEK_WAIT" // urgent suspected cancer
)

// Reader is whom a letter speaks to.
type Reader string

// The readers.
const (
	Patient       Reader = "patient"
	ParentOrCarer Reader = "parent-or-carer"
)
