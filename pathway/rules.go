package pathway

// The rules that hold between fields, as tables. The paths are YAML paths.

// A demand is what follows from a choice: paths that must be given and paths
// that would contradict it.
type demand struct {
	needs   []string
	refuses []string
}

// byHow is what each way to the real appointment demands: who acts, how and by
// when must be answerable from the letter (commissioner duties C6 and C7).
var byHow = map[How]demand{
	Booked: {
		needs:   []string{"appointment.place", "appointment.change", "appointment.missed"},
		refuses: []string{"appointment.within", "appointment.channels", "appointment.call", "appointment.patient.phone", "appointment.patient.within"},
	},
	WeContactYou:   {needs: []string{"appointment.channels", "appointment.within"}, refuses: []string{"appointment.patient.phone", "appointment.patient.within"}},
	YouPhoneUs:     {needs: []string{"appointment.patient.phone", "appointment.patient.within"}, refuses: []string{"appointment.within"}},
	WeWriteYouCall: {needs: []string{"appointment.channels", "appointment.within", "appointment.patient.phone", "appointment.patient.within"}},
	CallOnDate: {
		needs:   []string{"appointment.channels", "appointment.call", "appointment.missed_call"},
		refuses: []string{"appointment.within"},
	},
	WeConfirm: {needs: []string{"appointment.channels", "appointment.missed"}},
}

// A dummy is what each kind of placeholder allows and demands.
type dummy struct {
	demand
	hows     []How
	bookings []Booking
}

const (
	callFrom      = "placeholder.call_from"
	callTo        = "placeholder.call_to"
	confirmBefore = "placeholder.confirm_before"
)

// agreed is demanded of every placeholder: commissioner guidelines allow a
// dummy appointment only by local agreement.
var agreed = []string{"placeholder.shown", "placeholder.agreed", "placeholder.booking"}

// unseen are the dummies on whose date nobody is seen or phoned. Closing one as
// "did not attend" would discharge a patient or stop a waiting time, so how the
// PAS closes it is demanded as well.
var unseen = demand{
	needs:   append([]string{"placeholder.pas_outcome"}, agreed...),
	refuses: []string{callFrom, callTo, confirmBefore},
}

var byPlaceholder = map[PlaceholderKind]dummy{
	NoPlaceholder: {
		demand: demand{refuses: []string{
			"placeholder.shown", "placeholder.agreed", "placeholder.booking", "placeholder.pas_outcome",
			"placeholder.reminders_suppressed", callFrom, callTo, confirmBefore,
		}},
		hows: []How{Booked, WeContactYou, YouPhoneUs, WeWriteYouCall},
	},
	PaperTriage:    {unseen, []How{WeContactYou}, []Booking{LeaveBooking}},
	Capacity:       {unseen, []How{WeContactYou}, []Booking{LeaveBooking}},
	StraightToTest: {demand{append([]string{"appointment.test_first"}, unseen.needs...), unseen.refuses}, []How{WeContactYou}, []Booking{LeaveBooking}},
	CallUs:         {unseen, []How{WeWriteYouCall}, []Booking{LeaveBooking}},
	PhoneCall: {
		demand{append([]string{callFrom, callTo}, agreed...), []string{confirmBefore}},
		[]How{CallOnDate}, []Booking{KeepBooking},
	},
	Retained: {
		demand{append([]string{confirmBefore}, agreed...), []string{callFrom, callTo}},
		[]How{WeConfirm}, []Booking{KeepBooking},
	},
}

// A route is what a kind of service allows: which placeholders, and how the
// appointment comes about when there is none.
type route struct {
	placeholders []PlaceholderKind
	hows         []How // with NoPlaceholder
}

// byKind follows e-RS: only services with slots can hold a dummy booking.
var byKind = map[Kind]route{
	DirectlyBookable:    {slots, []How{Booked}},
	AssessmentService:   {slots, []How{Booked, WeContactYou}},
	SinglePointOfAccess: {slots, []How{Booked, WeContactYou, YouPhoneUs, WeWriteYouCall}},
	IndirectlyBookable:  {slotless, []How{YouPhoneUs}},
	ReferralAssessment:  {slotless, []How{WeContactYou, WeWriteYouCall}},
	AdviceConverted:     {slotless, []How{WeContactYou, WeWriteYouCall}},
	DeferredToProvider:  {slotless, []How{WeContactYou, WeWriteYouCall}},
}

var (
	slots    = []PlaceholderKind{NoPlaceholder, PaperTriage, PhoneCall, Capacity, StraightToTest, CallUs, Retained}
	slotless = []PlaceholderKind{NoPlaceholder}
)

// eventOf are the events that happen in one kind of service only.
var eventOf = map[Event]Kind{
	Deferral:   DeferredToProvider,
	Conversion: AdviceConverted,
}
