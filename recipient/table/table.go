// Package table reads lists as rows of cells, whoever wrote them: delimited
// text of any encoding, and JSON lines. It knows nothing of patients. The
// workbook and fhir packages beside it give rows of the same kind.
//
//	rows, err := table.OpenText(file, size, table.Format{}, table.Limits{})
//	for {
//		row, err := rows.Next()
//		...
//
// A cell is kept character for character. What cannot be read has a place and a
// hint, never the words of the cell: they may be about a patient.
package table

// A Reader gives the rows of a list one by one, in memory that does not grow
// with their number. The first row is the header.
type Reader interface {
	// Next returns the next row, or io.EOF after the last one. After an error
	// that is an [*Unreadable] without Stop the next call goes on.
	Next() (Row, error)
	// Form is how the list was understood, as far as it has been read.
	Form() Form
}

// Row is one row of a list.
type Row struct {
	Line  int // where it starts in the file, from 1; in a workbook the number of the sheet's row
	Cells []Cell
}

// Cell is one cell of a row.
type Cell struct {
	Text string
	// At is where the cell starts in its line, in characters from 1; in a
	// workbook the number of the sheet's column.
	At int
	// Wrong tells why the text cannot be relied on; nil if it can.
	Wrong *Wrong
}

// Wrong is what is wrong with a cell, without the cell.
type Wrong struct{ What, Hint string }

// Form is how a list was understood.
type Form struct {
	Kind      string // "CSV", "XLSX", "NDJSON", "FHIR"
	Encoding  string // "UTF-8", "UTF-16LE", "UTF-16BE" or "windows-1252"
	Guessed   bool   // Encoding follows from no mark in the file
	Delimiter rune   // of CSV
	Sheet     string // of a workbook
	// HiddenRows and HiddenColumns of the sheet were passed over.
	HiddenRows, HiddenColumns int
}

// Unreadable is a row that cannot be read, or a list that cannot.
type Unreadable struct {
	Line, Column int // where, from 1
	LastLine     int // the last line of a row that spoils several, else 0
	What, Hint   string
	Stop         bool // nothing after it can be read either
}

func (u *Unreadable) Error() string { return u.What }

// Limits bound what is read, so that no list, however made, can fill the memory
// or run for long. A limit of 0 is the one of [Sane].
type Limits struct {
	File     int64 // bytes of a file
	Rows     int   // rows of a list
	Row      int   // bytes of a row
	Cell     int   // bytes of a cell
	Columns  int   // cells of a row
	Unpacked int64 // bytes of a part of a workbook, once unpacked
	Words    int64 // bytes of the texts that the rows of a workbook share
	Resource int   // bytes of a FHIR resource
}

// Sane are the limits that no honest list comes near: a patient administration
// system writes about 400 bytes a row, in some 40 columns.
func Sane() Limits {
	return Limits{
		File: 1 << 30, Rows: 1_000_000, Row: 64 << 10, Cell: 8 << 10, Columns: 1000,
		Unpacked: 1 << 30, Words: 128 << 20, Resource: 1 << 20,
	}
}

// OrSane returns l with the limits of Sane in place of those that are 0.
func (l Limits) OrSane() Limits {
	sane := Sane()
	l.File, l.Unpacked, l.Words = or(l.File, sane.File), or(l.Unpacked, sane.Unpacked), or(l.Words, sane.Words)
	l.Rows, l.Row, l.Cell = or(l.Rows, sane.Rows), or(l.Row, sane.Row), or(l.Cell, sane.Cell)
	l.Columns, l.Resource = or(l.Columns, sane.Columns), or(l.Resource, sane.Resource)
	return l
}

func or[T int | int64](given, sane T) T {
	if given == 0 {
		return sane
	}
	return given
}
