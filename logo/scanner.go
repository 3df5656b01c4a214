package logo

import (
	"fmt"
	"strconv"
	"strings"
)

// scanner reads numbers from the text of an attribute.
type scanner struct {
	text string
	next int // the place of the next byte
}

func (s *scanner) done() bool { return s.next >= len(s.text) }

// skip passes over white space and commas.
func (s *scanner) skip() {
	for !s.done() && strings.IndexByte(" \t\r\n,", s.text[s.next]) >= 0 {
		s.next++
	}
}

// number reads a number as SVG writes it: another one may follow without a
// space, at a sign or at a second point. At what is none it stays.
func (s *scanner) number() (float64, bool) {
	end := s.next
	sign := func() {
		if end < len(s.text) && (s.text[end] == '+' || s.text[end] == '-') {
			end++
		}
	}
	digits := func() (n int) {
		for ; end < len(s.text) && isDigit(s.text[end]); end++ {
			n++
		}
		return n
	}
	sign()
	n := digits()
	if end < len(s.text) && s.text[end] == '.' {
		end++
		n += digits()
	}
	if mantissa := end; n > 0 && end < len(s.text) && (s.text[end] == 'e' || s.text[end] == 'E') {
		end++
		if sign(); digits() == 0 {
			end = mantissa
		}
	}
	v, err := strconv.ParseFloat(s.text[s.next:end], 64)
	if n == 0 || err != nil {
		return 0, false
	}
	s.next = end
	return v, true
}

// flag reads the one digit 0 or 1.
func (s *scanner) flag() (float64, bool) {
	if s.done() || s.text[s.next] != '0' && s.text[s.next] != '1' {
		return 0, false
	}
	s.next++
	return float64(s.text[s.next-1] - '0'), true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numbers reads a text that is nothing but numbers.
func numbers(text string) ([]float64, error) {
	var all []float64
	s := scanner{text: text}
	for s.skip(); !s.done(); s.skip() {
		n, ok := s.number()
		if !ok {
			return nil, fmt.Errorf("%q is not a number", shorten(s.text[s.next:]))
		}
		all = append(all, n)
	}
	return all, nil
}
