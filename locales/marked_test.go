package locales

import (
	"strings"
	"testing"

	"wayleaf/document"
)

// saidIn are the keys of the Saids of a run, those within others in brackets.
func saidIn(run []document.Inline) string {
	var b strings.Builder
	for _, inline := range run {
		switch i := inline.(type) {
		case document.Said:
			b.WriteString(i.Key + "(" + saidIn(i.Inlines) + ")")
		case document.Strong:
			b.WriteString(saidIn(i.Inlines))
		case document.Link:
			b.WriteString(saidIn(i.Inlines))
		case document.Span:
			b.WriteString(saidIn(i.Inlines))
		}
	}
	return b.String()
}

// Marks tell which words are those of which message and change no word. What
// cannot be said is told of its block, and the other blocks are there.
func TestSpeakMarked(t *testing.T) {
	outline := &document.Document{Kind: document.Letter, ID: "A-1", Blocks: []document.Block{
		document.Heading{Level: 1, Inlines: []document.Inline{say("title")}},
		document.Paragraph{Inlines: []document.Inline{document.Strong{Inlines: []document.Inline{say("from", "Clinic", document.Words{Key: "clinic"})}}}},
		document.Paragraph{Inlines: []document.Inline{say("phone", "Phone", document.Code{Text: "01632 960001", URL: "tel:01632960001"})}},
		document.Paragraph{Inlines: []document.Inline{say("no.such")}},
	}}
	english := languageOf(t, pack(t), "en")
	marked, findings := english.SpeakMarked(outline)
	if len(findings) != len(outline.Blocks)+1 {
		t.Fatalf("%d lists of findings for %d blocks", len(findings), len(outline.Blocks))
	}
	for i, want := range []string{"title()", "from(clinic())", "phone()", ""} {
		if got := saidIn(document.Inlines(marked.Blocks[i])[0]); got != want {
			t.Errorf("block %d: %q, want %q", i+1, got, want)
		}
		if broken := findings[i].Err() != nil; broken != (want == "") {
			t.Errorf("block %d: %v", i+1, findings[i])
		}
	}
	outline.Blocks = outline.Blocks[:3]
	spoken, err := english.Speak(outline)
	if err != nil {
		t.Fatal(err)
	}
	if marked, _ = english.SpeakMarked(outline); marked.Text() != spoken.Text() || marked.Title != spoken.Title {
		t.Errorf("marked\n%s\nspoken\n%s", marked.Text(), spoken.Text())
	}
}
