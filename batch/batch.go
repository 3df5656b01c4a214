// Package batch makes the letters of a whole list, so that nothing is lost,
// nothing is done twice and nobody's letter is in another's envelope.
//
//	survey    every row is read and judged; who is on the list
//	lay       every letter is made, proved and searched for words of others
//	print     letters of one kind go into files for a print house
//	account   manifest, rejected rows, summary
//	release   all of it is put in place at once
//
// Until the release, all files are in a folder that is not the one where they
// will be, and a ledger knows which rows are done: a run that is stopped at any
// moment goes on from there, and gives the same bytes. The work is recorded in
// chunks of rows: their files are on the disk before the ledger says so.
package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"time"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/ledger"
	"wayleaf/mixup"
	"wayleaf/pathway"
	"wayleaf/press"
	"wayleaf/recipient"
	"wayleaf/render"
)

// Order says what is wanted of a list.
type Order struct {
	Press   *press.Press
	Pathway *pathway.Pathway
	// Open starts the list from its first row. It is called for each step, and must
	// give the same rows each time.
	Open        func() (*recipient.List, error)
	Fingerprint string // of the list, the definition and the program that makes the letters
	Date        time.Time
	Formats     []render.Format
	Sheets      document.Sheets
	Large       document.Print  // for those who asked for large print; [document.Large] if empty
	Bilingual   press.Bilingual // for those who do not read English
	Draft       bool            // languages that are not approved may be written
	Again       bool            // letters that an earlier run released are made again
	Combine     int             // PDFs go into print files of so many letters; 0 leaves each in a file
	Workers     int             // 0 is one
	Key         []byte          // of the hashes that stand for patients; secret, the same for all runs of a folder
	// Seal returns a writer that encrypts what goes into w; nil leaves files open.
	Seal func(w io.Writer) (io.WriteCloser, error)
	// Tell is told how far the work is, from one goroutine; it may be nil.
	Tell func(Progress)
}

// Progress is how far a run is.
type Progress struct {
	Step        string // "reading", "making", "printing"
	Done, Total int    // rows; Total is 0 while it is not known
}

// chunk is how many rows are recorded at once.
const chunk = 500

// run is one batch at work.
type run struct {
	Order
	ledger   *ledger.Ledger
	run      ledger.Run
	folder   *folder
	others   *mixup.Index
	rows     int
	recorded int                     // rows that are in the ledger
	remarks  finding.List            // on the whole list
	prints   map[string]ledger.Print // that are made already
	printed  map[int]place           // of each row
	counted  *Summary                // when all is made
}

// ErrStopped is the error of a run that the context has ended. It goes on when
// it is ordered again.
var ErrStopped = errors.New("stopped; what is done is kept")

// Run makes the letters of an order in a folder, or goes on with a run that was
// stopped there. Errors of single rows are in the summary; an error that is
// returned has stopped the run, which can be resumed. Only one run works in a
// folder at a time ([ledger.ErrInUse]), always with the same key
// ([ledger.ErrOtherKey]), and a run must be finished, or dropped with [Drop], before
// one of another list can begin ([ledger.ErrUnfinished]).
func Run(ctx context.Context, name string, order Order) (*Summary, error) {
	if err := makeFolder(name); err != nil {
		return nil, err
	}
	l, err := openLedger(name)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	if err := l.Key(hash(order.Key, "key")); err != nil {
		return nil, err
	}
	number, err := start(l, name, order.Fingerprint)
	if err != nil {
		return nil, err
	}
	r := &run{Order: order, ledger: l, run: number, others: mixup.NewIndex(), prints: map[string]ledger.Print{}, printed: map[int]place{}}
	r.folder = newFolder(name, number.Number, order.Seal)
	prints, err := l.Prints(number)
	if err != nil {
		return nil, err
	}
	for _, p := range prints {
		r.prints[p.Name] = p
	}
	return r.work(ctx)
}

// start begins a run or goes on with one. A run that was stopped while it was
// released needs no list to be finished.
func start(l *ledger.Ledger, name, fingerprint string) (ledger.Run, error) {
	run, err := l.Start(fingerprint)
	if !errors.Is(err, ledger.ErrUnfinished) || run.Stage != ledger.Releasing {
		return run, err
	}
	if err := newFolder(name, run.Number, nil).release(); err != nil {
		return run, err
	}
	if err := l.Advance(run, ledger.Done); err != nil {
		return run, err
	}
	return l.Start(fingerprint)
}

// Drop gives up the run that was stopped in a folder, if it has released nothing.
func Drop(name string) error {
	l, err := openLedger(name)
	if err != nil {
		return err
	}
	defer l.Close()
	last, err := l.Last()
	if err != nil || last.Number == 0 || last.Stage == ledger.Done {
		return err
	}
	if err := l.Drop(last); err != nil {
		return err
	}
	return newFolder(name, last.Number, nil).remove()
}

func openLedger(name string) (*ledger.Ledger, error) {
	file := filepath.Join(name, "ledger.sqlite")
	if err := touch(file); err != nil {
		return nil, err
	}
	return ledger.Open(file)
}

func (r *run) work(ctx context.Context) (*Summary, error) {
	if r.run.Stage == ledger.Releasing {
		return r.release()
	}
	if err := r.folder.make(); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{r.survey, r.lay, r.print, r.account} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return r.release()
}

func (r *run) tell(step string, done, total int) {
	if r.Tell != nil {
		r.Tell(Progress{step, done, total})
	}
}

// survey reads the list once: how long it is, and who is on it.
func (r *run) survey(ctx context.Context) error {
	for row, err := range r.list() {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ErrStopped
		}
		if r.rows++; row.Outcome != recipient.Rejected {
			r.others.Add(person(row))
		}
		if r.rows%chunk == 0 {
			r.tell("reading", r.rows, 0)
		}
	}
	if err := r.remarks.Err(); err != nil {
		return err // as of dates that have the month first: no row can be relied on
	}
	if r.rows < r.run.Rows {
		return fmt.Errorf("the list has %d rows and %d are done: it has changed", r.rows, r.run.Rows)
	}
	return nil
}

// list gives the rows of the list from its start.
func (r *run) list() iter.Seq2[recipient.Row, error] {
	return func(yield func(recipient.Row, error) bool) {
		list, err := r.Open()
		if err != nil {
			yield(recipient.Row{}, err)
			return
		}
		for {
			row, err := list.Next()
			if errors.Is(err, io.EOF) {
				r.remarks = list.Findings()
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func person(row recipient.Row) mixup.Person {
	p := row.Recipient
	p.Title = ""
	return mixup.Person{Row: row.Number, NHSNumber: p.NHSNumber, Reference: p.BookingReference, Name: p.DisplayName(), Postcode: p.Postcode}
}

// release puts the finished folder in its place. From the moment that the ledger
// says so, all letters of the run count as sent.
func (r *run) release() (*Summary, error) {
	if r.run.Stage == ledger.Laying {
		if err := r.ledger.Advance(r.run, ledger.Releasing); err != nil {
			return nil, err
		}
	}
	if err := r.folder.release(); err != nil {
		return nil, err
	}
	if err := r.ledger.Advance(r.run, ledger.Done); err != nil {
		return nil, err
	}
	return r.summary()
}
