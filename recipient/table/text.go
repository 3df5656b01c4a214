package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text reads delimited text (RFC 4180), with any of the delimiters, encodings
// and line ends that spreadsheets and patient administration systems write.
type Text struct {
	in     *bufio.Reader
	form   Form
	limits Limits
	line   int // of the next character
	column int
	row    rowOfText
}

// rowOfText is the row being read. Its bytes are kept together: one string is
// made of them, and the cells are parts of it.
type rowOfText struct {
	start      int // line
	bytes      []byte
	ends       []int
	at         []int
	unreadable *Unreadable
}

// OpenText starts a list in delimited text. What form gives, an Encoding or a
// Delimiter, is taken; the rest is found out.
func OpenText(r io.ReaderAt, size int64, form Form, limits Limits) (*Text, error) {
	limits = limits.OrSane()
	if size > limits.File {
		return nil, tooLarge(limits)
	}
	text, understood, err := decoded(r, size, form.Encoding)
	if err != nil {
		return nil, err
	}
	understood.Kind, understood.Delimiter = "CSV", form.Delimiter
	t := &Text{in: bufio.NewReaderSize(text, 64<<10), form: understood, limits: limits, line: 1, column: 1}
	return t, t.findDelimiter()
}

func tooLarge(limits Limits) error {
	return &Unreadable{Line: 1, Column: 1, Stop: true, What: fmt.Sprintf("the file is larger than %d MB", limits.File>>20),
		Hint: "is this the right file? split the list"}
}

// Form returns how the text was understood.
func (t *Text) Form() Form { return t.form }

// Delimiters are the characters that may stand between cells.
const Delimiters = ",;\t|"

// findDelimiter takes the character that stands most often between the names
// of the header, or the one that a first line "sep=;" names, as spreadsheets
// write it.
func (t *Text) findDelimiter() error {
	start, err := t.in.Peek(t.in.Size())
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	text := strings.TrimPrefix(string(start), `"`)
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && strings.ContainsRune("\"\r\n", rune(rest[1])) {
		if t.form.Delimiter == 0 {
			t.form.Delimiter = rune(rest[0])
		}
		return t.skipLine()
	}
	if t.form.Delimiter == 0 {
		t.form.Delimiter = mostFrequent(string(start))
	}
	return nil
}

func mostFrequent(text string) rune {
	counts := map[rune]int{}
	quoted, begun := false, false
	for _, char := range text {
		if char == '"' {
			quoted = !quoted
		}
		if (char == '\n' || char == '\r') && !quoted && begun {
			break
		}
		begun = begun || char != '\n' && char != '\r'
		if !quoted && strings.ContainsRune(Delimiters, char) {
			counts[char]++
		}
	}
	best := rune(',')
	for _, char := range Delimiters {
		if counts[char] > counts[best] {
			best = char
		}
	}
	return best
}

// Next returns the next row; lines that hold nothing are passed over.
func (t *Text) Next() (Row, error) {
	for {
		t.row = rowOfText{start: t.line, bytes: t.row.bytes[:0], ends: t.row.ends[:0], at: t.row.at[:0]}
		err := t.readRow()
		if err != nil && err != io.EOF {
			return Row{}, err
		}
		if u := t.row.unreadable; u != nil {
			return Row{Line: t.row.start, Cells: t.row.cells()}, u
		}
		if empty := len(t.row.ends) == 1 && len(t.row.bytes) == 0; !empty {
			return Row{Line: t.row.start, Cells: t.row.cells()}, nil
		}
		if err == io.EOF {
			return Row{}, io.EOF
		}
	}
}

// readRow reads up to the end of a row. It is io.EOF if the text ended there.
func (t *Text) readRow() error {
	for {
		t.row.at = append(t.row.at, t.column)
		end, err := t.readCell()
		t.row.ends = append(t.row.ends, len(t.row.bytes))
		if err != nil || end == '\n' {
			return err
		}
		if len(t.row.ends) == t.limits.Columns {
			t.spoil(t.row.start, 1, fmt.Sprintf("the row has more than %d cells", t.limits.Columns), "is this the right file, and the right delimiter?")
		}
		if t.row.unreadable != nil {
			return t.skipLine()
		}
	}
}

