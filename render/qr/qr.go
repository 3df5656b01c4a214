// Package qr makes the QR code of a web address, for writers that draw it.
//
//	code, err := qr.Encode("https://www.tarnbeck.example/skin")
//	code.Rows[0][0]  // true: dark
//	code.Edges       // the same as closed lines, for one path without seams
//
// Error correction is level M: a higher one makes more and smaller modules, and
// phones read those worse from paper.
package qr

import (
	"fmt"
	"sync"

	"github.com/boombuler/barcode/qr"
)

const (
	// Quiet is how many modules around a code stay white (ISO/IEC 18004).
	Quiet = 4
	// Longest is the length of the longest address, in bytes: what fits into 37
	// by 37 modules, which are 0.6 mm each in a code of 22 mm.
	Longest = 84
)

// Code is the modules of a QR code without the white around it. It is shared and
// must not be written to.
type Code struct {
	Rows  [][]bool  // from the top, as many as each has modules; true is dark
	Edges [][]Point // closed lines around all that is dark; the even-odd rule fills them
}

// Point is a corner of modules, counted from the top left one of the code.
type Point struct{ X, Y int }

// Size is the number of modules of a side.
func (c *Code) Size() int { return len(c.Rows) }

// Dark reports a dark module; those beyond the code are white.
func (c *Code) Dark(x, y int) bool {
	return y >= 0 && y < len(c.Rows) && x >= 0 && x < len(c.Rows) && c.Rows[y][x]
}

// kept are the codes made last: the letters of a list share one address, or a
// few. What is kept never shows, for a code depends on its address alone.
var kept struct {
	sync.Mutex
	codes map[string]*Code
}

// mostKept is how many codes are kept before all of them are let go.
const mostKept = 64

// Encode returns the code of an address, or an error if that is empty or longer
// than Longest. It may be called from many goroutines.
func Encode(address string) (*Code, error) {
	kept.Lock()
	defer kept.Unlock()
	if code, ok := kept.codes[address]; ok {
		return code, nil
	}
	code, err := encode(address)
	if err != nil {
		return nil, err
	}
	if kept.codes == nil || len(kept.codes) >= mostKept {
		kept.codes = map[string]*Code{}
	}
	kept.codes[address] = code
	return code, nil
}

func encode(address string) (*Code, error) {
	if address == "" || len(address) > Longest {
		return nil, fmt.Errorf("a QR code holds 1 to %d characters, not %d", Longest, len(address))
	}
	drawn, err := qr.Encode(address, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("QR code: %w", err)
	}
	size := drawn.Bounds().Dx()
	code := &Code{Rows: make([][]bool, size)}
	for y := range code.Rows {
		code.Rows[y] = make([]bool, size)
		for x := range code.Rows[y] {
			light, _, _, _ := drawn.At(x, y).RGBA()
			code.Rows[y][x] = light == 0
		}
	}
	code.Edges = code.edges()
	return code, nil
}
