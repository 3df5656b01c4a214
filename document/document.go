// Package document is the closed tree every letter and leaflet is made of.
//
// The same tree has two lives. As an outline it says what a document tells
// its reader, and its words are [Message] nodes: keys with values, no language
// yet. Spoken, it holds final words in one language and no Message is left.
// Writers take spoken documents only and return an error for any node they do
// not know; no other package may add a node.
//
//	Document
//	  Letterhead, Address, KeyFacts   the opening: all that stands before the title
//	  Heading level 1                 the title, exactly one
//	  Heading, Paragraph, List, KeyFacts, Callout, Path, QRCode, Part
//
// Positions, fonts and colours belong to the writers.
package document

import "time"

// Kind names what a document is to its reader.
type Kind string

const (
	// Letter is addressed to one recipient and holds their data.
	Letter Kind = "letter"
	// Leaflet explains the same pathway and holds no personal data.
	Leaflet Kind = "leaflet"
)

// Print is how large a document is set for its reader. A larger print is laid
// out anew, not scaled.
type Print string

const (
	// Standard is 12 pt.
	Standard Print = ""
	// Large is 16 pt (UKAAF large print).
	Large Print = "large"
	// ExtraLarge is 20 pt.
	ExtraLarge Print = "extra-large"
)

// Prints are all sizes, smallest first.
var Prints = []Print{Standard, Large, ExtraLarge}

// Direction is the reading direction of a document or of a part of it.
type Direction string

const (
	// LeftToRight is the direction of Latin, Greek, Cyrillic and Indic scripts.
	LeftToRight Direction = "ltr"
	// RightToLeft is the direction of the Arabic and Hebrew scripts.
	RightToLeft Direction = "rtl"
)

// Document is one letter or leaflet. In an outline Language and Direction are
// empty; in a spoken document they are set and every word is final.
type Document struct {
	Kind    Kind
	Pathway string // id of the pathway definition
	Version string // version of the pathway definition

	Language  string // BCP 47 tag, for example "ur"
	Direction Direction
	Title     string // plain words of the level 1 heading, for metadata

	// Publisher is the organisation that sends the document, for metadata.
	Publisher string
	// Date is the day of issue, midnight Europe/London. It is an input, never the clock.
	Date time.Time
	// ID is the letter ID or leaflet reference printed on every page. Never personal data.
	ID string
	// Print is how large the words are set; writers without pages may ignore it.
	Print Print
	// Sheets is what a print house asks of the pages; writers without pages ignore it.
	Sheets Sheets

	Blocks    []Block
	Furniture Furniture
}

// Sheets is what a print house asks of the pages of a document.
type Sheets struct {
	// Booklet is A5 pages, four to a folded sheet of A4: their number is made a
	// multiple of four with blank ones.
	Booklet bool
	// Duplex gives a document an even number of pages, the last one blank if need
	// be, so that none begins on the back of another.
	Duplex bool
	// Most is how many pages a document may have, a blank one included; 0 is any number.
	Most int
	// Reserved are kept white on every page for the printer's marks.
	Reserved []Zone
}

// Zone is a part of the page: its top left corner from that of the page, and its
// size, in millimetres.
type Zone struct{ X, Y, Width, Height float64 }

// Furniture is what stands on every page around the text. Its words are part
// of the language pack like all others.
type Furniture struct {
	Page      []Inline // "Page 1 of 2", holding one PageNumber and one PageCount
	Continues []Inline // at the foot of each page but the last
	End       []Inline // at the foot of the last page
	Reference []Inline // the ID with its label, at the foot of each page
	Draft     []Inline // the DRAFT mark of each page; nil when the language is approved
}

// Block is one of [Letterhead], [Address], [Heading], [Paragraph], [List],
// [KeyFacts], [Callout], [Path], [QRCode] and [Part].
type Block interface{ block() }

// Letterhead names the sender. It opens every document.
type Letterhead struct {
	Name  []Inline
	Lines [][]Inline // how to reach the sender, one short line each
	Logo  *Logo      // beside the words, at the top right; nil for none, and writers of plain text ignore it
}

// Address is the recipient's name and postal address. A letter has exactly one,
// before the title; a leaflet has none.
type Address struct {
	Name  Value
	Lines []Value // 2 to 6 lines, the last one a postcode or a country
}

// Heading is a statement over what follows. Level is 1 to 3; levels are never skipped.
type Heading struct {
	Level   int
	Inlines []Inline
}

// Paragraph is up to three sentences on one topic.
type Paragraph struct{ Inlines []Inline }

// List is a numbered list of steps (Ordered) or a bulleted list.
type List struct {
	Ordered bool
	Items   [][]Inline
}

// KeyFacts is a short table of labels and values, for the eye that looks for
// one thing. Before the title it holds a letter's date and references.
type KeyFacts struct{ Facts []Fact }

// Fact is one row of KeyFacts.
type Fact struct {
	Label []Inline
	Value []Inline
}

// Callout sets apart what must not be overlooked. It is never split over pages
// and holds no heading, callout, path or QR code.
type Callout struct{ Blocks []Block }

// Path is the drawn way to the real appointment. Alt says the same in words
// for those who cannot see it.
type Path struct {
	Alt   []Inline
	Stops []Stop
}

// Part is blocks in another language than the document's own, such as the
// translation of the block before. It stands after the title and holds no
// letterhead, address or part.
type Part struct {
	Language  string
	Direction Direction
	Blocks    []Block
}

// Stop is one stage of a Path.
type Stop struct {
	State State
	Label []Inline
}

// State tells where the reader stands on the path.
type State string

const (
	// Done is behind the reader.
	Done State = "done"
	// Crossed is a placeholder date, drawn struck off beside the path.
	Crossed State = "crossed"
	// Now is where the reader stands.
	Now State = "now"
	// Next is still to come.
	Next State = "next"
	// Goal is the real appointment.
	Goal State = "goal"
)

func (Letterhead) block() {}
func (Address) block()    {}
func (Heading) block()    {}
func (Paragraph) block()  {}
func (List) block()       {}
func (KeyFacts) block()   {}
func (Callout) block()    {}
func (Path) block()       {}
func (QRCode) block()     {}
func (Part) block()       {}
