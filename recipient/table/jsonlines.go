package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// JSONLines reads one JSON object a line (NDJSON). A member is a column; one
// inside another is named by its path, such as "address.line.0". Text stays as
// it is, a number is what is written, and null is an empty cell.
type JSONLines struct {
	lines  *lines
	form   Form
	header []string
	column map[string]int
	begun  bool
	limits Limits
}

// OpenJSONLines starts a list in NDJSON. It goes through the file once to find
// the columns, in the order in which they first appear.
func OpenJSONLines(r io.ReaderAt, size int64, form Form, limits Limits) (*JSONLines, error) {
	limits = limits.OrSane()
	if size > limits.File {
		return nil, tooLarge(limits)
	}
	text, understood, err := decoded(r, size, form.Encoding)
	if err != nil {
		return nil, err
	}
	understood.Kind = "NDJSON"
	j := &JSONLines{form: understood, column: map[string]int{}, limits: limits}
	if err := j.findColumns(text); err != nil {
		return nil, err
	}
	if text, _, err = decoded(r, size, form.Encoding); err != nil {
		return nil, err
	}
	j.lines = newLines(text, limits.Row)
	return j, nil
}

func (j *JSONLines) findColumns(text io.Reader) error {
	all := newLines(text, j.limits.Row)
	size := 0
	for {
		line, err := all.next()
		if err == io.EOF {
			return nil
		}
		if err != nil && !isUnreadable(err) {
			return err
		}
		if err != nil {
			continue // reported when the row is read
		}
		err = flatten(line, func(m member) error {
			if _, known := j.column[m.path]; !known {
				j.column[m.path] = len(j.header)
				j.header = append(j.header, m.path)
				size += len(m.path)
			}
			return nil
		})
		if len(j.header) > j.limits.Columns || size > j.limits.Row/2 {
			return &Unreadable{Line: all.number, Column: 1, Stop: true,
				What: fmt.Sprintf("the rows have more than %d different members, or very long names of them", j.limits.Columns), Hint: "is this the right file?"}
		}
	}
}

func isUnreadable(err error) bool {
	var u *Unreadable
	return errors.As(err, &u)
}

// Form returns how the list was understood.
func (j *JSONLines) Form() Form { return j.form }

// Next returns the next row; the first are the names of the columns.
func (j *JSONLines) Next() (Row, error) {
	if !j.begun {
		j.begun = true
		row := Row{Line: 1}
		for _, name := range j.header {
			row.Cells = append(row.Cells, Cell{Text: name, At: 1})
		}
		if len(j.header) > 0 {
			return row, nil
		}
	}
	line, err := j.lines.next()
	if err != nil {
		return Row{Line: j.lines.number}, err
	}
	row := Row{Line: j.lines.number, Cells: make([]Cell, len(j.header))}
	err = flatten(line, func(m member) error {
		i, known := j.column[m.path]
		if !known {
			return errors.New("the file was changed while it was read")
		}
		cell := &row.Cells[i]
		switch {
		case cell.At > 0:
			return errors.New("a member is given twice")
		case len(m.text) > j.limits.Cell:
			return fmt.Errorf("a cell is longer than %d KB", j.limits.Cell>>10)
		}
		*cell = Cell{Text: m.text, At: m.at}
		return nil
	})
	if err != nil {
		return row, &Unreadable{Line: row.Line, Column: 1, What: err.Error(), Hint: "write one JSON object on each line"}
	}
	return row, nil
}

// lines gives the lines of a text that hold something.
type lines struct {
	in     *bufio.Reader
	limit  int
	number int
}

func newLines(r io.Reader, limit int) *lines {
	return &lines{in: bufio.NewReaderSize(r, limit), limit: limit}
}

// next returns the next line, which is good until the call after.
func (l *lines) next() ([]byte, error) {
	for {
		line, err := l.in.ReadSlice('\n')
		l.number++
		if errors.Is(err, bufio.ErrBufferFull) {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = l.in.ReadSlice('\n')
			}
			return nil, &Unreadable{Line: l.number, Column: 1, What: fmt.Sprintf("the row is longer than %d KB", l.limit>>10), Hint: "write one JSON object on each line"}
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// member is one value of an object, wherever it stands in it.
type member struct {
	path, text string
	at         int // the character behind it
}

// maxNesting is how deep the members of a row may lie.
const maxNesting = 16

// flatten gives the members of the object in line one by one. Its errors never
// hold anything of the line.
func flatten(line []byte, give func(member) error) error {
	f := &flattener{line: line, in: json.NewDecoder(bytes.NewReader(line)), give: give}
	f.in.UseNumber()
	if line[0] != '{' {
		return errors.New("the line is not a JSON object")
	}
	if err := f.value("", 0); err != nil {
		return err
	}
	if _, err := f.in.Token(); err != io.EOF {
		return errors.New("something stands after the JSON object of the line")
	}
	return nil
}

type flattener struct {
	line         []byte
	in           *json.Decoder
	give         func(member) error
	bytes, chars int // of the line so far
}

var errNotJSON = errors.New("the line is not JSON, or is cut off")

func (f *flattener) value(path string, depth int) error {
	token, err := f.in.Token()
	switch {
	case err != nil:
		return errNotJSON
	case depth > maxNesting:
		return fmt.Errorf("members lie more than %d deep in each other", maxNesting)
	}
	switch token := token.(type) {
	case json.Delim:
		return f.members(path, token, depth)
	case string:
		return f.leaf(path, token)
	case json.Number:
		return f.leaf(path, token.String())
	case bool:
		return f.leaf(path, strconv.FormatBool(token))
	}
	return f.leaf(path, "")
}

func (f *flattener) members(path string, open json.Delim, depth int) error {
	for i := 0; f.in.More(); i++ {
		name := strconv.Itoa(i)
		if open == '{' {
			token, err := f.in.Token()
			if err != nil {
				return errNotJSON
			}
			name, _ = token.(string)
		}
		if err := f.value(strings.TrimPrefix(path+"."+name, "."), depth+1); err != nil {
			return err
		}
	}
	if _, err := f.in.Token(); err != nil {
		return errNotJSON
	}
	return nil
}

func (f *flattener) leaf(path, text string) error {
	now := int(f.in.InputOffset())
	f.chars += utf8.RuneCount(f.line[f.bytes:now])
	f.bytes = now
	return f.give(member{path, text, f.chars})
}
