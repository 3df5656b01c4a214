package pdf

import "golang.org/x/text/unicode/bidi"

// maxPairs is how many brackets may be open at once (BD16).
const maxPairs = 63

// bracketPair holds the places of two brackets in a sequence (BD16).
type bracketPair struct{ open, end int }

// brackets is N0.
func (s sequence) brackets() {
	embedding := direction(s.embedded)
	for _, p := range s.pairs() {
		switch inside := s.strongInside(p); {
		case inside == bidi.ON: // N0d
		case inside != embedding && s.strongBefore(p.open) == inside: // N0c1
			s.setPair(p, inside)
		default: // N0b, N0c2
			s.setPair(p, embedding)
		}
	}
}

// strongInside returns the embedding direction if anything inside the pair has
// it, else the opposite one if anything has that, else ON.
func (s sequence) strongInside(p bracketPair) bidi.Class {
	inside := bidi.ON
	for k := p.open + 1; k < p.end; k++ {
		c := strength(s.class[s.at[k]])
		if c == direction(s.embedded) {
			return c
		}
		if c != bidi.ON {
			inside = c
		}
	}
	return inside
}

func (s sequence) strongBefore(k int) bidi.Class {
	for k--; k >= 0; k-- {
		if c := strength(s.class[s.at[k]]); c != bidi.ON {
			return c
		}
	}
	return s.sos
}

// setPair sets both brackets and the marks that follow them.
func (s sequence) setPair(p bracketPair, c bidi.Class) {
	for _, k := range []int{p.open, p.end} {
		s.class[s.at[k]] = c
		for k++; k < len(s.at) && s.given[s.at[k]] == bidi.NSM; k++ {
			s.class[s.at[k]] = c
		}
	}
}

// pairs is BD16, sorted by the opening bracket.
func (s sequence) pairs() []bracketPair {
	type opening struct {
		closer rune
		place  int
	}
	var stack []opening
	var ends map[int]int
	for k, i := range s.at {
		if s.class[i] != bidi.ON {
			continue
		}
		r := canonicalBracket(s.runes[i])
		properties, _ := bidi.LookupRune(r)
		if !properties.IsBracket() {
			continue
		}
		if properties.IsOpeningBracket() {
			if len(stack) == maxPairs {
				return nil
			}
			stack = append(stack, opening{canonicalBracket(otherBracket(r)), k})
			continue
		}
		for j := len(stack) - 1; j >= 0; j-- {
			if stack[j].closer == r {
				if ends == nil {
					ends = map[int]int{}
				}
				ends[stack[j].place] = k
				stack = stack[:j]
				break
			}
		}
	}
	return s.inOrder(ends)
}

func (s sequence) inOrder(ends map[int]int) []bracketPair {
	if len(ends) == 0 {
		return nil
	}
	var pairs []bracketPair
	for k := range s.at {
		if end, ok := ends[k]; ok {
			pairs = append(pairs, bracketPair{k, end})
		}
	}
	return pairs
}

// canonicalBracket maps the two brackets that have a canonical decomposition.
func canonicalBracket(r rune) rune {
	switch r {
	case 0x2329:
		return 0x3008
	case 0x232A:
		return 0x3009
	}
	return r
}

// otherBracket returns the other bracket of a pair.
func otherBracket(r rune) rune {
	for _, other := range bidi.ReverseString(string(r)) {
		return other
	}
	return r
}
