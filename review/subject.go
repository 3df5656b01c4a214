package review

import (
	"cmp"
	"fmt"
	"slices"

	"wayleaf/document"
)

// subject is what a thread is about: a message in a language; or a document in a
// language, with all its blocks.
type subject struct{ tag, key, pathway, document string }

func (e Entry) subject() subject {
	if e.Key != "" {
		return subject{tag: e.Language, key: e.Key}
	}
	return subject{tag: e.Language, pathway: e.Pathway, document: e.Document}
}

// Subject names what an entry is about: "status.none", "letter derm-ras" or
// "letter derm-ras, address".
func (e Entry) Subject() string {
	switch {
	case e.Key != "":
		return e.Key
	case e.Block != "":
		return fmt.Sprintf("%s %s, %s", e.Document, e.Pathway, e.Block)
	case e.Pathway != "":
		return fmt.Sprintf("%s %s", e.Document, e.Pathway)
	}
	return "no message"
}

func (e Entry) describe() string {
	return fmt.Sprintf("%s on %s in %s", cmp.Or(string(e.Kind), "entry"), e.Subject(), cmp.Or(e.Language, "no language"))
}

// misplaced tells what is wrong with what an entry is about. A return is of a
// message or a whole document, because those are what is approved.
func (e Entry) misplaced() string {
	switch {
	case e.Key != "" && (!keyForm.MatchString(e.Key) || len(e.Key) > maxName):
		return fmt.Sprintf("%q is not a message key", e.Key)
	case e.Quote != "" && (e.Key != "" || e.Block == "" || e.About != ""):
		return "only a comment on a block has a quotation"
	case e.Key != "":
		return ""
	case e.Pathway == "":
		return "it is about no message and no document"
	case !keyForm.MatchString(e.Pathway):
		return fmt.Sprintf("%q is not the id of a pathway", e.Pathway)
	case !slices.Contains(documents, document.Kind(e.Document)):
		return fmt.Sprintf("%q is neither letter nor leaflet", e.Document)
	case e.Kind == Return && e.Block != "":
		return "a block cannot be returned; return the message that is wrong, or the whole document"
	}
	return ""
}

var documents = []document.Kind{document.Letter, document.Leaflet}

// at is an entry about what another is about.
func (e Entry) at(other Entry) Entry {
	e.Language, e.Key = other.Language, other.Key
	if e.Key == "" {
		e.Pathway, e.Document, e.Block = other.Pathway, other.Document, other.Block
	}
	return e
}

// elsewhere tells whether an entry says that it is about something else than
// another. What it leaves out it does not say.
func (e Entry) elsewhere(other Entry) bool {
	differs := func(own, its string) bool { return own != "" && own != its }
	return differs(e.Language, other.Language) || differs(e.Key, other.Key) ||
		other.Key == "" && (differs(e.Pathway, other.Pathway) || differs(e.Document, other.Document) || differs(e.Block, other.Block))
}
