// Package check holds what a definition and its documents must satisfy: the
// explanation contract in one table, proved on the outline and again on the
// text of the finished file, and advice on the definition itself.
package check

import (
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/pathway"
)

// Question is one thing a reader must be able to answer from a document.
type Question struct {
	Number int
	Asks   string
}

// Questions is the explanation contract: what every letter and leaflet must
// answer. The commissioner guideline (e-RS best practice for commissioners,
// duty C7) asks that patients understand "exactly how their real appointment
// will be arranged"; these are the parts of understanding it.
var Questions = []Question{
	{1, "Who referred me, to what, and has my referral arrived?"},
	{2, "Is the date I was given a real appointment? Do I go anywhere on it?"},
	{3, "Other letters, texts or the NHS App show a date: which is right?"},
	{4, "What do I do with that booking?"},
	{5, "Who will arrange my real appointment?"},
	{6, "How will they contact me, from what number, how many times?"},
	{7, "By what date?"},
	{8, "What do I have to do now, and have ready?"},
	{9, "I have heard nothing by then, or missed the call: whom do I phone, when are they open?"},
	{10, "What if I get worse?"},
	{11, "When did my waiting time start, what are my rights to choose?"},
	{12, "How do I get this in another language or format, or an interpreter?"},
}

// answer is one row of the contract: to documents that When describes, one of
// the messages must be said with the values named. A message that ends in "*"
// stands for all that begin so; "fact.who: show.words" is the message
// show.words as the value of the fact labelled fact.who.
type answer struct {
	question int
	when     when
	messages []string
	values   []string
}

// when describes documents; an empty list means any.
type when struct {
	document     []document.Kind
	how          []pathway.How
	placeholder  []pathway.PlaceholderKind
	channel      pathway.Channel // one of the pathway's channels
	consultant   bool            // consultant-led only
	choice       bool            // choice of provider only
	interpreter  bool            // an interpreter is offered
	missedPolicy bool            // a rule for missed calls exists
}

var (
	letter  = []document.Kind{document.Letter}
	leaflet = []document.Kind{document.Leaflet}
	none    = []pathway.PlaceholderKind{pathway.NoPlaceholder}
	dummies = []pathway.PlaceholderKind{pathway.PaperTriage, pathway.Capacity, pathway.StraightToTest, pathway.CallUs}
	call    = []pathway.PlaceholderKind{pathway.PhoneCall}
	stands  = []pathway.PlaceholderKind{pathway.Retained}

	booked      = []pathway.How{pathway.Booked}
	weContact   = []pathway.How{pathway.WeContactYou}
	youPhone    = []pathway.How{pathway.YouPhoneUs}
	weWrite     = []pathway.How{pathway.WeWriteYouCall}
	onDate      = []pathway.How{pathway.CallOnDate}
	confirm     = []pathway.How{pathway.WeConfirm}
	notBooked   = []pathway.How{pathway.WeContactYou, pathway.YouPhoneUs, pathway.WeWriteYouCall, pathway.CallOnDate, pathway.WeConfirm}
	weAct       = []pathway.How{pathway.WeContactYou, pathway.WeWriteYouCall}
	notArranged = []pathway.How{pathway.WeContactYou, pathway.YouPhoneUs, pathway.WeWriteYouCall}
)

