package pdf

import (
	"errors"
	"slices"
	"strings"
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
// break is parted there. Any other file is an error.
func Read(file []byte) ([]Page, error) {
	f, err := openFile(file)
	if err != nil {
		return nil, err
	}
	catalog, err := f.dictAt(f.trailer["Root"])
	if err != nil {
		return nil, err
	}
	r := reading{file: f, numbers: map[ref]int{}, fonts: map[ref]map[uint16]string{}, seen: map[ref]bool{}}
	if err := r.readPages(catalog); err != nil {
		return nil, err
	}
	tree, err := f.dictAt(catalog["StructTreeRoot"])
	if err != nil {
		return nil, err
	}
	if err := r.element(tree["K"], 0, ""); err != nil {
		return nil, err
	}
	return r.result()
}

// reading is the state of one Read.
type reading struct {
	*file
	pages   []readPage
	numbers map[ref]int // of page objects
	fonts   map[ref]map[uint16]string
	seen    map[ref]bool // elements
	lines   []readLine
}

// readPage is what the content stream of a page says.
type readPage struct {
	marked map[int]string // text of each marked-content sequence
	used   map[int]bool
	around []string
}

// readLine is one line of a block on a page.
type readLine struct {
	page int
	role string
	text string
}

func (r *reading) readPages(catalog dict) error {
	tree, err := r.dictAt(catalog["Pages"])
	if err != nil {
		return err
	}
	kids, _ := tree["Kids"].([]any)
	for i, kid := range kids {
		number, ok := kid.(ref)
		if !ok {
			return errSyntax
		}
		page, err := r.dictAt(number)
		if err != nil {
			return err
		}
		r.numbers[number] = i
		content, err := r.content(page)
		if err != nil {
			return err
		}
		r.pages = append(r.pages, content)
	}
	if len(r.pages) == 0 {
		return errors.New("a PDF without pages")
	}
	return nil
}

// lineRoles are the structure types whose text is a line of its own.
var lineRoles = []string{"H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD"}

// element reads one element of the structure tree and all below it.
func (r *reading) element(v any, depth int, parent string) error {
	number, ok := v.(ref)
	if !ok || r.seen[number] || depth > maxNesting {
		return errors.New("a structure tree that Wayleaf did not write")
	}
	r.seen[number] = true
	d, err := r.dictAt(number)
	if err != nil {
		return err
	}
	role, _ := d["S"].(name)
	if slices.Contains(lineRoles, string(role)) || parent == "Figure" {
		r.lines = append(r.lines, readLine{-1, string(role), ""})
	}
	kids, _ := d["K"].([]any)
	for _, kid := range kids {
		if err := r.kid(kid, d["Pg"], depth, string(role)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) kid(kid, page any, depth int, role string) error {
	switch k := kid.(type) {
	case float64:
		return r.marked(page, k)
	case ref:
		return r.element(k, depth+1, role)
	case dict:
		if mcid, ok := k["MCID"].(float64); ok {
			return r.marked(k["Pg"], mcid)
		}
		return nil // an annotation
	}
	return errSyntax
}

// marked adds the text of a marked-content sequence to the current line.
func (r *reading) marked(page any, mcid float64) error {
	number, _ := page.(ref)
	i, ok := r.numbers[number]
	if !ok {
		return errSyntax
	}
	p := r.pages[i]
	text, ok := p.marked[int(mcid)]
	if !ok || p.used[int(mcid)] {
		return errors.New("the structure tree names content that is not there")
	}
	p.used[int(mcid)] = true
	if text == "" {
		return nil
	}
	if len(r.lines) == 0 {
		return errSyntax
	}
	last := &r.lines[len(r.lines)-1]
	if last.page >= 0 && last.page != i {
		r.lines = append(r.lines, readLine{i, last.role, text})
		return nil
	}
	last.page = i
	last.text += text
	return nil
}

// result sorts the lines by page and tells body from the rest. Text that no
// element owns is an error: nobody would hear it.
func (r *reading) result() ([]Page, error) {
	pages := make([]Page, len(r.pages))
	for i, p := range r.pages {
		for mcid, text := range p.marked {
			if text != "" && !p.used[mcid] {
				return nil, errors.New("a page has text that the structure tree does not name")
			}
		}
		for _, text := range p.around {
			pages[i].Around = appendWords(pages[i].Around, text)
		}
	}
	for _, line := range r.lines {
		switch {
		case line.page < 0:
		case line.role == "Lbl":
			pages[line.page].Around = appendWords(pages[line.page].Around, line.text)
		default:
			pages[line.page].Body = appendWords(pages[line.page].Body, line.text)
		}
	}
	return pages, nil
}

var withoutMarks = strings.NewReplacer(rightMark, "", leftMark, "")

// appendWords adds a line with single spaces, unless it is empty.
func appendWords(lines []string, text string) []string {
	words := strings.Fields(withoutMarks.Replace(text))
	if len(words) == 0 {
		return lines
	}
	return append(lines, strings.Join(words, " "))
}
