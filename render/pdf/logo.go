package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"wayleaf/document"
)

// The space of a logo: GOV.UK Notify keeps 25 mm for one, from 5 mm down. It
// lies above the clear zones of the address, beside the draft mark.
const (
	logoTop    = 8.0 * mm // on the face of a letter
	logoWidth  = 60.0 * mm
	logoHeight = 18.0 * mm
	logoGap    = 2.0 * mm // between it and the words below
	logoAside  = 6.0 * mm // between it and the words beside it
	logoPart   = 0.4      // of the column that it shares with words
)

// logoHeights are the heights to try on the face of a letter.
var logoHeights = []float64{logoHeight, 12 * mm, 8 * mm}

// emblem is a logo as a file holds it: an XObject (ISO 32000-1, 8.8). It fills a
// square of 1 point, or, drawn in shapes, its own width and height.
type emblem struct {
	width, height float64
	entries       string // of its dictionary
	content       []byte // as its filter left it
}

// emblem returns a logo as it goes into files. That a logo is never changed makes
// its address a key.
func (s *shaper) emblem(l *document.Logo) (*emblem, error) {
	if e, ok := s.emblems.find(l); ok {
		return e, nil
	}
	var e *emblem
	var err error
	if l.Image != nil {
		e, err = imageEmblem(l.Image)
	} else {
		e = shapesEmblem(l)
	}
	if err == nil {
		s.emblems.put(l, e)
	}
	return e, err
}

// shapesEmblem draws shapes in points, at the size at which they are printed.
func shapesEmblem(l *document.Logo) *emblem {
	width, height := l.Fit(logoWidth, logoHeight)
	scale := width / l.Width
	var b []byte
	for _, shape := range l.Shapes {
		b = color(shape.Color).appendFill(b)
		for _, segment := range shape.Segments {
			for _, p := range segment.To {
				b = append(appendNumber(b, p.X*scale), ' ')
				b = append(appendNumber(b, height-p.Y*scale), ' ')
			}
			b = append(b, drawn[segment.Step], '\n')
		}
		b = append(b, 'f')
		if shape.EvenOdd {
			b = append(b, '*')
		}
		b = append(b, '\n')
	}
	box := append(append(appendNumber(nil, width), ' '), appendNumber(nil, height)...)
	return &emblem{width, height, "/Type /XObject /Subtype /Form /BBox [0 0 " + string(box) + "] /Filter /FlateDecode", thorough.deflate(b)}
}

// drawn are the operators of PDF for the steps of a shape.
var drawn = map[byte]byte{'M': 'm', 'L': 'l', 'C': 'c', 'Z': 'h'}

// imageEmblem takes the file of an image as it is: PDF has the filters of PNG and
// of JPEG.
func imageEmblem(i *document.Image) (*emblem, error) {
	components, space, content := 3, "RGB", i.File
	if i.Gray {
		components, space = 1, "Gray"
	}
	entries := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /Device%s /BitsPerComponent 8 ", i.Width, i.Height, space)
	switch i.Type {
	case document.JPEG:
		entries += "/Filter /DCTDecode"
	case document.PNG:
		entries += fmt.Sprintf("/Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /Columns %d>>", components, i.Width)
		content = pixelsOfPNG(i.File)
	}
	if len(content) == 0 || i.Type != document.JPEG && i.Type != document.PNG {
		return nil, fmt.Errorf("a picture of type %q is not known", i.Type)
	}
	return &emblem{1, 1, entries, content}, nil
}

// pixelsOfPNG joins the parts of the compressed pixels, which are those of PDF's
// predictor 15 (PNG, 11.2.4; ISO 32000-1, 7.4.4.4).
func pixelsOfPNG(file []byte) (pixels []byte) {
	const signature, around = 8, 12 // length, type and sum of a chunk
	for rest := file[min(signature, len(file)):]; len(rest) >= around; {
		length := int(binary.BigEndian.Uint32(rest))
		if length > len(rest)-around {
			return nil
		}
		if bytes.Equal(rest[4:8], []byte("IDAT")) {
			pixels = append(pixels, rest[8:8+length]...)
		}
		rest = rest[around+length:]
	}
	return pixels
}

// logo sets a logo of at most a width and a height as a row that ends at right,
// and returns where it begins. It is an artifact: the sender's name stands in
// words beside it.
func (l *layout) logo(b *document.Logo, right, width, height float64) (one row, left float64) {
	e, err := l.shaper.emblem(b)
	if err != nil {
		l.complain("pdf/logo", err.Error(), "use one that package logo has read")
		return row{}, right
	}
	n := l.logoNumber(e)
	width, height = b.Fit(width, height)
	left = right - width
	place := drawing{draw: func(p *painter, top float64) { p.emblem(n, rect{left, top, width, height}) }}
	return row{height: height, marks: []mark{place}}, left
}

// logoNumber is the number of an emblem in the file. Equal ones are one object,
// as of two pathways of one provider.
func (s *setter) logoNumber(e *emblem) int {
	n := slices.IndexFunc(s.logos, func(other *emblem) bool {
		return other == e || other.entries == e.entries && bytes.Equal(other.content, e.content)
	})
	if n < 0 {
		s.logos = append(s.logos, e)
		n = len(s.logos) - 1
	}
	return n
}

// emblem draws a logo of the file into an area.
func (p *painter) emblem(n int, area rect) {
	e := p.logos[n]
	var b []byte
	for _, v := range []float64{area.width / e.width, 0, 0, area.height / e.height, area.x, p.paper.height - area.bottom()} {
		b = append(appendNumber(b, v), ' ')
	}
	p.canvas.RawWriteStr(string(b) + "cm /L" + strconv.Itoa(n) + " Do")
	p.stain(area, nil)
}

// putLogos writes the logos of the file, and returns the resources that name
// them.
func (b *book) putLogos() string {
	if len(b.logos) == 0 {
		return ""
	}
	names := []byte("/XObject <<")
	for i, e := range b.logos {
		r := b.reserve()
		b.raw(r, e.entries, e.content)
		names = fmt.Appendf(names, "/L%d %d 0 R ", i, int(r))
	}
	return string(names) + ">> "
}
