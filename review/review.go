// Package review keeps what reviewers say of the words that patients read:
// comments, returns for a change, and approvals. It is the store behind
// `wayleaf preview` and `wayleaf review`.
//
//	store := review.New("mytrust")
//	log, err := store.Read()
//	result, err := store.Add(ctx, catalogues, review.Entry{Kind: review.Return, ...})
//	result, err = store.Approve(ctx, catalogues, review.Approval{...})
//
// All of it is plain text in the working folder, one entry a line:
//
//	review/comments.tsv         comments, replies, returns, of messages, of documents
//	                            and of their blocks: lines are only added
//	review/approved.tsv         the words as they were when they were approved
//	locales/TAG/signoff.tsv     who approved: see package locales
//
// The order of lines in review/ means nothing, a line that is there twice counts
// once, and the header may stand anywhere. So two branches merge by keeping the
// lines of both: review/.gitattributes says `*.tsv merge=union`, and comes with
// the folder ([Attributes]).
//
// Writers take turns by a lock on review/.lock, whichever process they are in.
// What a method has reported as done is on the disk. A line that a power cut has
// torn off is left out with a warning, and removed by the next writer; any other
// line that is not as Wayleaf wrote it is an error.
//
// The package knows no clock: the caller gives the time of everything.
package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"wayleaf/finding"
	"wayleaf/locales"
)

// Attributes are the files that git needs beside the store's own, by their names
// below the working folder. The store writes those that are missing when it is
// first written to.
func Attributes() map[string]string {
	return map[string]string{
		"review/.gitattributes": "# Lines are only added, in any order: a merge keeps those of both sides.\n*.tsv merge=union eol=lf\n",
		"review/.gitignore":     ".lock\n*.new\n",
	}
}

// Store is the review of one working folder. It may be used by many goroutines
// and many processes at once.
type Store struct{ folder string }

// New returns the store of a working folder, which must exist. Its folder
// "review" is made when something is first written.
func New(folder string) *Store { return &Store{folder} }

// Result is what became of the entries or approvals that were given.
type Result struct {
	Written int          // stored now
	Known   int          // had been stored before
	Refused finding.List // one or more for each that was not stored
}

