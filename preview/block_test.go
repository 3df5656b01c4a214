package preview

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"wayleaf/document"
	"wayleaf/review"
)

// A block keeps its name whatever happens to others; of blocks alike, none has its
// old name when one of them comes or goes.
func TestBlockNames(t *testing.T) {
	run := func(key string) []document.Inline { return []document.Inline{document.Message{Key: key}} }
	address, path := document.Address{}, document.Path{Alt: run("path.alt")}
	say := func(keys ...string) document.Block {
		var p document.Paragraph
		for _, key := range keys {
			p.Inlines = append(p.Inlines, document.Message{Key: key})
		}
		return p
	}
	for _, test := range []struct {
		name   string
		blocks []document.Block
		want   string
	}{
		{"no block", nil, "around the pages"},
		{"several", []document.Block{address, say("a", "b"), path}, "address; paragraph a; path path.alt; around the pages"},
		{"others before and between", []document.Block{say("c"), address, document.Heading{Level: 2, Inlines: run("a")}, say("a", "b"), path},
			"paragraph c; address; heading a; paragraph a; path path.alt; around the pages"},
		{"others gone, words added", []document.Block{say("a", "x", "b")}, "paragraph a; around the pages"},
		{"two alike", []document.Block{say("a"), path, say("a", "b")}, "paragraph a, 1 of 2; path path.alt; paragraph a, 2 of 2; around the pages"},
		{"three alike", []document.Block{say("a"), say("a", "b"), say("a")}, "paragraph a, 1 of 3; paragraph a, 2 of 3; paragraph a, 3 of 3; around the pages"},
		{"without messages", []document.Block{say(), document.KeyFacts{}, say()}, "paragraph, 1 of 2; key facts; paragraph, 2 of 2; around the pages"},
	} {
		if got := strings.Join(blockNames(test.blocks), "; "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// In every sample no two blocks have one name, and a block has the same in all
// languages, with words to quote in each.
func TestBlockNamesOfSamples(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for _, e := range p.current().entries {
		for _, kind := range kinds {
			english := e.edition(choice{Kind: kind, Language: "en", Recipient: sampleOf(kind)}).blocks
			for _, tag := range e.languages() {
				seen := map[string]bool{}
				for i, b := range e.edition(choice{Kind: kind, Language: tag, Recipient: sampleOf(kind)}).blocks {
					if seen[b.Name] || b.Name != english[i].Name || b.Quote == "" || len([]rune(b.Quote)) > review.MaxQuote {
						t.Errorf("%s %s in %s: block %d is called %q, in English %q, and quoted as %q", kind, e.id(), tag, i+1, b.Name, english[i].Name, b.Quote)
					}
					seen[b.Name] = true
				}
			}
		}
	}
}

const urduLetter = "/pathways/gastro-dummy-triage/document?kind=letter&language=ur"

// partOf finds the link to what is said of a block of a page.
func partOf(t *testing.T, page, words string) string {
	t.Helper()
	link := regexp.MustCompile(`<a href="([^"]*)">` + words + `</a>`).FindStringSubmatch(page)
	if link == nil {
		t.Fatalf("the page does not lead to %q", words)
	}
	return html.UnescapeString(link[1])
}

// commentOn says something of a block and returns the page of it.
func commentOn(t *testing.T, p *Preview, link, words string) string {
	t.Helper()
	form := formOf(t, get(p, link).Body.String(), "say")
	form.Set("do", "comment")
	form.Set("words", words)
	return sent(t, p, send(p, "/pathways/gastro-dummy-triage/say", form))
}

// editLetter changes the template of the letter in the working folder and returns
// the page of the document.
func editLetter(t *testing.T, p *Preview, folder, old, new string) string {
	t.Helper()
	data, err := p.sourceFile("templates/letter.md")
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%v: the template does not hold %q", err, old)
	}
	if err := os.MkdirAll(filepath.Join(folder, "templates"), 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "templates", "letter.md")
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{templates: true})
	return get(p, urduLetter).Body.String()
}

// A block without a message of its own is commented on, answered and resolved.
func TestCommentOnABlock(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	links := map[int]string{}
	for block, says := range map[int]string{2: "Mx Sam Specimen", 3: "23 November 2026", 8: "ہم آپ کو فون کریں گے"} { // address, key facts, path
		reviewer = "Amina Yusuf"
		links[block] = partOf(t, get(p, urduLetter).Body.String(), fmt.Sprint("Comment on block ", block))
		body := commentOn(t, p, links[block], "Does this <b>fit</b>?")
		for _, want := range []string{"Amina Yusuf", "Does this &lt;b&gt;fit&lt;/b&gt;?", ">open<", says} {
			if !strings.Contains(body[strings.Index(body, `id="comments"`):], want) {
				t.Errorf("block %d: its comments do not hold %q", block, want)
			}
		}
		if body := get(p, urduLetter+"&beside=en").Body.String(); !strings.Contains(body, fmt.Sprintf(">1 open comment on block %d in Urdu<", block)) ||
			!strings.Contains(body, fmt.Sprintf(">Comment on block %d in English<", block)) {
			t.Errorf("block %d: the document does not tell of the comment, or tells of it in English too", block)
		}
		reviewer = "Gareth Moss"
		for _, step := range []struct{ do, words, want string }{{"reply", "It does.", "It does."}, {"resolve", "", ">resolved<"}, {"reopen", "", ">open<"}, {"resolve", "", ">resolved<"}} {
			form := formOf(t, body, regexp.MustCompile(`id="(answer-[0-9a-f]*)"`).FindStringSubmatch(body)[1])
			form.Set("do", step.do)
			form.Set("words", step.words)
			if body = sent(t, p, send(p, "/pathways/gastro-dummy-triage/say", form)); !strings.Contains(body, step.want) {
				t.Errorf("block %d: after a %s its page does not hold %q", block, step.do, step.want)
			}
		}
	}
	again, err := Open(Options{Files: os.DirFS(folder), Today: func() time.Time { return today }, Reviews: review.New(folder)})
	if err != nil {
		t.Fatal(err)
	}
	for block, link := range links {
		if !strings.Contains(get(again, link).Body.String(), "It does.") {
			t.Errorf("block %d: after a new start the comment is not there", block)
		}
	}
	log, err := review.New(folder).Read()
	if err != nil || len(log.All()) != 3 || len(log.OfDocument("ur", "gastro-dummy-triage", document.Letter)) != 3 {
		t.Errorf("%v: %+v", err, log)
	}
}

const greeting = "{{say \"greeting\" \"Name\" (name .GreetingName \"recipient.name\")}}\n"

// A comment stays with its block when the template is edited elsewhere, and when
// the block is gone it is shown with the words that it was about.
func TestCommentOutlivesEdits(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	page := get(p, urduLetter).Body.String()
	commentOn(t, p, partOf(t, page, "Comment on block 5"), "Is this how one begins?") // the greeting
	commentOn(t, p, partOf(t, page, "Comment on block 8"), "Too small.")              // the path

	page = editLetter(t, p, folder, greeting, "{{say \"closing\"}}\n\n"+greeting)
	for _, want := range []string{">Comment on block 5<", ">1 open comment on block 6<", ">Comment on block 8<", ">1 open comment on block 9<"} {
		if !strings.Contains(page, want) {
			t.Errorf("a block has come before: the page does not hold %q", want)
		}
	}
	if strings.Contains(page, `id="lost"`) {
		t.Error("a block has come before, and a comment is lost")
	}

	page = editLetter(t, p, folder, greeting, "")
	lost := page[max(0, strings.Index(page, `id="lost"`)):]
	if !strings.Contains(page, ">1 open comment on block 8<") || strings.Contains(page, ">1 open comment on block 5<") {
		t.Error("the greeting is gone: the comment on the path is not with it, or that on the greeting is on another block")
	}
	for _, want := range []string{"Is this how one begins?", "About a part that is no longer there: ", "Specimen"} {
		if !strings.Contains(lost, want) {
			t.Errorf("the greeting is gone: the page does not hold %q", want)
		}
	}
	link := partOf(t, lost, `Answer or resolve<span[^>]*>[^<]*</span>`)
	body := get(p, link).Body.String()
	if !strings.Contains(body, "It is no longer there.") || strings.Contains(body, `id="say"`) {
		t.Error("the page of the greeting does not tell that it is gone, or takes comments on it")
	}
	form := formOf(t, body, regexp.MustCompile(`id="(answer-[0-9a-f]*)"`).FindStringSubmatch(body)[1])
	form.Set("do", "resolve")
	if body = sent(t, p, send(p, "/pathways/gastro-dummy-triage/say", form)); !strings.Contains(body, ">resolved<") {
		t.Error("what was said of the greeting cannot be resolved")
	}
	if body := get(p, "/pathways/gastro-dummy-triage/document?kind=leaflet&language=ur").Body.String(); strings.Contains(body, `id="lost"`) {
		t.Error("the leaflet tells of comments on the letter")
	}
}

// A comment on a block that only letters with other values have is not told to be
// about one that is gone.
func TestCommentOnABlockOfOtherValues(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, _ := open(t, &reviewer)
	page := get(p, urduLetter+"&recipient=short").Body.String()
	commentOn(t, p, partOf(t, page, "Comment on block 6"), "And who sent it?")
	if page = get(p, urduLetter+"&recipient=short").Body.String(); !strings.Contains(page, ">1 open comment on block 6<") || strings.Contains(page, `id="lost"`) {
		t.Error("the comment is not with its block")
	}
	if page = get(p, urduLetter).Body.String(); !strings.Contains(page, "About a part that letters with other values have: ") || strings.Contains(page, ">1 open comment on block 6<") {
		t.Error("the letter with other values does not tell of the comment, or on the wrong block")
	}
	if body := get(p, partOf(t, page, `Answer or resolve<span[^>]*>[^<]*</span>`)).Body.String(); !strings.Contains(body, "Letters with other values have it, this one has not.") {
		t.Error("the page of the block does not tell where it is")
	}
}

// What cannot be said of a block is refused, and what was written is kept.
func TestCommentRefused(t *testing.T) {
	reviewer := "Amina Yusuf"
	p, folder := open(t, &reviewer)
	form := formOf(t, get(p, partOf(t, get(p, urduLetter).Body.String(), "Comment on block 2")).Body.String(), "say")
	form.Set("do", "return")
	form.Set("words", "Not like this.")
	w := send(p, "/pathways/gastro-dummy-triage/say", form)
	if body := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "a block cannot be returned") || !strings.Contains(body, ">Not like this.<") {
		t.Errorf("status %d: %s", w.Code, words(t, body))
	}
	if log, err := review.New(folder).Read(); err != nil || len(log.All()) > 0 {
		t.Error(err, "something was stored")
	}
}
