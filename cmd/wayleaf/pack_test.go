package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/review"
	"wayleaf/samples"
)

// packReader is a reviewer's browser with a pack open from a file: there is no
// server.
type packReader struct {
	*browser
	folder string // the working folder that the pack is of
	saves  string // where the browser saves

	asking sync.Mutex
	asked  []string
}

func command(t *testing.T, args ...string) {
	t.Helper()
	s := &streams{out: io.Discard, err: t.Output(), today: func() time.Time { return pathway.Date(2026, time.November, 23) }}
	c := newCommand(s)
	c.SetArgs(args)
	if code := s.report(c.ExecuteContext(t.Context())); code != 0 {
		t.Fatalf("wayleaf %s: exit code %d", strings.Join(args, " "), code)
	}
}

func openPack(t *testing.T) *packReader {
	t.Helper()
	r := &packReader{folder: filepath.Join(t.TempDir(), "work"), saves: t.TempDir()}
	if err := os.CopyFS(r.folder, samples.FS); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pack for Bea.html")
	definition := filepath.Join(r.folder, "pathways", "gastro-dummy-triage.yaml")
	command(t, "review", "pack", "--folder", r.folder, "--pathway", definition, "-l", "ur", "-o", file)
	r.browser = openBrowser(t, "file://")
	err := chromedp.Listen(r.ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			r.asking.Lock()
			defer r.asking.Unlock()
			r.asked = append(r.asked, e.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	r.saveTo(r.saves)
	r.open((&url.URL{Path: filepath.ToSlash(file)}).EscapedPath())
	return r
}

// say types words into the comment or back-translation of a message.
func (b *browser) say(field, key, words string) {
	b.t.Helper()
	b.run(chromedp.SendKeys(chromedp.CSS(fmt.Sprintf("[id=%q]", field+"-"+key)), words))
}

func (r *packReader) choose(key, verdict string) {
	r.t.Helper()
	r.press(fmt.Sprintf("[name=%q][value=%q]", "do-"+key, verdict))
}

// leaving is true if the page warns of leaving it.
func (r *packReader) leaving() bool {
	r.t.Helper()
	return ask[bool](r.browser, "!dispatchEvent(new Event('beforeunload', {cancelable: true}))")
}

// quiet holds that the page has asked for nothing but itself and complained of nothing.
func (r *packReader) quiet() {
	r.t.Helper()
	r.content()
	r.asking.Lock()
	defer r.asking.Unlock()
	pages := 0
	for _, address := range r.asked {
		switch {
		case strings.HasPrefix(address, "file:") && strings.HasSuffix(address, "/pack%20for%20Bea.html"):
			pages++
		case !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "blob:"):
			r.t.Errorf("the page asks for %s", address)
		}
	}
	if pages != 1 {
		r.t.Errorf("the page was asked for %d times", pages)
	}
}

// TestPackInChromium holds that a reviewer who has nothing but a file comments,
// returns, approves and saves, and that what is saved is taken in.
func TestPackInChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	r := openPack(t)
	r.press("#save")
	r.shows("#errors", "Write your name")
	r.run(chromedp.SendKeys(chromedp.CSS("#name"), "Bea Specimen"))
	r.press("#save")
	r.shows("#errors", "Nothing has been said yet")
	if r.leaving() {
		t.Error("a warning of leaving when nothing has been said")
	}

	r.press("#open-all")
	const words = "کیا یہ لفظ \"درست\" ہے؟ </script>"
	r.say("words", "greeting", words)
	r.choose("heading.do", "return")
	r.choose("status.placeholder", "approve")
	r.run(chromedp.SendKeys(chromedp.CSS("#words_letter-2"), "Does this fit the window?"))
	r.press("[name=do_leaflet][value=return]")
	r.press("#save")
	r.shows("#errors", "Say what must change in heading.do")
	r.shows("#errors", "Say what must change in The whole leaflet")
	r.shows("#errors", "Write the back-translation of status.placeholder")
	r.run(chromedp.SendKeys(chromedp.CSS("#words_leaflet"), "Too long."))
	r.say("words", "heading.do", "Too hard.")
	r.say("back", "status.placeholder", "The date is not real.")
	r.choose("title.we-contact-you", "comment") // which says nothing
	r.shows("#tally", "You have said something on 3 of")
	r.shows("#tally", "and on 2 blocks or documents as a whole.")
	if !r.leaving() {
		t.Error("no warning of leaving with something unsaved")
	}
	r.press("#save")
	r.shows("#saved", "review.gastro-dummy-triage.letter-leaflet.ur.json")
	file := r.saved(r.saves, "review.gastro-dummy-triage.letter-leaflet.ur.json", "}")
	if r.leaving() {
		t.Error("a warning of leaving when all is saved")
	}
	r.quiet()

	var first any
	if data, err := os.ReadFile(file); err != nil || json.Unmarshal(data, &first) != nil {
		t.Errorf("%v: %s", err, data)
	}
	if again := ask[any](r.browser, tomorrow); !reflect.DeepEqual(first, again) {
		t.Errorf("saved again on another day, it would be taken in twice: %v, %v", first, again)
	}
	for range 2 { // the second time changes nothing
		command(t, "review", "import", "--folder", r.folder, file)
		r.taken(words)
	}
}

