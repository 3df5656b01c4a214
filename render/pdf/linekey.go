package pdf

import (
	"encoding/binary"
	"math"
	"unicode/utf8"
)

// appendLineKey appends all that the lines of a paragraph depend on: its size, its width,
// its runes and where they change their look. Who owns a run, its colour and its
// field do not count: they are found by the number of the look in the prose.
func appendLineKey(b []byte, p *prose, size, width float64) []byte {
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(size))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(width))
	b = appendFlags(b, p.rightToLeft, false)
	for i, r := range p.runes {
		if i == 0 || p.at[i] != p.at[i-1] {
			l := &p.looks[p.at[i]]
			b = appendFlags(append(b, 0xFF, byte(l.family)), l.bold, l.whole) // no rune begins with 0xFF
			b = append(append(b, l.language...), 0xFF)
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

func appendFlags(b []byte, first, second bool) []byte {
	flags := byte(0)
	if first {
		flags |= 1
	}
	if second {
		flags |= 2
	}
	return append(b, flags)
}
