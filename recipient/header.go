package recipient

import (
	"fmt"
	"strings"

	"wayleaf/finding"
	"wayleaf/recipient/table"
)

// A column is one of the list's: what its header says, and what it means.
type column struct {
	header string
	at     int
	means  []*field // usually one or none; a mapping can give a column to several
	how    string   // why it means that, or nothing
}

// used reports whether anything of the column is read.
func (c column) used() bool {
	for _, f := range c.means {
		if f.read != nil {
			return true
		}
	}
	return false
}

// ours are the columns that a file for correction has before those of the list.
var ours = map[string]bool{"wayleaf_row": true, "wayleaf_outcome": true, "wayleaf_reasons": true, "wayleaf_hints": true}

// readHeader finds what each column means, and complains of columns that are
// missing, given twice or nearly right: a misspelt column would be lost without a
// word.
func (l *List) readHeader(row table.Row, m *Mapping) finding.List {
	l.guarded = isOurs(row)
	if len(row.Cells)+len(ours) > l.limits.Columns && !l.guarded { // room for ours, when the rows go back
		return finding.List{l.complain(row.Line, 1, "recipients/header",
			fmt.Sprintf("the list has more than %d columns", l.limits.Columns-len(ours)), "is this the right file?")}
	}
	for _, cell := range row.Cells {
		l.columns = append(l.columns, l.understand(cell, m))
	}
	var found finding.List
	given := map[string]int{}
	for i := range l.columns {
		for _, f := range l.columns[i].means {
			if given[f.name]++; given[f.name] == 2 && f.read != nil {
				found = append(found, l.complain(row.Line, l.columns[i].at, "recipients/header",
					fmt.Sprintf("column %q is given twice", f.name), "keep one of the two, or say in a mapping file which one it is"))
			}
		}
	}
	missing := l.missing(row, given)
	if len(missing) == len(needed) { // the row may be a patient: nothing of it is repeated
		return finding.List{l.complain(row.Line, 1, "recipients/header", "the first row does not name the columns", "needed are "+required())}
	}
	found = append(found, l.misspelt(row, given)...)
	found = append(found, missing...)
	return append(found, m.absent(l.columns)...).Sort()
}

func isOurs(row table.Row) bool {
	for _, cell := range row.Cells {
		if table.Unguard(cell.Text) == "wayleaf_reasons" {
			return true
		}
	}
	return false
}

// understand says what a column means: by the mapping, else by its name.
func (l *List) understand(cell table.Cell, m *Mapping) column {
	header := cell.Text
	if l.guarded {
		header = table.Unguard(header)
	}
	c := column{header: header, at: cell.At}
	name := strings.TrimSpace(header)
	w := word(name)
	if c.means = m.fields(name); len(c.means) > 0 {
		c.how = "by the mapping file"
		return c
	}
	switch f := fieldByWord[w]; {
	case ours[name]:
		c.how = "written by Wayleaf"
	case m.ignores(name):
		c.how = "passed over by the mapping file"
	case f != nil && m.maps(f.name):
		c.how = fmt.Sprintf("not used: the mapping file has another column for %s", f.name)
	case f != nil:
		c.means, c.how = []*field{f}, "by its name"
		if word(f.name) != w {
			c.how = "by another name of it"
		}
		if f.read == nil {
			c.how = "known, and not needed for a letter"
		}
	case doubtful[w] != "":
		c.how = "not used: " + doubtful[w]
	case w == "":
		c.how = "not used: it has no name"
	default:
		c.how = "not known, and not used"
	}
	return c
}

func (l *List) missing(row table.Row, given map[string]int) finding.List {
	var found finding.List
	for _, name := range needed {
		if given[name] == 0 {
			found = append(found, l.complain(row.Line, 1, "recipients/header", fmt.Sprintf("column %q is missing", name), "needed are "+required()))
		}
	}
	return found
}

// misspelt finds columns whose names are nearly those of fields that are not
// given.
func (l *List) misspelt(row table.Row, given map[string]int) finding.List {
	var found finding.List
	known := usedNames()
	for _, c := range l.columns {
		if len(c.means) > 0 || c.how != "not known, and not used" || len(c.header) > maxCell {
			continue
		}
		name := strings.Join(strings.Fields(strings.ToLower(c.header)), "_")
		if near := nearest(name, known); near != "" && given[near] == 0 {
			found = append(found, l.complain(row.Line, c.at, "recipients/header",
				fmt.Sprintf("column %q is not known", shorten(name)), fmt.Sprintf("did you mean %q?", near)))
		}
	}
	return found
}

// nearest is the known name that was meant, if each of its words is nearly what
// was written: appointment_end is no slip of appointment_date.
func nearest(name string, known []string) string {
	near := finding.Nearest(name, known)
	written, meant := strings.Split(name, "_"), strings.Split(near, "_")
	if len(written) != len(meant) {
		return ""
	}
	for i := range written {
		if finding.Nearest(written[i], meant[i:i+1]) == "" {
			return ""
		}
	}
	return near
}

func required() string { return strings.Join(needed, ", ") }

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
