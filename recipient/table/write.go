package table

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// Writer writes CSV that a spreadsheet opens without running or changing
// anything: UTF-8 with a byte order mark, every cell in quotation marks, and an
// apostrophe before what a spreadsheet would take for a formula, a number or a
// date. [Unguard] takes the apostrophes out again.
type Writer struct {
	out   *bufio.Writer
	begun bool
	err   error
}

// NewWriter returns a Writer. Call Flush after the last row.
func NewWriter(w io.Writer) *Writer { return &Writer{out: bufio.NewWriter(w)} }

// Write writes one row.
func (w *Writer) Write(cells ...string) error {
	if !w.begun {
		w.put("\ufeff")
		w.begun = true
	}
	for i, cell := range cells {
		if i > 0 {
			w.put(",")
		}
		w.put(`"` + strings.ReplaceAll(Guard(cell), `"`, `""`) + `"`)
	}
	w.put("\r\n")
	return w.err
}

// Flush writes what is buffered. It returns the first error of the Writer.
func (w *Writer) Flush() error {
	if err := w.out.Flush(); w.err == nil {
		w.err = err
	}
	return w.err
}

func (w *Writer) put(text string) {
	if _, err := w.out.WriteString(text); w.err == nil {
		w.err = err
	}
}

// Guard puts an apostrophe before a cell that starts with a sign of a formula
// (= + - @, also in full width, tab, carriage return) or with a digit, if it is
// not a plain number: a spreadsheet drops the zeros of 000000070001, and may turn
// 2026-11-05 into another day. Inside a cell it guards the signs after anything that may end a
// cell elsewhere: a spreadsheet set to semicolons cuts "x;=1+1" in two.
func Guard(cell string) string { return rewrite(cell, guarded) }

// Unguard is the cell that was given to Guard.
func Unguard(cell string) string { return rewrite(cell, unguarded) }

func guarded(rest string, first bool) (string, int) {
	if risky(rest, first) {
		return "'", 0
	}
	return "", 0
}

func unguarded(rest string, first bool) (string, int) {
	if after, ok := strings.CutPrefix(rest, "'"); ok && risky(after, first) {
		return "", len("'")
	}
	return "", 0
}

const (
	formulaSigns = "=+-@\t\r＝＋－＠"
	cellEnds     = ",;|\t\r\n\""
)

// rewrite asks, at each place of the text where a cell may begin, what to put
// in and how many bytes to take out.
func rewrite(cell string, change func(rest string, first bool) (put string, skip int)) string {
	var out strings.Builder
	put, skip := change(cell, true)
	if put == "" && skip == 0 && !strings.ContainsAny(cell, cellEnds) {
		return cell
	}
	for begin := 0; ; {
		out.WriteString(put)
		begin += skip
		end := strings.IndexAny(cell[begin:], cellEnds)
		if end < 0 {
			out.WriteString(cell[begin:])
			return out.String()
		}
		out.WriteString(cell[begin : begin+end+1])
		begin += end + 1
		put, skip = change(cell[begin:], false)
	}
}

// risky reports whether a spreadsheet would read more than text into what
// starts here. Blanks and the apostrophes of others before it do not count.
func risky(text string, first bool) bool {
	text = strings.TrimLeft(text, " '\u00a0")
	if text == "" {
		return false
	}
	sign, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(formulaSigns, sign) || first && sign >= '0' && sign <= '9' && !plain(text)
}

// plain reports whether a text is a number that every spreadsheet shows and
// saves as it is.
func plain(text string) bool {
	return len(text) <= 11 && strings.Trim(text, "0123456789") == "" && (text[0] != '0' || len(text) == 1)
}
