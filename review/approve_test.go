package review

import (
	"strings"
	"testing"
	"time"

	"wayleaf/locales"
)

// Each line of a case is one approval of a message: who, on which day from Monday,
// and what becomes of it.
func TestApprove(t *testing.T) {
	type step struct {
		by   string
		day  int
		edit func(*Approval)
		want string // "written", "known" or a rule
	}
	back := func(a *Approval) { a.BackTranslation = "Do not come on this day." }
	otherBack := func(a *Approval) { a.BackTranslation = "Come on this day." }
	for _, test := range []struct {
		name, tag, key string
		steps          []step
		status         locales.Status
	}{
		{"a message of no risk", "ur", "x.thanks", []step{{"Ann", 0, nil, "written"}, {"Ann", 0, nil, "known"}, {"Bea", 1, nil, "known"}}, locales.Approved},
		{"several forms", "ur", "x.visits", []step{{"Ann", 0, nil, "written"}}, locales.Approved},
		{"critical, one person", "ur", "x.come", []step{{"Ann", 0, back, "written"}}, locales.Reviewed},
		{"critical, two people", "ur", "x.come", []step{{"Ann", 0, back, "written"}, {"Bea", 1, nil, "written"}, {"Cem", 2, nil, "known"}}, locales.Approved},
		{"critical, the same person", "ur", "x.come", []step{{"Ann Lee", 0, back, "written"}, {"ann\u200b  lee", 1, nil, "review/same-person"}, {"Ann Lee", 0, nil, "review/same-person"}}, locales.Reviewed},
		{"critical, no back-translation", "ur", "x.come", []step{{"Ann", 0, nil, "review/no-back-translation"}}, locales.Draft},
		{"another back-translation", "ur", "x.come", []step{{"Ann", 0, back, "written"}, {"Bea", 1, otherBack, "review/back-translation"}}, locales.Reviewed},
		{"critical English", "en", "x.come", []step{{"Ann", 0, nil, "written"}, {"Ann", 1, nil, "review/same-person"}, {"Bea", 1, nil, "written"}}, locales.Approved},
		{"other words seen", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.Text = "0123456789ab" }, "review/words-changed"}}, locales.Draft},
		{"other English seen", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.Source = "0123456789ab" }, "review/words-changed"}}, locales.Draft},
		{"no words seen", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.Text = "" }, "review/approval"}}, locales.Draft},
		{"nobody", "ur", "x.thanks", []step{{"\u202e", 0, nil, "review/approval"}}, locales.Draft},
		{"no day", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.At = time.Time{} }, "review/approval"}}, locales.Draft},
		{"no such language", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.Language = "../../ur" }, "review/gone"}}, locales.Draft},
		{"no such message", "ur", "x.thanks", []step{{"Ann", 0, func(a *Approval) { a.Key = "x.thank" }, "review/gone"}}, locales.Draft},
		{"not in the language", "pl", "x.thanks", []step{{"Ann", 0, nil, "review/no-words"}}, locales.Missing},
	} {
		d := newDesktop(t)
		for i, step := range test.steps {
			a := d.approval(test.tag, test.key, step.by, monday.AddDate(0, 0, step.day))
			if step.edit != nil {
				step.edit(&a)
			}
			result, err := d.Approve(t.Context(), d.words(), a)
			if err != nil {
				t.Fatal(test.name, err)
			}
			got := rules(result.Refused)
			switch {
			case result.Written == 1 && got == "":
				got = "written"
			case result.Known == 1 && got == "":
				got = "known"
			}
			if got != step.want {
				t.Errorf("%s, step %d: %s, want %s\n%v", test.name, i+1, got, step.want, result.Refused)
			}
		}
		if got := d.status(test.tag, test.key); got != test.status {
			t.Errorf("%s: status %s, want %s", test.name, got, test.status)
		}
		words, ok := d.log().Approved(test.tag, test.key)
		if ok != (test.status == locales.Approved) || ok && words.Text != hash(d.words(), test.tag, test.key) {
			t.Errorf("%s: words kept %v: %+v", test.name, ok, words)
		}
	}
}

// An open return keeps a message from patients, and from being approved.
func TestApproveReturned(t *testing.T) {
	d := newDesktop(t)
	approve := func(want string) {
		t.Helper()
		result, err := d.Approve(t.Context(), d.words(), d.approval("ur", "x.thanks", "Ann Specimen", monday))
		if err != nil || rules(result.Refused) != want {
			t.Errorf("%v %+v, want %q", err, result, want)
		}
	}
	approve("")
	e := comment(0, "not polite")
	e.Kind, e.By = Return, "Bea Specimen"
	d.add(e)
	if got := d.status("ur", "x.thanks"); got != locales.Translated {
		t.Errorf("returned: %s", got)
	}
	approve("review/returned")
	d.add(Entry{Kind: Resolve, At: minute(5), By: "Bea Specimen", About: d.log().All()[0].ID})
	if got := d.status("ur", "x.thanks"); got != locales.Approved {
		t.Errorf("resolved: %s", got)
	}
	approve("")
}

