package recipient

import (
	"errors"
	"io"
	"slices"

	"wayleaf/recipient/fhir"
	"wayleaf/recipient/table"
)

// joinedRows gives a row for each item of a worklist: the cells of its patient's row
// in the list, and behind them those of the item. Patients without an item are
// passed over; items without a patient come last, as rows that cannot be read. It
// is a [table.Reader].
type joinedRows struct {
	patients table.Reader
	work     *fhir.Worklist
	file     string // of the worklist
	mapping  *Mapping

	nhs     int // the column of NHS numbers, -1 if there is none
	width   int
	waiting []table.Row
	met     []bool // items whose patient was found
	last    int    // items looked at after the list has ended
	ended   bool
}

func newJoined(patients table.Reader, work *fhir.Worklist, file string, m *Mapping) *joinedRows {
	return &joinedRows{patients: patients, work: work, file: file, mapping: m, nhs: -1, met: make([]bool, work.Len())}
}

// unmatched is an item whose patient is not in the list.
type unmatched struct {
	*table.Unreadable
	file string
}

func (u *unmatched) Unwrap() error { return u.Unreadable }

// Form returns how the list of patients was understood.
func (j *joinedRows) Form() table.Form { return j.patients.Form() }

// ownColumns are those of an item that are put behind a row: its NHS number is
// the patient's.
func ownColumns() []string { return fhir.WorklistColumns()[1:] }

// Next returns the next row; the first is the header.
func (j *joinedRows) Next() (table.Row, error) {
	for len(j.waiting) == 0 {
		if j.ended {
			return j.unmet()
		}
		row, err := j.patients.Next()
		if errors.Is(err, io.EOF) && j.width > 0 {
			j.ended = true
			continue
		}
		if err != nil {
			return row, err
		}
		if j.width == 0 {
			return j.header(row), nil
		}
		j.match(row)
	}
	first := j.waiting[0]
	j.waiting = j.waiting[1:]
	return first, nil
}

// header finds the NHS numbers, and blots out columns of the list that the
// worklist has too: e-RS knows better.
func (j *joinedRows) header(row table.Row) table.Row {
	j.width = len(row.Cells)
	for i, cell := range row.Cells {
		means := j.mapping.fields(cell.Text)
		if f := fieldByWord[word(cell.Text)]; f != nil && len(means) == 0 {
			means = []*field{f}
		}
		for _, f := range means {
			switch {
			case f.name == "nhs_number":
				j.nhs = i
			case slices.Contains(ownColumns(), f.name):
				row.Cells[i].Text = ""
			}
		}
	}
	return extend(row, ownColumns())
}

func extend(row table.Row, texts []string) table.Row {
	cells := slices.Clone(row.Cells)
	for _, text := range texts {
		cells = append(cells, table.Cell{Text: text, At: 1})
	}
	return table.Row{Line: row.Line, Cells: cells}
}

func (j *joinedRows) match(row table.Row) {
	if j.nhs < 0 || len(row.Cells) != j.width {
		j.waiting = append(j.waiting, row) // reported for what it is
		return
	}
	for _, i := range j.work.Of(digitsOnly(table.Unguard(row.Cells[j.nhs].Text))) {
		j.met[i] = true
		j.waiting = append(j.waiting, extend(row, j.work.Item(i).Cells[1:]))
	}
}

// unmet returns the items whose patient the list did not have.
func (j *joinedRows) unmet() (table.Row, error) {
	for ; j.last < j.work.Len(); j.last++ {
		if j.met[j.last] {
			continue
		}
		item := j.work.Item(j.last)
		row := table.Row{Line: item.Line, Cells: make([]table.Cell, j.width)}
		if j.nhs >= 0 {
			row.Cells[j.nhs].Text = item.Cells[0]
		}
		j.last++
		return extend(row, item.Cells[1:]), &unmatched{&table.Unreadable{Line: item.Line, Column: 1,
			What: "the patient of this item of the worklist is not in the list", Hint: "add the patient to the list"}, j.file}
	}
	return table.Row{}, io.EOF
}
