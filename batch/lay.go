package batch

import (
	"context"
	"errors"
	"iter"
	"sync"

	"wayleaf/ledger"
	"wayleaf/recipient"
)

// job is a row on its way to a letter.
type job struct {
	recipient.Row
	before int           // the run that released its letter, or 0
	done   chan struct{} // closed when the rest is known
	entry  ledger.Entry
	err    error
}

// lay makes the letters of all rows that are not recorded yet. All workers make
// while the rows that are done are recorded in the order of the list.
func (r *run) lay(ctx context.Context) error {
	r.recorded = r.run.Rows
	ctx, stop := context.WithCancel(ctx)
	jobs, inOrder := make(chan *job), make(chan *job, 2*chunk)
	var crew sync.WaitGroup
	var fed error
	crew.Go(func() {
		fed = r.feed(ctx, jobs, inOrder)
		close(jobs)
		close(inOrder)
	})
	for range max(1, r.Workers) {
		crew.Go(func() { r.makeAll(ctx, jobs) })
	}
	err := r.recordAll(inOrder)
	stop()
	crew.Wait()
	if err != nil {
		return err
	}
	return fed
}

// feed hands out the rows that are not recorded yet, each to the workers and, in
// the order of the list, to be recorded.
func (r *run) feed(ctx context.Context, jobs, inOrder chan<- *job) error {
	next, stop := iter.Pull2(r.list())
	defer stop()
	if _, err := take(next, r.run.Rows); err != nil {
		return err
	}
	for {
		rows, err := take(next, chunk)
		if err != nil || len(rows) == 0 {
			return err
		}
		handed, err := r.jobs(rows)
		if err != nil {
			return err
		}
		for _, j := range handed {
			select {
			case inOrder <- j:
				jobs <- j
			case <-ctx.Done():
				return ErrStopped
			}
		}
	}
}

func take(next func() (recipient.Row, error, bool), most int) ([]recipient.Row, error) {
	var rows []recipient.Row
	for len(rows) < most {
		row, err, more := next()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// jobs are those of some rows. Which of their letters have gone out before is
// looked up for all of them at once.
func (r *run) jobs(rows []recipient.Row) ([]*job, error) {
	jobs, letters := make([]*job, len(rows)), make([]ledger.Hash, len(rows))
	for i, row := range rows {
		jobs[i], letters[i] = &job{Row: row, done: make(chan struct{})}, r.letter(&row.Recipient)
	}
	if r.Again {
		return jobs, nil
	}
	released, err := r.ledger.Released(letters, r.run)
	for i := range jobs {
		jobs[i].before = released[letters[i]]
	}
	return jobs, err
}

// makeAll makes letters until there is none left; when the context has ended it
// makes no more.
func (r *run) makeAll(ctx context.Context, jobs <-chan *job) {
	for j := range jobs {
		if j.err = ErrStopped; ctx.Err() == nil {
			j.entry, j.err = r.makeOne(j.Row, j.before)
		}
		close(j.done)
	}
}

// recordAll records rows as they get done, up to the first that could not be.
func (r *run) recordAll(inOrder <-chan *job) error {
	var entries []ledger.Entry
	for j := range inOrder {
		<-j.done
		if j.err != nil {
			return errors.Join(j.err, r.record(entries))
		}
		if entries = append(entries, j.entry); len(entries) < chunk {
			continue
		}
		if err := r.record(entries); err != nil {
			return err
		}
		entries = nil
	}
	return r.record(entries)
}

// record puts the files of rows on the disk, and then the rows into the ledger.
func (r *run) record(entries []ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	if err := r.folder.sync(); err != nil {
		return err
	}
	if err := r.ledger.Record(r.run, entries); err != nil {
		return err
	}
	r.recorded += len(entries)
	r.tell("making", r.recorded, r.rows)
	return nil
}
