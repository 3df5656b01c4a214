package preview

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
)

// TestWhereItIsSaid holds that each message of every document that the switches offer is
// among what its page names, and that what a page names says the message.
func TestWhereItIsSaid(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	s := p.current()
	for _, e := range s.entries {
		for _, kind := range kinds {
			for key := range keysSaid(e, kind) {
				if !slices.ContainsFunc(s.uses(key), func(u use) bool { return u.Pathway == e.id() && u.Kind == kind }) {
					t.Errorf("%s is said in the %s of %s, and its page does not tell", key, kind, e.id())
				}
			}
		}
		for key, uses := range e.uses() {
			for _, u := range uses {
				c := choice{u.Kind, "ur", document.Standard, or(u.Recipient, sampleOf(u.Kind))}
				if keys := e.edition(c).blocks[u.Block-1].Keys; !slices.Contains(keys, key) {
					t.Errorf("block %d of the %s of %s says %q, not %s", u.Block, u.Kind, e.id(), keys, key)
				}
			}
		}
	}
}

// keysSaid are the messages of a document for all recipients, in all prints, in a
// language that is approved and one that is not.
func keysSaid(e *entry, kind document.Kind) map[string]bool {
	found := map[string]bool{}
	for _, r := range recipientsOf(kind) {
		for _, print := range document.Prints {
			for _, tag := range []string{"en", "ur"} {
				for _, b := range e.edition(choice{kind, tag, print, r.Value}).blocks {
					for _, key := range b.Keys {
						found[key] = true
					}
				}
			}
		}
	}
	return found
}

// TestSaidToOneRecipient leads to the letter in which a message is said, though it is
// not that of the usual recipient: who has no surgery is told of no surgery.
func TestSaidToOneRecipient(t *testing.T) {
	reviewer := ""
	p, _ := open(t, &reviewer)
	page := get(p, "/messages/referral.received?language=ur").Body.String()
	link := regexp.MustCompile(`<a href="(/pathways/gastro-dummy-triage/document[^"#]*)#(block-[0-9]+)">[^<]*letter \(Short values\)</a>`).FindStringSubmatch(page)
	if link == nil {
		t.Fatal("the page names no letter with short values")
	}
	letter := get(p, html.UnescapeString(link[1])).Body.String()
	_, block, _ := strings.Cut(letter, `id="`+link[2]+`"`)
	block, _, _ = strings.Cut(block, `id="block-`)
	if !strings.Contains(block, `data-message="referral.received"`) {
		t.Errorf("%s of %s does not say it", link[2], link[1])
	}
}

// BenchmarkUses measures what the first page of a message waits for.
func BenchmarkUses(b *testing.B) {
	reviewer := ""
	p, _ := open(b, &reviewer)
	entries := p.current().entries
	for b.Loop() {
		for _, e := range entries {
			e.findUses()
		}
	}
}
