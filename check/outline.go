package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/templates"
)

// said is a message of an outline with its place in the reading order.
type said struct {
	message document.Message
	order   int
}

// Outline reports each question of the contract that an outline leaves open,
// and a placeholder date that stands before the words that say it is not real.
// Findings name the question and the pathway.
func Outline(order templates.Order, outline *document.Document) finding.List {
	messages := everyMessage(outline)
	var findings finding.List
	for _, a := range contract {
		if !a.when.covers(order.Pathway, order.Kind) {
			continue
		}
		if missing := a.missing(messages); missing != "" {
			findings = append(findings, broken(order, a.question, missing))
		}
	}
	return append(findings, placeholderOrder(order, messages)...).Sort()
}

func everyMessage(outline *document.Document) []said {
	var messages []said
	var visit func(run []document.Inline)
	visit = func(run []document.Inline) {
		for _, inline := range run {
			switch i := inline.(type) {
			case document.Message:
				messages = append(messages, said{i, len(messages)})
			case document.Strong:
				visit(i.Inlines)
			}
		}
	}
	for _, block := range outline.Blocks {
		for _, run := range document.Inlines(block) {
			visit(run)
		}
	}
	return messages
}

// missing says what the answer lacks, or "" when it is given.
func (a answer) missing(messages []said) string {
	lacks := "no message says " + strings.Join(a.messages, " or ")
	for _, m := range messages {
		if !a.saidBy(m.message.Key) {
			continue
		}
		absent := slices.IndexFunc(a.values, func(name string) bool { return empty(m.message.Values[name]) })
		if absent < 0 {
			return ""
		}
		lacks = fmt.Sprintf("message %s has no %s", m.message.Key, a.values[absent])
	}
	return lacks
}

func empty(argument document.Argument) bool {
	switch a := argument.(type) {
	case nil:
		return true
	case document.Code:
		return a.Text == ""
	case document.Date:
		return a.Day.IsZero()
	case document.Hours:
		return len(a.Spells) == 0
	case document.Words:
		return a.Key == ""
	}
	return false
}

// placeholderOrder holds the rule that a placeholder date is never printed
// before, or without, the words that say it is not real (hazard H1).
func placeholderOrder(order templates.Order, messages []said) finding.List {
	day := placeholderDay(order)
	for _, m := range messages {
		if slices.Contains(denials, strings.TrimSuffix(m.message.Key, ".child")) {
			return nil
		}
		for _, argument := range m.message.Values {
			if date, ok := argument.(document.Date); ok && (date.Placeholder || !day.IsZero() && date.Day.Equal(day)) {
				return finding.List{broken(order, 2, fmt.Sprintf(
					"message %s prints the placeholder date before any words say that it is not a real appointment", m.message.Key))}
			}
		}
	}
	return nil
}

// placeholderDay is the date of the dummy booking, zero if there is none or
// the document has no recipient.
func placeholderDay(order templates.Order) time.Time {
	kind := order.Pathway.Placeholder.Kind
	if order.Recipient == nil || kind == "" || kind == pathway.NoPlaceholder {
		return time.Time{}
	}
	return order.Recipient.Days[pathway.DateShown]
}

func broken(order templates.Order, question int, what string) finding.Finding {
	return finding.Finding{
		Place: order.Pathway.Place("id"), Rule: fmt.Sprintf("contract/question-%d", question), Level: finding.Error,
		What: fmt.Sprintf("the %s of pathway %s does not answer %q: %s",
			order.Kind, order.Pathway.ID, Questions[question-1].Asks, what),
		Hint: "say it in templates/" + string(order.Kind) + ".md or one of its parts",
	}
}
