package document

// Inline is one of [Text], [Strong], [Link], [Span], [Value], [Break], [Said],
// [PageNumber], [PageCount] and, in outlines only, [Message].
type Inline interface{ inline() }

// Text is final words of the document's own language.
type Text string

// Strong is text that stands out.
type Strong struct{ Inlines []Inline }

// Link leads to an absolute https:, tel:, sms: or mailto: address.
type Link struct {
	URL     string
	Inlines []Inline
}

// Span is a part in another language than the text around it, such as the
// English date beside the translated one. Writers tag it with its language and
// isolate it from the order of the text around it.
type Span struct {
	Language  string
	Direction Direction
	Inlines   []Inline
}

// Value is something put into a sentence from outside: a name, a number, a
// date. It is never markup, whatever characters it holds, and every writer
// isolates it from the order of the text around it (UAX 9 FSI or LRI ... PDI).
type Value struct {
	Text string
	// Direction is LeftToRight for phone numbers, references, NHS numbers,
	// postcodes, addresses, web addresses and English dates; empty lets the
	// first strong character decide, as for names.
	Direction Direction
	// Whole forbids a line break inside, as in a phone number.
	Whole bool
	// Field names where the value came from, for complaints about it:
	// "recipient.name". It is never printed.
	Field string
}

// Break ends a line within a paragraph.
type Break struct{}

// Said is the words of one message, marked for those who review it. What is made
// for patients holds none; writers print its words.
type Said struct {
	Key     string
	Inlines []Inline
}

// PageNumber stands for the number of the page it is printed on.
type PageNumber struct{}

// PageCount stands for the number of pages of the document.
type PageCount struct{}

// Message is words not yet spoken: the key of a message in every catalogue,
// and the values its sentence needs by name.
type Message struct {
	Key    string
	Values map[string]Argument
}

func (Text) inline()       {}
func (Strong) inline()     {}
func (Link) inline()       {}
func (Span) inline()       {}
func (Value) inline()      {}
func (Break) inline()      {}
func (Said) inline()       {}
func (PageNumber) inline() {}
func (PageCount) inline()  {}
func (Message) inline()    {}
