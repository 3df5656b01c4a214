package review

import (
	"cmp"
	"slices"

	"wayleaf/document"
	"wayleaf/finding"
)

// Log is all that was in the store at one moment. It does not change.
type Log struct {
	Findings finding.List // warnings: torn lines, replies to what is not there

	entries map[string]Entry
	threads map[subject][]Thread
	words   map[message]Words // as approved last
}

// message is a message in a language.
type message struct{ tag, key string }

// Thread is a comment or return with all that was said to it.
type Thread struct {
	Entry
	Answers []Entry // replies, resolutions and reopenings, by time
	// Unresolved are the entries of the thread that nobody has resolved: itself
	// and its reopenings. To resolve the thread, add a Resolve about each: so it
	// stays open if somebody reopens it meanwhile in another place.
	Unresolved []string
}

// Open tells whether a thread is not settled.
func (t Thread) Open() bool { return len(t.Unresolved) > 0 }

func newLog() *Log {
	return &Log{entries: map[string]Entry{}, threads: map[subject][]Thread{}, words: map[message]Words{}}
}

func (l *Log) put(e Entry) { l.entries[e.ID] = e }

func (l *Log) keep(w Words) {
	m := message{w.Language, w.Key}
	if before, ok := l.words[m]; !ok || w.after(before) {
		l.words[m] = w
	}
}

// complete makes threads of the entries.
func (l *Log) complete() finding.List {
	clear(l.threads)
	resolved := map[string]bool{}
	answers := map[string][]Entry{}
	var lost finding.List
	for _, e := range l.entries {
		about, ok := l.entries[e.About]
		if e.Kind == Resolve && ok {
			resolved[e.About] = true
		}
		if e.About != "" && !ok {
			lost = append(lost, finding.Finding{Rule: "review/lost", Level: finding.Warning,
				What: e.describe() + " is about entry " + e.About + ", which is not here", Hint: "a merge has left a line out; take it from the other branch"})
		}
		if about.Kind == Reopen {
			about = l.entries[about.About]
		}
		answers[about.ID] = append(answers[about.ID], e)
	}
	for _, e := range l.entries {
		if e.Kind == Comment || e.Kind == Return {
			l.threads[e.subject()] = append(l.threads[e.subject()], newThread(e, answers[e.ID], resolved))
		}
	}
	for _, threads := range l.threads {
		slices.SortFunc(threads, func(a, b Thread) int { return byTime(a.Entry, b.Entry) })
	}
	return lost.Sort()
}

func newThread(e Entry, answers []Entry, resolved map[string]bool) Thread {
	slices.SortFunc(answers, byTime)
	t := Thread{Entry: e, Answers: answers}
	for _, entry := range append([]Entry{e}, answers...) {
		if (entry.ID == e.ID || entry.Kind == Reopen) && !resolved[entry.ID] {
			t.Unresolved = append(t.Unresolved, entry.ID)
		}
	}
	return t
}

func byTime(a, b Entry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) }

// Threads returns the threads of one message in a language, by time.
func (l *Log) Threads(tag, key string) []Thread { return l.threads[subject{tag: tag, key: key}] }

// OfDocument returns the threads of a document in a language and of all its
// blocks, by time; their Block tells which.
func (l *Log) OfDocument(tag, pathway string, kind document.Kind) []Thread {
	return l.threads[subject{tag: tag, pathway: pathway, document: string(kind)}]
}

// All returns all threads, by time.
func (l *Log) All() []Thread {
	var all []Thread
	for _, threads := range l.threads {
		all = append(all, threads...)
	}
	slices.SortFunc(all, func(a, b Thread) int { return byTime(a.Entry, b.Entry) })
	return all
}

// Returned tells whether a return for a change stands open against a message.
// It is made for the field Returned of [locales.Catalogues].
func (l *Log) Returned(tag, key string) bool {
	return slices.ContainsFunc(l.Threads(tag, key), Thread.holds)
}

// Held tells whether a return stands open against a whole document in a language:
// it is not for patients, whoever has approved its messages. It is made for the
// field Held of [locales.Catalogues].
func (l *Log) Held(tag, pathway string, kind document.Kind) bool {
	return slices.ContainsFunc(l.OfDocument(tag, pathway, kind), Thread.holds)
}

// Holds is how many documents are held in a language.
func (l *Log) Holds(tag string) int {
	n := 0
	for about, threads := range l.threads {
		if about.tag == tag && about.key == "" && slices.ContainsFunc(threads, Thread.holds) {
			n++
		}
	}
	return n
}

// HeldPathways are the ids of the pathways of which a document is held, sorted.
func (l *Log) HeldPathways() []string {
	var ids []string
	for about, threads := range l.threads {
		if about.key == "" && slices.ContainsFunc(threads, Thread.holds) {
			ids = append(ids, about.pathway)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// holds tells whether a thread is a return that stands.
func (t Thread) holds() bool { return t.Kind == Return && t.Open() }

// Approved returns the words of a message as they were when it was approved
// last, by as many people as it needs.
func (l *Log) Approved(tag, key string) (Words, bool) {
	w, ok := l.words[message{tag, key}]
	return w, ok
}
