package preview

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/review"
)

const (
	dermLetter  = "/pathways/derm-ras/document?kind=letter&language=en"
	dermLeaflet = "/pathways/derm-ras/document?kind=leaflet&language=en"
)

// returnLetter returns the English letter of a pathway whose messages are all approved.
func returnLetter(t *testing.T, p *Preview, why string) string {
	t.Helper()
	form := formOf(t, get(p, dermLetter).Body.String(), "say")
	form.Set("do", "return")
	form.Set("words", why)
	return sent(t, p, send(p, "/pathways/derm-ras/say", form))
}

// states are the tags at the top of the page of a document.
func states(t *testing.T, page string) string {
	t.Helper()
	tags := regexp.MustCompile(`<span class="state">English (.*?)</span>`).FindStringSubmatch(page)
	if tags == nil {
		t.Fatal("the page tells no state")
	}
	return strings.Join(strings.Fields(words(t, tags[1])), " ")
}

// A document that is returned is a draft, on its page, in its files and in all
// lists, though all its messages are approved; others are not. It is one no more
// when that is resolved.
func TestReturnOfADocument(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, _ := open(t, &reviewer)
	lists := map[string]string{"/pathways/derm-ras": ">returned<", "/languages": "1 document returned for a change.", "/languages/en": "Letter: Skin clinic"}
	check := func(when string, returned bool) {
		t.Helper()
		want, draft := "approved", "DRAFT"
		if returned {
			want = "returned draft"
		}
		if got := states(t, get(p, dermLetter).Body.String()); got != want {
			t.Errorf("%s: the letter is %q, want %q", when, got, want)
		}
		if got := states(t, get(p, dermLeaflet).Body.String()); got != "approved" {
			t.Errorf("%s: the leaflet is %q", when, got)
		}
		if file := get(p, "/pathways/derm-ras/file/letter.en.md?kind=letter&language=en").Body.String(); strings.Contains(file, draft) != returned {
			t.Errorf("%s: the file has the DRAFT mark: %v", when, !returned)
		}
		for list, says := range lists {
			if strings.Contains(words(t, get(p, list).Body.String()), strings.Trim(says, "<>")) != returned {
				t.Errorf("%s: %s says %q: %v", when, list, says, !returned)
			}
		}
	}
	check("at first", false)
	page := returnLetter(t, p, "The dates come too late.")
	check("returned", true)
	if !strings.Contains(page, "The dates come too late.") || !strings.Contains(page, "returned for a change") {
		t.Error("the page does not tell why it was returned")
	}
	form := formOf(t, page, regexp.MustCompile(`id="(answer-[0-9a-f]*)"`).FindStringSubmatch(page)[1])
	form.Set("do", "resolve")
	sent(t, p, send(p, "/pathways/derm-ras/say", form))
	check("resolved", false)
}

// Approving a document anew settles what it was returned for, as far as the reviewer
// has seen it: a return that was made meanwhile stands.
func TestApprovalAnew(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	form := formOf(t, returnLetter(t, p, "The dates come too late."), "approve")
	returnLetter(t, p, "And where is the map?")
	reviewer = "Gareth Moss"
	page := sent(t, p, send(p, "/pathways/derm-ras/approve", form))
	if got := states(t, page); got != "returned draft" {
		t.Errorf("returned again meanwhile, the letter is %q", got)
	}
	log, err := review.New(folder).Read()
	if err != nil || len(log.All()) != 2 || log.All()[0].Open() == log.All()[1].Open() {
		t.Fatalf("%v: not one of two is settled", err)
	}
	page = sent(t, p, send(p, "/pathways/derm-ras/approve", formOf(t, page, "approve")))
	if got := states(t, page); got != "approved" || !strings.Contains(page, "All its messages are approved.") {
		t.Errorf("approved anew, the letter is %q", got)
	}
}