// When words change, a new approval begins anew: the back-translation of the old
// words is not that of the new ones, and the old words stay to be compared with.
func TestApproveChangedWords(t *testing.T) {
	d := newDesktop(t)
	approve := func(by string, day int, back, want string) {
		t.Helper()
		a := d.approval("ur", "x.come", by, monday.AddDate(0, 0, day))
		a.BackTranslation = back
		result, err := d.Approve(t.Context(), d.words(), a)
		if err != nil || rules(result.Refused) != want {
			t.Errorf("%s: %v %+v, want %q", by, err, result, want)
		}
	}
	approve("Ann", 0, "Do not come.", "")
	approve("Bea", 0, "", "")
	d.write("locales/ur/x.yaml", strings.Replace(d.text("locales/ur/x.yaml"), "اس دن نہ آئیں۔", "اس دن ہسپتال نہ آئیں۔", 1))
	approve("Ann", 1, "", "review/no-back-translation")
	approve("Ann", 1, "Do not come to hospital.", "")
	if words, ok := d.log().Approved("ur", "x.come"); !ok || words.Forms["other"] != "اس دن نہ آئیں۔" {
		t.Errorf("half approved, the words to compare with are %+v", words)
	}
	approve("Bea", 2, "", "")
	if words, _ := d.log().Approved("ur", "x.come"); words.Forms["other"] != "اس دن ہسپتال نہ آئیں۔" || !words.At.Equal(monday.AddDate(0, 0, 2)) {
		t.Errorf("approved, the words to compare with are %+v", words)
	}
	d.write("locales/en/x.yaml", strings.Replace(d.text("locales/en/x.yaml"), "on that day", "then", 1))
	if got := d.status("ur", "x.come"); got != locales.Stale {
		t.Errorf("with other English: %s", got)
	}
	approve("Ann", 3, "Do not come to hospital.", "")
	if got := d.status("ur", "x.come"); got != locales.Reviewed {
		t.Errorf("compared with the new English by one person: %s", got)
	}
}

// A message whose plural form is blank is not approved, whoever says so.
func TestApproveBlankForm(t *testing.T) {
	d := newDesktop(t)
	d.write("locales/ur/x.yaml", "x.visits:\n  one: ''\n  other: آپ کی {{.Count}} ملاقاتیں ہیں۔\n")
	result, err := d.Approve(t.Context(), d.words(), d.approval("ur", "x.visits", "Ann", monday))
	if err != nil || rules(result.Refused) != "review/blank" {
		t.Errorf("%v %+v", err, result)
	}
}

// Of the messages of a document those that cannot be approved do not keep back
// the others; lines of others in the sign-off stay.
func TestApproveDocument(t *testing.T) {
	d := newDesktop(t)
	c := d.words()
	kept := locales.Signature{Key: "x.visits", Source: "0123456789ab", Text: "0123456789ab", Status: locales.Translated, By: "Jan", On: "2026-11-01"}
	if err := d.Sign(t.Context(), c, "ur", monday, kept); err != nil {
		t.Fatal(err)
	}
	result, err := d.Approve(t.Context(), c, d.approval("ur", "x.thanks", "Ann", monday), d.approval("ur", "x.come", "Ann", monday), d.approval("en", "x.thanks", "Ann", monday))
	if err != nil || result.Written != 2 || rules(result.Refused) != "review/no-back-translation" {
		t.Errorf("%v %+v", err, result)
	}
	if result.Refused[0].Place.Line != 2 || !strings.HasSuffix(result.Refused[0].File, "ur/x.yaml") {
		t.Errorf("the finding is at %s", result.Refused[0].Place)
	}
	lines, findings := locales.ReadSignoff("", []byte(d.text("locales/ur/signoff.tsv")))
	if len(lines) != 2 || lines[0].Key != "x.thanks" || lines[1] != kept || len(findings) > 0 {
		t.Errorf("%+v %v", lines, findings)
	}
}

// The words that the folder was the first to change are those of the catalogues
// beneath it, if it is them that a signature approves.
func TestSigned(t *testing.T) {
	d := newDesktop(t)
	c := d.words()
	signature := locales.Signature{Key: "x.come", Source: hash(c, "en", "x.come"), Text: hash(c, "ur", "x.come"), Status: locales.Approved,
		By: "Ann", On: "2026-11-20", SecondBy: "Bea", SecondOn: "2026-11-21", BackTranslation: "Do not come."}
	for _, test := range []struct {
		name string
		edit func(*locales.Signature)
		want bool
	}{
		{"approved", func(*locales.Signature) {}, true},
		{"other words", func(s *locales.Signature) { s.Text = "0123456789ab" }, false},
		{"by one person", func(s *locales.Signature) { s.SecondBy, s.SecondOn = "", "" }, false},
		{"not put back into English", func(s *locales.Signature) { s.BackTranslation = " " }, false},
		{"reviewed", func(s *locales.Signature) { s.Status = locales.Reviewed }, false},
		{"no signature", func(s *locales.Signature) { *s = locales.Signature{} }, false},
	} {
		s := signature
		test.edit(&s)
		words, ok := Signed(c, "ur", s)
		if ok != test.want || ok && (words.Forms["other"] != "اس دن نہ آئیں۔" || words.At.Day() != 21) {
			t.Errorf("%s: %v %+v", test.name, ok, words)
		}
	}
}

// A sign-off that could not be read again is not written.
func TestSignRefuses(t *testing.T) {
	d := newDesktop(t)
	twice := locales.Signature{Key: "x.thanks", Source: "0123456789ab", Text: "0123456789ab", Status: locales.Approved, By: "Jan", On: "2026-11-01", SecondBy: "jan", SecondOn: "2026-11-01"}
	if err := d.Sign(t.Context(), d.words(), "ur", monday, twice); err == nil || !strings.Contains(err.Error(), "same person") {
		t.Error(err)
	}
	d.words()
}