// Read returns all that is in the store now; nothing, if there is none yet. The
// error is a [finding.List] when a file is not as it should be.
func (s *Store) Read() (*Log, error) {
	root, err := os.OpenRoot(s.folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	d := desk{root: root, folder: s.folder}
	if err := d.read(); err != nil {
		return nil, err
	}
	return d.log, nil
}

// Add stores entries in one piece: all of them, or, if one is refused, none. A
// reply may be to an entry before it. What an entry is about may be left out if it
// answers another.
func (s *Store) Add(ctx context.Context, c *locales.Catalogues, entries ...Entry) (Result, error) {
	var result Result
	err := s.change(ctx, func(d *desk) (err error) {
		result, err = d.add(c, entries)
		return err
	})
	return result, err
}

// Approve signs messages as approved, each by itself: those that are refused do
// not keep back the others. A critical message (see [locales.Catalogues]) needs
// two approvals by different people. An approval is refused when
//
//   - the words, or the English, are not those that the reviewer has seen
//   - a return for a change stands against the message
//   - the same person has given the first approval
//   - the message is critical, not English, and has no back-translation
//   - a plural form is blank
//
// An approval that changes nothing is counted as known.
func (s *Store) Approve(ctx context.Context, c *locales.Catalogues, approvals ...Approval) (Result, error) {
	var result Result
	err := s.change(ctx, func(d *desk) error {
		signed, err := d.sign(c, approvals, nil)
		if err != nil {
			return err
		}
		result = signed.Result
		return d.saveAll(signed.tables)
	})
	return result, err
}

// Import stores what a review pack holds: its entries, and then its approvals as
// [Store.Approve] does. What cannot be stored, as it is about a message that is no
// longer there, is refused by itself; with an entry, what answers it and approvals of
// its message: nobody approves with a reservation that was lost. A pack that is imported
// again changes nothing.
func (s *Store) Import(ctx context.Context, c *locales.Catalogues, p *Pack) (Result, error) {
	var result Result
	err := s.change(ctx, func(d *desk) error {
		said := d.take(c, p.Entries)
		signed, err := d.sign(c, p.Approvals, said.lost)
		if err != nil {
			return err // before anything is written
		}
		result = Result{said.Written + signed.Written, said.Known + signed.Known, append(said.Refused, signed.Refused...)}
		if err := d.append(&d.comments, comments.header(), said.lines); err != nil {
			return err
		}
		return d.saveAll(signed.tables)
	})
	return result, err
}

// Sign puts lines into the signoff.tsv of a language, in the place of those with
// the same keys, and keeps the words of those that are approved with it. The
// lines are of people who have been asked elsewhere: only their form is checked.
func (s *Store) Sign(ctx context.Context, c *locales.Catalogues, tag string, at time.Time, signatures ...locales.Signature) error {
	return s.change(ctx, func(d *desk) error {
		table, err := d.signoff(c, tag)
		if err != nil {
			return err
		}
		for _, signature := range signatures {
			table.sign(signature, at)
		}
		return d.save(table)
	})
}

// desk is the store while one writer has it, or as one reader has seen it.
type desk struct {
	root   *os.Root
	folder string // as the user wrote it, for places
	log    *Log

	comments, approved contents
}

func (d *desk) read() (err error) {
	d.log = newLog()
	if d.comments, err = d.load(commentsFile); err != nil {
		return err
	}
	if d.approved, err = d.load(approvedFile); err != nil {
		return err
	}
	var findings finding.List
	entries, broken := comments.read(&d.comments)
	words, spoilt := approved.read(&d.approved)
	findings = append(append(findings, broken...), spoilt...).Sort()
	if err := findings.Err(); err != nil {
		return err
	}
	for _, e := range entries {
		d.log.put(e)
	}
	for _, w := range words {
		d.log.keep(w)
	}
	d.log.Findings = append(findings, d.log.complete()...)
	return nil
}

// add stores entries, if all are sound.
func (d *desk) add(c *locales.Catalogues, entries []Entry) (Result, error) {
	said := d.take(c, entries)
	if len(said.Refused) > 0 {
		return Result{Refused: said.Refused}, nil
	}
	return said.Result, d.append(&d.comments, comments.header(), said.lines)
}

// taken is what became of entries, and the lines of those that are to be stored.
type taken struct {
	Result
	lines   []string
	lost    map[message]bool   // messages of which something was refused
	named   map[string]string  // what a pack calls an entry -> its identity
	refused map[string]message // what it calls one that was refused -> its message
}

// take puts the entries that are sound into the log.
func (d *desk) take(c *locales.Catalogues, entries []Entry) taken {
	t := taken{lost: map[message]bool{}, named: map[string]string{}, refused: map[string]message{}}
	for i, e := range entries {
		called := e.ID
		e, what := t.settle(c, d.log.entries, e)
		if what != "" {
			t.refuse(called, message{e.Language, e.Key}, e.refused(c, i+1, what))
			continue
		}
		if called != "" {
			t.named[called] = e.ID
		}
		if _, known := d.log.entries[e.ID]; known {
			t.Known++
			continue
		}
		d.log.put(e)
		t.lines = append(t.lines, comments.line(e.fields()))
	}
	d.log.complete()
	t.Written = len(t.lines)
	return t
}

// settle is an entry as it is stored, or what is wrong with it.
func (t *taken) settle(c *locales.Catalogues, stored map[string]Entry, e Entry) (Entry, string) {
	if of, lost := t.refused[e.About]; lost {
		e.Language, e.Key = of.tag, of.key
		return e, fmt.Sprintf("the entry %q that it is about is not taken in", e.About)
	}
	e.About = cmp.Or(t.named[e.About], e.About)
	return e.settled(c, stored)
}

func (t *taken) refuse(called string, of message, f finding.Finding) {
	t.Refused = append(t.Refused, f)
	t.lost[of] = true
	if called != "" {
		t.refused[called] = of
	}
}

// refused is the finding about an entry that cannot be stored.
func (e Entry) refused(c *locales.Catalogues, number int, what string) finding.Finding {
	rule, hint := "review/entry", ""
	if what == unknown(c, e.Language, e.Key) {
		rule, hint = gone.rule, gone.hint
	}
	return complaint(finding.Place{}, rule, hint, "entry %d, %s: %s", number, e.describe(), what)
}

// gone is why nothing can be said of a message or language that the catalogues do not
// have: it may have been removed since the reviewer read it.
var gone = refusal{rule: "review/gone", hint: "if it was removed, read in the file what the reviewer has said, and say it of the message that took its place"}

func complaint(place finding.Place, rule, hint, format string, args ...any) finding.Finding {
	return finding.Finding{Place: place, Rule: rule, Level: finding.Error, What: fmt.Sprintf(format, args...), Hint: hint}
}

// missing tells whether a file is not there, which is no fault.
func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
