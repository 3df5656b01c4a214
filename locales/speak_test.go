package locales

import (
	"testing"
	"time"

	"wayleaf/document"
)

func TestSmoke(t *testing.T) {
	c, err := Load(FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range c.Tags() {
		l, _ := c.Language(tag)
		for _, m := range []document.Message{
			{Key: "show.date", Values: map[string]document.Argument{"Date": document.Date{Day: time.Date(2026, 8, 12, 0, 0, 0, 0, london())}}},
			{Key: "show.clock", Values: map[string]document.Argument{"Clock": document.Clock{14, 30}}},
			{Key: "show.hours", Values: map[string]document.Argument{"Hours": document.Hours{[]document.Spell{{1, 5, document.Clock{8, 0}, document.Clock{20, 0}}, {6, 0, document.Clock{9, 0}, document.Clock{12, 0}}}}}},
			{Key: "call.attempts", Values: map[string]document.Argument{"Count": document.Count{2}}},
			{Key: "furniture.draft"},
		} {
			words, err := l.Say(m)
			t.Log(tag, document.Plain(words), err)
		}
	}
	for _, f := range c.Lint("en") {
		t.Log(f)
	}
}
