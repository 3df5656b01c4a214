package pdf

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font/opentype"
)

// fontUse collects what a document prints in one face. Code 0 is left to the
// missing glyph; the fixed slots of the face follow, and then the others in the
// order of their first use.
type fontUse struct {
	face  *face
	slots []slot
	known map[slot]uint16 // without the fixed ones
	used  bool
}

// fixedText is what every subset of Noto Sans holds, if it is used at all. With it
// the letters of a list share one font, whatever the names in them: without it
// nearly each has a font of its own to be cut.
const fixedText = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~’‘“”–•£"

// fixedSlots are the slots of the fixed text, as shaping gives them.
func (f *face) fixedSlots() []slot {
	if f.family != sans {
		return nil
	}
	var slots []slot
	for _, r := range fixedText {
		glyph, _ := f.font.NominalGlyph(r)
		var parts strings.Builder
		packPart(&parts, part{glyph: uint16(glyph)})
		slots = append(slots, slot{parts.String(), string(r), f.tables.advance(uint16(glyph)), 0})
	}
	return slices.Clip(slots)
}

func newFontUse(f *face) *fontUse {
	return &fontUse{face: f, slots: slices.Clone(f.fixed), known: map[slot]uint16{}}
}

// reset forgets a document.
func (u *fontUse) reset() {
	u.used, u.slots = false, u.slots[:len(u.face.fixed)]
	clear(u.known)
}

// fixedCodes returns the codes of slots if all are fixed ones, else nil.
func (f *face) fixedCodes(slots []slot) []uint16 {
	codes := make([]uint16, len(slots))
	for i, s := range slots {
		if codes[i] = f.fixedCode(s); codes[i] == 0 {
			return nil
		}
	}
	return codes
}

// fixedCode is the code of a fixed slot, or 0.
func (f *face) fixedCode(s slot) uint16 {
	s.advance = 0
	return uint16(slices.Index(f.fixed, s) + 1)
}

// appendCodes appends the codes of slots.
func (u *fontUse) appendCodes(codes []uint16, slots []slot) []uint16 {
	for _, s := range slots {
		codes = append(codes, u.code(s))
	}
	return codes
}

// code returns the code of a slot, whatever its kerning.
func (u *fontUse) code(s slot) uint16 {
	u.used = true
	s.advance = 0
	code, ok := u.known[s]
	if !ok {
		code = u.face.fixedCode(s)
		ok = code > 0
	}
	if !ok {
		u.slots = append(u.slots, s)
		code = uint16(len(u.slots))
		u.known[s] = code
	}
	return code
}

// subset cuts a TrueType font whose glyph n draws code n. Glyphs that only
// serve as parts follow after the last code. There are no hints: they are
// large, and letters are printed on paper or shown at high resolution.
type subset struct {
	source *fontTables
	glyphs []subsetGlyph
	whole  map[uint16]uint16 // source glyph -> its glyph here
}

type subsetGlyph struct {
	outline []byte
	width   int
}

// trueType returns the font file of a document's slots.
func (u *fontUse) trueType() []byte {
	s := subset{source: &u.face.tables, whole: map[uint16]uint16{0: 0}}
	s.glyphs = make([]subsetGlyph, 1+len(u.slots))
	s.glyphs[0] = subsetGlyph{unhinted(s.source.outline(0)), s.source.advance(0)}
	var composed []int
	for i, slot := range u.slots {
		s.glyphs[i+1].width = slot.width
		if len(slot.parts) == partSize {
			if p := unpackPart(slot.parts); p.x == 0 && p.y == 0 {
				if _, taken := s.whole[p.glyph]; !taken {
					s.whole[p.glyph] = uint16(i + 1)
					continue
				}
			}
		}
		composed = append(composed, i)
	}
	for i, slot := range u.slots {
		if p, ok := s.drawnWhole(slot, i+1); ok {
			s.glyphs[i+1].outline = s.copyOutline(p.glyph)
		}
	}
	for _, i := range composed {
		s.glyphs[i+1].outline = s.compose(u.slots[i].parts)
	}
	return s.file()
}

func (s *subset) drawnWhole(slot slot, place int) (part, bool) {
	if len(slot.parts) != partSize {
		return part{}, false
	}
	p := unpackPart(slot.parts)
	return p, p.x == 0 && p.y == 0 && s.whole[p.glyph] == uint16(place)
}

// glyph returns the place of a whole source glyph, which it adds if need be.
func (s *subset) glyph(source uint16) uint16 {
	if place, ok := s.whole[source]; ok {
		return place
	}
	place := uint16(len(s.glyphs))
	s.whole[source] = place
	s.glyphs = append(s.glyphs, subsetGlyph{width: s.source.advance(source)})
	s.glyphs[place].outline = s.copyOutline(source)
	return place
}