// contract says which messages answer each question, for which documents.
var contract = []answer{
	{1, when{document: letter}, []string{"referral.received", "referral.received-from", "referral.converted"}, nil},
	{1, when{document: letter}, []string{"referral.reference"}, []string{"Reference"}},
	{1, when{document: leaflet}, []string{"leaflet.about"}, nil},
	{1, when{document: leaflet}, []string{"referral.reference-leaflet"}, nil},
	{1, when{}, []string{"fact.clinic: show.words"}, []string{"Words"}},

	{2, when{placeholder: dummies}, []string{"status.placeholder", "status.placeholder-undated"}, nil},
	{2, when{placeholder: dummies}, []string{"status.do-not-come", "status.do-not-come-undated"}, nil},
	{2, when{placeholder: call}, []string{"status.call"}, nil},
	{2, when{placeholder: call}, []string{"status.call-when", "status.call-when-undated"}, []string{"From", "To"}},
	{2, when{placeholder: stands}, []string{"status.unconfirmed"}, nil},
	{2, when{placeholder: none, how: booked, document: letter}, []string{"status.booked"}, []string{"Date", "Time"}},
	{2, when{placeholder: none, how: booked, document: leaflet}, []string{"status.booked-undated"}, nil},
	{2, when{placeholder: none, how: notArranged}, []string{"status.none"}, nil},

	{3, when{placeholder: dummies, document: letter}, []string{"other.placeholder"}, nil},
	{3, when{placeholder: dummies, document: leaflet}, []string{"other.placeholder-leaflet"}, nil},
	{3, when{placeholder: call, document: letter}, []string{"other.call"}, nil},
	{3, when{placeholder: call, document: leaflet}, []string{"other.call-leaflet"}, nil},
	{3, when{placeholder: stands, document: letter}, []string{"other.unconfirmed"}, nil},
	{3, when{placeholder: stands, document: leaflet}, []string{"other.unconfirmed-leaflet"}, nil},
	{3, when{placeholder: none, how: booked}, []string{"other.booked"}, []string{"Phone"}},
	{3, when{placeholder: none, how: notArranged}, []string{"other.none"}, nil},

	{4, when{placeholder: slices.Concat(dummies, call, stands)}, []string{"booking.leave", "booking.keep"}, nil},
	{4, when{how: booked}, []string{"booking.change"}, []string{"Phone"}},

	{5, when{how: slices.Concat(weContact, weWrite, onDate, confirm)}, []string{"fact.who: show.words"}, []string{"Words"}},
	{5, when{how: youPhone}, []string{"fact.who-arranges: show.words"}, []string{"Words"}},
	{5, when{how: booked}, []string{"fact.place: show.english"}, []string{"English"}},

	{6, when{how: weContact}, []string{"next.by-phone", "next.by-letter", "next.by-text", "next.by-email", "next.by-nhs-app", "next.tell-*"}, nil},
	{6, when{how: confirm}, []string{"next.tell-*"}, nil},
	{6, when{how: weWrite}, []string{"next.we-write"}, nil},
	{6, when{how: youPhone}, []string{"next.you-book"}, nil},
	{6, when{how: onDate}, []string{"next.call-on-date"}, nil},
	{6, when{how: notBooked, channel: pathway.Phone}, []string{"fact.call-number: call.withheld", "fact.call-number: show.code"}, nil},
	{6, when{how: notBooked, channel: pathway.Phone}, []string{"call.attempts"}, []string{"Count"}},

	{7, when{how: weAct, document: letter}, []string{"next.by-date"}, []string{"Date"}},
	{7, when{how: weAct, document: leaflet}, []string{"within.*"}, []string{"Count"}},
	{7, when{how: confirm}, []string{"next.confirm-by", "next.confirm-within"}, nil},
	{7, when{how: youPhone, document: letter}, []string{"do.phone-by"}, []string{"Date", "Phone"}},
	{7, when{how: youPhone, document: leaflet}, []string{"do.phone-within"}, []string{"Count", "Phone"}},
	{7, when{how: onDate}, []string{"status.call-when", "status.call-when-undated"}, nil},

	{8, when{}, []string{"heading.do"}, nil},
	{8, when{how: weContact}, []string{"do.answer-phone", "do.answer-phone-number", "do.nothing"}, nil},
	{8, when{how: youPhone}, []string{"do.phone-by", "do.phone-within"}, []string{"Phone"}},
	{8, when{how: weWrite}, []string{"do.wait-for-letter"}, []string{"Phone"}},
	{8, when{how: onDate}, []string{"do.stay-by-phone"}, nil},
	{8, when{how: confirm}, []string{"do.wait-for-confirmation"}, nil},
	{8, when{how: booked}, []string{"do.come", "do.come-undated"}, nil},

	{9, when{how: weAct}, []string{"late.by-date", "late.within"}, []string{"Phone"}},
	{9, when{how: onDate}, []string{"late.call", "late.call-undated"}, []string{"Phone", "Time"}},
	{9, when{how: confirm}, []string{"late.confirm", "late.confirm-within"}, []string{"Phone"}},
	{9, when{how: slices.Concat(booked, youPhone)}, []string{"late.questions"}, []string{"Phone"}},
	{9, when{}, []string{"do.hours"}, []string{"Hours"}},
	{9, when{missedPolicy: true}, []string{"missed-call.*"}, []string{"Phone"}},

	{10, when{}, []string{"heading.worse"}, nil},
	{10, when{}, []string{"worse.*", "local.worse*"}, nil},

	{11, when{consultant: true, document: letter}, []string{"waiting.started"}, []string{"Date"}},
	{11, when{consultant: true, document: leaflet}, []string{"waiting.starts-*"}, nil},
	{11, when{choice: true}, []string{"choice.ask"}, []string{"Phone"}},

	{12, when{}, []string{"formats.ask"}, []string{"Phone"}},
	{12, when{interpreter: true}, []string{"interpreter.*", "local.interpreter*"}, nil},
}

// denials are the messages that say a date is not a real appointment. One of
// them must come before the date, in every language and output.
var denials = []string{"status.placeholder", "status.placeholder-undated", "status.call", "status.unconfirmed"}

// critical are the questions whose answers can send somebody to the wrong
// place when they are wrongly translated (hazard H19).
var critical = []int{2, 3, 4, 7, 9, 10}

// Critical reports whether a message answers a safety-critical question, and so
// needs two people and a stored back-translation before it is approved.
func Critical(key string) bool {
	return slices.ContainsFunc(contract, func(a answer) bool {
		return slices.Contains(critical, a.question) && a.saidBy(&said{key: adult(key)})
	})
}

// saidBy reports whether a message is one of the answer's.
func (a *answer) saidBy(m *said) bool { return slices.ContainsFunc(a.messages, m.is) }

// is reports whether a message is what a row of the contract names.
func (m *said) is(named string) bool {
	if beginning, open := strings.CutSuffix(named, "*"); open {
		return strings.HasPrefix(m.key, beginning)
	}
	if rest, ok := strings.CutPrefix(named, m.label); ok && m.label != "" {
		if key, ok := strings.CutPrefix(rest, ": "); ok {
			return key == m.key
		}
	}
	return named == m.key
}

// adult is the key of a message without the ending for parents and carers.
func adult(key string) string { return strings.TrimSuffix(key, ".child") }

// covers reports whether the contract row applies to a document of a pathway.
func (w *when) covers(p *pathway.Pathway, kind document.Kind) bool {
	placeholder := p.Placeholder.Kind
	if placeholder == "" {
		placeholder = pathway.NoPlaceholder
	}
	a := p.Appointment
	return anyOr(w.document, kind) && anyOr(w.how, a.How) && anyOr(w.placeholder, placeholder) &&
		(w.channel == "" || slices.Contains(a.Channels, w.channel)) &&
		(!w.consultant || p.WaitingTime.ConsultantLed) && (!w.choice || a.Choice) &&
		(!w.interpreter || p.Offer.Interpreter != "") && (!w.missedPolicy || a.MissedCall != nil)
}

func anyOr[T comparable](list []T, value T) bool {
	return len(list) == 0 || slices.Contains(list, value)
}
