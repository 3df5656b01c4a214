package batch

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"wayleaf/ledger"
	"wayleaf/press"
	"wayleaf/recipient"
)

// kind is what letters of one print file have in common: an inserter folds all
// letters of a file alike.
type kind struct {
	print string
	pages int
}

func (k kind) String() string {
	print := k.print
	if print == "" {
		print = "standard"
	}
	return fmt.Sprintf("%s-%02d-pages", print, k.pages)
}

// gathered are the rows of a print file that is not full yet.
type gathered struct {
	rows  []recipient.Row
	files int // of this kind before it
}

// place is where in a print file a letter is.
type place struct {
	file     string
	position int // from 1
}

// print puts the letters of each kind into files for a print house. Rows are
// gathered in the order of the list, so that the files do not depend on how the
// work was shared out or interrupted.
func (r *run) print(ctx context.Context) error {
	if r.Combine == 0 {
		return nil
	}
	kinds := map[kind]*gathered{}
	done := 0
	for row, entry := range r.together() {
		if entry.err != nil {
			return entry.err
		}
		if done++; done%chunk == 0 {
			r.tell("printing", done, r.rows)
		}
		if entry.Status != ledger.Made {
			continue
		}
		k := kind{entry.Print, entry.Pages}
		if kinds[k] == nil {
			kinds[k] = &gathered{}
		}
		g := kinds[k]
		if g.rows = append(g.rows, row); len(g.rows) < r.Combine {
			continue
		}
		if err := r.printFile(ctx, k, g); err != nil {
			return err
		}
	}
	for _, k := range sorted(kinds) {
		if err := r.printFile(ctx, k, kinds[k]); err != nil {
			return err
		}
	}
	return r.folder.sync()
}

// entryOf is an entry of the ledger, or why it cannot be had.
type entryOf struct {
	ledger.Entry
	err error
}

// together gives the rows of the list with their entries.
func (r *run) together() iter.Seq2[recipient.Row, entryOf] {
	return func(yield func(recipient.Row, entryOf) bool) {
		next, stop := iter.Pull2(r.ledger.Entries(r.run))
		defer stop()
		for row, err := range r.list() {
			if err != nil {
				yield(row, entryOf{err: err})
				return
			}
			entry, err, more := next()
			if err == nil && (!more || entry.Row != row.Number) {
				err = fmt.Errorf("row %d of the list is not in the ledger: the list has changed", row.Number)
			}
			if !yield(row, entryOf{entry, err}) || err != nil {
				return
			}
		}
	}
}

// printFile writes the rows that are gathered, and begins with none.
func (r *run) printFile(ctx context.Context, k kind, g *gathered) error {
	if len(g.rows) == 0 {
		return nil
	}
	if ctx.Err() != nil {
		return ErrStopped
	}
	g.files++
	rows := g.rows
	g.rows = nil
	name := fmt.Sprintf("print/%s-%03d.pdf", k, g.files)
	for i, row := range rows {
		r.printed[row.Number] = place{name, i + 1}
	}
	if known, ok := r.prints[name]; ok {
		if missing, gone := r.folder.missing([]ledger.File{known.File}); gone {
			return fmt.Errorf("%s is gone from the unfinished run", missing)
		}
		return nil
	}
	made, err := r.combine(name, rows)
	if err != nil {
		return err
	}
	if err := r.folder.sync(); err != nil {
		return err
	}
	r.prints[name] = made
	return r.ledger.RecordPrint(r.run, made)
}

// combine makes a print file and proves it letter by letter.
func (r *run) combine(name string, rows []recipient.Row) (ledger.Print, error) {
	copies := make([]press.Copy, len(rows))
	for i, row := range rows {
		order := r.orderFor(row)
		outline, err := r.Press.Outline(order, r.Bilingual.Languages(row.Recipient.Language)...)
		if err != nil {
			return ledger.Print{}, err
		}
		copies[i] = press.Copy{Order: order, Outline: outline, Language: row.Recipient.Language, Bilingual: r.Bilingual}
	}
	print, err := r.Press.Combine(r.Pathway.ID+" "+r.Date.Format("2006-01-02"), copies)
	if err != nil {
		return ledger.Print{}, err
	}
	for i, row := range rows {
		if leaks := r.others.Find(print.Shares[i], person(row)); len(leaks) > 0 {
			return ledger.Print{}, &MixUp{row.Number, leaks[0].Row, leaks[0].What}
		}
	}
	file, err := r.folder.write(name, print.Bytes)
	return ledger.Print{Name: name, File: file, Letters: len(rows), Pages: print.Pages}, err
}

func sorted(kinds map[kind]*gathered) []kind {
	return slices.SortedFunc(maps.Keys(kinds), func(a, b kind) int { return cmp.Compare(a.String(), b.String()) })
}
