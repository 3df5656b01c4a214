package check

import (
	"fmt"
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/templates"
)

// Speaker puts a message into words; a [locales.Language] is one.
type Speaker interface {
	Say(m document.Message) ([]document.Inline, error)
}

// Text proves the contract on the words of a finished file, as taken back from
// its bytes: each answer of the outline must be there letter for letter, and
// no placeholder date may stand before the words that say it is not real.
// Findings name the question, the pathway, the language and the format.
func Text(order templates.Order, outline *document.Document, speaker Speaker, language, format, text string) finding.List {
	proof := newProof(order, outline, speaker, text)
	where := fmt.Sprintf("in language %s (%s)", language, format)
	var findings finding.List
	for i := range contract {
		a := &contract[i]
		if a.when.covers(order.Pathway, order.Kind) && !proof.shows(a) {
			findings = append(findings, broken(order, a.question, where,
				"the finished file does not hold the words of "+strings.Join(a.messages, " or ")))
		}
	}
	if what := proof.placeholderFirst(); what != "" {
		findings = append(findings, broken(order, 2, where, "the finished file "+what))
	}
	return findings.Sort()
}

// proof looks for the words of messages in a finished text.
type proof struct {
	order    templates.Order
	speaker  Speaker
	text     string
	messages []said
	words    []string // of each message, normal, once they were asked for
	places   []int    // of each message in the text, or one of the two below
}

const (
	notThere  = -1
	notLooked = -2
)

func newProof(order templates.Order, outline *document.Document, speaker Speaker, text string) *proof {
	messages := everyMessage(outline)
	return &proof{order, speaker, normal(text), messages, make([]string, len(messages)), slices.Repeat([]int{notLooked}, len(messages))}
}

// shows reports whether the words of one message of the answer are in the text.
func (p *proof) shows(a *answer) bool {
	for i := range p.messages {
		if a.saidBy(&p.messages[i]) && p.place(i) != notThere {
			return true
		}
	}
	return false
}

// place is where the words of a message stand in the text, in bytes, or notThere.
// It looks first where they should be: after those of the messages before.
func (p *proof) place(i int) int {
	if p.places[i] != notLooked {
		return p.places[i]
	}
	p.places[i] = notThere
	words := p.say(i)
	if words == "" {
		return notThere
	}
	start := 0
	for before := i - 1; before >= 0 && start == 0; before-- {
		start = max(0, p.places[before])
	}
	if found := strings.Index(p.text[start:], words); found >= 0 {
		p.places[i] = start + found
	} else {
		p.places[i] = strings.Index(p.text, words)
	}
	return p.places[i]
}

// say returns the words of a message, or none if it cannot be said.
func (p *proof) say(i int) string {
	if p.words[i] == "" {
		if spoken, err := p.speaker.Say(p.messages[i].message); err == nil {
			p.words[i] = normal(document.Plain(spoken))
		}
	}
	return p.words[i]
}

// placeholderFirst says what is wrong with the place of the placeholder date.
// The English date stands beside the translated one in every language, so it
// is the one to look for.
func (p *proof) placeholderFirst() string {
	day := placeholderDay(p.order)
	if day.IsZero() {
		return ""
	}
	date := strings.Index(p.text, normal(day.Format("Monday 2 January 2006")))
	if date < 0 {
		return ""
	}
	for i, m := range p.messages {
		if !slices.Contains(denials, m.key) {
			continue
		}
		words := p.say(i)
		if denial := strings.Index(p.text, words); words != "" && denial >= 0 && denial < date {
			return ""
		}
	}
	return "prints the placeholder date before any words say that it is not a real appointment"
}
