package fhir

import (
	"fmt"
	"io"
	"strings"

	"wayleaf/recipient/table"
)

// Worklist is a worklist of the e-Referral Service (API A008). It names patients
// by their NHS number alone: names and addresses come from a list.
type Worklist struct {
	items  []Item
	byNHS  map[key][]int
	people map[string]string // NHS numbers of contained patients by their id; while reading
}

// Item is one referral of a worklist.
type Item struct {
	Line  int      // where it stands in the file
	Cells []string // in the order of [WorklistColumns]
}

// WorklistColumns are the names of the cells of an Item. Days are those in
// London. What e-RS calls eReferralPathwayStart and ubrnReceived keep names of
// their own: which event of a pathway they are is for a mapping file to say.
func WorklistColumns() []string {
	return []string{"nhs_number", "ubrn", "priority", "ers_service_id", "contact_expected_date",
		"appointment_date", "appointment_time", "ers_pathway_start", "ubrn_received"}
}

// ReadWorklist reads a whole worklist, of at most limits.Rows items.
func ReadWorklist(r io.ReaderAt, size int64, limits table.Limits) (*Worklist, error) {
	limits = limits.OrSane()
	if size > limits.File {
		return nil, &table.Unreadable{Line: 1, Column: 1, Stop: true, What: fmt.Sprintf("the file is larger than %d MB", limits.File>>20), Hint: "is this the right file?"}
	}
	w := &Worklist{byNHS: map[key][]int{}, people: map[string]string{}}
	source := &Reader{file: r, limits: limits}
	all := newSkimmer(io.NewSectionReader(r, 0, size))
	for {
		e, err := all.next()
		if err == io.EOF {
			w.name()
			return w, nil
		}
		if err != nil {
			return nil, err
		}
		if len(w.items) >= limits.Rows || len(w.people) >= limits.Rows {
			return nil, wrong(e, fmt.Sprintf("the worklist has more than %d items", limits.Rows))
		}
		if err := w.read(source, e); err != nil {
			return nil, err
		}
	}
}

type worklistEntry struct {
	Item      reference
	Extension []extension
	// Of a contained patient:
	ID         string
	Identifier []identifier
}

func (w *Worklist) read(source *Reader, e extent) error {
	if e.member == "" {
		return wrong(e, "the file is not a worklist of the e-Referral Service")
	}
	_, data, err := source.load(e)
	if err != nil {
		return err
	}
	var entry worklistEntry
	if err := decode(e, data, &entry); err != nil {
		return err
	}
	if e.member == "contained" {
		if number := valueOf(entry.Identifier, nhsNumberSystem); number != "" {
			w.people[entry.ID] = number
		}
		return nil
	}
	w.add(e, &entry)
	return nil
}

func (w *Worklist) add(e extent, entry *worklistEntry) {
	facts := map[string]string{"ubrn": lastPart(entry.Item.Reference)}
	for _, outer := range entry.Extension {
		for _, inner := range outer.Extension {
			fact(facts, inner)
		}
	}
	item := Item{Line: e.line}
	for _, name := range WorklistColumns() {
		item.Cells = append(item.Cells, facts[name])
	}
	w.items = append(w.items, item)
}

// name finds the numbers of the patients that the file holds beside its entries,
// and notes the items of each patient.
func (w *Worklist) name() {
	for i, item := range w.items {
		if id, ok := strings.CutPrefix(item.Cells[0], "#"); ok {
			item.Cells[0] = w.people[id]
		}
		number := keyOf(nhsNumberSystem, item.Cells[0])
		w.byNHS[number] = append(w.byNHS[number], i)
	}
	w.people = nil
}

func fact(facts map[string]string, e extension) {
	switch e.URL {
	case "patient":
		facts["nhs_number"] = e.ValueReference.Identifier.Value
		if facts["nhs_number"] == "" {
			facts["nhs_number"] = e.ValueReference.Reference // of a contained patient, "#id"
		}
	case "priority":
		facts["priority"] = e.ValueCodeableConcept.code()
	case "service":
		facts["ers_service_id"] = e.ValueReference.Identifier.Value
	case "patientContactExpected":
		facts["contact_expected_date"] = e.ValueDate
	case "appointmentStart":
		facts["appointment_date"], facts["appointment_time"] = Moment(e.ValueDateTime)
	case "eReferralPathwayStart":
		facts["ers_pathway_start"], _ = Moment(e.ValueDateTime)
	case "ubrnReceived":
		facts["ubrn_received"], _ = Moment(e.ValueDateTime)
	}
}

// Len returns the number of items.
func (w *Worklist) Len() int { return len(w.items) }

// Item returns one item by its place in the file, from 0.
func (w *Worklist) Item(i int) Item { return w.items[i] }

// Of returns the places of the items of a patient.
func (w *Worklist) Of(nhsNumber string) []int { return w.byNHS[keyOf(nhsNumberSystem, nhsNumber)] }
