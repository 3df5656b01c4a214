package qr

import (
	"fmt"
	"strings"
)

// decode reads the words of a code of version 1 to 5 at level M in byte mode, by
// ISO/IEC 18004 and without the encoder. It corrects no errors.
func decode(code *Code) (string, error) {
	version := (code.Size() - 17) / 4
	mask, err := maskOf(code)
	if err != nil {
		return "", err
	}
	data := joined(codewords(code, mask), version)
	if data[0]>>4 != 4 {
		return "", fmt.Errorf("mode %d, not bytes", data[0]>>4)
	}
	var words strings.Builder
	for i := range int(data[0]<<4 | data[1]>>4) {
		words.WriteByte(data[1+i]<<4 | data[2+i]>>4)
	}
	return words.String(), nil
}

// maskOf reads both copies of the format.
func maskOf(code *Code) (int, error) {
	last := code.Size() - 1
	first := [15][2]int{{0, 8}, {1, 8}, {2, 8}, {3, 8}, {4, 8}, {5, 8}, {7, 8}, {8, 8}, {8, 7}, {8, 5}, {8, 4}, {8, 3}, {8, 2}, {8, 1}, {8, 0}}
	var format, second int
	for i, at := range first {
		format = format<<1 | bit(code, at[0], at[1])
		if i < 7 {
			second = second<<1 | bit(code, 8, last-i)
		} else {
			second = second<<1 | bit(code, last-14+i, 8)
		}
	}
	format ^= 0b101010000010010
	second ^= 0b101010000010010
	if format != second || format>>13 != 0b00 {
		return 0, fmt.Errorf("formats %015b and %015b, want the same of level M", format, second)
	}
	return format >> 10 & 7, nil
}

func bit(code *Code, x, y int) int {
	if code.Dark(x, y) {
		return 1
	}
	return 0
}

// codewords reads the columns in pairs from the right, upwards and downwards by
// turns.
func codewords(code *Code, mask int) []byte {
	size := code.Size()
	var bits []byte
	upwards := true
	for right := size - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range size {
			y := i
			if upwards {
				y = size - 1 - i
			}
			for _, x := range []int{right, right - 1} {
				if !fixed(x, y, size) {
					bits = append(bits, byte(bit(code, x, y))^turned(mask, x, y))
				}
			}
		}
		upwards = !upwards
	}
	words := make([]byte, len(bits)/8)
	for i := range words {
		for _, b := range bits[8*i : 8*i+8] {
			words[i] = words[i]<<1 | b
		}
	}
	return words
}

// fixed reports modules that hold no data: finders with their format, timing and
// the one alignment pattern of versions 2 to 5.
func fixed(x, y, size int) bool {
	finder := x < 9 && y < 9 || x < 9 && y > size-9 || x > size-9 && y < 9
	alignment := size > 21 && x > size-10 && x < size-4 && y > size-10 && y < size-4
	return finder || alignment || x == 6 || y == 6
}

func turned(mask, x, y int) byte {
	turns := [8]bool{
		(x+y)%2 == 0, y%2 == 0, x%3 == 0, (x+y)%3 == 0, (y/2+x/3)%2 == 0,
		x*y%2+x*y%3 == 0, (x*y%2+x*y%3)%2 == 0, ((x+y)%2+x*y%3)%2 == 0,
	}
	if turns[mask] {
		return 1
	}
	return 0
}

// joined puts the data of the blocks, whose bytes come by turns, one after the
// other.
func joined(words []byte, version int) []byte {
	blocks := [6]struct{ number, size int }{{}, {1, 16}, {1, 28}, {1, 44}, {2, 32}, {2, 43}}[version]
	var data []byte
	for block := range blocks.number {
		for i := range blocks.size {
			data = append(data, words[i*blocks.number+block])
		}
	}
	return data
}
