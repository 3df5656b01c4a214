package recipient

import (
	"fmt"
	"io"
	"strings"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// Returns writes rows back to those who can correct them: rejected.csv, held.csv.
//
// The file is CSV that a spreadsheet neither runs nor changes (see
// [table.Writer]). The columns are the list's own in their order, after four of
// Wayleaf's: the row's number, its outcome, the reasons and the hints. Once
// corrected it can be read like any list: Wayleaf's columns are passed over, and
// the apostrophes that guard cells are taken out.
type Returns struct {
	to   *table.Writer
	keep []int // the list's own columns
}

// NewReturns begins a file for rows of list.
func NewReturns(w io.Writer, list *List) (*Returns, error) {
	r := &Returns{to: table.NewWriter(w)}
	head := []string{"wayleaf_row", "wayleaf_outcome", "wayleaf_reasons", "wayleaf_hints"}
	for i, name := range list.Header() {
		if !ours[name] {
			r.keep = append(r.keep, i)
			head = append(head, name)
		}
	}
	return r, r.to.Write(head...)
}

// Write writes one row. A row with more cells than the header keeps them.
func (r *Returns) Write(row Row) error {
	var reasons, hints []string
	for _, f := range row.Findings {
		if f.Level != finding.Error {
			continue
		}
		reasons = append(reasons, f.What)
		if f.Hint != "" {
			hints = append(hints, f.Hint)
		}
	}
	cells := []string{fmt.Sprint(row.Number), string(row.Outcome), lines(reasons), lines(hints)}
	for _, i := range r.keep {
		cell := ""
		if i < len(row.Cells) {
			cell = row.Cells[i]
		}
		cells = append(cells, cell)
	}
	if n := len(r.keep); n > 0 && r.keep[n-1]+1 < len(row.Cells) {
		cells = append(cells, row.Cells[r.keep[n-1]+1:]...)
	}
	return r.to.Write(cells...)
}

// lines joins what was found, up to what a spreadsheet shows in a cell.
func lines(texts []string) string {
	const most = 20
	if len(texts) > most {
		texts = append(texts[:most:most], fmt.Sprintf("and %d more", len(texts)-most))
	}
	return strings.Join(texts, "\n")
}

// Flush writes what is buffered. It returns the first error of the file.
func (r *Returns) Flush() error { return r.to.Flush() }
