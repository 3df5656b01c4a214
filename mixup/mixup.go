// Package mixup finds in a finished letter what belongs to another patient of the
// same list (hazard H11): an NHS number, a booking reference, or a name together
// with a postcode.
//
//	list := mixup.NewIndex()
//	for each row { list.Add(person) }
//	leaks := list.Find(text, person)
//
// The whole list is one hash index, so that a letter is searched in one pass
// over its words, however long the list is.
package mixup

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Person is what tells one patient of a list from the others. Fields may be empty.
type Person struct {
	Row       int
	NHSNumber string // ten digits, with or without spaces
	Reference string // of the booking, twelve digits, with or without spaces
	Name      string // as a letter addresses it, without the title
	Postcode  string
}

// Leak is something of another row in a letter.
type Leak struct {
	Row  int    // whose it is
	What string // "NHS number", "booking reference" or "name and postcode"
}

// Index knows every patient of a list. It may be read by many goroutines when
// all have been added.
type Index struct {
	people    map[string]int        // row of each number and reference
	neighbour map[string][]resident // people of each postcode
}

type resident struct {
	row  int
	name string // plain, between spaces
}

// NewIndex returns an index of nobody.
func NewIndex() *Index {
	return &Index{people: map[string]int{}, neighbour: map[string][]resident{}}
}

// Add adds a patient. Of several rows with one number, the first is named in leaks.
func (x *Index) Add(p Person) {
	for _, number := range []string{digits(p.NHSNumber), digits(p.Reference)} {
		if _, known := x.people[number]; !known && number != "" {
			x.people[number] = p.Row
		}
	}
	if code, name := string(appendCompact(nil, p.Postcode)), plain(p.Name); code != "" && strings.TrimSpace(name) != "" {
		x.neighbour[code] = append(x.neighbour[code], resident{p.Row, name})
	}
}

// Find returns what the text of a letter holds of others than its own patient,
// sorted by row. What the patient shares with another row is theirs: the same
// number, or a name that is a part of their own.
func (x *Index) Find(text string, own Person) []Leak {
	words := strings.Fields(text)
	leaks := append(x.numbers(words, own), x.names(words, own)...)
	slices.SortFunc(leaks, func(a, b Leak) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.What, b.What)) })
	return slices.Compact(leaks)
}

const (
	nhsNumberLength = 10
	referenceLength = 12
)

// numbers looks at each stretch of digit groups that is as long as a number.
func (x *Index) numbers(words []string, own Person) []Leak {
	var leaks []Leak
	ownNumber, ownReference := digits(own.NHSNumber), digits(own.Reference)
	var groups []string
	look := func() {
		for start := range groups {
			joined := ""
			for _, group := range groups[start:] {
				if joined += group; len(joined) > referenceLength {
					break
				}
				row, known := x.people[joined]
				switch {
				case !known, joined == ownNumber, joined == ownReference:
				case len(joined) == nhsNumberLength:
					leaks = append(leaks, Leak{row, "NHS number"})
				case len(joined) == referenceLength:
					leaks = append(leaks, Leak{row, "booking reference"})
				}
			}
		}
		groups = groups[:0]
	}
	for _, word := range words {
		if !hasDigit(word) {
			look()
			continue
		}
		groups = append(groups, strings.FieldsFunc(word, func(r rune) bool { return r < '0' || r > '9' })...)
	}
	look()
	return leaks
}

// names looks up each postcode of the text, and the names of those who live there.
func (x *Index) names(words []string, own Person) []Leak {
	var leaks []Leak
	text := sync.OnceValue(func() *letterText { return newLetterText(words, own) })
	var code []byte
	for i, word := range words {
		if !hasDigit(word) {
			continue // every postcode has a digit in its first half
		}
		code = code[:0]
		for _, half := range words[i:min(i+2, len(words))] {
			code = appendCompact(code, half)
			for _, r := range x.neighbour[string(code)] {
				if r.row != own.Row && text().names(r.name) {
					leaks = append(leaks, Leak{r.row, "name and postcode"})
				}
			}
		}
	}
	return leaks
}

// letterText is a letter as names are looked for in it.
type letterText struct{ own, all, others string }

func newLetterText(words []string, own Person) *letterText {
	t := &letterText{own: plain(own.Name), all: plain(strings.Join(words, " "))}
	t.others = strings.ReplaceAll(t.all, t.own, " | ")
	return t
}

// names reports a name that is not just a part of the patient's own.
func (t *letterText) names(name string) bool {
	if strings.Contains(t.own, name) {
		return strings.Contains(t.others, name)
	}
	return strings.Contains(t.all, name)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// appendCompact appends a postcode as it is compared: letters and digits, in
// capitals.
func appendCompact(b []byte, s string) []byte {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = utf8.AppendRune(b, unicode.ToUpper(r))
		}
	}
	return b
}

// plain is a text as names are looked for: words in lower case between single
// spaces, without signs.
func plain(s string) string {
	b := append(make([]byte, 0, len(s)+2), ' ')
	for _, r := range s {
		switch r = folded(r); {
		case r > 0 && r < utf8.RuneSelf:
			b = append(b, byte(r))
		case r > 0:
			b = utf8.AppendRune(b, r)
		case b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	if b[len(b)-1] != ' ' {
		b = append(b, ' ')
	}
	return string(b)
}

// folded is a letter in lower case, a mark or a digit; 0 is anything else.
func folded(r rune) rune {
	if int(r) < len(foldedBelow) {
		return foldedBelow[r]
	}
	return fold(r)
}

func fold(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	return 0
}

// foldedBelow holds the scripts from Latin to Bengali, in which letters are written.
var foldedBelow = func() (table [0x0A00]rune) {
	for r := range table {
		table[r] = fold(rune(r))
	}
	return table
}()

func hasDigit(word string) bool {
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			return true
		}
	}
	return false
}
