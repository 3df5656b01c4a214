package check

import (
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/templates"
)

// Explanation is what one document says to a question of the contract.
type Explanation struct {
	Question Question
	Asked    bool               // the contract asks it of this document
	Messages []document.Message // that answer it, in reading order
}

// Explain tells for each question of the contract which messages of an outline
// answer it.
func Explain(order templates.Order, outline *document.Document) []Explanation {
	answers := make([]Explanation, len(Questions))
	for i := range answers {
		answers[i].Question = Questions[i]
	}
	messages := everyMessage(outline)
	for i := range contract {
		a := &contract[i]
		if !a.when.covers(order.Pathway, order.Kind) {
			continue
		}
		answer := &answers[a.question-1]
		answer.Asked = true
		for j := range messages {
			if a.saidBy(&messages[j]) {
				answer.add(messages[j].message)
			}
		}
	}
	return answers
}

func (a *Explanation) add(m document.Message) {
	if !slices.ContainsFunc(a.Messages, func(have document.Message) bool { return have.Key == m.Key }) {
		a.Messages = append(a.Messages, m)
	}
}

// AnsweredBy are the numbers of the questions that a message answers in some
// document, lowest first.
func AnsweredBy(key string) []int {
	var numbers []int
	for i := range contract {
		a := &contract[i]
		labels := slices.ContainsFunc(a.messages, func(named string) bool { return strings.HasPrefix(named, adult(key)+": ") })
		if labels || a.saidBy(&said{key: adult(key)}) {
			numbers = append(numbers, a.question)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}
