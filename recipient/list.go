package recipient

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"wayleaf/finding"
	"wayleaf/recipient/fhir"
	"wayleaf/recipient/table"
)

// Options say how a list is read and judged. The zero value reads a list by the
// names of its columns and holds back only those to whom no letter may go.
type Options struct {
	Mapping *Mapping // of the list's columns and codes; may be nil
	// Worklist is a worklist of the e-Referral Service as JSON, joined to the list
	// by NHS number: a row for each of its items. Nothing if Bytes is nil.
	Worklist Source
	Limits   table.Limits
	Rules    Rules
}

// Outcome is what becomes of a row.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted" // a letter may be made
	Held     Outcome = "held"     // the row may be right, but a person has to decide
	Rejected Outcome = "rejected" // something in the row is wrong
)

// Row is one row of a list, judged.
type Row struct {
	Number  int // 1 is the first row after the header; rows that hold nothing do not count
	Line    int // where it starts in the file
	Outcome Outcome
	// Recipient is complete if the row is accepted, and as far as it could be read
	// if it is held. Of a rejected row it holds only the Row.
	Recipient Recipient
	// Findings are why the row is not accepted, sorted by place, and warnings and
	// notes. Their rules are stable: "recipients/..." is a fault of the row,
	// "hold/..." a reason to hold it back.
	Findings finding.List
	// Cells are the cells as read, in the order of the list.
	Cells []string
}

// List reads a list of recipients row by row, in memory that does not grow with
// the list, but for some 50 bytes a row to find who is in it twice. It is not
// safe for use by several goroutines.
type List struct {
	name     string
	rows     table.Reader
	joined   *joinedRows // nil without a worklist
	mapping  *Mapping
	columns  []column
	rules    Rules
	phones   bool // the list has a column of phone numbers
	guarded  bool // the list was written by Wayleaf, with apostrophes to undo
	guessed  bool // the encoding is a guess, and not UTF-8
	limits   table.Limits
	number   int
	over     bool
	seen     seen
	american map[int]*dateCount // by column
}

// dateCount counts the dates of a column that tell which way it is written.
type dateCount struct{ either, american int }

// Open starts a list and understands its header. The kind of the list follows
// from its bytes: CSV, XLSX, NDJSON or FHIR. An error that is a [finding.List]
// says what is wrong with the list; any other one is of reading.
func Open(source Source, o Options) (*List, error) {
	list, err := start(source, o)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// start is Open, which also returns a list whose header is not good enough: to
// explain it.
func start(source Source, o Options) (*List, error) {
	l := &List{name: source.Name, mapping: o.Mapping, rules: o.Rules, limits: o.Limits.OrSane(), american: map[int]*dateCount{}}
	rows, err := source.open(o)
	if err != nil {
		return l, l.unread(err)
	}
	l.rows = rows
	if o.Worklist.Bytes != nil {
		if err := l.join(o.Worklist); err != nil {
			return l, err
		}
	}
	first, err := l.rows.Next()
	if errors.Is(err, io.EOF) {
		return l, finding.List{l.complain(1, 1, "recipients/header", "the list is empty", "the first row names the columns: "+required())}
	}
	if err != nil {
		return l, l.unread(err)
	}
	if problems := l.readHeader(first, o.Mapping); len(problems) > 0 {
		return l, problems
	}
	l.phones = slices.ContainsFunc(l.columns, func(c column) bool {
		return slices.ContainsFunc(c.means, func(f *field) bool { return strings.HasPrefix(f.name, "phone_") })
	})
	form := l.rows.Form()
	l.guessed = form.Guessed && form.Encoding == table.Windows1252
	return l, nil
}

// join puts the items of a worklist to the rows of the list.
func (l *List) join(worklist Source) error {
	work, err := fhir.ReadWorklist(worklist.Bytes, worklist.Size, l.limits)
	if err != nil {
		return (&List{name: worklist.Name}).unread(err)
	}
	l.joined = newJoined(l.rows, work, worklist.Name, l.mapping)
	l.rows = l.joined
	return nil
}

// Next returns the next row that holds something, or io.EOF after the last one.
// Any other error is of reading, and ends the list; what is wrong with a row is
// in the row.
func (l *List) Next() (Row, error) {
	for !l.over {
		read, err := l.rows.Next()
		if errors.Is(err, io.EOF) {
			l.over = true
			break
		}
		if err == nil && blank(read) {
			continue
		}
		l.number++
		row := Row{Number: l.number, Line: read.Line, Outcome: Rejected, Recipient: Recipient{Row: l.number}, Cells: l.texts(read)}
		if l.number > l.limits.Rows {
			l.over = true
			err = &table.Unreadable{Line: read.Line, Column: 1, Stop: true, What: fmt.Sprintf("the list has more than %d rows", l.limits.Rows), Hint: "split the list"}
		}
		if err != nil {
			row.Findings, err = l.broken(err)
			return row, err
		}
		l.judge(&row, read)
		return row, nil
	}
	return Row{}, io.EOF
}

func blank(row table.Row) bool {
	for _, cell := range row.Cells {
		if cell.Wrong != nil || strings.TrimSpace(cell.Text) != "" {
			return false
		}
	}
	return true
}

func (l *List) texts(row table.Row) []string {
	texts := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		if texts[i] = cell.Text; l.guarded {
			texts[i] = table.Unguard(cell.Text)
		}
	}
	return texts
}

