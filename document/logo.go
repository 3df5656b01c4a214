package document

// Logo is the sender's picture: either Shapes or an Image. It is decoration,
// for the sender's name stands in words beside it. Package logo makes it and
// bounds its size; it is never changed afterwards, so documents may share it.
type Logo struct {
	// Width and Height of its box are in a unit of its own: only their
	// proportion counts.
	Width, Height float64
	// Shapes are filled one over the other. Points are measured from the top left
	// corner of the box, in its unit; what lies outside of it is not shown.
	Shapes []Shape
	Image  *Image
}

// Fit returns the largest width and height of a logo within those of a space.
func (l *Logo) Fit(width, height float64) (float64, float64) {
	scale := min(width/l.Width, height/l.Height)
	return scale * l.Width, scale * l.Height
}

// Shape is an area of one colour.
type Shape struct {
	Color    [3]uint8  // red, green and blue in sRGB
	EvenOdd  bool      // which parts are inside: by the even-odd rule, else by the non-zero one
	Segments []Segment // of its edge, beginning with a move
}

// Segment is a step along the edge of a Shape, named as in an SVG path: 'M'
// moves to a point, 'L' draws a line to one, 'C' a cubic Bézier curve over two
// control points to a third, and 'Z' closes the edge.
type Segment struct {
	Step byte
	To   []Point
}

// Point is a place in the box of a Logo.
type Point struct{ X, Y float64 }

// Image is pixels in sRGB or in gray, none of them transparent.
type Image struct {
	Type          ImageType
	Width, Height int  // in pixels
	Gray          bool // one component, else three
	File          []byte
}

// ImageType is the media type of the file of an Image.
type ImageType string

const (
	// PNG has 8 bits for each component and no palette, and is not interlaced.
	PNG ImageType = "image/png"
	// JPEG is a baseline one.
	JPEG ImageType = "image/jpeg"
)
