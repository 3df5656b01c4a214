// Package ledger is the memory of an output folder: which letters were made from
// which row, and which have gone out, over all runs. It is one SQLite file.
//
//	l, err := ledger.Open("out/ledger.sqlite")
//	run, err := l.Start(fingerprint)
//	err = l.Record(run, entries)      // rows of the list, in its order
//	err = l.Advance(run, ledger.Done)
//
// What Record has returned without an error outlives a kill and a power cut
// (journal in WAL mode, synchronous FULL). It holds no personal data: people and
// letters are there as keyed hashes, which the caller makes.
package ledger

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
	"modernc.org/sqlite/lib"

	"modernc.org/sqlite"
)

// Hash tells people and letters apart without saying who they are.
type Hash [16]byte

// Stage is how far a run has come.
type Stage string

const (
	// Laying makes the letters; none has been released.
	Laying Stage = "laying"
	// Releasing puts them in place: every one of them counts as sent.
	Releasing Stage = "releasing"
	// Done has its manifest too.
	Done Stage = "done"
)

// Run is one list turned into letters.
type Run struct {
	Number      int    // from 1
	Fingerprint string // of all that its letters depend on
	Stage       Stage
	Rows        int // how many rows are recorded
}

// Status is what became of a row.
type Status string

const (
	// Made is a letter, released with the run.
	Made Status = "made"
	// Held is a sound row whose letter must not go, for a reason of the patient.
	Held Status = "held"
	// Rejected is a row that must be corrected first.
	Rejected Status = "rejected"
	// Sent is a letter that an earlier run released.
	Sent Status = "sent"
)

// File is a finished file of a letter.
type File struct {
	Name   string `json:"name"`   // below the folder of the run, with slashes
	SHA256 string `json:"sha256"` // hexadecimal, of the file as it is on disk
	Bytes  int64  `json:"bytes"`
}

// Reason says by a rule why no letter was made, without personal data.
type Reason struct {
	Rule string `json:"rule"`
	What string `json:"what"`
	Hint string `json:"hint,omitempty"`
}

// Entry is what became of one row of a list.
type Entry struct {
	Row      int
	Status   Status
	Patient  Hash
	Letter   Hash // the same for the same letter to the same patient in any list
	ID       string
	Language string
	Print    string
	Pages    int
	Files    []File
	Reasons  []Reason // why there is no letter
	Remarks  []Reason // on a row that has one, such as a trimmed cell
}

// Ledger is an open ledger. Only one process has it at a time.
type Ledger struct{ db *sql.DB }

// ErrInUse is the error of a ledger that another run has open.
var ErrInUse = errors.New("another run works in this folder")

// ErrOtherKey is the error of a ledger whose hashes were made with another secret.
var ErrOtherKey = errors.New("the letters of this folder were noted with another secret")

// ErrUnfinished is the error of a list that differs from that of the run which
// was stopped: it must be finished or dropped first.
var ErrUnfinished = errors.New("a run with other content was stopped here and is not finished")

const schema = `
CREATE TABLE IF NOT EXISTS runs (
	number      INTEGER PRIMARY KEY,
	fingerprint TEXT NOT NULL,
	stage       TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS letters (
	run      INTEGER NOT NULL REFERENCES runs,
	row      INTEGER NOT NULL,
	status   TEXT NOT NULL,
	letter   BLOB NOT NULL,
	entry    TEXT NOT NULL,
	PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (
	run   INTEGER NOT NULL REFERENCES runs,
	name  TEXT NOT NULL,
	print TEXT NOT NULL,
	PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (
	mark BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS made ON letters (letter) WHERE status = 'made';
PRAGMA user_version = 1;
`

// Open opens the ledger in a file, which it makes if need be, for this process
// alone. The error is [ErrInUse] if another process has it.
func Open(file string) (*Ledger, error) {
	path := (&url.URL{Path: filepath.ToSlash(file)}).EscapedPath()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=locking_mode(EXCLUSIVE)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=exclusive")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	l := &Ledger{db}
	if err := l.prepare(); err != nil {
		db.Close()
		return nil, located(file, err)
	}
	return l, nil
}

func (l *Ledger) prepare() error {
	var version int
	if err := l.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > 1 {
		return errors.New("a newer Wayleaf has written this ledger")
	}
	return l.change(func(tx *sql.Tx) error {
		_, err := tx.Exec(schema)
		return err
	})
}

func located(file string, err error) error {
	var broken *sqlite.Error
	if errors.As(err, &broken) && broken.Code()&0xFF == sqlite3.SQLITE_BUSY {
		return ErrInUse
	}
	return fmt.Errorf("%s: %w", file, err)
}

// Key takes the mark of the secret that hashes are made with: the same for the same
// secret. The error is [ErrOtherKey] if the ledger has had another.
func (l *Ledger) Key(mark Hash) error {
	if _, err := l.db.Exec("INSERT INTO keys SELECT ? WHERE NOT EXISTS (SELECT 1 FROM keys)", mark[:]); err != nil {
		return err
	}
	var known []byte
	if err := l.db.QueryRow("SELECT mark FROM keys").Scan(&known); err != nil {
		return err
	}
	if Hash(known) != mark {
		return ErrOtherKey
	}
	return nil
}

// Close gives the ledger free for others.
func (l *Ledger) Close() error { return l.db.Close() }

