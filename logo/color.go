package logo

import (
	"encoding/hex"
	"math"
	"strings"

	"golang.org/x/image/colornames"
)

// parseColor reads a colour in hexadecimal or by its name in SVG.
func parseColor(text string) (c [3]uint8, ok bool) {
	if named, found := colornames.Map[strings.ToLower(text)]; found {
		return [3]uint8{named.R, named.G, named.B}, true
	}
	digits, sharp := strings.CutPrefix(text, "#")
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	value, err := hex.DecodeString(digits)
	if !sharp || err != nil || len(value) != len(c) {
		return c, false
	}
	copy(c[:], value)
	return c, true
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(c [3]uint8) float64 {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}
