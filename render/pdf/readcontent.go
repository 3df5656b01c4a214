package pdf

import (
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// content reads the content stream of a page.
func (r *reading) content(page dict) (readPage, error) {
	v, err := r.resolve(page["Contents"])
	s, ok := v.(*stream)
	if err != nil || !ok {
		return readPage{}, errSyntax
	}
	data, err := s.inflated()
	if err != nil {
		return readPage{}, err
	}
	resources, err := r.dictAt(page["Resources"])
	if err != nil {
		return readPage{}, err
	}
	fonts, err := r.dictAt(resources["Font"])
	if err != nil {
		return readPage{}, err
	}
	c := contentReader{reading: r, lexer: lexer{buf: data}, fonts: fonts, mcid: outside,
		page: readPage{marked: map[int]string{}, used: map[int]bool{}}}
	err = c.read()
	return c.page, err
}

// outside is the number of no marked-content sequence.
const outside = -1

// contentReader walks through operators. Marked content nests (q and Q do not
// matter to text), and the innermost number owns the text.
type contentReader struct {
	*reading
	lexer
	fonts    dict
	font     map[uint16]string
	mcid     int
	stack    []int
	artifact strings.Builder
	page     readPage
}

func (c *contentReader) read() error {
	var operands []any
	for {
		v, err := c.value()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		op, ok := v.(keyword)
		if !ok {
			operands = append(operands, v)
			continue
		}
		if err := c.operator(string(op), operands); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

func (c *contentReader) operator(op string, operands []any) error {
	switch op {
	case "BMC", "BDC":
		return c.begin(operands)
	case "EMC":
		return c.end()
	case "Tf":
		return c.setFont(operands)
	case "Tj", "TJ":
		return c.show(operands)
	}
	return nil
}

func (c *contentReader) begin(operands []any) error {
	c.stack = append(c.stack, c.mcid)
	if len(c.stack) > maxNesting {
		return errSyntax
	}
	if len(operands) == 2 {
		if properties, ok := operands[1].(dict); ok {
			if mcid, ok := properties["MCID"].(float64); ok {
				c.mcid = int(mcid)
				if _, twice := c.page.marked[c.mcid]; twice {
					return errors.New("a page numbers content twice")
				}
				c.page.marked[c.mcid] = ""
			}
		}
	}
	return nil
}

func (c *contentReader) end() error {
	if len(c.stack) == 0 {
		return errSyntax
	}
	if c.artifact.Len() > 0 {
		c.page.around = append(c.page.around, c.artifact.String())
		c.artifact.Reset()
	}
	c.mcid = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	return nil
}

func (c *contentReader) setFont(operands []any) error {
	if len(operands) != 2 {
		return errSyntax
	}
	resource, _ := operands[0].(name)
	number, ok := c.reading.file.fontRef(c.fonts, resource)
	if !ok {
		return errSyntax
	}
	if known, ok := c.reading.fonts[number]; ok {
		c.font = known
		return nil
	}
	texts, err := c.toUnicode(number)
	if err != nil {
		return err
	}
	c.reading.fonts[number], c.font = texts, texts
	return nil
}

func (f *file) fontRef(fonts dict, resource name) (ref, bool) {
	number, ok := fonts[string(resource)].(ref)
	return number, ok
}

// toUnicode reads the text of each code of a font.
func (c *contentReader) toUnicode(number ref) (map[uint16]string, error) {
	font, err := c.dictAt(number)
	if err != nil {
		return nil, err
	}
	v, err := c.resolve(font["ToUnicode"])
	s, ok := v.(*stream)
	if err != nil || !ok {
		return nil, errSyntax
	}
	data, err := s.inflated()
	if err != nil {
		return nil, err
	}
	texts := map[uint16]string{}
	inside := false
	var code []byte
	for l := (lexer{buf: data}); ; {
		v, err := l.value()
		if err == io.EOF {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case keyword:
			inside, code = v == "beginbfchar", nil
		case []byte:
			if inside && code == nil {
				code = v
			} else if inside {
				texts[codeOf(code)] = fromUTF16(v)
				code = nil
			}
		}
	}
}

// codeOf reads a two-byte code; others are the missing glyph.
func codeOf(b []byte) uint16 {
	if len(b) != 2 {
		return 0
	}
	return uint16(b[0])<<8 | uint16(b[1])
}

func fromUTF16(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = codeOf(b[2*i : 2*i+2])
	}
	return string(utf16.Decode(units))
}

// show reads the strings of Tj and TJ.
func (c *contentReader) show(operands []any) error {
	if len(operands) != 1 || c.font == nil {
		return errSyntax
	}
	parts, ok := operands[0].([]any)
	if !ok {
		parts = operands
	}
	var text strings.Builder
	for _, part := range parts {
		codes, _ := part.([]byte)
		for ; len(codes) >= 2; codes = codes[2:] {
			glyph, ok := c.font[codeOf(codes[:2])]
			if !ok {
				return errors.New("a page shows a glyph without text")
			}
			text.WriteString(glyph)
		}
	}
	if c.mcid == outside {
		c.artifact.WriteString(text.String())
	} else {
		c.page.marked[c.mcid] += text.String()
	}
	return nil
}
