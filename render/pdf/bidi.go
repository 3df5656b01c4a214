package pdf

import "golang.org/x/text/unicode/bidi"

// The Unicode bidirectional algorithm, UAX 9 rules X1 to I2; rule names in the
// comments are those of the annex. It is our own because the base direction
// of a letter is given: golang.org/x/text/unicode/bidi does not offer
// levels, and go-text v0.3.5, made to obey by a leading strong mark, gets 63 of
// the 91,679 cases of BidiCharacterTest.txt wrong. Ours gets none wrong.

// Characters of UAX 9 that never reach the page.
const (
	leftIsolate  = '\u2066'
	rightIsolate = '\u2067'
	firstIsolate = '\u2068'
	endIsolate   = '\u2069'
)

// maxDepth is the deepest explicit level (BD2).
const maxDepth = 125

// bidiText is one paragraph on its way through the algorithm. The slices run
// parallel to the runes.
type bidiText struct {
	runes []rune
	given []bidi.Class // as in the character database
	class []bidi.Class // as the rules leave it
	level []int8
	match []int // isolate initiator <-> its PDI (BD9); -1 for none
}

// bidiLevels returns the embedding level of each rune of a paragraph whose
// base level, 0 or 1, is given. The runes that rule X9 removes have the level
// of the rune before. Rule L1 depends on lines and is left to [resetTrailing].
func bidiLevels(runes []rune, base int8) []int8 {
	t := bidiText{runes: runes, level: make([]int8, len(runes))}
	if base == 0 && !turns(runes) {
		return t.level
	}
	t.given = make([]bidi.Class, len(runes))
	for i, r := range runes {
		t.given[i] = classOf(r)
	}
	t.class = append([]bidi.Class(nil), t.given...)
	t.matchIsolates()
	t.explicit(base)
	for _, sequence := range t.sequences(base) {
		sequence.resolve()
	}
	t.levelRemoved(base)
	return t.level
}

// turns reports whether any rune could give a paragraph of base level 0
// another order than the written one.
func turns(runes []rune) bool {
	for _, r := range runes {
		if r < 0x0590 {
			continue
		}
		switch classOf(r) {
		case bidi.R, bidi.AL, bidi.AN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.RLI:
			return true
		}
	}
	return false
}

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

func isRemoved(c bidi.Class) bool {
	switch c {
	case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.BN:
		return true
	}
	return false
}

// matchIsolates is BD9.
func (t *bidiText) matchIsolates() {
	t.match = make([]int, len(t.runes))
	var open []int
	for i, c := range t.given {
		t.match[i] = -1
		switch {
		case isInitiator(c):
			open = append(open, i)
		case c == bidi.PDI && len(open) > 0:
			last := open[len(open)-1]
			open = open[:len(open)-1]
			t.match[last], t.match[i] = i, last
		}
	}
}

// firstStrong is P2 and P3 over the runes from start to end, isolates skipped.
func (t *bidiText) firstStrong(start, end int) int8 {
	for i := start; i < end; i++ {
		switch c := t.given[i]; {
		case c == bidi.L:
			return 0
		case c == bidi.R || c == bidi.AL:
			return 1
		case isInitiator(c):
			if t.match[i] < 0 {
				return 0
			}
			i = t.match[i]
		}
	}
	return 0
}

// status is an entry of the directional status stack (X1).
type status struct {
	level    int8
	override bidi.Class // bidi.ON for neutral
	isolate  bool
}

// explicit is X1 to X8.
func (t *bidiText) explicit(base int8) {
	e := embedding{stack: []status{{base, bidi.ON, false}}}
	for i, c := range t.given {
		t.level[i] = e.top().level
		switch {
		case c == bidi.RLE || c == bidi.LRE || c == bidi.RLO || c == bidi.LRO:
			e.embed(c)
		case isInitiator(c):
			t.assign(i, e.top())
			e.isolate(t.isolateClass(i))
		case c == bidi.PDI:
			e.endIsolate()
			t.assign(i, e.top())
		case c == bidi.PDF:
			e.endEmbedding()
		case c == bidi.B:
			t.level[i] = base
		case c != bidi.BN:
			t.assign(i, e.top())
		}
	}
}

// isolateClass turns an FSI into the isolate that its content asks for (X5c).
func (t *bidiText) isolateClass(i int) bidi.Class {
	if t.given[i] != bidi.FSI {
		return t.given[i]
	}
	end := t.match[i]
	if end < 0 {
		end = len(t.runes)
	}
	if t.firstStrong(i+1, end) == 1 {
		return bidi.RLI
	}
	return bidi.LRI
}

func (t *bidiText) assign(i int, s status) {
	t.level[i] = s.level
	if s.override != bidi.ON {
		t.class[i] = s.override
	}
}

// embedding is the directional status stack with its three counters.
type embedding struct {
	stack                        []status
	overIsolates, overEmbeddings int
	isolates                     int
}

func (e *embedding) top() status { return e.stack[len(e.stack)-1] }

func (e *embedding) pop() { e.stack = e.stack[:len(e.stack)-1] }

// next is the least odd or even level above the current one.
func (e *embedding) next(odd bool) int8 {
	level := e.top().level + 1
	if (level&1 == 1) != odd {
		level++
	}
	return level
}

// embed is X2 to X5.
func (e *embedding) embed(c bidi.Class) {
	level := e.next(c == bidi.RLE || c == bidi.RLO)
	if level > maxDepth || e.overIsolates > 0 || e.overEmbeddings > 0 {
		if e.overIsolates == 0 {
			e.overEmbeddings++
		}
		return
	}
	override := bidi.ON
	switch c {
	case bidi.RLO:
		override = bidi.R
	case bidi.LRO:
		override = bidi.L
	}
	e.stack = append(e.stack, status{level, override, false})
}

// isolate is X5a and X5b.
func (e *embedding) isolate(c bidi.Class) {
	level := e.next(c == bidi.RLI)
	if level > maxDepth || e.overIsolates > 0 || e.overEmbeddings > 0 {
		e.overIsolates++
		return
	}
	e.isolates++
	e.stack = append(e.stack, status{level, bidi.ON, true})
}

// endIsolate is X6a.
func (e *embedding) endIsolate() {
	if e.overIsolates > 0 {
		e.overIsolates--
		return
	}
	if e.isolates == 0 {
		return
	}
	e.overEmbeddings = 0
	for !e.top().isolate {
		e.pop()
	}
	e.pop()
	e.isolates--
}

// endEmbedding is X7.
func (e *embedding) endEmbedding() {
	switch {
	case e.overIsolates > 0:
	case e.overEmbeddings > 0:
		e.overEmbeddings--
	case !e.top().isolate && len(e.stack) > 1:
		e.pop()
	}
}

// levelRemoved gives the runes of rule X9 the level of the rune before.
func (t *bidiText) levelRemoved(base int8) {
	before := base
	for i, c := range t.given {
		if isRemoved(c) {
			t.level[i] = before
		}
		before = t.level[i]
	}
}

// resetTrailing is the part of rule L1 that a line needs: white space and
// isolate formatting at its end take the level of the paragraph.
func resetTrailing(runes []rune, levels []int8, base int8) {
	for i := len(runes) - 1; i >= 0; i-- {
		c := classOf(runes[i])
		if c != bidi.WS && c != bidi.PDI && !isInitiator(c) && !isRemoved(c) {
			return
		}
		levels[i] = base
	}
}
