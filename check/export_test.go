package check

import (
	"wayleaf/document"
	"wayleaf/pathway"
)

// Answer shows a row of the contract to the tests.
type Answer struct {
	Question int
	Messages []string
	row      answer
}

// Contract shows the rows of the contract to the tests.
func Contract() []Answer {
	var answers []Answer
	for _, row := range contract {
		answers = append(answers, Answer{row.question, row.messages, row})
	}
	return answers
}

// Covers reports whether the row applies.
func (a Answer) Covers(p *pathway.Pathway, kind document.Kind) bool {
	return a.row.when.covers(p, kind)
}

// RuleNames are the names of all advice.
func RuleNames() []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.name)
	}
	return names
}
