package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// visit is a page on the way through the preview: what leads there from the page
// before, and what is seen on it.
type visit struct {
	click  string   // a link or a sentence
	choose string   // switches, as in an address: kind=leaflet&print=large
	title  string   // heading of level 1
	shows  []string // words of the main part
	keys   bool     // the way by keyboard is looked at
}

// way is the way of a reviewer through all pages. TAG is the language, NAME its name, ONE
// another language, STATUS that of its messages, SAID a safety-critical sentence in it.
var way = []visit{
	{click: `nav a[href="/"]`, title: "Pathways", keys: true, shows: []string{"Digestive health clinic", "passed", "approved English"}},
	{click: `a[href="/pathways/gastro-dummy-triage"]`, title: "Digestive health clinic", keys: true, shows: []string{"4 warnings", "NAME STATUS Messages: 105 STATUS"}},
	{click: `a[href*="kind=letter"][href*="language=TAG"]`, title: "Letter: Digestive health clinic", shows: []string{"NAME STATUS", "SAID"}},
	{choose: "kind=leaflet", title: "Leaflet: Digestive health clinic", shows: []string{"NAME STATUS"}},
	{choose: "kind=letter&print=extra-large", title: "Letter: Digestive health clinic", shows: []string{"SAID"}},
	{choose: "print=&recipient=long", title: "Letter: Digestive health clinic", shows: []string{"Featherstonehaugh-Cholmondeley", "There is no PDF of it"}},
	{choose: "recipient=sample&beside=ONE", title: "Letter: Digestive health clinic", keys: true, shows: []string{"SAID", "Open the PDF"}},
	{choose: "beside=", title: "Letter: Digestive health clinic"},
	{click: `.words[lang=TAG] .said[data-message="status.placeholder"]`, title: "Message status.placeholder", keys: true, shows: []string{
		"2. Is the date I was given a real appointment?", "Safety-critical", "NAME", "STATUS", "SAID", "You were given a date, but it is not a real appointment.",
		"Signed by Dr Priya Anand, clinical safety officer on 20 November 2026", "Women’s health clinic, letter"}},
	{click: `.nhsuk-breadcrumb a[href*="/document"]`, title: "Letter: Digestive health clinic", shows: []string{"SAID"}},
	{click: `.links a[href*="/contract"]`, title: "What a patient must be able to answer: Digestive health clinic", keys: true, shows: []string{"SAID", "status.placeholder STATUS", "NAME answered", "12. "}},
	{click: `.nhsuk-breadcrumb a[href*="/document"]`, title: "Letter: Digestive health clinic"},
	{click: `.links a[href*="/changes"]`, title: "Changes since the last approval: Digestive health clinic", shows: []string{"0 changed"}},
	{click: `nav a[href="/languages"]`, title: "Languages", keys: true, shows: []string{"NAME", "384 STATUS"}},
	{click: `.languages a[href="/languages/TAG"]`, title: "NAME", shows: []string{"booking.change STATUS"}},
	{choose: "status=STATUS", title: "NAME", shows: []string{"booking.change STATUS"}},
	{click: `.messages a`, title: "Message booking.change", shows: []string{"{{.Phone}}"}},
}

// TestWalk goes through every page of the preview by what can be clicked, in
// languages of both directions; each page must be usable on a telephone, in
// reading order, and by keyboard.
func TestWalk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	folder := workingCopy(t)
	s := serve(t, folder)
	b := openBrowser(t, s.url)
	for i, language := range []*strings.Replacer{
		strings.NewReplacer("TAG", "en", "NAME", "English", "ONE", "ur", "STATUS", "approved", "SAID", "You were given a date, but it is not a real appointment."),
		strings.NewReplacer("TAG", "ar", "NAME", "Arabic", "ONE", "en", "STATUS", "draft", "SAID", "وصلكم تاريخ، لكنه ليس موعدًا حقيقيًا."),
		strings.NewReplacer("TAG", "ur", "NAME", "Urdu", "ONE", "ar", "STATUS", "draft", "SAID", "آپ کو ایک تاریخ دی گئی تھی، لیکن وہ اصلی اپائنٹمنٹ نہیں ہے۔"),
	} {
		b.step(language.Replace("through all pages in NAME"), func(b *browser) {
			b.open("/languages")
			for _, v := range way {
				b.visit(v, language)
				b.fits()
				if v.keys && i == 2 {
					b.tabs()
				}
			}
		})
	}
	b.step("an edit shows word by word", func(b *browser) { wordByWord(b, folder) })
	b.step("a refresh takes nothing away", func(b *browser) { nothingLost(b, folder) })
	b.step("an error leads to its line", func(b *browser) { errorToLine(b, folder) })
	b.step("a review pack goes out and comes back", func(b *browser) { packAndBack(b, folder) })
	s.interrupt()
}

