package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	urduLetter  = "/pathways/gastro-dummy-triage/document?kind=letter&language=ur"
	urduMessage = "/messages/status.placeholder?language=ur&pathway=gastro-dummy-triage&kind=letter"
)

// TestReviewing goes the way of two reviewers in real browsers, from the first page
// to the second signature, and starts the preview again at the end.
func TestReviewing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts two browsers")
	}
	folder := workingCopy(t)
	s := serve(t, folder)
	first := openBrowser(t, s.url, "status of 401", "status of 422", "/approve") // what is refused, and cannot be fetched anew
	step := first.step
	step("open the first page", func(b *browser) {
		b.open("/")
		b.shows("h1", "Pathways")
		b.shows("main", "Digestive health clinic")
		b.click(`a[href="/pathways/gastro-dummy-triage"]`)
		b.shows("h1", "Digestive health clinic")
	})
	step("switch the language", func(b *browser) {
		b.open(strings.Replace(urduLetter, "ur", "en", 1))
		b.shows("main", "it is not a real appointment")
		b.write("#language", "ur")
		b.click("#switches button")
		b.shows("main", "اصلی اپائنٹمنٹ نہیں")
	})
	step("right to left", rightToLeft)
	step("side by side", sideBySide)
	step("the PDF beside the words", func(b *browser) {
		b.open(urduLetter + "&pdf=yes")
		b.becomes(`document.querySelector("iframe.pdf") !== null`)
		words, pdf := b.box(".rows"), b.box("iframe.pdf")
		if pdf.Left < words.Right && pdf.Top < words.Bottom || pdf.Right-pdf.Left < 200 {
			b.t.Errorf("words %v, PDF %v", words, pdf)
		}
		b.becomesPaper("iframe.pdf")
	})
	step("the finished page", func(b *browser) {
		b.open("/pathways/gastro-dummy-triage/file/letter.ur.html?kind=letter&language=ur")
		if got := ask[string](b, `getComputedStyle(document.documentElement).direction`); got != "rtl" {
			b.t.Errorf("direction %q", got)
		}
		if ask[int](b, `document.styleSheets[0].cssRules.length`) == 0 {
			b.t.Error("the policy takes its style away")
		}
	})
	step("live edit", func(b *browser) { liveEdit(b, folder) })
	step("comment", func(b *browser) {
		b.open(urduMessage)
		b.write("#words", "Is this the usual word for a date?")
		b.click(`#say button[value=comment]`)
		b.shows("h1", "Your name")
		b.fits()
		b.write("#name", "Gareth Moss")
		b.click("main form button")
		b.shows("main", "not saved yet")
		b.click("main form button")
		b.shows(".thread", "Gareth Moss")
		b.shows(".thread", "Is this the usual word for a date?")
	})
	step("approve", func(b *browser) {
		b.write("#back-translation", "You were given a date, but it is not a real appointment.")
		b.click("#approve button")
		b.shows("#approve", "Approved first by Gareth Moss. Another person must approve it too.")
	})
	step("not twice by the same person", func(b *browser) {
		b.click("#approve button")
		b.shows("#refused", "not saved")
	})
	step("comment on a block", func(b *browser) {
		b.open(urduLetter)
		b.click("#block-2 .part a")
		b.write("#words", "Does this fit the window?")
		b.click("#say button[value=comment]")
		b.shows(".thread", "Does this fit the window?")
		b.click(`main a[href*="#block-2"]`)
		b.shows("#block-2", "1 open comment on block 2")
	})
	step("return the document", func(b *browser) {
		b.write("#words", "The dates come too late.")
		b.click("#say button[value=return]")
		b.shows("main", "It has been returned for a change.")
		b.shows(".links", "returned")
		b.run(chromedp.Navigate("about:blank")) // an open page would ask for news of a server that has ended
	})
	second := openBrowser(t, s.url)
	step("second sign-off", func(b *browser) {
		b.ctx = second.ctx
		b.signIn("Dr Samina Qureshi")
		b.open(urduMessage)
		b.click("#approve button")
		b.shows("main", "Signed by Gareth Moss")
		b.shows("main", "and by Dr Samina Qureshi")
		b.shows("main", "It is approved.")
		b.shows("main", "Back-translation: You were given a date, but it is not a real appointment.")
	})
	step("approve the document anew", func(b *browser) {
		b.ctx = second.ctx
		b.open(urduLetter)
		b.shows("#approve", "It has been returned")
		b.click("#approve button")
		b.shows(".thread", "resolved")
		b.becomes(`!document.querySelector(".links").innerText.includes("returned")`)
	})
	second.content()
	s.interrupt()
	again := serve(t, folder)
	step("restart and still there", func(b *browser) {
		b.url = again.url
		b.open(urduMessage)
		b.shows("main", "and by Dr Samina Qureshi")
		b.shows(".thread", "Is this the usual word for a date?")
		b.open(urduLetter)
		b.shows("#block-2", "1 open comment on block 2")
	})
	again.interrupt()
}

// rightToLeft holds by where things are that Urdu is read from the right, and what
// is Latin in it from the left.
func rightToLeft(b *browser) {
	b.open(urduLetter)
	first, second := b.letters(`.words[lang=ur] .said[data-message="status.placeholder"]`)
	if first.Left < second.Right-1 {
		b.t.Errorf("the first word is at %v, the second at %v", first, second)
	}
	first, second = b.letters(`.words[lang=ur] p.sender bdi`)
	if second.Left < first.Right-1 {
		b.t.Errorf("of an English name the first word is at %v, the second at %v", first, second)
	}
}

// sideBySide holds that a block and its translation begin at the same height, beside
// each other, each in its direction.
func sideBySide(b *browser) {
	b.open(urduLetter + "&beside=en")
	for _, row := range []string{"#block-1", "#block-3", "#block-7"} {
		urdu, english := b.box(row+" .words[lang=ur]"), b.box(row+" .words[lang=en]")
		if urdu.Top != english.Top || urdu.Right > english.Left && english.Right > urdu.Left {
			b.t.Errorf("%s: Urdu at %v, English at %v", row, urdu, english)
		}
	}
}

// liveEdit changes a word of the folder and waits for it on the page, which is not
// loaded anew.
func liveEdit(b *browser, folder string) {
	b.open(strings.Replace(urduLetter, "ur", "en", 1))
	file := filepath.Join(folder, "pathways", "gastro-dummy-triage.yaml")
	before, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	ask[bool](b, `window.marked = true`)
	b.becomes(`document.documentElement.classList.contains("live")`)
	after := bytes.ReplaceAll(before, []byte("Outpatient Booking Office"), []byte("Booking Office Two"))
	if bytes.Equal(before, after) {
		b.t.Fatal("the pathway does not hold the words to change")
	}
	if err := os.WriteFile(file, after, 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.becomes(`document.querySelector("main").innerText.includes("Booking Office Two")`)
	if !ask[bool](b, `window.marked === true`) {
		b.t.Error("the page was loaded anew")
	}
	if err := os.WriteFile(file, []byte("kind: [\n"), 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.becomes(`document.querySelector("main").innerText.includes("This page is old")`)
	b.shows("main", "Booking Office Two")
	if err := os.WriteFile(file, before, 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.becomes(`document.querySelector("main").innerText.includes("Outpatient Booking Office")`)
}
