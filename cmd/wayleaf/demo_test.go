package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/press"
	"wayleaf/render"
	"wayleaf/render/pdf"
)

// demoFile is one file of the demo with the document it was made from.
type demoFile struct {
	name   string
	spoken *document.Document
	format render.Format
	bytes  []byte
	text   string
}

// demoFiles makes all files of the demo once for all tests.
var demoFiles = sync.OnceValues(func() ([]demoFile, error) {
	p, jobs, err := demoJobs()
	if err != nil {
		return nil, err
	}
	var all []demoFile
	for _, job := range jobs {
		made, err := demoFilesOf(p, job)
		if err != nil {
			return nil, err
		}
		all = append(all, made...)
	}
	return all, nil
})

func demoFilesOf(p *press.Press, j job) ([]demoFile, error) {
	outline, err := p.Outline(j.order, j.languages...)
	if err != nil {
		return nil, err
	}
	spoken, err := spokenFor(p, j, outline)
	if err != nil {
		return nil, err
	}
	var made []demoFile
	for _, format := range j.formats {
		print, err := j.print(p, outline, j.languages[0], format)
		if err != nil {
			return nil, err
		}
		made = append(made, demoFile{j.fileName(j.languages[0], format), spoken, format, print.Bytes, print.Text})
	}
	return made, nil
}

// spokenFor is what the files of a job must say. A bilingual one says two
// documents, the second without its address.
func spokenFor(p *press.Press, j job, outline *document.Document) (*document.Document, error) {
	tags := j.languages
	if j.bilingual != press.Alone {
		first, second := press.Sides(j.order.Pathway, tags[0])
		tags = []string{first, second}
	}
	var both *document.Document
	for _, tag := range tags {
		language, err := p.Catalogues.Language(tag)
		if err != nil {
			return nil, err
		}
		spoken, err := language.Speak(outline)
		if err != nil {
			return nil, err
		}
		if both != nil && j.bilingual == press.Paired {
			return document.Paired(both, spoken)
		}
		if both != nil {
			spoken = pdf.Unaddressed(spoken)
			spoken.Blocks = slices.Concat(both.Blocks, spoken.Blocks)
		}
		both = spoken
	}
	return both, nil
}

func everyDemoFile(t *testing.T, look func(t *testing.T, f demoFile)) {
	t.Helper()
	if testing.Short() {
		t.Skip("makes every file of the demo")
	}
	all, err := demoFiles()
	if err != nil {
		t.Fatal(err)
	}
	if want := 10*2*6*5 + 10*6 + 10*5*(1+3); len(all) != want {
		t.Errorf("the demo has %d files, want %d: pathways x documents x languages x (md, html, pdf, large and extra-large pdf), leaflets x languages x booklets, letters x other languages x facing pdf, leaflets x other languages x paired md, html and pdf", len(all), want)
	}
	for _, f := range all {
		look(t, f)
	}
}

// TestDemoSaysWhatTheDocumentSays takes the words back from every file.
func TestDemoSaysWhatTheDocumentSays(t *testing.T) {
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		got, want := strings.Fields(f.text), strings.Fields(f.format.Words(f.spoken))
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Errorf("%s: from word %d on it says\n%q, want\n%q", f.name, i, tail(got, i), tail(want, i))
				return
			}
		}
	})
}

func tail(words []string, from int) string {
	if from >= len(words) {
		return ""
	}
	return strings.Join(words[from:min(len(words), from+12)], " ")
}

// A bilingual letter of which one language is not approved is marked on every
// page that says anything.
func TestBilingualDraftsAreMarked(t *testing.T) {
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		if !strings.Contains(f.name, ".facing.") {
			return
		}
		pages, err := pdf.Read(f.bytes)
		if err != nil {
			t.Fatal(err)
		}
		for i, page := range pages {
			if len(page.Body) > 0 && !strings.Contains(strings.Join(page.Around, "\n"), "DRAFT") {
				t.Errorf("%s: page %d has no DRAFT mark", f.name, i+1)
			}
		}
	})
}

// leftovers are what a template engine, a catalogue or a font leaves behind
// when something went wrong.
var leftovers = regexp.MustCompile(`<no value>|<nil>|\{\{|\}\}|%!|[\x{E000}-\x{F8FF}\x{FFFD}\x{25A1}\x{25AF}\x{2395}]|MISSING|undefined`)

func TestDemoHoldsNoLeftovers(t *testing.T) {
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		if found := leftovers.FindString(f.text); found != "" {
			t.Errorf("%s holds %q", f.name, found)
		}
		if f.format.Name != "pdf" && bytes.Contains(f.bytes, []byte("<no value>")) {
			t.Errorf("%s holds <no value>", f.name)
		}
	})
}

// TestDemoIsNotInEnglish finds any run of four or more words of an English
// message in a document of another language. The English date and hours beside
// the translated ones are values, not words of a message.
func TestDemoIsNotInEnglish(t *testing.T) {
	english := englishPhrases(t)
	if len(english) < 300 {
		t.Fatalf("only %d English phrases to look for", len(english))
	}
	inEnglish := 0
	everyDemoFile(t, func(t *testing.T, f demoFile) {
		if strings.Contains(f.name, ".facing.") {
			return
		}
		text := " " + strings.Join(strings.Fields(f.text), " ") + " "
		for phrase, key := range english {
			if !strings.Contains(text, " "+phrase+" ") {
				continue
			}
			if f.spoken.Language == locales.Source {
				inEnglish++
				continue
			}
			t.Errorf("%s holds English words of message %s: %q", f.name, key, phrase)
		}
	})
	if inEnglish == 0 {
		t.Error("the phrases are not found in the English documents either")
	}
}

// englishPhrases are the runs of words between the values of each English
// message, with the message's key.
func englishPhrases(t *testing.T) map[string]string {
	t.Helper()
	p, _, err := demoJobs()
	if err != nil {
		t.Fatal(err)
	}
	source, err := p.Catalogues.Language(locales.Source)
	if err != nil {
		t.Fatal(err)
	}
	phrases := map[string]string{}
	values := regexp.MustCompile(`\S*\{\{[^}]*\}\}\S*|[.:!?]`)
	for _, entry := range source.Entries() {
		if strings.HasPrefix(entry.Key, "clinic.") {
			continue // the English name of a clinic stands beside the translated one
		}
		for _, text := range entry.Forms {
			for _, phrase := range values.Split(text, -1) {
				if words := strings.Fields(phrase); len(words) >= 4 {
					phrases[strings.Join(words, " ")] = entry.Key
				}
			}
		}
	}
	return phrases
}
