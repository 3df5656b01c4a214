package preview

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wayleaf/document"
	"wayleaf/locales"
	"wayleaf/pathway"
	"wayleaf/review"
)

func packOf(t *testing.T, p *Preview, id, language string, kinds ...document.Kind) *Pack {
	t.Helper()
	pack, err := p.Pack(id, language, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// all calls a function for each element of a page.
func all(t *testing.T, page []byte, each func(node *html.Node, attributes map[string]string)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, a := range node.Attr {
			attributes[a.Key] = a.Val
		}
		each(node, attributes)
	}
}

// Every sentence of the document is on a pack, beside its English, and every
// message once, with the hashes of the words that are there.
func TestPackIsWhole(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	for _, tag := range []string{"ur", "ar", "en"} {
		pack := packOf(t, p, "gastro-dummy-triage", tag, kinds...)
		if want := "review.gastro-dummy-triage.letter-leaflet." + tag + ".html"; pack.Name != want {
			t.Errorf("name %q, want %q", pack.Name, want)
		}
		page, s := words(t, string(pack.Page)), p.current()
		e, _ := s.find("gastro-dummy-triage")
		want := map[string]bool{}
		for _, kind := range kinds {
			for _, language := range []string{tag, "en"} {
				ed := e.edition(choice{Kind: kind, Language: language, Recipient: sampleOf(kind)})
				spoken, err := ed.language.Speak(ed.outline)
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(spoken.Text()) {
					if line = strings.Join(strings.Fields(line), " "); !strings.Contains(page, line) {
						t.Errorf("%s in %s: the pack does not say %q", kind, language, line)
					}
				}
				for _, key := range ed.keys() {
					want[key] = true
				}
			}
		}
		all(t, pack.Page, func(node *html.Node, a map[string]string) {
			key := a["data-key"]
			if node.DataAtom != atom.Fieldset || key == "" {
				return
			}
			if !want[key] {
				t.Errorf("message %q is there twice, or not in the documents", key)
			}
			delete(want, key)
			if a["data-text"] != locales.Hash(s.entryIn(tag, key).Forms) || a["data-source"] != locales.Hash(s.entryIn("en", key).Forms) {
				t.Errorf("message %q has the hashes %q and %q", key, a["data-text"], a["data-source"])
			}
		})
		if len(want) > 0 {
			t.Errorf("%s: no place for %v", tag, want)
		}
	}
}

// leading are the attributes that lead to another file.
var leading = []string{"src", "srcset", "action", "formaction", "poster", "data", "background", "ping", "href", "xlink:href"}

// A pack has one style and one script, both within it, and its policy allows
// those by their hashes and nothing else.
func TestPackHoldsAll(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	discuss(t, p, folder)
	for _, tag := range []string{"ur", "ar", "en"} {
		page := packOf(t, p, "gastro-dummy-triage", tag, kinds...).Page
		var policy string
		hashes := map[string]string{}
		all(t, page, func(node *html.Node, a map[string]string) {
			switch {
			case node.DataAtom == atom.Script || node.DataAtom == atom.Style:
				if hashes[node.Data] != "" || len(a) > 0 {
					t.Errorf("<%s> is there twice, or has attributes: %v", node.Data, a)
				}
				hashes[node.Data] = policyHash(node.FirstChild.Data)
			case a["http-equiv"] == "Content-Security-Policy":
				policy = a["content"]
				if len(hashes) > 0 {
					t.Error("the policy comes after what it is for")
				}
			}
			for name, value := range a {
				if slices.Contains(leading, name) && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:") {
					t.Errorf("<%s> leads to %s", node.Data, value)
				}
			}
		})
		want := "default-src 'none'; script-src 'sha256-" + hashes["script"] + "'; style-src 'sha256-" + hashes["style"] + "'; img-src data:; base-uri 'none'; form-action 'none'"
		if policy != want {
			t.Errorf("%s: the policy is %q, want %q", tag, policy, want)
		}
		for _, fault := range faultsOf(t, string(page)) {
			if fault != "a script within the page" && fault != "a style within the page" {
				t.Errorf("%s: %s", tag, fault)
			}
		}
		if *save != "" { // as it is with all messages open; the checker of pages lets the changed script run
			opened := strings.Replace(string(page), "\nopenAll(false);", "\nopenAll(true);", 1)
			if err := os.WriteFile(filepath.Join(*save, "pack-"+tag+".html"), []byte(opened), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(strings.ToLower(string(packScript)), "fetch(") || strings.Contains(string(packScript), "</") {
			t.Error("the script fetches, or ends early")
		}
	}
}

// What reviewers have written is words on a pack, whatever it looks like.
func TestPackEscapes(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	const nasty = `</script><img src=x onerror=alert(1)>"'{{.}}`
	entry := review.Entry{Kind: review.Return, At: today, By: "Bea Specimen", Language: "ur", Key: "status.placeholder", Text: nasty}
	if _, err := review.New(folder).Add(t.Context(), p.current().wording.Catalogues, entry); err != nil {
		t.Fatal(err)
	}
	p.reload(changes{review: true})
	page := packOf(t, p, "gastro-dummy-triage", "ur", document.Letter).Page
	if !strings.Contains(words(t, string(page)), "Returned for a change, Monday 23 November 2026: "+nasty) {
		t.Error("the return is not there")
	}
	if strings.Contains(string(page), "Bea Specimen") {
		t.Error("the name of a reviewer goes out with the pack")
	}
	all(t, page, func(node *html.Node, a map[string]string) {
		if node.DataAtom == atom.Img && a["src"] == "x" {
			t.Error("what a reviewer has written became an element")
		}
		if node.DataAtom == atom.Input && a["name"] == "do-status.placeholder" && a["value"] == "approve" {
			t.Error("what has been returned can be approved")
		}
	})
}

// What the script writes is taken in: names of fields as in pack.js.
func TestPackRoundTrip(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	messages := map[string]map[string]string{}
	all(t, packOf(t, p, "gastro-dummy-triage", "ur", kinds...).Page, func(node *html.Node, a map[string]string) {
		if key := a["data-key"]; key != "" {
			messages[key] = a
		}
	})
	say := func(key string, more map[string]any) map[string]any {
		item := map[string]any{"by": "Bea Specimen", "at": "2026-11-23T10:15:00+00:00", "language": "ur", "key": key}
		for name, value := range more {
			item[name] = value
		}
		return item
	}
	m := messages["status.placeholder"]
	place := map[string]any{"pathway": "gastro-dummy-triage", "document": m["data-document"], "block": m["data-block"], "seen": m["data-text"], "kind": "comment", "text": "کیا یہ لفظ درست ہے؟"}
	saved, err := json.Marshal(map[string]any{"wayleaf-review": 1,
		"entries": []any{say("status.placeholder", place)},
		"approvals": []any{
			say("status.placeholder", map[string]any{"text": m["data-text"], "source": m["data-source"], "back-translation": "The date is not real."}),
			say("heading.do", map[string]any{"text": messages["heading.do"]["data-text"], "source": messages["heading.do"]["data-source"]}),
		}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range regexp.MustCompile(`"([a-z-]+)":`).FindAllStringSubmatch(string(saved), -1) {
		if !regexp.MustCompile(`[{ ,"]` + name[1] + `["},: ]`).MatchString(string(packScript)) {
			t.Errorf("the script does not write %q", name[1])
		}
	}
	takeIn(t, folder, p, string(saved), review.Result{Written: 3})
	takeIn(t, folder, p, string(saved), review.Result{Known: 3})
	p.reload(everything)
	page := words(t, string(packOf(t, p, "gastro-dummy-triage", "ur", document.Letter).Page))
	for _, want := range []string{"کیا یہ لفظ درست ہے؟", "Approved first by Bea Specimen. Another person must approve it too.", "The date is not real."} {
		if !strings.Contains(page, want) {
			t.Errorf("the next pack does not say %q", want)
		}
	}
}

// Every block has its place on a pack, and each document one as a whole; what is said
// there is taken in: names of fields as in pack.js.
func TestPackOfBlocks(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	entries, blocks := []any{}, map[string]int{}
	all(t, packOf(t, p, "gastro-dummy-triage", "ur", kinds...).Page, func(node *html.Node, a map[string]string) {
		if node.DataAtom != atom.Fieldset || a["data-key"] != "" {
			return
		}
		entry := map[string]any{"by": "Bea Specimen", "at": "2026-11-23T10:15:00+00:00", "language": "ur", "pathway": "gastro-dummy-triage",
			"document": a["data-document"], "kind": "return", "text": "Why?"}
		if a["data-block"] != "" {
			entry["kind"], entry["block"], entry["quote"] = "comment", a["data-block"], a["data-quote"]
			blocks[a["data-document"]]++
		}
		entries = append(entries, entry)
	})
	e, _ := p.current().find("gastro-dummy-triage")
	for _, kind := range kinds {
		if want := len(e.edition(choice{Kind: kind, Language: "ur", Recipient: sampleOf(kind)}).blocks); blocks[string(kind)] != want {
			t.Errorf("%s: %d blocks on the pack, want %d", kind, blocks[string(kind)], want)
		}
	}
	saved, err := json.Marshal(map[string]any{"wayleaf-review": 1, "entries": entries})
	if err != nil {
		t.Fatal(err)
	}
	takeIn(t, folder, p, string(saved), review.Result{Written: len(entries)})
	p.reload(changes{review: true})
	for _, kind := range kinds {
		if !p.current().held("ur", "gastro-dummy-triage", kind) {
			t.Errorf("the %s is not held", kind)
		}
		var settles, returned string
		all(t, packOf(t, p, "gastro-dummy-triage", "ur", kind).Page, func(node *html.Node, a map[string]string) { settles += a["data-settle"] })
		for _, thread := range p.current().threadsOf("ur", e.id(), kind) {
			if thread.Kind == review.Return {
				returned = thread.ID
			}
		}
		if settles != returned {
			t.Errorf("the next pack of the %s settles %q, not %q, for which it was returned", kind, settles, returned)
		}
		page := get(p, documentAddress(e, choice{Kind: kind, Language: "ur"})).Body.String()
		if got := strings.Count(page, ">1 open comment on block "); got != blocks[string(kind)] || strings.Contains(page, `id="lost"`) {
			t.Errorf("%s: %d of %d blocks tell of their comment", kind, got, blocks[string(kind)])
		}
	}
}

// What is open is on the next pack: beside its block, on its document, and of parts
// that are no longer there. So are the findings of each block.
func TestPackTellsWhatIsOpen(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	discuss(t, p, folder)
	if err := os.WriteFile(filepath.Join(folder, "locales", "ur", "own.yaml"), []byte("heading.do: What you need to do\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(everything)
	page := string(packOf(t, p, "gastro-dummy-triage", "ur", document.Letter).Page)
	for part, want := range map[string]string{
		`id="letter-1"`:         "Open comment, Monday 23 November 2026: Is this right?",
		`The whole letter</h3>`: "Returned for a change, Monday 23 November 2026: Is this right?",
		`no longer there</h3>`:  "About the words یہ پہلے یہاں تھا۔, Monday 23 November 2026: Is this right?",
		`id="letter-14"`:        "says the same as the English",
	} {
		_, after, found := strings.Cut(page, part)
		here, _, _ := strings.Cut(after, `<label for="words_`) // up to where a block or a document is spoken of
		if !found || !strings.Contains(words(t, here), want) {
			t.Errorf("%s: the pack does not say %q here: %s", part, want, words(t, here))
		}
	}
	if strings.Contains(page, "Bea Specimen") {
		t.Error("the name of a reviewer goes out with the pack")
	}
}

func takeIn(t *testing.T, folder string, p *Preview, saved string, want review.Result) {
	t.Helper()
	pack, err := review.ReadPack("review.json", strings.NewReader(saved))
	if err != nil {
		t.Fatal(err)
	}
	got, err := review.New(folder).Import(t.Context(), p.current().wording.Catalogues, pack)
	if err != nil || got.Written != want.Written || got.Known != want.Known || len(got.Refused) > 0 {
		t.Errorf("taken in: %+v, %v; want %+v", got, err, want)
	}
}

// A pack is never made of files that cannot be used, or of older ones.
func TestPackRefuses(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	const at = "/pathways/derm-ras/pack?language=ur&kind="
	for address, want := range map[string]int{at + "letter": 200, at + "both": 200, at + "poster": 404,
		"/pathways/none/pack": 404, "/pathways/derm-ras/pack?language=xx": 404} {
		if w := get(p, address); w.Code != want {
			t.Errorf("%s: status %d, want %d", address, w.Code, want)
		}
	}
	w := get(p, at+"letter")
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="review.derm-ras.letter.ur.html"` {
		t.Error(got)
	}
	if !strings.Contains(get(p, "/pathways/derm-ras/document?language=ur").Body.String(), `href="/pathways/derm-ras/pack?kind=letter&amp;language=ur" download>Download the review pack`) {
		t.Error("the page of the document does not lead to its pack")
	}
	if err := os.WriteFile(filepath.Join(folder, "pathways", "derm-ras.yaml"), []byte("id: ["), 0o644); err != nil {
		t.Fatal(err)
	}
	p.reload(everything)
	if w := get(p, at+"letter"); w.Code != 409 {
		t.Errorf("of a broken file: status %d", w.Code)
	}
}

// The same files on the same day give the same bytes.
func TestPackSameBytes(t *testing.T) {
	reviewer := ""
	p, folder := open(t, &reviewer)
	first := packOf(t, p, "derm-ras", "bn", kinds...)
	again, err := Open(Options{Files: os.DirFS(folder), Folder: folder, Today: func() time.Time { return pathway.Date(2026, time.November, 23) }})
	if err != nil {
		t.Fatal(err)
	}
	if string(first.Page) != string(packOf(t, again, "derm-ras", "bn", kinds...).Page) {
		t.Error("a pack made again is another one")
	}
}
