package check_test

import (
	"fmt"
	"slices"
	"testing"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/templates"
)

func TestAnsweredBy(t *testing.T) {
	for key, want := range map[string]string{
		"status.placeholder":       "[2]",
		"status.placeholder.child": "[2]",
		"status.call-when":         "[2 7]",
		"fact.clinic":              "[1]", // its value answers
		"worse.anything":           "[10]",
		"greeting":                 "[]",
	} {
		if got := fmt.Sprint(check.AnsweredBy(key)); got != want {
			t.Errorf("%s answers %s, want %s", key, got, want)
		}
	}
}

// What an outline is proved to answer is explained question by question: each
// one that is asked has a message, and none has a message twice.
func TestExplain(t *testing.T) {
	p := open(t, nil)
	for _, definition := range samplePathways(t) {
		for _, kind := range []document.Kind{document.Letter, document.Leaflet} {
			order := templates.Order{Kind: kind, Pathway: definition, Date: today}
			if kind == document.Letter {
				order.Recipient = check.Specimen(definition, today)
			}
			outline, err := p.Outline(order, "en")
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range check.Explain(order, outline) {
				if e.Question != check.Questions[i] || e.Asked != (len(e.Messages) > 0) {
					t.Errorf("%s %s, question %d: asked %v, %d messages", definition.ID, kind, i+1, e.Asked, len(e.Messages))
				}
				var keys []string
				for _, m := range e.Messages {
					keys = append(keys, m.Key)
				}
				if len(slices.Compact(slices.Sorted(slices.Values(keys)))) != len(keys) {
					t.Errorf("%s %s, question %d: messages %v", definition.ID, kind, i+1, keys)
				}
			}
		}
	}
}
