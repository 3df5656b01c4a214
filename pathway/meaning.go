package pathway

import (
	"fmt"
	"slices"
	"strings"

	"wayleaf/finding"
)

// A judge checks what the values of a definition mean together. It leaves
// alone any path that the decoder has already complained about.
type judge struct {
	*Pathway
	broken map[string]bool
	found  finding.List
}

const (
	ruleCombination = "pathway/combination"
	ruleMissing     = "pathway/missing"
	ruleOrder       = "pathway/order"
)

func checkMeaning(p *Pathway, broken map[string]bool) finding.List {
	j := &judge{Pathway: p, broken: broken}
	j.kind()
	j.placeholder()
	j.how()
	j.calls()
	j.limits()
	j.events()
	j.missed()
	j.waitingTime()
	j.offer()
	j.dates()
	j.hours()
	j.address()
	return j.found
}

// ok reports whether the paths were read without complaint, their parents and
// children included.
func (j *judge) ok(paths ...string) bool {
	for bad := range j.broken {
		for _, path := range paths {
			if bad == path || inside(bad, path) || inside(path, bad) {
				return false
			}
		}
	}
	return true
}

func inside(path, parent string) bool {
	return strings.HasPrefix(path, parent+".") || strings.HasPrefix(path, parent+"[")
}

func (j *judge) error(path, rule, what, hint string) {
	if j.ok(path) {
		j.found = append(j.found, complain(j.Place(path), rule, what, hint))
	}
}

func (j *judge) warn(path, rule, what, hint string) {
	if j.ok(path) {
		f := complain(j.Place(path), rule, what, hint)
		f.Level = finding.Warning
		j.found = append(j.found, f)
	}
}

// demand complains of what is missing or contradicts because of a choice.
func (j *judge) demand(d demand, because string) {
	for _, path := range d.needs {
		if !j.Has(path) {
			j.error(path, ruleMissing, fmt.Sprintf("%s is missing: %s needs it", path, because), wanted(path))
		}
	}
	for _, path := range d.refuses {
		if j.Has(path) {
			j.error(path, ruleCombination, fmt.Sprintf("%s does not go with %s", path, because), "remove it, or change "+because)
		}
	}
}

// among complains when value is not one that the choice allows; none means any.
func among[T ~string](j *judge, path string, value T, allowed []T, because string) bool {
	if value == "" || len(allowed) == 0 || slices.Contains(allowed, value) {
		return true
	}
	choice, _, _ := strings.Cut(because, ",")
	j.error(path, ruleCombination, fmt.Sprintf("%s %q does not go with %s", path, value, because),
		"use "+strings.Join(words(allowed...), " or ")+"; or change "+choice)
	return false
}

func (j *judge) kind() {
	if !j.ok("kind", "placeholder.kind") {
		return
	}
	route, because := byKind[j.Kind], "kind "+string(j.Kind)
	if among(j, "placeholder.kind", j.Placeholder.Kind, route.placeholders, because) && j.Placeholder.Kind == NoPlaceholder {
		among(j, "appointment.how", j.Appointment.How, route.hows, because+" without a placeholder")
	}
}

func (j *judge) placeholder() {
	const path = "placeholder.kind"
	if !j.ok(path) {
		return
	}
	kind := j.Placeholder.Kind
	rule, because := byPlaceholder[kind], path+" "+string(kind)
	j.demand(rule.demand, because)
	among(j, "placeholder.booking", j.Placeholder.Booking, rule.bookings, because)
	if kind != NoPlaceholder {
		among(j, "appointment.how", j.Appointment.How, rule.hows, because)
	}
	if kind == StraightToTest && j.Has("appointment.test_first") && !j.Appointment.TestFirst {
		j.error("appointment.test_first", ruleCombination, "appointment.test_first is false: "+because+" is straight to test", "write true, or use D1")
	}
	if kind == PaperTriage && j.Placeholder.Shown.Place != "" {
		j.warn("placeholder.shown.place", "pathway/place-shown",
			fmt.Sprintf("the booking shows the place %q, but nobody is seen there", j.Placeholder.Shown.Place),
			"take the place off the e-RS service, so that fewer patients travel to it")
	}
}

func (j *judge) how() {
	if j.ok("appointment.how") {
		j.demand(byHow[j.Appointment.How], "appointment.how "+string(j.Appointment.How))
	}
	if j.Appointment.ReviewFirst && !j.Has("appointment.outcomes") {
		j.error("appointment.outcomes", ruleMissing, "appointment.outcomes is missing: review_first means that something may come of the review", wanted("appointment.outcomes"))
	}
	if j.Appointment.How == WeWriteYouCall && len(j.Appointment.Channels) > 0 && !slices.Contains(j.Appointment.Channels, Post) {
		j.error("appointment.channels", ruleCombination, "appointment.channels has no letter: with appointment.how we-write-you-call a letter asks the patient to phone", "add letter")
	}
}

func (j *judge) calls() {
	phones := slices.Contains(j.Appointment.Channels, Phone)
	if phones && !j.Has("appointment.call") {
		j.error("appointment.call", ruleMissing, "appointment.call is missing: channel phone needs it", wanted("appointment.call"))
	}
	if j.Has("appointment.call") {
		j.callsMade(phones)
	}
	from, to := j.Placeholder.CallFrom, j.Placeholder.CallTo
	if from != "" && to != "" && from >= to {
		j.error(callTo, ruleOrder, fmt.Sprintf("call_to %q is not after call_from %q", to, from), "write the end of the time window")
	}
}

func (j *judge) callsMade(phones bool) {
	if !phones {
		j.error("appointment.channels", ruleCombination, "appointment.channels has no phone, but appointment.call says how calls are made", "add phone, or remove appointment.call")
	}
	if !j.Has("appointment.missed_call") {
		j.error("appointment.missed_call", ruleMissing, "appointment.missed_call is missing: a patient can miss a call", wanted("appointment.missed_call"))
	}
	if call := j.Appointment.Call; call != nil && call.Attempts == 1 && (call.GapMinutes > 0 || call.OverDays > 1) {
		j.error("appointment.call.attempts", ruleCombination, "appointment.call.attempts is 1, which leaves no gap between calls and no days to spread over", "remove gap_minutes and over_days, or write more attempts")
	}
}

func (j *judge) waitingTime() {
	wait := j.WaitingTime
	if wait.ConsultantLed && !j.Has("waiting_time.starts") {
		j.error("waiting_time.starts", ruleMissing, "waiting_time.starts is missing: consultant-led care needs a clock start (18-week rules, duty C5)", wanted("waiting_time.starts"))
	}
	if wait.Standard == TwentyEightDays {
		among(j, "priority", j.Priority, []Priority{TwoWeekWait}, "waiting_time.standard 28-days, which is for urgent suspected cancer")
	}
	if wait.Standard == EighteenWeeks && !wait.ConsultantLed && j.ok("waiting_time") {
		j.error("waiting_time.standard", ruleCombination, "waiting_time.standard 18-weeks is for consultant-led care, and waiting_time.consultant_led is false", "remove the standard")
	}
}

func (j *judge) offer() {
	welsh := slices.Contains(j.Offer.Languages, "cy")
	if j.Offer.WelshFirst && !welsh {
		j.error("offer.languages", ruleCombination, "offer.languages has no cy, but offer.welsh_first is true", "add cy")
	}
	if j.Jurisdiction == Wales && !welsh {
		j.error("offer.languages", ruleCombination, "offer.languages has no cy, which jurisdiction wales needs (Welsh Language Standards)", "add cy")
	}
}
