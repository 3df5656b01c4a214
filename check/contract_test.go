package check_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/render"
	"wayleaf/samples"
	"wayleaf/templates"
)

var today = pathway.Date(2026, time.November, 23)

// open opens the press over the samples' wording and a changed set of templates.
func open(t *testing.T, changed fs.FS) *press.Press {
	t.Helper()
	p, err := wording()
	if err != nil {
		t.Fatal(err)
	}
	if changed == nil {
		return p
	}
	set, err := templates.Load(p.Keys, templates.FS(), changed)
	if err != nil {
		t.Fatal(err)
	}
	return &press.Press{Templates: set, Catalogues: p.Catalogues, Keys: p.Keys}
}

// wording is read once for all tests.
var wording = sync.OnceValues(func() (*press.Press, error) {
	layer, err := fs.Sub(samples.FS, "locales")
	if err != nil {
		return nil, err
	}
	return press.Open(press.Layers{Locales: layer})
})

func samplePathways(t *testing.T) []*pathway.Pathway {
	t.Helper()
	names, err := fs.Glob(samples.FS, "pathways/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sample pathways: %v", err)
	}
	var pathways []*pathway.Pathway
	for _, name := range names {
		p, err := pathway.Load(samples.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		pathways = append(pathways, p)
	}
	return pathways
}

func orderOf(p *pathway.Pathway, kind document.Kind) templates.Order {
	order := templates.Order{Kind: kind, Pathway: p, Date: today}
	if kind == document.Letter {
		order.Recipient = check.Specimen(p, today)
	}
	return order
}

var bothKinds = []document.Kind{document.Letter, document.Leaflet}

// TestEveryQuestionIsAnswered holds the samples to the contract.
func TestEveryQuestionIsAnswered(t *testing.T) {
	p := open(t, nil)
	for _, definition := range samplePathways(t) {
		for _, kind := range bothKinds {
			if _, err := p.Outline(orderOf(definition, kind), "en"); err != nil {
				t.Errorf("%s of %s: %v", kind, definition.ID, err)
			}
		}
	}
}

// TestEveryQuestionCanFail takes the messages of each answer out of a copy of
// the templates. The contract must then name the question, the pathway and the
// language, for every document the answer is required in.
func TestEveryQuestionCanFail(t *testing.T) {
	pathways := samplePathways(t)
	failed := map[int]bool{}
	for i, answer := range check.Contract() {
		t.Run(fmt.Sprintf("%d question %d", i, answer.Question), func(t *testing.T) {
			p := open(t, without(t, answer.Messages))
			applied := false
			for _, definition := range pathways {
				for _, kind := range bothKinds {
					if !answer.Covers(definition, kind) {
						continue
					}
					applied = true
					failed[answer.Question] = true
					_, err := p.Outline(orderOf(definition, kind), "ur", "cy")
					wantFinding(t, err, fmt.Sprintf("contract/question-%d", answer.Question),
						string(kind), definition.ID, "ur, cy", fmt.Sprintf("question %d", answer.Question))
				}
			}
			if !applied {
				t.Errorf("no sample pathway needs this answer: %v", answer.Messages)
			}
		})
	}
	for _, question := range check.Questions {
		if !failed[question.Number] {
			t.Errorf("question %d was never switched off", question.Number)
		}
	}
}

// TestFinishedTextIsProved takes each answer's words out of the finished text,
// in a right-to-left language, and wants the same complaint with its format.
func TestFinishedTextIsProved(t *testing.T) {
	p := open(t, nil)
	language, err := p.Catalogues.Language("ur")
	if err != nil {
		t.Fatal(err)
	}
	definition, err := pathway.Load(samples.FS, "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	order := orderOf(definition, document.Letter)
	outline, err := p.Outline(order, "ur")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range render.Formats {
		print, err := p.Print(order, outline, "ur", format)
		if err != nil {
			t.Fatalf("%s: %v", format.Name, err)
		}
		lines := strings.Split(print.Text, "\n")
		for i := range lines {
			short := strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "\n")
			for _, f := range check.Text(order, outline, language, "ur", format.Name, short) {
				if !strings.HasPrefix(f.Rule, "contract/question-") || !strings.Contains(f.What, "in language ur ("+format.Name+")") {
					t.Errorf("%s without line %d: %v", format.Name, i, f)
				}
			}
		}
		if found := check.Text(order, outline, language, "ur", format.Name, ""); len(found) < 10 {
			t.Errorf("%s: an empty file leaves only %d questions open", format.Name, len(found))
		}
	}
}