// visit goes to the next page on the way.
func (b *browser) visit(v visit, language *strings.Replacer) {
	b.t.Helper()
	if v.choose != "" {
		chosen, err := url.ParseQuery(language.Replace(v.choose))
		if err != nil {
			b.t.Fatal(err)
		}
		for name := range chosen {
			b.write("#"+name, chosen.Get(name))
		}
		b.click("#switches button")
	} else {
		b.click(language.Replace(v.click))
	}
	if title := b.text("h1"); title != language.Replace(v.title) {
		b.t.Fatalf("%s%s leads to %q, not %q", v.click, v.choose, title, language.Replace(v.title))
	}
	for _, words := range v.shows {
		b.becomes(fmt.Sprintf(`document.querySelector("main").innerText.replace(/\s+/g, " ").includes(%q)`, language.Replace(words))) // some is found in the background
	}
}

// fits holds that a page needs no sideways scroll on the narrowest telephone, also
// with all of it opened, and that words stand in the direction of their script.
func (b *browser) fits() {
	b.t.Helper()
	b.run(chromedp.EmulateViewport(320, 640))
	for _, fault := range ask[[]string](b, "["+tooWide+", ..."+wrongWay+", "+openAll+tooWide+"]") {
		if fault != "" {
			b.t.Errorf("%s: %s", b.text("h1"), fault)
		}
	}
	b.run(chromedp.EmulateViewport(1280, 900))
}

// tabs holds that the Tab key goes through all controls in the order of reading:
// on a telephone, from top to bottom.
func (b *browser) tabs() {
	b.t.Helper()
	b.run(chromedp.EmulateViewport(320, 640))
	b.run(chromedp.KeyEvent(strings.Repeat("\t", ask[int](b, listControls))))
	for _, fault := range ask[[]string](b, faultsOfTabs) {
		b.t.Errorf("%s: by keyboard: %s", b.text("h1"), fault)
	}
	b.run(chromedp.EmulateViewport(1280, 900))
}

const (
	tooWide = `(document.scrollingElement.scrollWidth > innerWidth ? "as wide as " + document.scrollingElement.scrollWidth + " px in a window of " + innerWidth : "")`
	openAll = `document.querySelectorAll("details").forEach((d) => { d.open = true; }) ?? `
)

// wrongWay lists the texts of letters and messages that do not begin at the side on
// which their script does, or whose second word stands before the first.
const wrongWay = `(() => {
	const scripts = {ar: /\p{Script=Arabic}+/gu, ur: /\p{Script=Arabic}+/gu, en: /\p{Script=Latin}+/gu}, wrong = [];
	for (const block of document.querySelectorAll("main :is(p, li, h2, h3, h4, td, th, dt, dd)")) {
		const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (n) => n.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP).nextNode();
		const language = node?.parentElement.closest("main [lang]")?.lang;
		if (!scripts[language] || !node.data.trimStart().match(/^\S+/)[0].match(scripts[language]) || !block.checkVisibility() || block.querySelector("svg") || node.parentElement.closest("bdi") || node.parentElement.closest("p, li, h2, h3, h4, td, th, dt, dd") !== block) continue;
		const [first, second] = [...node.data.matchAll(scripts[language])].map((word) => {
			const range = document.createRange();
			range.setStart(node, word.index);
			range.setEnd(node, word.index + word[0].length);
			return range.getBoundingClientRect();
		});
		const box = block.getBoundingClientRect(), style = getComputedStyle(block), right = language !== "en";
		const gap = right ? box.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth) - first.right
			: first.left - box.left - parseFloat(style.paddingLeft) - parseFloat(style.borderLeftWidth);
		const before = second && Math.abs(second.top - first.top) < 3 && (second.left < first.left) !== right;
		if (gap > 5 || before) wrong.push("in the direction of another language: " + node.data);
	}
	return wrong;
})()`

// listControls notes what can be focused, and what will be, and counts it.
const listControls = `(() => {
	document.activeElement.blur();
	getSelection().removeAllRanges();
	scrollTo(0, 0);
	window.controls = [...document.querySelectorAll("a[href], button, select, textarea, summary, input:not([type=hidden])")].filter((e) => e.checkVisibility());
	window.focused = [];
	addEventListener("focusin", ({target}) => { if (focused.length < controls.length) focused.push({target, top: target.getBoundingClientRect().bottom + scrollY}); });
	return controls.length;
})()`

// faultsOfTabs compares what was focused with what can be, after the link that is
// seen only when it is.
const faultsOfTabs = `(() => {
	const name = (e) => e?.outerHTML.slice(0, 90) ?? "nothing", faults = [];
	controls.forEach((control, i) => {
		if (focused[i]?.target !== control) faults.push("after " + i + " comes " + name(focused[i]?.target) + " and not " + name(control));
		else if (i > 1 && focused[i].top < focused[i - 1].top - 30) faults.push(name(control) + " is above the one before");
	});
	return faults.slice(0, 3);
})()`

