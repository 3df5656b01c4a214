package pdf

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/bidi"
)

// slot is one glyph of a finished PDF font: an advance, the rune it stands for,
// and the glyphs of the source font it is drawn with. A slot with several
// parts, or with a part that is not at the origin, becomes a composite glyph
// of the subset. So a letter of Nastaliq, with its dots and its height above
// the baseline, is one character of one line to every reader of the file, and
// ToUnicode alone says what it is: no ActualText, which readers spread over
// right-to-left words in the wrong order.
type slot struct {
	parts   string // glyphs at their offsets, packed by packPart; empty for a blank
	text    string
	width   int // of the PDF glyph, in font units
	advance int // of the pen; differs from width by kerning
}

// shaped is a piece of text in one face, in visual order, left to right.
type shaped struct {
	key     shapeKey
	slots   []slot
	advance int           // font units
	lent    int           // what the last slot took from the cluster to its right
	fixed   []uint16      // codes, if all slots are fixed ones
	top     int           // of the ink above the baseline, font units
	bottom  int           // of the ink below the baseline, font units
	given   [2]givenCodes // in the font of words and that of values
}

// givenCodes are the codes of shaped text in one file, by its number among those
// that the shaper served.
type givenCodes struct {
	file  int
	codes []uint16
}

// shapeKey is all that the shape of a piece depends on.
type shapeKey struct {
	face        int
	rightToLeft bool
	language    string
	text        string
}

// shape returns the shape of one piece.
func (s *shaper) shape(key shapeKey) *shaped {
	shape, ok := s.shapes.find(key)
	if !ok {
		shape = s.reshape(key)
		s.shapes.put(key, shape)
	}
	return shape
}

// reshape runs HarfBuzz over one piece. The result depends on the key alone.
func (s *shaper) reshape(key shapeKey) *shaped {
	f := allFaces()[key.face]
	runes := []rune(key.text)
	s.fill(f, runes, key)
	s.buffer.Shape(s.fonts[key.face], nil)
	out := &shaped{key: key}
	for start := 0; start < len(s.buffer.Info); {
		end := start + 1
		for end < len(s.buffer.Info) && s.buffer.Info[end].Cluster == s.buffer.Info[start].Cluster {
			end++
		}
		out.addCluster(f, s.cluster(start, end), s.clusterText(runes, start, end, key.rightToLeft), key.rightToLeft)
		start = end
	}
	out.advance += out.lent
	out.fixed = f.fixedCodes(out.slots)
	s.measure(f, out)
	return out
}

// measure finds how far the ink of a shaped piece reaches.
func (s *shaper) measure(f *face, out *shaped) {
	for i := range s.buffer.Info {
		outline := f.tables.outline(uint16(s.buffer.Info[i].Glyph))
		if len(outline) == 0 {
			continue
		}
		extent, y := box(outline), int(s.buffer.Pos[i].YOffset)
		out.top, out.bottom = max(out.top, y+int(extent[3])), max(out.bottom, -y-int(extent[1]))
	}
}

func (s *shaper) fill(f *face, runes []rune, key shapeKey) {
	s.buffer.Clear()
	s.buffer.AddRunes(runes, 0, len(runes))
	s.buffer.Props.Language = language.NewLanguage(key.language)
	s.buffer.Props.Script = scriptOf(runes, f.script)
	s.buffer.Props.Direction = harfbuzz.LeftToRight
	if key.rightToLeft {
		s.buffer.Props.Direction = harfbuzz.RightToLeft
	}
}

// scriptOf returns the first script that is not shared by several.
func scriptOf(runes []rune, otherwise language.Script) language.Script {
	for _, r := range runes {
		if script := language.LookupScript(r); script.Strong() {
			return script
		}
	}
	return otherwise
}

// clusterText returns the runes that the glyphs from start to end stand for:
// those up to the next cluster in logical order.
func (s *shaper) clusterText(runes []rune, start, end int, rightToLeft bool) []rune {
	from, to := s.buffer.Info[start].Cluster, len(runes)
	if rightToLeft && start > 0 {
		to = s.buffer.Info[start-1].Cluster
	} else if !rightToLeft && end < len(s.buffer.Info) {
		to = s.buffer.Info[end].Cluster
	}
	return runes[from:to]
}

// cluster packs the glyphs of one cluster relative to its origin.
func (s *shaper) cluster(start, end int) (c glyphCluster) {
	var parts strings.Builder
	for i := start; i < end; i++ {
		position := s.buffer.Pos[i]
		packPart(&parts, part{
			glyph: uint16(s.buffer.Info[i].Glyph),
			x:     int16(c.advance + int(position.XOffset)),
			y:     int16(position.YOffset),
		})
		c.advance += int(position.XAdvance)
	}
	c.parts, c.count = parts.String(), end-start
	return c
}

type glyphCluster struct {
	parts   string
	count   int
	advance int
}

