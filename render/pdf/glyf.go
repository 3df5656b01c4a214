package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"

	"github.com/go-text/typesetting/font/opentype"
)

// fontTables are the tables of a source font that a subset is cut from.
type fontTables struct {
	glyf, hmtx []byte
	offsets    []uint32 // of each glyph in glyf, and the end of the last
	metrics    int      // long entries of hmtx

	bbox            [4]int16
	ascent, descent int16
	capHeight       int16
	unitsPerEm      uint16
}

// readTables reads what subsetting needs from a TrueType file.
func readTables(file []byte) (t fontTables, err error) {
	loader, err := opentype.NewLoader(bytes.NewReader(file))
	if err != nil {
		return t, err
	}
	raw := map[string][]byte{}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "OS/2"} {
		if raw[tag], err = loader.RawTable(opentype.MustNewTag(tag)); err != nil {
			return t, err
		}
	}
	head, os2 := raw["head"], raw["OS/2"]
	if len(head) < 54 || len(raw["hhea"]) < 36 || len(raw["maxp"]) < 6 || len(os2) < 90 {
		return t, errors.New("short table")
	}
	t.glyf, t.hmtx = raw["glyf"], raw["hmtx"]
	t.unitsPerEm = binary.BigEndian.Uint16(head[18:])
	for i := range t.bbox {
		t.bbox[i] = signed(head[36+2*i:])
	}
	t.ascent, t.descent = signed(raw["hhea"][4:]), signed(raw["hhea"][6:])
	t.capHeight = signed(os2[88:])
	t.metrics = int(binary.BigEndian.Uint16(raw["hhea"][34:]))
	glyphs := int(binary.BigEndian.Uint16(raw["maxp"][4:]))
	return t, t.readOffsets(raw["loca"], glyphs, signed(head[50:]) == 1)
}

func (t *fontTables) readOffsets(loca []byte, glyphs int, long bool) error {
	t.offsets = make([]uint32, glyphs+1)
	for i := range t.offsets {
		switch {
		case long && len(loca) >= 4*i+4:
			t.offsets[i] = binary.BigEndian.Uint32(loca[4*i:])
		case !long && len(loca) >= 2*i+2:
			t.offsets[i] = 2 * uint32(binary.BigEndian.Uint16(loca[2*i:]))
		default:
			return errors.New("short loca table")
		}
		if int(t.offsets[i]) > len(t.glyf) || i > 0 && t.offsets[i] < t.offsets[i-1] {
			return errors.New("loca table out of order")
		}
	}
	return nil
}

func signed(b []byte) int16 { return int16(binary.BigEndian.Uint16(b)) }

// advance returns the width of a glyph in font units.
func (t *fontTables) advance(glyph uint16) int {
	return int(binary.BigEndian.Uint16(t.hmtx[4*min(int(glyph), t.metrics-1):]))
}

// outline returns the glyf data of a glyph; empty if it has no ink.
func (t *fontTables) outline(glyph uint16) []byte {
	if glyph == speckGlyph {
		return speckOutline
	}
	return t.glyf[t.offsets[glyph]:t.offsets[glyph+1]]
}

// speckOutline is a square of 4 units: one contour of four points.
var speckOutline = []byte{
	0, 1, 0, 0, 0, 0, 0, 4, 0, 4, // contours, box
	0, 3, 0, 0, // last point, no instructions
	0x37, 0x37, 0x37, 0x17, // points on the curve, short steps, the last one down
	0, 0, 4, 0, // to the right
	0, 4, 0, 4, // up and down
}

// box returns the bounding box of an outline.
func box(outline []byte) (b [4]int16) {
	if len(outline) >= 10 {
		for i := range b {
			b[i] = signed(outline[2+2*i:])
		}
	}
	return b
}

func isComposite(outline []byte) bool { return len(outline) >= 10 && signed(outline) < 0 }

// Flags of a component of a composite glyph (OpenType, glyf).
const (
	wordArguments   = 0x0001
	argumentsAreXY  = 0x0002
	hasScale        = 0x0008
	moreComponents  = 0x0020
	hasXYScale      = 0x0040
	hasMatrix       = 0x0080
	hasInstructions = 0x0100
)

// components calls visit with the place of each component's glyph number.
func components(outline []byte, visit func(at int)) (end int) {
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		visit(at + 2)
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasXYScale != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		if end = at; flags&moreComponents == 0 {
			break
		}
	}
	return min(end, len(outline))
}

// unhinted returns a copy of an outline without its instructions.
func unhinted(outline []byte) []byte {
	if len(outline) < 10 {
		return nil
	}
	if isComposite(outline) {
		kept := bytes.Clone(outline[:components(outline, func(int) {})])
		components(kept, func(at int) { kept[at-2] &^= hasInstructions >> 8 })
		return kept
	}
	instructions := 10 + 2*int(signed(outline))
	after := instructions + 2 + int(binary.BigEndian.Uint16(outline[instructions:]))
	kept := append(make([]byte, 0, len(outline)), outline[:instructions]...)
	kept = append(kept, 0, 0)
	return append(kept, outline[after:]...)
}
