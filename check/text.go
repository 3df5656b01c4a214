package check

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

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
	proof := proof{order: order, speaker: speaker, text: normal(text)}
	messages := everyMessage(outline)
	where := fmt.Sprintf("in language %s (%s)", language, format)
	var findings finding.List
	for _, a := range contract {
		if a.when.covers(order.Pathway, order.Kind) && !proof.shows(a, messages) {
			findings = append(findings, broken(order, a.question, where,
				"the finished file does not hold the words of "+strings.Join(a.messages, " or ")))
		}
	}
	if what := proof.placeholderFirst(messages); what != "" {
		findings = append(findings, broken(order, 2, where, "the finished file "+what))
	}
	return findings.Sort()
}

type proof struct {
	order   templates.Order
	speaker Speaker
	text    string
}

// shows reports whether the words of one message of the answer are in the text.
func (p proof) shows(a answer, messages []said) bool {
	return slices.ContainsFunc(messages, func(m said) bool {
		if !a.saidBy(m) {
			return false
		}
		words := p.words(m.message)
		return words != "" && strings.Contains(p.text, words)
	})
}

// words are those of one message, as a finished file must hold them.
func (p proof) words(message document.Message) string {
	spoken, err := p.speaker.Say(message)
	if err != nil {
		return ""
	}
	return normal(document.Plain(spoken))
}

// placeholderFirst says what is wrong with the place of the placeholder date.
// The English date stands beside the translated one in every language, so it
// is the one to look for.
func (p proof) placeholderFirst(messages []said) string {
	day := placeholderDay(p.order)
	if day.IsZero() {
		return ""
	}
	date := strings.Index(p.text, normal(day.Format("Monday 2 January 2006")))
	if date < 0 {
		return ""
	}
	for _, m := range messages {
		if !slices.Contains(denials, m.key) {
			continue
		}
		if denial := strings.Index(p.text, p.words(m.message)); denial >= 0 && denial < date {
			return ""
		}
	}
	return "prints the placeholder date before any words say that it is not a real appointment"
}

// normal makes words comparable: compatibility forms composed (presentation
// forms of Arabic letters), bidi controls dropped, white space made one space.
func normal(text string) string {
	text = strings.Map(func(r rune) rune {
		if r >= '\u2066' && r <= '\u2069' || r == '\u200E' || r == '\u200F' {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
	return strings.Join(strings.Fields(text), " ")
}