// addCluster appends the slots of a cluster, one for each rune, as readers
// place and turn text rune by rune: letters share the width, and marks have
// little or none, for pdf.js takes them to have none.
func (s *shaped) addCluster(f *face, c glyphCluster, text []rune, rightToLeft bool) {
	s.advance += c.advance
	switch {
	case rightToLeft:
		s.addLeftward(c, text)
	case len(text) == 1:
		s.slots = append(s.slots, f.slot(c, string(text)))
	default:
		s.addRightward(c, text)
	}
}

// addRightward draws the whole cluster with its first rune.
func (s *shaped) addRightward(c glyphCluster, text []rune) {
	letters, done := 0, 0
	for _, r := range text {
		if !isMark(r) {
			letters++
		}
	}
	rest := c.advance
	for i := 0; i < len(text); i++ {
		share := 0
		if !isMark(text[i]) {
			done++
			share = c.advance*done/letters - (c.advance - rest)
		}
		rest -= share
		start := i
		if text[i] == joiner && i+1 < len(text) && isMark(text[i+1]) {
			i++ // pdf.js drops a joiner that stands alone
		}
		s.slots = append(s.slots, slot{c.parts, string(text[start : i+1]), max(share, 0), share})
		c.parts = ""
	}
	s.slots[len(s.slots)-1].advance += rest
}

const joiner = '\u200D'

func isMark(r rune) bool {
	return r >= 0x300 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r))
}

// addLeftward draws the whole cluster with its first rune, and a speck with the
// others, because some readers drop what has no ink. What poppler takes for the
// begin of left-to-right text is followed by a mark, a little to its left.
func (s *shaped) addLeftward(c glyphCluster, text []rune) {
	c = s.widened(c)
	at := 0
	if isNumeric(text[len(text)-1]) {
		at = markWidth
		s.slots = append(s.slots, slot{"", rightMark, at, at})
	}
	start := at
	for i := len(text) - 1; i >= 0; i-- {
		end := start + (c.advance-start)*shareUpTo(text, i)/shareUpTo(text, 0)
		parts := speck
		if i == 0 {
			parts = moved(c.parts, -at)
		}
		s.slots = append(s.slots, slot{parts, extracted(text[i]), end - at, end - at})
		at = end
	}
}

// widened gives every cluster a place of its own, so that places are in the
// order of the letters: some letters of Nastaliq lean back over the one before,
// and joiners have no width. The cluster to the right lends it, and its ink
// stays where it was.
func (s *shaped) widened(c glyphCluster) glyphCluster {
	c.parts, c.advance = moved(c.parts, -s.lent), c.advance-s.lent
	s.lent = max(2*markWidth-c.advance, 0)
	c.advance += s.lent
	return c
}

// markWidth is the width of a mark inside right-to-left text, in font units.
const markWidth = 20

// isNumeric reports digits and the signs that go with them.
func isNumeric(r rune) bool {
	switch classOf(r) {
	case bidi.EN, bidi.AN, bidi.ES, bidi.ET, bidi.CS:
		return true
	}
	return false
}

// shareUpTo weighs the runes of a cluster from its end to rune i: a mark needs
// little of the width.
func shareUpTo(text []rune, i int) (share int) {
	for _, r := range text[i:] {
		if isMark(r) {
			share++
		} else {
			share += 8
		}
	}
	return share
}

// extracted is the text of a slot of right-to-left text. pdf.js drops spaces
// that lie to the left of what it has read, but not what begins with a
// right-to-left mark, which means nothing where all text is right to left.
func extracted(r rune) string {
	if r == ' ' {
		return rightMark + " "
	}
	return string(r)
}

// Marks tell MuPDF and poppler that text turns; see [line.markTurns].
const (
	rightMark = "\u200F"
	leftMark  = "\u200E"
)

// slot gives the glyph its own width where only kerning sets the shaped one
// apart, so that one slot serves all kernings; where letters join, each advance
// is part of the design.
func (f *face) slot(c glyphCluster, text string) slot {
	width := max(c.advance, 0)
	if first := unpackPart(c.parts); c.count == 1 && !f.cursive && first.x == 0 && first.y == 0 {
		width = f.tables.advance(first.glyph)
	}
	return slot{c.parts, text, width, c.advance}
}

// part is a glyph of the source font at an offset in font units.
type part struct {
	glyph uint16
	x, y  int16
}

const partSize = 6

// speckGlyph stands for a glyph of our own, too small to be seen.
const speckGlyph = 0xFFFF

var speck = "\xFF\xFF\x00\x00\x00\x00"

func packPart(b *strings.Builder, p part) {
	for _, v := range []uint16{p.glyph, uint16(p.x), uint16(p.y)} {
		b.WriteByte(byte(v >> 8))
		b.WriteByte(byte(v))
	}
}

// unpackPart reads the first part of a packed string.
func unpackPart(s string) part {
	at := func(i int) uint16 { return uint16(s[i])<<8 | uint16(s[i+1]) }
	return part{at(0), int16(at(2)), int16(at(4))}
}

// moved returns packed parts shifted to the right.
func moved(parts string, by int) string {
	if by == 0 {
		return parts
	}
	var b strings.Builder
	for ; len(parts) > 0; parts = parts[partSize:] {
		p := unpackPart(parts)
		p.x += int16(by)
		packPart(&b, p)
	}
	return b.String()
}
