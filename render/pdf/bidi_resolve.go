package pdf

import "golang.org/x/text/unicode/bidi"

// sequence is an isolating run sequence (BD13): the places of its runes in
// the paragraph, without those that rule X9 removes.
type sequence struct {
	*bidiText
	at       []int
	embedded int8
	sos, eos bidi.Class
}

// sequences is X10.
func (t *bidiText) sequences(base int8) []sequence {
	runs, runOf := t.levelRuns()
	var all []sequence
	for _, run := range runs {
		first := run[0]
		if t.given[first] == bidi.PDI && t.match[first] >= 0 {
			continue // continues the sequence of its initiator
		}
		at := append([]int(nil), run...)
		for last := at[len(at)-1]; isInitiator(t.given[last]) && t.match[last] >= 0; last = at[len(at)-1] {
			at = append(at, runs[runOf[t.match[last]]]...)
		}
		all = append(all, t.sequence(at, base))
	}
	return all
}

// levelRuns is BD7, runes removed by X9 left out, with the run of each rune.
func (t *bidiText) levelRuns() (runs [][]int, runOf []int) {
	runOf = make([]int, len(t.runes))
	var run []int
	for i, c := range t.given {
		if isRemoved(c) {
			continue
		}
		if len(run) > 0 && t.level[i] != t.level[run[0]] {
			runs, run = append(runs, run), nil
		}
		runOf[i] = len(runs)
		run = append(run, i)
	}
	if len(run) > 0 {
		runs = append(runs, run)
	}
	return runs, runOf
}

func (t *bidiText) sequence(at []int, base int8) sequence {
	level := t.level[at[0]]
	before, after := base, base
	for i := at[0] - 1; i >= 0; i-- {
		if !isRemoved(t.given[i]) {
			before = t.level[i]
			break
		}
	}
	last := at[len(at)-1]
	if !isInitiator(t.given[last]) || t.match[last] >= 0 {
		for i := last + 1; i < len(t.runes); i++ {
			if !isRemoved(t.given[i]) {
				after = t.level[i]
				break
			}
		}
	}
	return sequence{t, at, level, direction(max(level, before)), direction(max(level, after))}
}

func direction(level int8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

func (s sequence) resolve() {
	s.marksAndArabicNumbers()
	s.separators()
	s.terminators()
	s.latinNumbers()
	s.brackets()
	s.neutral()
	s.implicit()
}

// marksAndArabicNumbers is W1 to W3.
func (s sequence) marksAndArabicNumbers() {
	before, strong := s.sos, s.sos
	for _, i := range s.at {
		if s.class[i] == bidi.NSM { // W1
			s.class[i] = before
			if isInitiator(before) || before == bidi.PDI {
				s.class[i] = bidi.ON
			}
		}
		before = s.class[i]
		switch s.class[i] {
		case bidi.L, bidi.R, bidi.AL:
			strong = s.class[i]
		case bidi.EN:
			if strong == bidi.AL { // W2
				s.class[i] = bidi.AN
			}
		}
	}
	for _, i := range s.at {
		if s.class[i] == bidi.AL { // W3
			s.class[i] = bidi.R
		}
	}
}

// separators is W4.
func (s sequence) separators() {
	for k := 1; k+1 < len(s.at); k++ {
		c := s.class[s.at[k]]
		before, after := s.class[s.at[k-1]], s.class[s.at[k+1]]
		if before != after {
			continue
		}
		if before == bidi.EN && (c == bidi.CS || c == bidi.ES) || before == bidi.AN && c == bidi.CS {
			s.class[s.at[k]] = before
		}
	}
}

// terminators is W5 and W6.
func (s sequence) terminators() {
	for k := 0; k < len(s.at); k++ {
		end := s.runEnd(k, func(c bidi.Class) bool { return c == bidi.ET })
		if end == k {
			continue
		}
		if k > 0 && s.class[s.at[k-1]] == bidi.EN || end < len(s.at) && s.class[s.at[end]] == bidi.EN {
			s.fill(k, end, bidi.EN)
		}
		k = end - 1
	}
	for _, i := range s.at {
		switch s.class[i] {
		case bidi.ET, bidi.ES, bidi.CS:
			s.class[i] = bidi.ON
		}
	}
}

// latinNumbers is W7.
func (s sequence) latinNumbers() {
	strong := s.sos
	for _, i := range s.at {
		switch s.class[i] {
		case bidi.L, bidi.R:
			strong = s.class[i]
		case bidi.EN:
			if strong == bidi.L {
				s.class[i] = bidi.L
			}
		}
	}
}

// runEnd returns the end of the run of matching classes that begins at k.
func (s sequence) runEnd(k int, matches func(bidi.Class) bool) int {
	for k < len(s.at) && matches(s.class[s.at[k]]) {
		k++
	}
	return k
}

func (s sequence) fill(from, to int, c bidi.Class) {
	for k := from; k < to; k++ {
		s.class[s.at[k]] = c
	}
}

// strength reads numbers as R, as N0 to N2 do; ON stands for no direction.
func strength(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral is N1 and N2.
func (s sequence) neutral() {
	for k := 0; k < len(s.at); k++ {
		end := s.runEnd(k, func(c bidi.Class) bool { return strength(c) == bidi.ON })
		if end == k {
			continue
		}
		before, after := s.sos, s.eos
		if k > 0 {
			before = strength(s.class[s.at[k-1]])
		}
		if end < len(s.at) {
			after = strength(s.class[s.at[end]])
		}
		if before != after {
			before = direction(s.embedded)
		}
		s.fill(k, end, before)
		k = end - 1
	}
}

// implicit is I1 and I2.
func (s sequence) implicit() {
	for _, i := range s.at {
		switch c := s.class[i]; {
		case s.embedded&1 == 0 && c == bidi.R:
			s.level[i]++
		case s.embedded&1 == 0 && (c == bidi.AN || c == bidi.EN):
			s.level[i] += 2
		case s.embedded&1 == 1 && c != bidi.R:
			s.level[i]++
		}
	}
}
