// Package finding is the one kind of complaint that every step of Wayleaf
// makes: where, which rule, how grave, what is wrong, and what to do.
//
//	pathways/gastro.yaml:14:9: error[pathway/unknown-value]: kind "DBX" is not known
//	  hint: use one of DBS, IBS, CAS, RAS; did you mean "DBS"?
package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Level says what a finding stops.
type Level string

const (
	// Error stops the work: no document is written.
	Error Level = "error"
	// Warning is printed and stops nothing.
	Warning Level = "warning"
	// Note is advice.
	Note Level = "note"
)

// Place is where a finding applies. Line and Column count from 1; 0 is unknown.
// The file name is as the user wrote it, never made absolute.
type Place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String returns "file:line:column" as far as it is known.
func (p Place) String() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
	}
	if p.Line > 0 && p.Column > 0 {
		s += fmt.Sprintf(":%d", p.Column)
	}
	return s
}

// Finding is one complaint. What is lower case, has no full stop and quotes
// the offending value; it never holds personal data.
type Finding struct {
	Place
	Rule  string `json:"rule"` // "area/name", for example "contract/question-7"
	Level Level  `json:"level"`
	What  string `json:"what"`
	Hint  string `json:"hint,omitempty"`
}

// String returns the finding on one line, and its hint on a second one.
func (f Finding) String() string {
	s := fmt.Sprintf("%s[%s]: %s", f.Level, f.Rule, f.What)
	if place := f.Place.String(); place != "" {
		s = place + ": " + s
	}
	if f.Hint != "" {
		s += "\n  hint: " + f.Hint
	}
	return s
}

// List is every finding of a stage of work, not only the first. As an error
// it prints all of them.
type List []Finding

// Error returns the findings, one or two lines each.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, f := range l {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns l if it holds a finding of level Error, else nil.
func (l List) Err() error {
	if slices.ContainsFunc(l, func(f Finding) bool { return f.Level == Error }) {
		return l
	}
	return nil
}

// Sort orders findings by place, then rule, then words, and drops repeats.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.What, b.What))
	})
	return slices.Compact(l)
}

// Nearest returns the known name closest to what was written, or "" when none
// is near enough to be meant: at most a third of the longer name's letters
// apart, or one letter, or two neighbours swapped.
func Nearest(written string, known []string) string {
	best, bestDistance := "", -1
	for _, name := range known {
		d := distance(strings.ToLower(written), strings.ToLower(name))
		if limit := max(1, max(len(written), len(name))/3); d <= limit && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = name, d
		}
	}
	return best
}

// OneOf is the hint for a value that is not among the allowed ones.
func OneOf(written string, allowed []string) string {
	hint := "use one of " + strings.Join(allowed, ", ")
	if near := Nearest(written, allowed); near != "" {
		hint += fmt.Sprintf("; did you mean %q?", near)
	}
	return hint
}

// distance counts the letters to insert, remove, change or swap with their
// neighbour (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
