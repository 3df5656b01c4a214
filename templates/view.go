package templates

import (
	"fmt"
	"slices"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
)

// view is what a template may ask for: plain facts, with every date worked
// out. A nil date is one that is not known or must not be shown.
type view struct {
	Letter bool // false for a leaflet
	Child  bool // the reader is a parent or carer

	Today            *time.Time
	NHSNumber        string
	BookingReference string
	GreetingName     string
	GPSurgery        string

	Kind            pathway.Kind
	How             pathway.How
	Placeholder     bool
	PlaceholderKind pathway.PlaceholderKind
	Booking         pathway.Booking

	RemindersSuppressed bool

	DateShown *time.Time // the placeholder or booked date the reader holds
	TimeShown string
	CallFrom  string
	CallTo    string
	ContactBy *time.Time // the reader hears by then
	ConfirmBy *time.Time // D6: confirmed by then
	PhoneBy   *time.Time // the reader phones by then
	ReturnBy  *time.Time // after it, the referral goes back

	WithinDays  int
	WithinFrom  pathway.Event
	ConfirmDays int
	PhoneDays   int

	// The messages that tell which days count.
	WorkingDays, ConfirmWorkingDays pathway.Key

	ReviewFirst, TestFirst bool
	ArrangedBy             pathway.Key
	Channels               []pathway.Channel
	FirstChannel           pathway.Channel
	Call                   *call
	Outcomes               []pathway.Key
	Place                  string
	Minutes                int
	Have, Bring            []pathway.Key
	ReminderDays           int
	ReturnDays             int
	MissedCall, Missed     *pathway.Missed

	Enquiries    contact
	BookingPhone contact
	Change       *contact

	ClinicName   pathway.Key
	ERSName      string
	ProviderName string

	Worse         []pathway.Key
	ClockStart    *time.Time
	WaitingStarts pathway.Event
	Standard      pathway.Standard
	Choice        bool

	Interpreter pathway.Key
	Formats     []pathway.Format
	Welsh       bool

	extras map[pathway.Section][]pathway.Key
	order  Order
}

// contact is a pathway.Contact with its hours ready to speak.
type contact struct {
	Phone, Text, Email, Website, Textline string
	RelayUK                               bool
	Hours                                 []document.Spell
}

// call is a pathway.Call with its hours ready to speak.
type call struct {
	Attempts, GapMinutes, OverDays int
	CallerID                       string
	Withheld                       bool
	Hours                          []document.Spell
}

// newView gathers what the order's document may say. Findings name the values
// that the definition needs and the recipient's row does not give.
func newView(order Order) (*view, finding.List) {
	p := order.Pathway
	v := &view{Letter: order.Kind == document.Letter, Child: p.Reader == pathway.ParentOrCarer, order: order}
	v.fromPathway(p)
	v.fromAppointment(p.Appointment)
	if !v.Letter {
		return v, nil
	}
	if order.Recipient == nil {
		return nil, finding.List{{Rule: "outline/no-recipient", Level: finding.Error,
			What: "a letter needs a recipient", Hint: "give --recipients FILE and --row N"}}
	}
	if r := order.Recipient; r.Pathway != "" && r.Pathway != p.ID {
		return nil, finding.List{{Place: p.Place("id"), Rule: "outline/other-pathway", Level: finding.Error,
			What: fmt.Sprintf("row %d is of pathway %q, not of %q", r.Row, r.Pathway, p.ID),
			Hint: "choose a row of this pathway: the dates of another one mean something else"}}
	}
	v.fromRecipient()
	return v, v.workOutDates()
}

func (v *view) fromPathway(p *pathway.Pathway) {
	v.Kind, v.ClinicName, v.ERSName, v.ProviderName = p.Kind, p.Name, p.ERS.Name, p.Provider.Name
	v.PlaceholderKind = p.Placeholder.Kind
	v.Placeholder = p.Placeholder.Kind != pathway.NoPlaceholder && p.Placeholder.Kind != ""
	v.Booking, v.RemindersSuppressed = p.Placeholder.Booking, p.Placeholder.RemindersSuppressed
	v.CallFrom, v.CallTo = p.Placeholder.CallFrom, p.Placeholder.CallTo
	if p.Placeholder.ConfirmBefore != nil {
		v.ConfirmDays = p.Placeholder.ConfirmBefore.Days
		v.ConfirmWorkingDays = workingDays(p.Placeholder.ConfirmBefore.Calendar)
	}
	v.Enquiries, v.Worse = newContact(p.Enquiries), p.Worse
	if p.WaitingTime.ConsultantLed {
		v.WaitingStarts = p.WaitingTime.Starts
	}
	v.Standard = p.WaitingTime.Standard
	v.Interpreter, v.Formats = p.Offer.Interpreter, p.Offer.Formats
	v.Welsh = p.Offer.WelshFirst || p.Jurisdiction == pathway.Wales
	v.extras = map[pathway.Section][]pathway.Key{}
	for _, extra := range p.Wording {
		v.extras[extra.After] = append(v.extras[extra.After], extra.Say)
	}
}

