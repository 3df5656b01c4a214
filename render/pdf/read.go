package pdf

import (
	"crypto/sha256"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"
)

// Page is what one page of a finished file says, in logical order.
type Page struct {
	// Body holds the words of the document's blocks: one line for each heading,
	// paragraph, item, label or value, as in [wayleaf/document.Document.Text].
	Body []string
	// Around holds all other words: furniture and the numbers of lists.
	Around []string
}

// Read takes the text out of a file that [Write] made. It goes by the bytes
// alone: the structure tree gives the order, the content streams the glyphs,
// and the fonts' own tables the text of each. A line that goes on over a page
// break is parted there. Any other file is an error. Read may be called from
// many goroutines.
func Read(file []byte) ([]Page, error) {
	r := takeReader()
	defer r.release()
	return r.read(file)
}

// streamHash is the SHA-256 of a stream as it stands in a file.
type streamHash = [sha256.Size]byte

// reader is the working memory of Read, with what it made last of streams that
// the letters of a batch have in common: what they are is told by their hash, so
// that all still comes from the bytes of the file. It serves one file at a time.
type reader struct {
	*inflater
	tables   *cache[streamHash, fontTable] // of fonts
	drawings *cache[streamHash, int]       // sizes of those without text
	passages *cache[passageKey, *passage]
	content  []byte // of the passage in hand
	operands []value
	entries  dict         // of the element in hand
	text     []byte       // of all pages
	marked   []markedText // of all pages
	line     []byte
	words    []byte
}

// idleReaders hold the readers that serve no file.
var idleReaders = make(chan *reader, 64)

func takeReader() *reader {
	select {
	case r := <-idleReaders:
		return r
	default:
		return newReader()
	}
}

func newReader() *reader {
	return &reader{inflater: newInflater(), tables: newCache[streamHash, fontTable](64), drawings: newCache[streamHash, int](64), passages: newCache[passageKey, *passage](256)}
}

// release gives a reader back, or leaves it to the collector when enough are
// idle or a large file has made it large.
func (r *reader) release() {
	clear(r.operands[:cap(r.operands)])
	clear(r.entries[:cap(r.entries)])
	if cap(r.content)+cap(r.text)+cap(r.rowMemory) > mostKept {
		return
	}
	select {
	case idleReaders <- r:
	default:
	}
}

func (r *reader) read(buf []byte) ([]Page, error) {
	f, err := r.open(buf)
	if err != nil {
		return nil, err
	}
	catalog, err := f.dictAt(f.trailer.get("Root"))
	if err != nil {
		return nil, err
	}
	r.text, r.marked, r.line = r.text[:0], r.marked[:0], r.line[:0]
	g := reading{file: f, reader: r, numbers: map[ref]int{}, fonts: map[ref]texts{}, seen: make([]bool, len(f.places)), linePage: nowhere}
	if err := g.readPages(catalog.get("Pages")); err != nil {
		return nil, err
	}
	tree, err := f.dictAt(catalog.get("StructTreeRoot"))
	if err != nil {
		return nil, err
	}
	if err := g.element(tree.get("K"), 0, nil); err != nil {
		return nil, err
	}
	g.endLine()
	if err := g.allOwned(); err != nil {
		return nil, err
	}
	return g.pages, nil
}

// reading is the state of one Read.
type reading struct {
	*file
	*reader
	pages   []Page
	starts  []int       // of each page among all marked texts, and the end
	numbers map[ref]int // of page objects
	fonts   map[ref]texts
	named   resources // of the page in hand
	seen    []bool    // elements, by object number

	// The line in hand: its page, or nowhere while it is empty.
	linePage int
	role     []byte
}

// markedText is where the text of a marked-content sequence stands in the text
// of all pages.
type markedText struct {
	start, end int
	used       bool
}

const nowhere = -1