// copyOutline copies an outline and gives its components their places here.
func (s *subset) copyOutline(source uint16) []byte {
	outline := unhinted(s.source.outline(source))
	if isComposite(outline) {
		components(outline, func(at int) {
			place := s.glyph(binary.BigEndian.Uint16(outline[at:]))
			binary.BigEndian.PutUint16(outline[at:], place)
		})
	}
	return outline
}

// compose returns a composite glyph of the parts that have ink.
func (s *subset) compose(parts string) []byte {
	var inked []part
	for ; len(parts) > 0; parts = parts[partSize:] {
		if p := unpackPart(parts); len(s.source.outline(p.glyph)) > 0 {
			inked = append(inked, p)
		}
	}
	if len(inked) == 0 {
		return nil
	}
	outline := appendBox([]byte{0xFF, 0xFF}, s.hull(inked))
	for i, p := range inked {
		flags := uint16(argumentsAreXY | wordArguments)
		if i+1 < len(inked) {
			flags |= moreComponents
		}
		for _, v := range []uint16{flags, s.glyph(p.glyph), uint16(p.x), uint16(p.y)} {
			outline = binary.BigEndian.AppendUint16(outline, v)
		}
	}
	return outline
}

func (s *subset) hull(parts []part) (hull [4]int16) {
	for i, p := range parts {
		b := box(s.source.outline(p.glyph))
		b = [4]int16{b[0] + p.x, b[1] + p.y, b[2] + p.x, b[3] + p.y}
		if i == 0 {
			hull = b
		}
		hull = [4]int16{min(hull[0], b[0]), min(hull[1], b[1]), max(hull[2], b[2]), max(hull[3], b[3])}
	}
	return hull
}

func appendBox(to []byte, b [4]int16) []byte {
	for _, v := range b {
		to = binary.BigEndian.AppendUint16(to, uint16(v))
	}
	return to
}

// file assembles the tables that PDF wants of a CIDFontType2 (ISO 32000-1,
// 9.9): no cmap, no names, no hints.
func (s *subset) file() []byte {
	var glyf []byte
	loca := make([]byte, 4*(len(s.glyphs)+1))
	hmtx := make([]byte, 0, 4*len(s.glyphs))
	for i, g := range s.glyphs {
		glyf = append(glyf, g.outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		binary.BigEndian.PutUint32(loca[4*i+4:], uint32(len(glyf)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(g.width))
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(box(g.outline)[0]))
	}
	if len(glyf) == 0 {
		glyf = make([]byte, 4)
	}
	table := func(tag string, content []byte) opentype.Table {
		return opentype.Table{Tag: opentype.MustNewTag(tag), Content: content}
	}
	return opentype.WriteTTF([]opentype.Table{
		table("glyf", glyf), table("head", s.head()), table("hhea", s.hhea()),
		table("hmtx", hmtx), table("loca", loca), table("maxp", s.maxp()),
	})
}

// fixedDate is when every subset was made, in seconds since 1904, so that the
// same slots give the same bytes: 1 January 2020.
const fixedDate = 3660681600

func (s *subset) head() []byte {
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	b = binary.BigEndian.AppendUint32(b, 0x00010000) // revision
	b = binary.BigEndian.AppendUint32(b, 0)          // checksum of the file: not looked at inside PDF
	b = binary.BigEndian.AppendUint32(b, 0x5F0F3CF5)
	b = binary.BigEndian.AppendUint16(b, 0x000B) // baseline at 0, side bearing at x 0, whole ppem
	b = binary.BigEndian.AppendUint16(b, s.source.unitsPerEm)
	b = binary.BigEndian.AppendUint64(b, fixedDate)
	b = binary.BigEndian.AppendUint64(b, fixedDate)
	b = appendBox(b, s.source.bbox)
	for _, v := range []uint16{0, 6, 2, 1, 0} { // plain, least size, direction, long loca, format
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func (s *subset) hhea() []byte {
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	b = binary.BigEndian.AppendUint16(b, uint16(s.source.ascent))
	b = binary.BigEndian.AppendUint16(b, uint16(s.source.descent))
	b = append(b, make([]byte, 26)...)
	return binary.BigEndian.AppendUint16(b, uint16(len(s.glyphs)))
}

// maxp gives generous limits in place of exact ones.
func (s *subset) maxp() []byte {
	b := binary.BigEndian.AppendUint32(nil, 0x00010000)
	b = binary.BigEndian.AppendUint16(b, uint16(len(s.glyphs)))
	for _, v := range []uint16{2048, 256, 8192, 1024, 1, 0, 0, 0, 0, 0, 0, 64, 8} {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}
