package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const linked = "/pathways/gastro-dummy-triage/document?kind=leaflet&language=ur"

// webmail is another site, with an e-mail that links to a page of the preview and a
// form that would sign the reviewer out.
func webmail(t *testing.T, preview string) string {
	t.Helper()
	mail := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<!doctype html><a href="%s">Please read this</a>
			<form method="post" action="%s/sign-out"><button>Win a holiday</button></form>`, strings.ReplaceAll(preview+linked, "&", "&amp;"), preview)
	}))
	t.Cleanup(mail.Close)
	return strings.Replace(mail.URL, "127.0.0.1", "localhost", 1)
}

// TestLinkFromEmail follows a link of another site: who has signed in is known, and
// who has not lands on the page after it. A form of another site is refused.
func TestLinkFromEmail(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	served := serve(t, workingCopy(t), "--reviewers", reviewersOf(t, "Gareth Moss"))
	mail := webmail(t, served.url)
	b := openBrowser(t, "", "status of 401", "status of 403")
	b.open(mail)
	b.click("a")
	b.shows("h1", "Sign in")
	b.write("#name", "Gareth Moss")
	b.write("#password", testPassword)
	b.click("main form button")
	onPage := func() {
		t.Helper()
		if at := ask[string](b, `location.href`); at != served.url+linked {
			t.Errorf("at %s", at)
		}
		b.shows(".reviewer", "You are Gareth Moss")
	}
	onPage()
	b.open(mail)
	b.click("a")
	onPage()
	b.open(mail)
	b.click("button")
	b.shows("h1", "This came from another site")
	b.open(served.url + linked)
	onPage()
	b.content()
}
