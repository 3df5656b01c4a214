package review

import (
	"bytes"
	"fmt"
	"strings"

	"wayleaf/finding"
)

// table is the form of a file: a header, and one entry a line, in any order.
type table[T any] struct {
	columns []string
	older   int                               // how many columns lines had before the last ones were added; 0 if none were
	parse   func(fields []string) (T, string) // or what is wrong
}

// contents are a file as it was read.
type contents struct {
	name  string // below the working folder
	place string // as findings call it
	data  []byte
	whole int // bytes up to the end of the last sound line
}

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

func (t table[T]) header() string { return strings.Join(t.columns, "\t") + "\n" }

func (t table[T]) line(fields []string) string {
	escaped := make([]string, len(fields))
	for i, field := range fields {
		escaped[i] = escape.Replace(field)
	}
	return strings.Join(escaped, "\t") + "\n"
}

// read returns the entries of a file. A last line without an end that cannot be
// understood was torn off while it was written: it is left out with a warning.
func (t table[T]) read(c *contents) (entries []T, findings finding.List) {
	header, older := strings.Join(t.columns, "\t"), strings.Join(t.columns[:t.older], "\t")
	for number, rest := 1, c.data; len(rest) > 0; number++ {
		line, after, ended := bytes.Cut(rest, []byte("\n"))
		rest = after
		text := strings.TrimSuffix(string(line), "\r")
		if text == header || text == older || text == "" {
			c.whole = len(c.data) - len(rest)
			continue
		}
		entry, what := t.entry(text)
		switch {
		case what == "":
			entries = append(entries, entry)
		case !ended:
			findings = append(findings, torn(finding.Place{File: c.place, Line: number, Column: 1}))
			return entries, findings
		default:
			findings = append(findings, complaint(finding.Place{File: c.place, Line: number, Column: 1}, "review/line",
				"every line is one entry as Wayleaf wrote it: undo what was changed; after a merge, keep the lines of both sides", "%s", what))
		}
		c.whole = len(c.data) - len(rest)
	}
	return entries, findings
}

func torn(place finding.Place) finding.Finding {
	return finding.Finding{Place: place, Rule: "review/torn", Level: finding.Warning,
		What: "the last line was not written to its end and is left out", Hint: "the reviewer has been told of no success; ask them to say it again"}
}

func (t table[T]) entry(line string) (T, string) {
	fields := strings.Split(line, "\t")
	if len(fields) == t.older {
		fields = append(fields, make([]string, len(t.columns)-t.older)...)
	}
	if len(fields) != len(t.columns) {
		var none T
		return none, fmt.Sprintf("the line has %d columns, not %d", len(fields), len(t.columns))
	}
	for i := range fields {
		fields[i] = unescape.Replace(fields[i])
	}
	return t.parse(fields)
}