// tomorrow is what the page would save a day later.
const tomorrow = `(() => {
	const real = Date;
	Date = class extends real { constructor(...parts) { super(...(parts.length ? parts : [real.now() + 86400000])); } };
	try { return review(); } finally { Date = real; }
})()`

// taken holds that what was said is in the working folder.
func (r *packReader) taken(words string) {
	r.t.Helper()
	log, err := review.New(r.folder).Read()
	if err != nil {
		r.t.Fatal(err)
	}
	if n := len(log.All()); n != 4 || !log.Returned("ur", "heading.do") || !log.Held("ur", "gastro-dummy-triage", document.Leaflet) {
		r.t.Errorf("%d comments and returns", n)
	}
	said := log.Threads("ur", "greeting")
	if len(said) != 1 || said[0].Text != words || said[0].By != "Bea Specimen" || said[0].Pathway != "gastro-dummy-triage" ||
		said[0].Document != "letter" || said[0].Block == "" || said[0].Seen == "" {
		r.t.Errorf("%+v", said)
	}
	on := log.OfDocument("ur", "gastro-dummy-triage", document.Letter)
	if len(on) != 1 || on[0].Block != "address" || on[0].Text != "Does this fit the window?" || !strings.HasPrefix(on[0].Quote, "Mx Sam Specimen / ") {
		r.t.Errorf("%+v", on)
	}
	signed, err := os.ReadFile(filepath.Join(r.folder, "locales", "ur", "signoff.tsv"))
	line := regexp.MustCompile(`status\.placeholder\t.*\tapproved\tBea Specimen\t\d{4}-\d\d-\d\d\t\t\tThe date is not real\.`)
	if err != nil || !line.Match(signed) {
		r.t.Errorf("%v\n%s", err, signed)
	}
}

// TestPackDirection holds that Urdu is read from the right beside English, and
// that a comment can be written by keyboard alone, also on a narrow screen.
func TestPackDirection(t *testing.T) {
	r := openPack(t)
	first, second := r.letters(`.words[lang=ur] .said[data-message="status.placeholder"]`)
	if first.Left < second.Right-1 {
		t.Errorf("the first word of Urdu is at %v, the second at %v", first, second)
	}
	urdu, english := r.box("#letter-7 .words[lang=ur]"), r.box("#letter-7 .words[lang=en]")
	if urdu.Top != english.Top || urdu.Right > english.Left && english.Right > urdu.Left {
		t.Errorf("Urdu at %v, English at %v", urdu, english)
	}
	r.run(chromedp.EmulateViewport(320, 640), chromedp.Focus(chromedp.CSS("#letter-5 summary")),
		chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("Good."))
	if got := ask[string](r.browser, `document.querySelector("#letter-5 .comment").value`); got != "Good." {
		t.Errorf("by keyboard: %q", got)
	}
	if wide := ask[float64](r.browser, "document.documentElement.scrollWidth"); wide > 320 {
		t.Errorf("%v px wide in a window of 320", wide)
	}
	r.quiet()
}