func (v *view) fromAppointment(a pathway.Appointment) {
	v.How, v.ReviewFirst, v.TestFirst, v.ArrangedBy = a.How, a.ReviewFirst, a.TestFirst, a.ArrangedBy
	v.Channels, v.Outcomes, v.Place, v.Minutes = a.Channels, a.Outcomes, a.Place, a.Minutes
	if len(a.Channels) > 0 {
		v.FirstChannel = a.Channels[0]
	}
	v.Choice, v.MissedCall, v.Missed = a.Choice, a.MissedCall, a.Missed
	v.Have, v.Bring = a.Patient.Have, a.Patient.Bring
	v.ReminderDays, v.ReturnDays = a.Patient.Reminder, a.Patient.Return
	if a.Within != nil {
		v.WithinDays, v.WithinFrom, v.WorkingDays = a.Within.Days, a.Within.From, workingDays(a.Within.Calendar)
	}
	if a.Patient.Within != nil {
		v.PhoneDays = a.Patient.Within.Days
	}
	if a.Patient.Phone != nil {
		v.BookingPhone = newContact(*a.Patient.Phone)
	}
	if a.Change != nil {
		change := newContact(*a.Change)
		v.Change = &change
	}
	if c := a.Call; c != nil {
		v.Call = &call{c.Attempts, c.GapMinutes, c.OverDays, c.CallerID, c.CallerID == pathway.Withheld, newSpells(c.Hours)}
	}
}

// workingDays is the message that tells patients which days a calendar counts.
func workingDays(calendar pathway.Calendar) pathway.Key {
	if calendar == pathway.WeekdaysAsERS {
		return "working-days.weekdays"
	}
	return "working-days.office"
}

func (v *view) fromRecipient() {
	r := v.order.Recipient
	if r.Reader != "" {
		v.Child = r.Reader == pathway.ParentOrCarer
	}
	v.Today = &v.order.Date
	v.NHSNumber, v.BookingReference = r.SpacedNHSNumber(), r.SpacedReference()
	v.GreetingName, v.GPSurgery, v.TimeShown = r.GreetingName(), r.GPSurgery, r.Time
}

func newContact(c pathway.Contact) contact {
	return contact{c.Phone, c.Text, c.Email, c.Website, c.Textline, c.RelayUK, newSpells(c.Hours)}
}

func newSpells(spells []pathway.Spell) []document.Spell {
	out := make([]document.Spell, 0, len(spells))
	for _, s := range spells {
		first, last := s.Weekdays() // checked when the definition was loaded
		out = append(out, document.Spell{First: first, Last: last, Opens: newClock(s.Opens), Closes: newClock(s.Closes)})
	}
	return out
}

func newClock(hhmm string) document.Clock {
	t, _ := time.Parse("15:04", hhmm) // checked when the definition was loaded
	return document.Clock{Hour: t.Hour(), Minute: t.Minute()}
}

func (v *view) letterhead() document.Letterhead {
	p := v.order.Pathway.Provider
	head := document.Letterhead{Name: shownEnglish(p.Name, "provider.name"), Logo: p.Picture}
	if p.Site != "" && !slices.Contains(p.Address, p.Site) {
		head.Lines = append(head.Lines, shownEnglish(p.Site, "provider.site"))
	}
	for i, line := range p.Address {
		head.Lines = append(head.Lines, shownEnglish(line, fmt.Sprintf("provider.address[%d]", i)))
	}
	return head
}

func shownEnglish(text, field string) []document.Inline {
	return []document.Inline{document.Message{Key: "show.english",
		Values: map[string]document.Argument{"English": document.English{Text: text, Field: field}}}}
}

func (v *view) address() document.Address {
	r := v.order.Recipient
	line := func(text, field string) document.Value {
		return document.Value{Text: text, Direction: document.LeftToRight, Field: field}
	}
	name := r.DisplayName()
	if v.Child {
		name = "Parent or carer of " + name
	}
	address := document.Address{Name: document.Value{Text: name, Field: "recipient.name"}}
	for i, text := range r.Address {
		address.Lines = append(address.Lines, line(text, fmt.Sprintf("recipient.address_%d", i+1)))
	}
	address.Lines = append(address.Lines, line(r.Postcode, "recipient.postcode"))
	return address
}
