package recipient

import (
	"errors"
	"io"
	"slices"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// Explanation tells how a list was understood, for its user to look at before a
// letter is made. It holds personal data: the first rows.
type Explanation struct {
	Form    table.Form
	Columns []ColumnMeaning
	// Absent are the columns that a letter could use and the list does not have.
	Absent []string
	Rows   []Row
	// Findings are what is wrong with the header; then there are no Rows.
	Findings finding.List
}

// ColumnMeaning is what one column was taken for.
type ColumnMeaning struct {
	Header string   // as the list has it, without control characters
	At     int      // the number of the column, from 1
	Means  []string // the columns of Wayleaf that it fills; none if it is not used
	How    string   // why: "by its name", "by the mapping file", "not used: it has no name"
}

// Explain reads the header and the first rows of a list. Its error is one of
// reading.
func Explain(source Source, o Options, rows int) (Explanation, error) {
	list, err := start(source, o)
	var found finding.List
	if err != nil && !errors.As(err, &found) {
		return Explanation{}, err
	}
	e := Explanation{Form: list.Form(), Columns: list.meanings(), Absent: list.absent(), Findings: found}
	if len(found) > 0 {
		return e, nil
	}
	for len(e.Rows) < rows {
		row, err := list.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return e, err
		}
		e.Rows = append(e.Rows, row)
	}
	e.Form = list.Form() // hidden rows are known once they are passed
	return e, nil
}

func (l *List) meanings() []ColumnMeaning {
	meanings := make([]ColumnMeaning, len(l.columns))
	for i, c := range l.columns {
		meanings[i] = ColumnMeaning{Header: printed(c.header), At: i + 1, How: c.how}
		for _, f := range c.means {
			if f.read != nil {
				meanings[i].Means = append(meanings[i].Means, f.name)
			}
		}
	}
	return meanings
}

func (l *List) absent() []string {
	var names []string
	for _, name := range usedNames() {
		if !slices.ContainsFunc(l.columns, func(c column) bool {
			return slices.ContainsFunc(c.means, func(f *field) bool { return f.name == name })
		}) {
			names = append(names, name)
		}
	}
	return names
}