// edit writes a file of the folder.
func edit(b *browser, folder, name, words string) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(words), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

const isLive = `document.documentElement.classList.contains("live")`

// wordByWord edits an approved sentence and sees on the open page which words of it
// are others.
func wordByWord(b *browser, folder string) {
	b.open("/pathways/gastro-dummy-triage/changes?language=en")
	b.shows("main", "Nothing has changed since it was approved.")
	b.becomes(isLive)
	edit(b, folder, "locales/en/own.yaml", "greeting: Good day {{.Name}}\n")
	b.becomes(`document.querySelector("ins") !== null`)
	b.shows(".compared del", "Dear")
	b.shows(".compared ins", "Good day")
	b.fits()
	b.click(".changed a")
	b.shows("main", "Before it was changed: signed by Dr Priya Anand")
	b.shows("main", "What has changed since it was approved")
	b.open("/pathways/gastro-dummy-triage/changes?language=ur")
	b.shows("main", "greeting stale")
}

// nothingLost edits a file while a reviewer writes, and while a reviewer reads what
// they have opened by keyboard.
func nothingLost(b *browser, folder string) {
	b.open("/messages/greeting?language=en")
	b.becomes(isLive)
	b.run(chromedp.SendKeys(chromedp.CSS("#words"), "Half a"))
	edit(b, folder, "locales/en/own.yaml", "greeting: Good morning {{.Name}}\n")
	b.becomes(`document.querySelector(".words-of").innerText.includes("Good morning")`)
	b.run(chromedp.KeyEvent(" sentence"))
	if got := ask[string](b, `document.querySelector("#words").value`); got != "Half a sentence" {
		b.t.Errorf("the words of the reviewer are %q", got)
	}
	b.open("/pathways/gastro-dummy-triage/document?language=en")
	b.becomes(isLive)
	b.run(chromedp.Focus(chromedp.CSS("#messages-5 summary")), chromedp.KeyEvent("\r"))
	b.becomes(`document.querySelector("#messages-5").open`)
	edit(b, folder, "locales/en/own.yaml", "greeting: Good evening {{.Name}}\n")
	b.becomes(`document.querySelector("#block-5").innerText.includes("Good evening")`)
	if !ask[bool](b, `document.querySelector("#messages-5").open && document.activeElement === document.querySelector("#messages-5 summary")`) {
		b.t.Error("what was opened is closed, or the focus is elsewhere")
	}
	if err := os.Remove(filepath.Join(folder, "locales", "en", "own.yaml")); err != nil {
		b.t.Fatal(err)
	}
	b.becomes(`document.querySelector("#block-5").innerText.includes("Dear")`)
}

// errorToLine makes an error in a file and follows its finding to the line.
func errorToLine(b *browser, folder string) {
	b.open(urduLetter)
	b.becomes(isLive)
	edit(b, folder, "locales/ur/own.yaml", "# own words\n\ngreeting: an **asterisk\n")
	b.becomes(`document.querySelector("main").innerText.includes("This page is old")`)
	b.fits()
	b.click(".old a")
	b.shows("h1", "own/locales/ur/own.yaml")
	b.shows("main", "This file is in your folder: locales/ur/own.yaml.")
	b.shows("li:target", "greeting: an **asterisk")
	if at, height := b.box("li:target"), ask[float64](b, "innerHeight + scrollY"); at.Bottom > height {
		b.t.Errorf("the line is at %v, below the window", at)
	}
	b.fits()
	if err := os.Remove(filepath.Join(folder, "locales", "ur", "own.yaml")); err != nil {
		b.t.Fatal(err)
	}
	b.open(urduLetter)
	b.becomes(`!document.querySelector("main").innerText.includes("This page is old")`)
}

// packAndBack takes a review pack from the page of a document, writes on it
// without a server, imports what it saves, and sees it in the preview.
func packAndBack(b *browser, folder string) {
	saves := b.saveTo(b.t.TempDir())
	b.open(urduLetter)
	b.press(`.links a[download]`)
	pack := b.saved(saves, "review.gastro-dummy-triage.letter.ur.html", "</html>")
	b.run(chromedp.Navigate("file://" + (&url.URL{Path: filepath.ToSlash(pack)}).EscapedPath()))
	b.shows("h1", "Letter in Urdu")
	b.run(chromedp.SendKeys(chromedp.CSS("#name"), "Bea Specimen"))
	b.fits() // which opens all messages
	b.say("words", "status.placeholder", "کیا یہ لفظ درست ہے؟")
	b.press("#save")
	said := b.saved(saves, "review.gastro-dummy-triage.letter.ur.json", "}")
	command(b.t, "review", "import", "--folder", folder, said)
	b.open(urduMessage)
	b.becomes(`document.querySelector(".thread") !== null`)
	b.shows(".thread", "Bea Specimen")
	b.shows(".thread", "کیا یہ لفظ درست ہے؟")
	b.fits()
}
