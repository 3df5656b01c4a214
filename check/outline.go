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

// said is a message of an outline, in reading order.
type said struct {
	key     string // without the ending ".child"
	label   string // key of the fact's label, for a message in a fact's value
	message document.Message
}

// Outline reports each question of the contract that an outline leaves open,
// a placeholder date that stands before the words that say it is not real, and
// a QR code for an address that is not in the definition.
// Findings name the question, the pathway and the languages it would be spoken
// in: what an outline lacks is lacking in all of them.
func Outline(order templates.Order, outline *document.Document, languages ...string) finding.List {
	where := "in language " + strings.Join(languages, ", ")
	messages := everyMessage(outline)
	var findings finding.List
	for i := range contract {
		a := &contract[i]
		if !a.when.covers(order.Pathway, order.Kind) {
			continue
		}
		if missing := a.missing(messages); missing != "" {
			findings = append(findings, broken(order, a.question, where, missing))
		}
	}
	findings = append(findings, placeholderOrder(order, messages, where)...)
	return append(findings, strangeCodes(order, outline)...).Sort()
}

func everyMessage(outline *document.Document) []said {
	messages := make([]said, 0, 128)
	for _, block := range outline.Blocks {
		messages = appendMessages(messages, block)
	}
	return messages
}

func appendMessages(messages []said, block document.Block) []said {
	switch b := block.(type) {
	case document.Callout:
		for _, inner := range b.Blocks {
			messages = appendMessages(messages, inner)
		}
		return messages
	case document.KeyFacts:
		for _, fact := range b.Facts {
			before := len(messages)
			if messages = appendRun(messages, "", fact.Label); len(messages) > before {
				messages = appendRun(messages, messages[before].key, fact.Value)
			}
		}
		return messages
	}
	for _, run := range document.Inlines(block) {
		messages = appendRun(messages, "", run)
	}
	return messages
}

func appendRun(messages []said, label string, run []document.Inline) []said {
	for _, inline := range run {
		switch i := inline.(type) {
		case document.Message:
			messages = append(messages, said{adult(i.Key), label, i})
		case document.Strong:
			messages = appendRun(messages, label, i.Inlines)
		}
	}
	return messages
}

// missing says what the answer lacks, or "" when it is given.
func (a *answer) missing(messages []said) string {
	lacks := ""
	for i := range messages {
		m := &messages[i]
		if !a.saidBy(m) {
			continue
		}
		absent := slices.IndexFunc(a.values, func(name string) bool { return empty(m.message.Values[name]) })
		if absent < 0 {
			return ""
		}
		lacks = fmt.Sprintf("message %s has no %s", m.message.Key, a.values[absent])
	}
	if lacks == "" {
		return "no message says " + strings.Join(a.messages, " or ")
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
func placeholderOrder(order templates.Order, messages []said, where string) finding.List {
	day := placeholderDay(order)
	for _, m := range messages {
		if slices.Contains(denials, m.key) {
			return nil
		}
		for _, argument := range m.message.Values {
			if date, ok := argument.(document.Date); ok && (date.Placeholder || !day.IsZero() && date.Day.Equal(day)) {
				return finding.List{broken(order, 2, where, fmt.Sprintf(
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

func broken(order templates.Order, question int, where, what string) finding.Finding {
	return finding.Finding{
		Place: order.Pathway.Place("id"), Rule: fmt.Sprintf("contract/question-%d", question), Level: finding.Error,
		What: fmt.Sprintf("the %s of pathway %s %s does not answer question %d, %q: %s",
			order.Kind, order.Pathway.ID, where, question, Questions[question-1].Asks, what),
		Hint: "say it in templates/" + string(order.Kind) + ".md or one of its parts",
	}
}