// readCell reads one cell and the delimiter or line end behind it, which it
// returns; every line end is '\n'.
func (t *Text) readCell() (end byte, err error) {
	b, err := t.next()
	if err != nil {
		return 0, err
	}
	if b == '"' {
		return t.readQuoted()
	}
	for ; err == nil; b, err = t.next() {
		switch {
		case b == '\n' || rune(b) == t.form.Delimiter:
			return b, nil
		case b == '"':
			t.spoil(t.line, t.column-1, "a quotation mark stands where none can", `put the whole cell in quotation marks, and write "" for one inside it`)
		}
		t.keep(b)
	}
	return 0, err
}

// readQuoted reads a cell after its opening quotation mark. One that never
// closes takes the rest of the list with it, but not the memory.
func (t *Text) readQuoted() (end byte, err error) {
	line, column := t.line, t.column-1
	for {
		b, err := t.raw()
		if err == io.EOF {
			t.row.unreadable = nil // whatever else is wrong follows from this
			t.spoil(line, column, "a quotation mark opens here and never closes", "close it; look for a lost quotation mark")
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		if b != '"' {
			t.keep(b)
			continue
		}
		b, err = t.next()
		switch {
		case err != nil, b == '\n', rune(b) == t.form.Delimiter:
			return b, err
		case b != '"':
			t.spoil(line, column, "text stands after the quotation mark that closes a cell", `write "" for a quotation mark inside a cell; look for a lost one`)
			return '\n', t.skipLine()
		}
		t.keep(b)
	}
}

func (t *Text) keep(b byte) {
	begin := 0
	if n := len(t.row.ends); n > 0 {
		begin = t.row.ends[n-1]
	}
	switch {
	case t.row.unreadable != nil:
	case len(t.row.bytes)-begin >= t.limits.Cell:
		t.spoil(t.row.start, t.row.at[len(t.row.at)-1], fmt.Sprintf("a cell is longer than %d KB", t.limits.Cell>>10), "look for a quotation mark that is never closed")
	case len(t.row.bytes) >= t.limits.Row:
		t.spoil(t.row.start, 1, fmt.Sprintf("the row is longer than %d KB", t.limits.Row>>10), "look for a quotation mark that is never closed")
	default:
		t.row.bytes = append(t.row.bytes, b)
	}
}

// spoil makes the row unreadable, for the first reason there is.
func (t *Text) spoil(line, column int, what, hint string) {
	if t.row.unreadable == nil {
		t.row.unreadable = &Unreadable{Line: line, Column: column, What: what, Hint: hint}
	}
	t.row.unreadable.LastLine = t.line
}

// skipLine passes over the rest of a line.
func (t *Text) skipLine() error {
	for {
		if b, err := t.next(); err != nil || b == '\n' {
			return err
		}
	}
}

// next is raw, with every line end as '\n'.
func (t *Text) next() (byte, error) {
	b, err := t.raw()
	if err != nil || b != '\r' {
		return b, err
	}
	if following, _ := t.in.Peek(1); len(following) == 1 && following[0] == '\n' {
		return t.raw()
	}
	return '\n', nil
}

// raw returns the next byte and keeps count of lines and columns.
func (t *Text) raw() (byte, error) {
	b, err := t.in.ReadByte()
	switch {
	case err != nil:
		return 0, err
	case b == '\n', b == '\r' && !t.before('\n'):
		t.line, t.column = t.line+1, 1
		if u := t.row.unreadable; u != nil && u.LastLine > 0 {
			u.LastLine = t.line - 1
		}
	case utf8.RuneStart(b):
		t.column++
	}
	return b, nil
}

func (t *Text) before(b byte) bool {
	following, _ := t.in.Peek(1)
	return len(following) == 1 && following[0] == b
}

func (r *rowOfText) cells() []Cell {
	text := string(r.bytes)
	cells := make([]Cell, len(r.ends))
	begin := 0
	for i, end := range r.ends {
		cells[i] = Cell{Text: text[begin:end], At: r.at[i]}
		begin = end
	}
	return cells
}