// An approval of a document with words that have changed meanwhile settles nothing.
func TestApprovalAnewOfWordsThatChanged(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	edit := func(words string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, "locales", "en", "own.yaml"), []byte("heading.do: "+words+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		p.reload(changes{languages: []string{locales.Source}})
	}
	edit("What you must do")
	form := formOf(t, returnLetter(t, p, "Too hard."), "approve")
	edit("What you need to do")
	w := send(p, "/pathways/derm-ras/approve", form)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "review/words-changed") {
		t.Errorf("status %d", w.Code)
	}
	if !p.current().held("en", "derm-ras", document.Letter) {
		t.Error("the return is settled")
	}
}

// What keeps a message from being approved with its document is told to the
// reviewer whom it keeps from it, and a first signature asks for a second.
func TestStopped(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	own := "status.none: You do not have a date yet.\nheading.do: What to do now\nheading.late: ''\n"
	if err := os.WriteFile(filepath.Join(folder, "locales", "en", "own.yaml"), []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(everything)
	form := formOf(t, get(p, "/messages/heading.do?language=en").Body.String(), "say")
	form.Set("do", "return")
	form.Set("words", "Why now?")
	sent(t, p, send(p, "/messages/heading.do/say", form))

	page := get(p, dermLeaflet).Body.String()
	if got := words(t, page); !strings.Contains(got, "You can approve 1 message of it at once.") || !strings.Contains(got, "1 of them is safety-critical: another person must approve it too.") {
		t.Error("the page does not tell that the first signature asks for a second")
	}
	page = sent(t, p, send(p, "/pathways/derm-ras/approve", formOf(t, page, "approve")))
	for _, want := range []string{"status.none: you have approved it; another person must approve it too", "heading.do: a reviewer has returned it", "heading.late: there are no words to approve"} {
		if !strings.Contains(words(t, page), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, `id="approve"`) {
		t.Error("the first person can sign again")
	}
	reviewer = "Gareth Moss"
	page = sent(t, p, send(p, "/pathways/derm-ras/approve", formOf(t, get(p, dermLeaflet).Body.String(), "approve")))
	if strings.Contains(words(t, page), "status.none: ") {
		t.Error("signed by two people, the message still stops the document")
	}
}

// Nobody approves a document of which the page shows older words.
func TestApprovalOfAnOldPage(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	returnLetter(t, p, "The dates come too late.")
	if err := os.MkdirAll(filepath.Join(folder, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "templates", "letter.md"), []byte("# {{say \"heading.do\"}}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{templates: true})
	page := get(p, dermLetter).Body.String()
	if !strings.Contains(page, "This page is old") || strings.Contains(page, `id="approve"`) || strings.Contains(page, "All its messages are approved") {
		t.Error("the page is not old, or the document can be approved on it")
	}
}

// Forms that nobody has made are refused.
func TestRefusedForms(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	for _, test := range []struct {
		address, form string
		want          int
	}{
		{"/pathways/none/say", "do=comment&words=a", 404},
		{"/pathways/derm-ras/say", "do=comment&words=a&language=xx", 400},
		{"/pathways/derm-ras/say", "do=comment&words=a&kind=poster", 400},
		{"/pathways/derm-ras/say", "do=praise&words=a", 422},
		{"/pathways/derm-ras/say", "do=return", 422},
		{"/pathways/derm-ras/say", "do=resolve&about=0123456789abcdef", 422},
		{"/pathways/derm-ras/say", "do=comment&words=a&block=none&quote=" + strings.Repeat("a", 201), 422},
		{"/pathways/derm-ras/approve", "seen=a", 400},
		{"/pathways/derm-ras/approve", "settle=0123456789abcdef", 422},
	} {
		form, err := url.ParseQuery(test.form)
		if err != nil {
			t.Fatal(err)
		}
		if w := send(p, test.address, form); w.Code != test.want {
			t.Errorf("%s with %s: status %d, want %d", test.address, test.form, w.Code, test.want)
		}
	}
	if log, err := review.New(folder).Read(); err != nil || len(log.All()) > 0 {
		t.Error(err, "something was stored")
	}
}