func (r *reading) readPages(pages value) error {
	tree, err := r.dictAt(pages)
	if err != nil {
		return err
	}
	for kids := tree.get("Kids").array(); ; {
		kid, err := kids.next()
		if err == io.EOF {
			break
		}
		number, ok := kid.ref()
		if _, twice := r.numbers[number]; err != nil || !ok || twice {
			return errSyntax
		}
		r.numbers[number] = len(r.pages)
		if err := r.readPage(kid); err != nil {
			return err
		}
	}
	if len(r.pages) == 0 {
		return errors.New("a PDF without pages")
	}
	r.starts = append(r.starts, len(r.marked))
	return nil
}

// hasLine tells the structure types whose text is a line of its own.
func hasLine(role []byte) bool {
	switch string(role) {
	case "H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD":
		return true
	}
	return false
}

// element reads one element of the structure tree and all below it.
func (r *reading) element(v value, depth int, parent []byte) error {
	number, ok := v.ref()
	if !ok || int(number) >= len(r.seen) || r.seen[number] || depth > maxNesting {
		return errors.New("a structure tree that Wayleaf did not write")
	}
	r.seen[number] = true
	d, err := r.dictInto(r.entries, v)
	if err != nil {
		return err
	}
	r.entries = d
	role, page, kids := d.get("S").name(), d.get("Pg"), d.get("K").array()
	if hasLine(role) || string(parent) == "Figure" {
		r.endLine()
		r.role = role
	}
	for {
		kid, err := kids.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = r.kid(kid, page, depth, role)
		}
		if err != nil {
			return err
		}
	}
}

func (r *reading) kid(kid, page value, depth int, role []byte) error {
	if mcid, ok := kid.int(); ok {
		return r.own(page, mcid)
	}
	if !kid.isDict() {
		return r.element(kid, depth+1, role)
	}
	d, err := kid.dict(r.entries)
	if err != nil {
		return err
	}
	r.entries = d
	if d.get("MCID") == nil {
		return nil // an annotation
	}
	mcid, ok := d.get("MCID").int()
	if !ok {
		return errSyntax
	}
	return r.own(d.get("Pg"), mcid)
}

// own adds the text of a marked-content sequence to the line in hand.
func (r *reading) own(page value, mcid int) error {
	number, _ := page.ref()
	i, ok := r.numbers[number]
	if !ok {
		return errSyntax
	}
	of := r.marked[r.starts[i]:r.starts[i+1]]
	if mcid >= len(of) || of[mcid].used {
		return errors.New("the structure tree names content that is not there")
	}
	m := &of[mcid]
	m.used = true
	if m.start == m.end {
		return nil
	}
	if r.role == nil {
		return errSyntax
	}
	if r.linePage != i {
		r.endLine()
		r.linePage = i
	}
	r.line = append(r.line, r.text[m.start:m.end]...)
	return nil
}

// endLine puts the line in hand to the body of its page, or to the rest.
func (r *reading) endLine() {
	if r.linePage == nowhere {
		return
	}
	page := &r.pages[r.linePage]
	if string(r.role) == "Lbl" {
		page.Around = r.appendWords(page.Around, r.line)
	} else {
		page.Body = r.appendWords(page.Body, r.line)
	}
	r.linePage, r.line = nowhere, r.line[:0]
}

// allOwned reports text that no element owns: nobody would hear it.
func (r *reading) allOwned() error {
	for _, m := range r.marked {
		if !m.used && m.start < m.end {
			return errors.New("a page has text that the structure tree does not name")
		}
	}
	return nil
}

// appendWords adds a line with single spaces and without the marks that order
// it, unless it is empty.
func (r *reading) appendWords(lines []string, line []byte) []string {
	words := r.words[:0]
	gap := false
	for i := 0; i < len(line); {
		c, size := rune(line[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(line[i:])
		}
		switch {
		case c == '\u200E' || c == '\u200F': // leftMark, rightMark
		case unicode.IsSpace(c):
			gap = len(words) > 0
		default:
			if gap {
				words, gap = append(words, ' '), false
			}
			words = append(words, line[i:i+size]...)
		}
		i += size
	}
	r.words = words
	if len(words) == 0 {
		return lines
	}
	return append(lines, string(words))
}
