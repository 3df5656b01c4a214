package pdf

import (
	"crypto/sha256"
	"errors"
	"slices"
)

// passageKey is all that the words of a passage of a page depend on, but for what its
// fonts are: the stream as it stands in the file, and the number of its first
// marked-content sequence.
type passageKey struct {
	streamHash
	first int
}

// passage is what a passage of a page says.
type passage struct {
	text     []byte // of its numbered sequences, one after the other
	ends     []int  // of each in the text
	around   []string
	fonts    []namedFont // that it uses
	pictures []string
	size     int // of all that was read for it
}

type namedFont struct {
	name  string
	texts texts
}

// readPassage reads a passage of the page in hand.
func (r *reading) readPassage(at value) error {
	data, err := r.deflated(at)
	if err != nil {
		return err
	}
	key := passageKey{sha256.Sum256(data), len(r.marked) - r.starts[len(r.starts)-1]}
	if known, ok := r.passages.find(key); ok {
		same, err := r.holds(known)
		if err != nil {
			return err
		}
		if same {
			return r.say(known)
		}
	}
	return r.readNewPassage(key, data)
}

// holds reports whether the fonts that a passage uses are those with which it was
// read, and makes sure of its pictures.
func (r *reading) holds(p *passage) (bool, error) {
	for _, used := range p.fonts {
		found, err := r.font([]byte(used.name))
		if err != nil || !found.same(used.texts) {
			return false, err
		}
	}
	for _, name := range p.pictures {
		if err := r.picture([]byte(name)); err != nil {
			return false, err
		}
	}
	return true, nil
}

// same reports whether two are the same, and not only equal.
func (t texts) same(other texts) bool {
	return len(t) == len(other) && (len(t) == 0 || &t[0] == &other[0])
}

// say adds what a known passage says to the page.
func (r *reading) say(p *passage) error {
	start := len(r.text)
	r.text = append(r.text, p.text...)
	from := start
	for _, end := range p.ends {
		r.marked = append(r.marked, markedText{start: from, end: start + end})
		from = start + end
	}
	page := &r.pages[len(r.pages)-1]
	page.Around = append(page.Around, p.around...)
	return r.spend(p.size)
}

// readNewPassage reads the operators of a passage, and keeps what they say.
func (r *reading) readNewPassage(key passageKey, data []byte) error {
	left, start, first := r.left, len(r.text), len(r.marked)
	var err error
	if r.content, err = r.inflate(r.content[:0], data); err != nil {
		return err
	}
	if n := len(r.content); n > 0 && r.content[n-1] != '\n' {
		return errors.New("a passage of a page that can grow together with the next")
	}
	c := contentReader{reading: r, lexer: lexer{buf: r.content}, owner: nobody, first: first - key.first}
	if err := c.read(); err != nil {
		return err
	}
	page := &r.pages[len(r.pages)-1]
	page.Around = append(page.Around, c.around...)
	if len(r.content) > mostKeptStream {
		return nil
	}
	p := &passage{text: slices.Clone(r.text[start:]), around: c.around, fonts: c.fonts, pictures: c.pictures, size: left - r.left}
	for _, m := range r.marked[first:] {
		p.ends = append(p.ends, m.end-start)
	}
	r.passages.put(key, p)
	return nil
}
