package recipient

import (
	"fmt"
	"strings"
	"unicode"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// judge reads a row into a recipient and decides its outcome.
func (l *List) judge(row *Row, read table.Row) {
	if len(read.Cells) < len(l.columns) || !blank(table.Row{Cells: read.Cells[len(l.columns):]}) {
		row.Findings = finding.List{l.complain(row.Line, 1, "recipients/ragged-row",
			fmt.Sprintf("row %d has %d cells, and the header %d", row.Number, len(read.Cells), len(l.columns)),
			"put a cell that holds the delimiter in quotation marks")}
		return
	}
	e, found := l.read(row, read)
	held := l.rules.never(e)
	if found.Err() == nil && len(held) == 0 {
		found = append(found, l.rules.wrong(e)...)
	}
	if found.Err() == nil && len(held) == 0 {
		held = l.rules.hold(e, l.phones)
	}
	if found.Err() == nil && len(held) == 0 && !l.rules.Twice {
		held = l.seen.twice(e)
	}
	row.Findings = l.placed(row, append(found, held...)).Sort()
	switch {
	case len(held) > 0:
		row.Outcome, row.Recipient = Held, e.Recipient
	case found.Err() == nil:
		row.Outcome, row.Recipient = Accepted, e.Recipient
	}
}

// placed gives findings about a whole row its number and place.
func (l *List) placed(row *Row, found finding.List) finding.List {
	for i := range found {
		if found[i].File == "" {
			found[i].What = fmt.Sprintf("row %d: %s", row.Number, found[i].What)
			found[i].Place = finding.Place{File: l.name, Line: row.Line, Column: 1}
		}
	}
	return found
}

// read takes the cells of a row, and lists all that is wrong with them.
func (l *List) read(row *Row, read table.Row) (*entry, finding.List) {
	e := newEntry(row.Number)
	var found finding.List
	var trimmed []string
	for i, c := range l.columns {
		if !c.used() {
			continue
		}
		cell := strings.TrimSpace(row.Cells[i])
		if cell != row.Cells[i] && cell != "" {
			trimmed = append(trimmed, fmt.Sprintf("%q", shorten(c.header)))
		}
		for _, f := range c.means {
			if f.read == nil {
				continue
			}
			if err := l.readCell(e, f, i, read.Cells[i], cell); err != nil {
				found = append(found, l.cellFinding(row, read.Cells[i], c, err))
			}
		}
	}
	if len(e.Address) == 0 && !e.nowhere && found.Err() == nil {
		found = append(found, l.complain(row.Line, 1, "recipients/bad-value", fmt.Sprintf("row %d: the address is empty", row.Number), "every letter needs one"))
	}
	if name := e.bornLater(); name != "" && found.Err() == nil {
		found = append(found, l.complain(row.Line, 1, "recipients/bad-value",
			fmt.Sprintf("row %d, column %q: the day is before the date of birth", row.Number, name), "correct one of the two"))
	}
	if len(trimmed) > 0 {
		note := l.complain(row.Line, 1, "recipients/trimmed", fmt.Sprintf("row %d: blanks around %s were left out", row.Number, strings.Join(trimmed, ", ")), "")
		note.Level = finding.Note
		found = append(found, note)
	}
	return e, found
}

func (l *List) readCell(e *entry, f *field, column int, read table.Cell, cell string) error {
	if read.Wrong != nil {
		return bad(read.Wrong.What, read.Wrong.Hint)
	}
	if err := legible(cell); err != nil {
		return err
	}
	if l.guessed {
		if err := guessed(cell); err != nil {
			return err
		}
	}
	cell = l.mapping.meaning(f, cell)
	if cell == "" {
		if f.filled {
			return bad("the cell is empty", "every row needs it")
		}
		return nil
	}
	if f.date {
		l.countDate(column, cell)
	}
	return f.read(e, cell)
}

func (l *List) countDate(column int, cell string) {
	either, american := eitherWay(cell)
	if !either && !american {
		return
	}
	count := l.american[column]
	if count == nil {
		count = &dateCount{}
		l.american[column] = count
	}
	if either {
		count.either++
	} else {
		count.american++
	}
}

func (l *List) cellFinding(row *Row, cell table.Cell, c column, err error) finding.Finding {
	p := err.(*problem)
	found := l.complain(row.Line, max(1, cell.At), "recipients/bad-value",
		fmt.Sprintf("row %d, column %q: %s", row.Number, shorten(printed(c.header)), p.what), p.hint)
	if p.slight {
		found.Level = finding.Warning
	}
	return found
}

// printed takes the control characters out of a header that is repeated.
func printed(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.TrimSpace(header))
}
