package ledger_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/ledger"
)

func open(t *testing.T, file string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func entry(row int, letter byte, status ledger.Status) ledger.Entry {
	return ledger.Entry{Row: row, Status: status, Letter: ledger.Hash{letter}, Patient: ledger.Hash{letter, 1}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A run that was stopped goes on where it was, with its own list only.
func TestResume(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a b?#%", "..", "ledger.sqlite")
	l := open(t, file)
	run, err := l.Start("list one")
	must(t, err)
	want := []ledger.Entry{entry(1, 7, ledger.Made), entry(2, 8, ledger.Rejected)}
	want[0].Files = []ledger.File{{Name: "letters/000001.pdf", SHA256: "ab", Bytes: 3}}
	want[1].Reasons = []ledger.Reason{{Rule: "recipients/nhs-number", What: "row 2, column nhs_number: the check digit is wrong"}}
	must(t, l.Record(run, want))
	must(t, l.Close())

	l = open(t, file)
	if _, err := l.Start("list two"); !errors.Is(err, ledger.ErrUnfinished) {
		t.Errorf("another list: %v, want ErrUnfinished", err)
	}
	again, err := l.Start("list one")
	must(t, err)
	if again.Number != run.Number || again.Rows != 2 || again.Stage != ledger.Laying {
		t.Errorf("resumed as %+v", again)
	}
	var got []ledger.Entry
	for e, err := range l.Entries(again) {
		must(t, err)
		got = append(got, e)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A letter counts as released from another run only, and only if it was made.
func TestReleased(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.sqlite"))
	first, err := l.Start("one")
	must(t, err)
	must(t, l.Record(first, []ledger.Entry{entry(1, 7, ledger.Made), entry(2, 8, ledger.Held)}))
	must(t, l.Advance(first, ledger.Done))
	second, err := l.Start("two")
	must(t, err)
	letters := []ledger.Hash{{7}, {8}, {9}}
	got, err := l.Released(letters, second)
	must(t, err)
	if diff := cmp.Diff(map[ledger.Hash]int{{7}: 1}, got); diff != "" {
		t.Error(diff)
	}
	if got, err := l.Released(letters, first); err != nil || len(got) != 0 {
		t.Errorf("released before their own run: %v, error %v", got, err)
	}
}

// A ledger takes the first secret, and no other after it.
func TestKey(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.sqlite")
	l := open(t, file)
	must(t, l.Key(ledger.Hash{1}))
	must(t, l.Key(ledger.Hash{1}))
	must(t, l.Close())
	l = open(t, file)
	if err := l.Key(ledger.Hash{2}); !errors.Is(err, ledger.ErrOtherKey) {
		t.Errorf("another secret: error %v", err)
	}
	must(t, l.Key(ledger.Hash{1}))
}

// Rows are recorded together or not at all, and no row twice.
func TestRecordIsWhole(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.sqlite"))
	run, err := l.Start("one")
	must(t, err)
	must(t, l.Record(run, []ledger.Entry{entry(1, 1, ledger.Made)}))
	if err := l.Record(run, []ledger.Entry{entry(2, 2, ledger.Made), entry(1, 3, ledger.Made)}); err == nil {
		t.Error("row 1 was recorded twice")
	}
	again, err := l.Start("one")
	must(t, err)
	if again.Rows != 1 {
		t.Errorf("%d rows are recorded, want 1", again.Rows)
	}
}

// A run that has done nothing is no hindrance to another list.
func TestStartAnewWithoutRows(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.sqlite"))
	for _, list := range []string{"one", "two"} {
		run, err := l.Start(list)
		must(t, err)
		if run.Number != 1 || run.Fingerprint != list {
			t.Errorf("list %s: %+v", list, run)
		}
	}
}

func TestDrop(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "ledger.sqlite"))
	run, err := l.Start("one")
	must(t, err)
	must(t, l.Record(run, []ledger.Entry{entry(1, 1, ledger.Made)}))
	must(t, l.Advance(run, ledger.Releasing))
	releasing, err := l.Start("one")
	must(t, err)
	if err := l.Drop(releasing); err == nil {
		t.Error("a run that releases was dropped")
	}
	must(t, l.Advance(run, ledger.Laying))
	must(t, l.Drop(run))
	next, err := l.Start("two")
	must(t, err)
	if next.Number != 1 || next.Rows != 0 {
		t.Errorf("after dropping: %+v", next)
	}
}

// Two at once: the second is told.
func TestInUse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ledger.sqlite")
	l := open(t, file)
	if _, err := ledger.Open(file); !errors.Is(err, ledger.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
	must(t, l.Close())
	open(t, file)
}
