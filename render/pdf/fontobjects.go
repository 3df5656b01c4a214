package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"wayleaf/finding"
)

// mostGlyphs is how many a TrueType font can have, parts of composite ones
// included.
const mostGlyphs = 0xFFFF

// putResources writes a font for each face that is used, the logos, and the
// resources that name them.
func (b *book) putResources() error {
	var names []byte
	for i, use := range b.fonts {
		if len(use.slots)+len(use.face.tables.offsets) > mostGlyphs {
			return finding.List{{Rule: "pdf/too-many-glyphs", Level: finding.Error,
				What: use.face.name + " would hold more glyphs than a font can", Hint: "combine fewer documents in one file"}}
		}
		if use.used {
			names = fmt.Appendf(names, "/F%d %d 0 R ", i, int(b.putFont(use)))
		}
	}
	logos := b.putLogos()
	b.begin(b.resources)
	b.text("<</Font <<" + string(names) + ">> " + logos + "/ProcSet [/PDF /Text]>>")
	b.end()
	return nil
}

// putFont writes a Type 0 font whose codes are glyph numbers of its subset.
func (b *book) putFont(use *fontUse) ref {
	cut := b.shaper.cut(use)
	name := cut.tag + "+" + use.face.name
	program, unicode := b.reserve(), b.reserve()
	b.deflated(program, fmt.Sprintf("/Length1 %d", cut.length), cut.program)
	b.deflated(unicode, "", cut.unicode)
	t := &use.face.tables
	scale := 1000 / use.face.upem
	descriptor := b.add(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%.0f %.0f %.0f %.0f] /ItalicAngle 0 /Ascent %.0f /Descent %.0f /CapHeight %.0f /StemV %d /FontFile2 %d 0 R>>",
		name, float64(t.bbox[0])*scale, float64(t.bbox[1])*scale, float64(t.bbox[2])*scale, float64(t.bbox[3])*scale,
		float64(t.ascent)*scale, float64(t.descent)*scale, float64(t.capHeight)*scale, stem(use.face), int(program)))
	descendant := b.add(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 0 /W [0 [%s]]>>",
		name, int(descriptor), cut.widths))
	return b.add(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>",
		name, int(descendant), int(unicode)))
}

// cutFont is what a file holds of a font: all that depends on its slots alone.
type cutFont struct {
	tag     string
	program []byte // the TrueType file, deflated
	length  int    // of the file
	unicode []byte // deflated
	widths  string
}

// cut returns the font of a document's slots. Letters of one pathway mostly
// have the same ones.
func (s *shaper) cut(use *fontUse) *cutFont {
	s.key = use.appendKey(s.key[:0])
	font, ok := findText(s.cuts, s.key)
	if !ok {
		pool := fast
		if len(use.slots) >= fewSlots {
			pool = thorough
		}
		file := use.trueType()
		font = &cutFont{subsetTag(file), pool.deflate(file), len(file), pool.deflate(use.toUnicode()), use.widths()}
		if pool == thorough {
			s.cuts.put(string(s.key), font)
		}
	}
	return font
}

// fewSlots are cut faster than they are found again: those of a few values.
const fewSlots = 80

// appendKey appends the face and its slots in their order.
func (u *fontUse) appendKey(b []byte) []byte {
	b = append(b, byte(u.face.index))
	for _, s := range u.slots {
		b = binary.AppendUvarint(b, uint64(s.width))
		b = binary.AppendUvarint(b, uint64(len(s.parts)))
		b = append(b, s.parts...)
		b = binary.AppendUvarint(b, uint64(len(s.text)))
		b = append(b, s.text...)
	}
	return b
}

func stem(f *face) int {
	if f.index%2 == 1 {
		return 140
	}
	return 80
}

// subsetTag is the six letters that set subsets of one font apart.
func subsetTag(file []byte) string {
	hash := sha256.Sum256(file)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + hash[i]%26
	}
	return string(tag)
}

// widths lists the width of each code in thousandths, the missing glyph first.
func (u *fontUse) widths() string {
	b := appendNumber(nil, float64(u.face.tables.advance(0))*1000/u.face.upem)
	for _, s := range u.slots {
		b = append(b, ' ')
		b = appendNumber(b, float64(s.width)*1000/u.face.upem)
	}
	return string(b)
}

// bfLimit is how many lines one block of a CMap may have.
const bfLimit = 100

// toUnicode maps each code to its text (ISO 32000-1, 9.10.3).
func (u *fontUse) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for start := 0; start < len(u.slots); start += bfLimit {
		block := u.slots[start:min(start+bfLimit, len(u.slots))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(block))
		for i, s := range block {
			b = append(b, '<')
			b = appendCode(b, uint16(start+i+1))
			b = append(b, "> <"...)
			b = append(b, utf16Hex(s.text)...)
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap CMapName currentdict /CMap defineresource pop end end\n"...)
}
