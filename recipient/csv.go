package recipient

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
)

// maxRow is the most bytes that one row may hold. A row of honest data has
// about 400; a lost quote makes a row of the rest of the file.
const maxRow = 64 << 10

// csvSheet is a comma-separated file as spreadsheets and patient
// administration systems write it (RFC 4180).
type csvSheet struct {
	reader *csv.Reader
	budget *budget
}

func newCSV(r io.Reader) *csvSheet {
	buffered := bufio.NewReader(r)
	if mark, _ := buffered.Peek(3); string(mark) == "\xef\xbb\xbf" {
		buffered.Discard(3)
	}
	limited := &budget{from: buffered}
	reader := csv.NewReader(limited)
	reader.FieldsPerRecord = -1 // ragged rows are reported with their number
	reader.ReuseRecord = true
	return &csvSheet{reader, limited}
}

func (s *csvSheet) next() (sheetRow, error) {
	s.budget.left = maxRow
	cells, err := s.reader.Read()
	var wrong *csv.ParseError
	switch {
	case errors.Is(err, errLongRow):
		line, _ := s.lastLine()
		return sheetRow{}, &brokenRow{line: line, column: 1, last: true,
			what: "the row is longer than 64 KB", hint: "look for a quotation mark that is never closed"}
	case errors.As(err, &wrong):
		return sheetRow{}, &brokenRow{line: wrong.StartLine, column: wrong.Column, last: true,
			what: "a quotation mark stands where none can", hint: `put the whole cell in quotation marks, and write "" for one inside it`}
	case err != nil:
		return sheetRow{}, err
	}
	row := sheetRow{cells: cells, columns: make([]int, len(cells))}
	for i := range cells {
		line, column := s.reader.FieldPos(i)
		if i == 0 {
			row.line = line
		}
		row.columns[i] = column
	}
	return row, nil
}

// lastLine is the line after the last row that was read.
func (s *csvSheet) lastLine() (line, column int) {
	defer func() { _ = recover() }() // FieldPos panics before the first row
	line, column = 1, 1
	line, column = s.reader.FieldPos(0)
	return line + 1, column
}

var errLongRow = errors.New("row too long")

// budget passes on a limited number of bytes for each row, so that one row can
// never fill the memory.
type budget struct {
	from io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLongRow
	}
	n, err := b.from.Read(p)
	b.left -= n
	return n, err
}