// change runs a transaction.
func (l *Ledger) change(do func(tx *sql.Tx) error) error {
	tx, err := l.db.Begin()
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Start returns the run that was stopped, if its fingerprint is the same or it had
// not recorded a row, or a new one. The error is [ErrUnfinished] if another run was stopped; the run
// that it returns with it is that one.
func (l *Ledger) Start(fingerprint string) (Run, error) {
	last, err := l.Last()
	switch {
	case err != nil:
		return Run{}, err
	case last.Number == 0 || last.Stage == Done:
	case last.Fingerprint == fingerprint:
		return last, nil
	case last.Rows > 0:
		return last, ErrUnfinished
	default: // it has done nothing
		last.Fingerprint = fingerprint
		_, err := l.db.Exec("UPDATE runs SET fingerprint = ? WHERE number = ?", fingerprint, last.Number)
		return last, err
	}
	run := Run{Number: last.Number + 1, Fingerprint: fingerprint, Stage: Laying}
	_, err = l.db.Exec("INSERT INTO runs VALUES (?, ?, ?)", run.Number, fingerprint, Laying)
	return run, err
}

// Last returns the last run; its number is 0 if there is none.
func (l *Ledger) Last() (run Run, err error) {
	row := l.db.QueryRow(`SELECT number, fingerprint, stage, (SELECT COUNT(*) FROM letters WHERE run = number)
		FROM runs ORDER BY number DESC LIMIT 1`)
	err = row.Scan(&run.Number, &run.Fingerprint, &run.Stage, &run.Rows)
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, nil
	}
	return run, err
}

// Drop forgets a run of which nothing has been released.
func (l *Ledger) Drop(run Run) error {
	if run.Stage != Laying {
		return fmt.Errorf("run %d has released letters and cannot be dropped", run.Number)
	}
	return l.change(func(tx *sql.Tx) error {
		for _, table := range []string{"letters", "prints"} {
			if _, err := tx.Exec("DELETE FROM "+table+" WHERE run = ?", run.Number); err != nil {
				return err
			}
		}
		_, err := tx.Exec("DELETE FROM runs WHERE number = ?", run.Number)
		return err
	})
}

// Record adds what became of some rows: all of them, or none and an error.
func (l *Ledger) Record(run Run, entries []Entry) error {
	return l.change(func(tx *sql.Tx) error {
		add, err := tx.Prepare("INSERT INTO letters VALUES (?, ?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer add.Close()
		for _, e := range entries {
			text, err := json.Marshal(e)
			if err != nil {
				return err
			}
			if _, err := add.Exec(run.Number, e.Row, e.Status, e.Letter[:], string(text)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Print is a file of many letters for a print house.
type Print struct {
	Name    string `json:"name"` // as the run calls it
	File    File   `json:"file"`
	Letters int    `json:"letters"`
	Pages   int    `json:"pages"` // of the whole file
}

// RecordPrint adds a print file.
func (l *Ledger) RecordPrint(run Run, p Print) error {
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = l.db.Exec("INSERT INTO prints VALUES (?, ?, ?)", run.Number, p.Name, string(text))
	return err
}

// Prints are the recorded print files of a run, by name.
func (l *Ledger) Prints(run Run) ([]Print, error) {
	rows, err := l.db.Query("SELECT print FROM prints WHERE run = ? ORDER BY name", run.Number)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var prints []Print
	for rows.Next() {
		var text []byte
		var p Print
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &p); err != nil {
			return nil, err
		}
		prints = append(prints, p)
	}
	return prints, rows.Err()
}

// Advance notes that a run has come to a stage.
func (l *Ledger) Advance(run Run, stage Stage) error {
	_, err := l.db.Exec("UPDATE runs SET stage = ? WHERE number = ?", stage, run.Number)
	return err
}

// Released returns, for those of some letters that were released before run, the
// first run that did.
func (l *Ledger) Released(letters []Hash, run Run) (map[Hash]int, error) {
	arguments := []any{run.Number}
	for _, letter := range letters {
		arguments = append(arguments, letter[:])
	}
	rows, err := l.db.Query("SELECT letter, MIN(run) FROM letters WHERE status = 'made' AND run < ? AND letter IN ("+
		strings.TrimSuffix(strings.Repeat("?, ", len(letters)), ", ")+") GROUP BY letter", arguments...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	released := map[Hash]int{}
	for rows.Next() {
		var letter []byte
		var number int
		if err := rows.Scan(&letter, &number); err != nil {
			return nil, err
		}
		released[Hash(letter)] = number
	}
	return released, rows.Err()
}

// page is how many entries are read at once.
const page = 1000

// Entries are the recorded rows of a run, in the order of the list. The ledger may
// be used meanwhile.
func (l *Ledger) Entries(run Run) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		last := 0
		for {
			entries, err := l.entriesAfter(run, last)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
				last = e.Row
			}
			if len(entries) < page {
				return
			}
		}
	}
}

func (l *Ledger) entriesAfter(run Run, row int) ([]Entry, error) {
	rows, err := l.db.Query("SELECT entry FROM letters WHERE run = ? AND row > ? ORDER BY row LIMIT ?", run.Number, row, page)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var entries []Entry
	for rows.Next() {
		var text []byte
		var e Entry
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}
