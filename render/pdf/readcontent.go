package pdf

import (
	"errors"
	"io"
	"slices"
)

// readPage reads the passages of a page.
func (r *reading) readPage(number value) error {
	page, err := r.dictAt(number)
	if err != nil {
		return err
	}
	if err := r.readResources(page.get("Resources")); err != nil {
		return err
	}
	r.starts = append(r.starts, len(r.marked))
	r.pages = append(r.pages, Page{})
	if !page.get("Contents").isArray() {
		return errSyntax
	}
	for passages := page.get("Contents").array(); ; {
		passage, err := passages.next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = r.readPassage(passage)
		}
		if err != nil {
			return err
		}
	}
}

// nobody is the owner of text that is in no numbered sequence.
const nobody = -1

// contentReader walks through the operators of a passage of a page (q and Q do not matter to
// text). Text belongs to the numbered marked-content sequence it stands in.
type contentReader struct {
	*reading
	lexer
	font     texts
	fontName []byte
	first    int   // of the page among all marked texts
	owner    int   // among all marked texts
	owners   []int // of the marked content around
	artifact []byte
	around   []string
	fonts    []namedFont // used so far
	pictures []string
}

func (c *contentReader) read() error {
	operands := c.operands[:0]
	for {
		if err := c.skipNumbers(); err != nil {
			return err
		}
		v, err := c.next()
		switch {
		case err == io.EOF && len(c.owners) == 0:
			c.operands = operands
			return nil
		case err != nil:
			return errSyntax
		case !v.isOperator():
			operands = append(operands, v)
			continue
		}
		if err := c.operator(v, operands); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// skipNumbers steps over the places of glyphs: most of a page is that.
func (c *contentReader) skipNumbers() error {
	buf, at := c.lexer.buf, c.lexer.at
	for at < len(buf) && numeric[buf[at]] {
		at++
	}
	if at > c.lexer.at && at < len(buf) && classes[buf[at-1]] == regular && classes[buf[at]] == regular {
		return errSyntax
	}
	c.lexer.at = at
	return nil
}

// numeric are the characters of numbers and between them.
var numeric = func() (is [256]bool) {
	for _, c := range []byte("0123456789+-. \n") {
		is[c] = true
	}
	return is
}()

// isOperator tells operators from operands.
func (v value) isOperator() bool { return classes[v[0]] == regular && !numeric[v[0]] }

func (c *contentReader) operator(operator value, operands []value) error {
	switch string(operator) {
	case "Tj", "TJ":
		if len(operands) != 1 {
			return errSyntax
		}
		return c.show(operands[0])
	case "Tf":
		if len(operands) != 1 { // and its size
			return errSyntax
		}
		return c.setFont(operands[0].name())
	case "BMC", "BDC":
		return c.begin(operands)
	case "EMC":
		return c.end()
	case "Do":
		if len(operands) != 1 {
			return errSyntax
		}
		name := operands[0].name()
		c.pictures = append(c.pictures, string(name))
		return c.picture(name)
	case "'", `"`, "BI":
		return errors.New("a page shows text in a way that Wayleaf does not")
	}
	return nil
}

func (c *contentReader) begin(operands []value) error {
	if c.owners = append(c.owners, c.owner); len(c.owners) > maxNesting {
		return errSyntax
	}
	if len(operands) == 1 { // BMC
		return nil
	}
	if len(operands) != 2 {
		return errSyntax
	}
	properties, err := operands[1].dict(c.entries)
	if err != nil {
		return err
	}
	c.entries = properties
	if properties.get("MCID") == nil {
		return nil
	}
	if mcid, ok := properties.get("MCID").int(); !ok || mcid != len(c.marked)-c.first || c.owner != nobody {
		return errors.New("a page does not number its content in order")
	}
	c.owner = len(c.marked)
	c.marked = append(c.marked, markedText{start: len(c.text)})
	return nil
}

func (c *contentReader) end() error {
	if len(c.owners) == 0 {
		return errSyntax
	}
	if len(c.artifact) > 0 {
		c.around = c.appendWords(c.around, c.artifact)
		c.artifact = c.artifact[:0]
	}
	last := len(c.owners) - 1
	if c.owner != c.owners[last] {
		c.marked[c.owner].end = len(c.text)
	}
	c.owner, c.owners = c.owners[last], c.owners[:last]
	return nil
}

func (c *contentReader) setFont(name []byte) error {
	if c.font != nil && string(name) == string(c.fontName) {
		return nil
	}
	font, err := c.reading.font(name)
	if err != nil {
		return err
	}
	c.font, c.fontName = font, name
	if !slices.ContainsFunc(c.fonts, func(used namedFont) bool { return used.name == string(name) }) {
		c.fonts = append(c.fonts, namedFont{string(name), font})
	}
	return nil
}

// show reads the operand of Tj or TJ.
func (c *contentReader) show(v value) error {
	if v[0] != '[' {
		return c.showString(v)
	}
	for parts := v.array(); ; {
		part, err := parts.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case part[0] == '<' || part[0] == '(':
			if err := c.showString(part); err != nil {
				return err
			}
		}
	}
}

func (c *contentReader) showString(v value) error {
	if len(c.owners) == 0 {
		return errors.New("a page has text outside marked content")
	}
	text := &c.text
	if c.owner == nobody {
		text = &c.artifact
	}
	digits, err := v.hex()
	for err == nil && len(digits) > 0 {
		var code uint16
		if code, digits, err = nextCode(digits); err != nil {
			break
		}
		if int(code) >= len(c.font) || !c.font[code].known {
			return errors.New("a page shows a glyph without text")
		}
		*text = append(*text, c.font[code].text...)
		if err := c.spend(len(c.font[code].text)); err != nil {
			return err
		}
	}
	return err
}
