package workbook

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"wayleaf/recipient/table"
)

// Sheet is the sheet of a workbook that is read. It is a [table.Reader].
type Sheet struct {
	xml       *scanner
	words     words
	looks     []look
	epoch1904 bool
	limits    table.Limits
	form      table.Form

	shown []int // the place among the columns shown by the column's number; 0 for a hidden one
	line  int
	width int // cells of the header
	over  bool
}

// lastColumn is the last that a sheet has, XFD.
const lastColumn = 16384

// Form returns how the workbook was understood.
func (s *Sheet) Form() table.Form { return s.form }

// readColumns reads up to the rows, and notes the hidden columns.
func (s *Sheet) readColumns() error {
	hidden := make([]bool, lastColumn+1)
	for {
		e, err := s.xml.next()
		switch {
		case err == io.EOF:
			return refuse("the sheet is not one of cells", "move the list to a sheet of its own")
		case err != nil:
			return broken(err)
		case e == start && s.xml.is("col") && s.xml.yes("hidden"):
			first, _ := strconv.Atoi(s.xml.words("min"))
			last, _ := strconv.Atoi(s.xml.words("max"))
			for i := max(first, 1); i <= min(last, lastColumn); i++ {
				hidden[i] = true
			}
		case e == start && s.xml.is("sheetData"):
			s.countColumns(hidden)
			return nil
		}
	}
}

// countColumns numbers the columns shown. A run of hidden ones up to the edge of
// the sheet is how people clear the space beside a list: it is not counted.
func (s *Sheet) countColumns(hidden []bool) {
	last := lastColumn
	for last > 0 && hidden[last] {
		last--
	}
	s.shown = make([]int, lastColumn+1)
	n := 0
	for i := 1; i <= last; i++ {
		if hidden[i] {
			s.form.HiddenColumns++
			continue
		}
		n++
		s.shown[i] = n
	}
}

// Next returns the next row that is shown and holds something. Rows shorter than
// the header are filled up: a sheet does not store empty cells.
func (s *Sheet) Next() (table.Row, error) {
	for !s.over {
		e, err := s.xml.next()
		if err != nil {
			s.over = true
			return table.Row{Line: s.line + 1}, s.stop(err)
		}
		switch {
		case e == end && s.xml.is("sheetData"):
			s.over = true
		case e == start && s.xml.is("row"):
			row, keep, err := s.readRow()
			if keep || err != nil {
				return row, err
			}
		}
	}
	return table.Row{}, io.EOF
}

// stop is an error after which no row can be read.
func (s *Sheet) stop(err error) error {
	s.over = true
	err = broken(unexpected(err))
	var u *table.Unreadable
	if errors.As(err, &u) {
		u.Line = s.line + 1
	}
	return err
}

func (s *Sheet) readRow() (row table.Row, keep bool, err error) {
	s.line++
	if n, err := strconv.Atoi(string(s.xml.attribute("r"))); err == nil && n > s.line {
		s.line = n
	}
	hidden := s.xml.yes("hidden")
	r := &sheetRow{sheet: s, row: table.Row{Line: s.line, Cells: make([]table.Cell, 0, s.width)}}
	for {
		e, err := s.xml.next()
		if err != nil {
			return r.row, true, s.stop(err)
		}
		if e == end && s.xml.is("row") {
			break
		}
		if e == start && s.xml.is("c") {
			if err := r.readCell(); err != nil {
				return r.row, true, s.stop(err)
			}
		}
	}
	if len(r.row.Cells) == 0 {
		return r.row, false, nil
	}
	if hidden {
		s.form.HiddenRows++
		return r.row, false, nil
	}
	return s.finish(r)
}

func (s *Sheet) finish(r *sheetRow) (table.Row, bool, error) {
	if r.unreadable != nil {
		return r.row, true, r.unreadable
	}
	if s.width == 0 {
		s.width = len(r.row.Cells)
	}
	for len(r.row.Cells) < s.width {
		r.row.Cells = append(r.row.Cells, table.Cell{})
	}
	return r.row, true, nil
}

// sheetRow is the row being read.
type sheetRow struct {
	sheet      *Sheet
	row        table.Row
	column     int
	bytes      int
	value      []byte
	unreadable *table.Unreadable
}

