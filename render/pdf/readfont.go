package pdf

import (
	"crypto/sha256"
	"errors"
	"io"
	"unicode/utf16"
)

// texts are the text of each code of a font, from its ToUnicode CMap. They are
// not written to once they are read.
type texts []codeText

type codeText struct {
	text  string
	known bool
}

// resources are what a page may name: mostly the same for all pages.
type resources struct {
	at       value // the reference to them
	fonts    dict
	pictures dict
	found    map[string]texts // of the fonts used
	seen     map[string]bool  // pictures
}

// readResources looks up the resources of a page, unless they are those of the
// page before.
func (r *reading) readResources(at value) error {
	if r.named.at != nil && string(r.named.at) == string(at) {
		return nil
	}
	d, err := r.dictAt(at)
	if err != nil {
		return err
	}
	r.named = resources{at: at, found: map[string]texts{}, seen: map[string]bool{}}
	if r.named.fonts, err = r.dictAt(d.get("Font")); err != nil {
		return err
	}
	if d.get("XObject") != nil {
		r.named.pictures, err = r.dictAt(d.get("XObject"))
	}
	if len(r.named.fonts)+len(r.named.pictures) > mostNamed {
		return errTooLarge
	}
	return err
}

// mostNamed is how many fonts and pictures a page may name.
const mostNamed = 1000

// font returns the texts of a font of the page in hand.
func (r *reading) font(name []byte) (texts, error) {
	if known, ok := r.named.found[string(name)]; ok {
		return known, nil
	}
	number, ok := r.named.fonts.get(string(name)).ref()
	if !ok {
		return nil, errSyntax
	}
	if _, ok := r.fonts[number]; !ok {
		found, err := r.readFont(r.named.fonts.get(string(name)))
		if err != nil {
			return nil, err
		}
		r.fonts[number] = found
	}
	r.named.found[string(name)] = r.fonts[number]
	return r.fonts[number], nil
}

// readFont returns the texts of a font, which has to be one with two-byte codes.
func (r *reading) readFont(font value) (texts, error) {
	d, err := r.dictAt(font)
	if err != nil {
		return nil, err
	}
	if string(d.get("Encoding").name()) != "Identity-H" {
		return nil, errSyntax
	}
	return r.toUnicode(d.get("ToUnicode"))
}

// fontTable is what one ToUnicode CMap says.
type fontTable struct {
	texts texts
	size  int // of the CMap, inflated
}

// toUnicode reads the text of each code of a font.
func (r *reading) toUnicode(v value) (texts, error) {
	data, err := r.deflated(v)
	if err != nil {
		return nil, err
	}
	key := sha256.Sum256(data)
	if known, ok := r.tables.find(key); ok {
		return known.texts, r.spend(known.size)
	}
	cmap, err := r.inflate(nil, data)
	if err != nil {
		return nil, err
	}
	read, err := readCMap(cmap)
	if err != nil {
		return nil, err
	}
	if len(cmap) <= mostKeptStream {
		r.tables.put(key, fontTable{read, len(cmap)})
	}
	return read, nil
}

// readCMap reads the blocks of a CMap that give a code its text, each in
// hexadecimal: that is all there is in ours.
func readCMap(cmap []byte) (texts, error) {
	var t texts
	var code value
	inside := false
	for l := (lexer{buf: cmap}); ; {
		v, err := l.next()
		switch {
		case err == io.EOF:
			return t, nil
		case err != nil:
			return nil, err
		case v.isOperator():
			inside, code = string(v) == "beginbfchar", nil
		case !inside || !v.isHex():
		case code == nil:
			code = v
		default:
			if t, err = t.with(code, v); err != nil {
				return nil, err
			}
			code = nil
		}
	}
}

// with adds the text of one more code.
func (t texts) with(code, text value) (texts, error) {
	n, err := code.codes()
	if err != nil || len(n) != 1 {
		return nil, errSyntax
	}
	units, err := text.codes()
	if err != nil {
		return nil, err
	}
	if missing := int(n[0]) + 1 - len(t); missing > 0 {
		t = append(t, make(texts, missing)...)
	}
	if t[n[0]].known {
		return nil, errors.New("a font gives a glyph two texts")
	}
	t[n[0]] = codeText{string(utf16.Decode(units)), true}
	return t, nil
}

// codes returns the two-byte codes of a string in hexadecimal.
func (v value) codes() (codes []uint16, err error) {
	digits, err := v.hex()
	for err == nil && len(digits) > 0 {
		var code uint16
		code, digits, err = nextCode(digits)
		codes = append(codes, code)
	}
	return codes, err
}