// Header returns the names of the columns as the list has them.
func (l *List) Header() []string {
	names := make([]string, len(l.columns))
	for i, c := range l.columns {
		names[i] = c.header
	}
	return names
}

// Form returns how the file was understood.
func (l *List) Form() table.Form {
	if l.rows == nil {
		return table.Form{}
	}
	return l.rows.Form()
}

// Findings returns what concerns the list as a whole. It is complete after the
// last row, and an error in it must stop the letters of every row: dates of a
// column that is written month first were read day first.
func (l *List) Findings() finding.List {
	var found finding.List
	if l.guessed {
		guess := l.complain(1, 1, "recipients/encoding", "the list is read as Windows-1252, which is a guess", "look at names with accents in the first letters, or save the list as CSV UTF-8")
		guess.Level = finding.Warning
		found = append(found, guess)
	}
	for i, c := range l.columns {
		count := l.american[i]
		if count == nil || count.american == 0 || count.either == 0 {
			continue
		}
		found = append(found, l.complain(1, c.at, "recipients/month-first",
			fmt.Sprintf("column %q has %d dates that can only be read month first, so that %d others may be read wrongly", shorten(printed(c.header)), count.american, count.either),
			"have the column written as 2026-11-23"))
	}
	return found
}

// Read reads a whole list into memory. It returns the recipients of all rows that
// are accepted, and as its error a [finding.List] with everything wrong with the
// list and the others, those that are held back among them.
func Read(r io.Reader, name string) ([]Recipient, error) {
	data, err := readAll(r, table.Limits{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	list, err := Open(FromMemory(name, data), Options{})
	if err != nil {
		return nil, err
	}
	var good []Recipient
	var found finding.List
	for {
		row, err := list.Next()
		switch {
		case errors.Is(err, io.EOF):
			return good, append(found, list.Findings()...).Err()
		case err != nil:
			return good, err
		case row.Outcome == Accepted:
			good = append(good, row.Recipient)
		default:
			found = append(found, row.Findings...)
		}
	}
}

func (l *List) complain(line, column int, rule, what, hint string) finding.Finding {
	return finding.Finding{
		Place: finding.Place{File: l.name, Line: line, Column: column},
		Rule:  rule, Level: finding.Error, What: what, Hint: hint,
	}
}

// unread is what is wrong with a list that cannot be started.
func (l *List) unread(err error) error {
	var u *table.Unreadable
	if !errors.As(err, &u) {
		return fmt.Errorf("%s: %w", l.name, err)
	}
	return finding.List{l.complain(u.Line, u.Column, "recipients/unreadable", u.What, u.Hint)}
}

// broken is what is wrong with a row that cannot be read.
func (l *List) broken(err error) (finding.List, error) {
	var u *table.Unreadable
	if !errors.As(err, &u) {
		l.over = true
		return nil, fmt.Errorf("%s: %w", l.name, err)
	}
	what := fmt.Sprintf("row %d: %s", l.number, u.What)
	switch {
	case u.Stop:
		l.over = true
		what += "; this row and those after it are not read"
	case u.LastLine > u.Line:
		what += fmt.Sprintf("; lines %d to %d are not read", u.Line, u.LastLine)
	}
	found := l.complain(u.Line, u.Column, "recipients/unreadable", what, u.Hint)
	var other *unmatched
	if errors.As(err, &other) {
		found.File, found.Rule = other.file, "recipients/unmatched"
	}
	return finding.List{found}, nil
}