// readCell reads the element c that has just opened.
func (r *sheetRow) readCell() error {
	s := r.sheet
	r.column = columnOf(s.xml.attribute("r"), r.column)
	kind := kindOf(s.xml.attribute("t"))
	style, _ := strconv.Atoi(string(s.xml.attribute("s")))
	formula := false
	r.value = r.value[:0]
	for inValue := false; ; {
		e, err := s.xml.next()
		switch {
		case err != nil:
			return err
		case e == text && inValue:
			if r.value = append(r.value, s.xml.text...); len(r.value) > s.xml.limit {
				return errTooLong
			}
		case e == text:
		case s.xml.is("v"):
			inValue = e == start
		case e == start && s.xml.is("f"):
			formula = true
		case e == start && s.xml.is("is"):
			if r.value, err = richText(r.value, s.xml, "is"); err != nil {
				return err
			}
		case e == end && s.xml.is("c"):
			r.keep(s.cell(kind, style, r.value, formula))
			return nil
		}
	}
}

// keep puts a cell in its place among those shown.
func (r *sheetRow) keep(cell table.Cell) {
	s := r.sheet
	if r.column > lastColumn {
		r.spoil("the row has more cells than a sheet", resave)
		return
	}
	place := s.shown[r.column]
	if place == 0 || cell.Text == "" && cell.Wrong == nil {
		return
	}
	cell.At = r.column
	r.bytes += len(cell.Text)
	switch {
	case place <= len(r.row.Cells):
		r.spoil("the cells of the row are out of order", resave)
	case place > s.limits.Columns:
		r.spoil(fmt.Sprintf("the row has more than %d cells", s.limits.Columns), "is this the right sheet?")
	case len(cell.Text) > s.limits.Cell:
		r.spoil(fmt.Sprintf("a cell is longer than %d KB", s.limits.Cell>>10), "shorten it")
	case r.bytes > s.limits.Row:
		r.spoil(fmt.Sprintf("the row is longer than %d KB", s.limits.Row>>10), "shorten it")
	default:
		for len(r.row.Cells) < place-1 {
			r.row.Cells = append(r.row.Cells, table.Cell{})
		}
		r.row.Cells = append(r.row.Cells, cell)
	}
}

func (r *sheetRow) spoil(what, hint string) {
	if r.unreadable == nil {
		r.unreadable = &table.Unreadable{Line: r.row.Line, Column: max(1, min(r.column, lastColumn)), What: what, Hint: hint}
	}
	if len(r.row.Cells) == 0 {
		r.row.Cells = append(r.row.Cells, table.Cell{}) // the row holds something
	}
}

// columnOf reads the letters of a name such as AB12; a cell without a name stands
// behind the one before it.
func columnOf(name []byte, before int) int {
	column := 0
	for _, b := range name {
		if b < 'A' || b > 'Z' || column > lastColumn {
			break
		}
		column = column*26 + int(b-'A') + 1
	}
	if column == 0 {
		return before + 1
	}
	return column
}

// kindOf is the type of a cell (ECMA-376 part 1, 18.18.11) without its spelling.
func kindOf(t []byte) byte {
	switch string(t) {
	case "s":
		return 's'
	case "inlineStr", "d":
		return 't'
	case "str":
		return 'r'
	case "b":
		return 'b'
	case "e":
		return 'e'
	}
	return 'n'
}

var (
	wrongFormula = &table.Wrong{What: "the cell holds a formula", Hint: "copy the column and paste it as values, so that what is printed is what you see"}
	wrongResult  = &table.Wrong{What: "the cell holds an error of the spreadsheet", Hint: "correct the cell"}
	wrongShared  = &table.Wrong{What: "the text of the cell is missing from the workbook", Hint: resave}
)

func (s *Sheet) cell(kind byte, style int, value []byte, formula bool) table.Cell {
	var cell table.Cell
	switch {
	case len(value) == 0 && kind != 's':
	case kind == 's':
		var ok bool
		if cell.Text, ok = s.words.at(value); !ok {
			cell.Wrong = wrongShared
		}
	case kind == 't':
		cell.Text = string(value)
	case kind == 'r':
		cell.Text = string(unhex(value))
	case kind == 'b':
		cell.Text = map[string]string{"1": "TRUE", "0": "FALSE"}[string(value)]
	case kind == 'e':
		cell.Text, cell.Wrong = string(value), wrongResult
	default:
		var l look
		if style >= 0 && style < len(s.looks) {
			l = s.looks[style]
		}
		cell.Text, cell.Wrong = l.number(string(value), s.epoch1904)
	}
	if formula {
		cell.Wrong = wrongFormula
	}
	return cell
}
