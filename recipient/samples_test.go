package recipient

import (
	"os"
	"testing"

	"wayleaf/pathway"
)

func TestSampleRecipients(t *testing.T) {
	file, err := os.Open("../samples/recipients.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	list, err := Read(file, "recipients.csv")
	if err != nil {
		t.Fatal(err)
	}
	languages, pathways := map[string]int{}, map[string]int{}
	for _, r := range list {
		languages[r.Language]++
		pathways[r.Pathway]++
		checkDays(t, r)
	}
	for _, tag := range []string{"en", "cy", "pl", "ar", "ur", "bn"} {
		if languages[tag] < 3 {
			t.Errorf("%d recipients read %s, want 3 or more", languages[tag], tag)
		}
	}
	if len(pathways) != 10 {
		t.Errorf("the recipients are for %d pathways, want 10: %v", len(pathways), pathways)
	}
}

// checkDays works out every limit of the recipient's pathway; the letters of
// the samples are dated 23 November 2026.
func checkDays(t *testing.T, r Recipient) {
	p, err := pathway.Load(os.DirFS("../samples/pathways"), r.Pathway+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	letter := pathway.Date(2026, 11, 23)
	days := r.LetterDays(p, letter)
	if past := days.NotAfter(letter); len(past)+len(days.Missing)+len(days.Uncounted) > 0 {
		t.Errorf("row %d: past %q, missing %q, uncounted %q", r.Row, past, days.Missing, days.Uncounted)
	}
	if shown, ok := r.Days[pathway.DateShown]; ok && (!shown.After(letter) || !pathway.EnglandWorkingDays.Counts(shown)) {
		t.Errorf("row %d: date shown %v is no working day after the letter", r.Row, shown)
	}
	if p.Placeholder.Kind != pathway.NoPlaceholder && r.Time != p.Placeholder.Shown.Time {
		t.Errorf("row %d: time %q, and the pathway shows %q", r.Row, r.Time, p.Placeholder.Shown.Time)
	}
}