// TestPlaceholderDateComesAfterItsDenial moves the date in front of the words
// that it is not real, in the outline and in the finished text.
func TestPlaceholderDateComesAfterItsDenial(t *testing.T) {
	for _, id := range []string{"gastro-dummy-triage", "msk-cas-phone", "paeds-allergy-retained"} {
		definition, err := pathway.Load(samples.FS, "pathways/"+id+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		order := orderOf(definition, document.Letter)
		changed := fstest.MapFS{"letter.md": {Data: []byte(strings.Replace(read(t, "letter.md"),
			"{{template \"status\" .}}", "{{show (date .DateShown)}}\n\n{{template \"status\" .}}", 1))}}
		_, err = open(t, changed).Outline(order, "en")
		wantFinding(t, err, "contract/question-2", id, "before any words say that it is not a real appointment")

		p := open(t, nil)
		outline, err := p.Outline(order, "pl")
		if err != nil {
			t.Fatal(err)
		}
		language, err := p.Catalogues.Language("pl")
		if err != nil {
			t.Fatal(err)
		}
		spoken, err := language.Speak(outline)
		if err != nil {
			t.Fatal(err)
		}
		day := order.Recipient.Days[pathway.DateShown].Format("Monday 2 January 2006")
		found := check.Text(order, outline, language, "pl", "html", day+"\n"+spoken.Text())
		wantFinding(t, found.Err(), "contract/question-2", id, "in language pl (html)", "before any words say")
	}
}

// without is a copy of the templates that never says the messages.
func without(t *testing.T, messages []string) fs.FS {
	t.Helper()
	changed := fstest.MapFS{}
	for _, pattern := range []string{"*.md", "parts/*.md"} {
		names, err := fs.Glob(templates.FS(), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			source := read(t, name)
			for _, message := range messages {
				source = silence(source, message)
			}
			changed[name] = &fstest.MapFile{Data: []byte(source)}
		}
	}
	return changed
}

// silence makes a template say another message, with the same values, wherever
// it would say this one: the document stays whole but for the answer.
func silence(source, message string) string {
	const other = `say "fact.letter-date"`
	if beginning, open := strings.CutSuffix(message, "*"); open {
		source = regexp.MustCompile(`say \(key "`+regexp.QuoteMeta(beginning)+`" [^)]*\)`).ReplaceAllString(source, other)
		switch beginning {
		case "worse.":
			source = strings.ReplaceAll(source, "{{range .Worse}}- {{say .}}", "{{range .Worse}}- {{"+other+"}}")
		case "interpreter.":
			source = strings.ReplaceAll(source, "{{say .Interpreter}}", "{{"+other+"}}")
			source = strings.ReplaceAll(source, `say "interpreter.say-on-phone"`, other)
		}
		return source
	}
	if label, _, ok := strings.Cut(message, ": "); ok {
		return strings.ReplaceAll(source, `say "`+label+`"`, other)
	}
	source = regexp.MustCompile(`say \(key "([^"]*)" [^)]*\)`).ReplaceAllStringFunc(source, func(say string) string {
		if beginning := strings.Split(say, `"`)[1]; strings.HasPrefix(message, beginning) {
			return other
		}
		return say
	})
	return strings.ReplaceAll(source, `say "`+message+`"`, other)
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(templates.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantFinding(t *testing.T, err error, rule string, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no finding, want %s with %q", rule, words)
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if strings.Contains(line, "["+rule+"]") && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			return
		}
	}
	t.Errorf("want %s with %q, got:\n%v", rule, words, err)
}
