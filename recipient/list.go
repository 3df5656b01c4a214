package recipient

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"wayleaf/finding"
)

// sheet is what every kind of list is read as: rows of cells, the header
// first. Another kind of input is another sheet.
type sheet interface {
	// next returns one row, or io.EOF after the last. A row with an err is
	// unreadable; stop is set when nothing after it can be read either.
	next() (row sheetRow, err error)
}

type sheetRow struct {
	line    int   // where the row starts in the file, from 1
	columns []int // where each cell starts in its line, from 1; may be shorter than cells
	cells   []string
}

// brokenRow is a row that a sheet cannot read.
type brokenRow struct {
	line, column int
	what, hint   string
	last         bool // the rows after it are lost
}

func (b *brokenRow) Error() string { return b.what }

// List reads a list of recipients row by row, in memory that does not grow
// with the list. It is not safe for use by several goroutines.
type List struct {
	name   string
	sheet  sheet
	header []column // by cell; nil for a column that is not used
	row    int
	over   bool
}

// Open starts a list in CSV: UTF-8, with or without a byte order mark, commas,
// and a header. Name is the file's name, for findings.
func Open(r io.Reader, name string) (*List, error) {
	l := &List{name: name, sheet: newCSV(r)}
	first, err := l.sheet.next()
	if errors.Is(err, io.EOF) {
		return nil, finding.List{l.complain(1, 1, "recipients/header", "the list is empty", "the first row names the columns: "+required())}
	}
	if err != nil {
		return nil, l.broken(err)
	}
	header, problems := l.readHeader(first)
	if len(problems) > 0 {
		return nil, problems
	}
	l.header = header
	return l, nil
}

// Next returns the next recipient, or io.EOF after the last one. An error that
// is a [finding.List] concerns one row, and the next call goes on after it. Any
// other error ends the list.
func (l *List) Next() (Recipient, error) {
	if l.over {
		return Recipient{}, io.EOF
	}
	row, err := l.sheet.next()
	if errors.Is(err, io.EOF) {
		l.over = true
		return Recipient{}, io.EOF
	}
	l.row++
	if err != nil {
		return Recipient{Row: l.row}, l.broken(err)
	}
	return l.recipient(row)
}

// Row returns the number of the row that Next read last; 1 is the first after
// the header.
func (l *List) Row() int { return l.row }

// Read reads a whole list. It returns the recipients of all good rows, and as
// its error a [finding.List] with everything wrong with the others.
func Read(r io.Reader, name string) ([]Recipient, error) {
	list, err := Open(r, name)
	if err != nil {
		return nil, err
	}
	var good []Recipient
	var found finding.List
	for {
		one, err := list.Next()
		var problems finding.List
		switch {
		case errors.Is(err, io.EOF):
			return good, found.Err()
		case errors.As(err, &problems):
			found = append(found, problems...)
		case err != nil:
			return good, err
		default:
			good = append(good, one)
		}
	}
}

func (l *List) complain(line, column int, rule, what, hint string) finding.Finding {
	return finding.Finding{
		Place: finding.Place{File: l.name, Line: line, Column: column},
		Rule:  rule, Level: finding.Error, What: what, Hint: hint,
	}
}

func (l *List) broken(err error) error {
	var row *brokenRow
	if !errors.As(err, &row) {
		l.over = true
		return fmt.Errorf("%s: %w", l.name, err)
	}
	l.over = row.last
	what := fmt.Sprintf("row %d: %s", l.row, row.what)
	if row.last {
		what += "; this row and those after it are not read"
	}
	return finding.List{l.complain(row.line, row.column, "recipients/csv", what, row.hint)}
}

// readHeader finds the columns, and complains of those that are missing, given
// twice or nearly right: a misspelt column would be lost without a word.
func (l *List) readHeader(row sheetRow) ([]column, finding.List) {
	var found finding.List
	header := make([]column, len(row.cells))
	given := map[string]bool{}
	for i, cell := range row.cells {
		name := headerName(cell)
		if given[name] && columns[name] != nil {
			found = append(found, l.complain(row.line, row.at(i), "recipients/header", fmt.Sprintf("column %q is given twice", name), "keep one of the two"))
		}
		given[name] = true
		header[i] = column{name, columns[name]}
	}
	for i := range header {
		if near := misspelt(header[i].name, given); near != "" {
			found = append(found, l.complain(row.line, row.at(i), "recipients/header",
				fmt.Sprintf("column %q is not known", shorten(header[i].name)), fmt.Sprintf("did you mean %q?", near)))
		}
	}
	for _, name := range needed {
		if !given[name] {
			found = append(found, l.complain(row.line, 1, "recipients/header", fmt.Sprintf("column %q is missing", name), "needed are "+required()))
		}
	}
	return header, found.Sort()
}

// misspelt returns the column that was probably meant by an unknown name.
func misspelt(name string, given map[string]bool) string {
	if name == "" || columns[name] != nil || ignored[name] {
		return ""
	}
	if near := finding.Nearest(name, columnNames()); near != "" && !given[near] {
		return near
	}
	return ""
}

// headerName returns the known column that a header cell means, whatever its
// case, spaces, hyphens and underscores, else the cell in lower case.
func headerName(cell string) string {
	if name, ok := columnByWord[word(cell)]; ok {
		return name
	}
	return strings.Join(strings.Fields(strings.ToLower(cell)), "_")
}

// word takes everything out of a name that people write differently.
func word(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '-' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

var columnByWord = func() map[string]string {
	byWord := map[string]string{}
	for name := range columns {
		byWord[word(name)] = name
	}
	for name := range ignored {
		byWord[word(name)] = name
	}
	return byWord
}()

func (r sheetRow) at(cell int) int {
	if cell < len(r.columns) {
		return r.columns[cell]
	}
	return 1
}

func required() string { return strings.Join(needed, ", ") }

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
