package html

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"

	"wayleaf/document"
)

// The space of a logo in CSS pixels: 60 by 18 mm at 96 to the inch, as in the PDF.
const (
	logoWidth  = 227
	logoHeight = 68
)

// logo returns the sender's picture: shapes drawn anew, or the file of an image.
// It is decoration, which no screen reader tells of.
func (p *printer) logo(l *document.Logo) string {
	width, height := l.Fit(logoWidth, logoHeight)
	size := attribute("width", pixels(width)) + attribute("height", pixels(height))
	switch {
	case l.Image == nil:
		box := attribute("viewBox", "0 0 "+number(l.Width)+" "+number(l.Height))
		return element("svg", ` class="logo"`+size+box+` aria-hidden="true" focusable="false"`, shapes(l.Shapes)) + "\n"
	case l.Image.Type == document.PNG, l.Image.Type == document.JPEG:
		p.images = true
		source := "data:" + string(l.Image.Type) + ";base64," + base64.StdEncoding.EncodeToString(l.Image.File)
		return `<img class="logo"` + size + ` alt="" src="` + source + `">` + "\n"
	}
	p.fail("unknown picture %q", l.Image.Type)
	return ""
}

func shapes(all []document.Shape) string {
	var b strings.Builder
	for _, shape := range all {
		b.WriteString(`<path fill="` + hexadecimal(shape.Color) + `"`)
		if shape.EvenOdd {
			b.WriteString(` fill-rule="evenodd"`)
		}
		b.WriteString(` d="`)
		for _, segment := range shape.Segments {
			b.WriteByte(segment.Step)
			for i, point := range segment.To {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(number(point.X) + " " + number(point.Y))
			}
		}
		b.WriteString(`"/>`)
	}
	return b.String()
}

// pixels is a length as HTML wants it: whole.
func pixels(v float64) string { return strconv.Itoa(int(max(1, math.Round(v)))) }

func hexadecimal(color [3]uint8) string {
	const digits = "0123456789abcdef"
	b := []byte{'#'}
	for _, v := range color {
		b = append(b, digits[v>>4], digits[v&15])
	}
	return string(b)
}

// number writes a number with at most 2 decimals.
func number(v float64) string {
	text := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
