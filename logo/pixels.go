package logo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"wayleaf/document"
	"wayleaf/finding"
)

// pixelFormat is a way to store pixels.
type pixelFormat struct {
	begins string
	kind   document.ImageType
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	encode func(io.Writer, image.Image) error
}

var pixelFormats = []pixelFormat{
	{"\x89PNG\r\n\x1a\n", document.PNG, png.DecodeConfig, png.Decode, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode},
	{"\xff\xd8\xff", document.JPEG, jpeg.DecodeConfig, jpeg.Decode, func(w io.Writer, i image.Image) error {
		return jpeg.Encode(w, i, &jpeg.Options{Quality: 92})
	}},
}

// read decodes pixels, once their number is known to be bounded, and encodes
// them anew.
func (f *pixelFormat) read(place finding.Place, data []byte) (*document.Logo, finding.List) {
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return nil, broken(place, err)
	}
	if found := judge(place, config); found != nil {
		return nil, found
	}
	decoded, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken(place, err)
	}
	flat, gray, dark := flatten(decoded)
	if !dark {
		return nil, finding.List{complain(place, "logo/pale", pale, paleHint)}
	}
	var file bytes.Buffer
	if err := f.encode(&file, flat); err != nil {
		return nil, broken(place, err)
	}
	if size := file.Len(); size > MaxBytes {
		return nil, finding.List{complain(place, "logo/too-large", fmt.Sprintf("the picture takes %d kB in each letter, more than %d", size>>10, MaxBytes>>10), shrink)}
	}
	picture := &document.Image{Type: f.kind, Width: config.Width, Height: config.Height, Gray: gray, File: file.Bytes()}
	return &document.Logo{Width: float64(config.Width), Height: float64(config.Height), Image: picture}, coarse(place, picture)
}

func broken(place finding.Place, err error) finding.List {
	return finding.List{complain(place, "logo/broken", fmt.Sprintf("the picture cannot be read: %v", err), "export the picture anew")}
}

// judge refuses pixels before they are decoded.
func judge(place finding.Place, config image.Config) finding.List {
	width, height := float64(config.Width), float64(config.Height)
	switch {
	case width < 1 || height < 1 || width*height > maxPixels:
		return finding.List{complain(place, "logo/too-large", fmt.Sprintf("the picture has %d by %d pixels", config.Width, config.Height), shrink)}
	case tooThin(width, height):
		return finding.List{complain(place, "logo/too-thin", thin, "leave out what is empty of it")}
	case config.ColorModel == color.CMYKModel:
		return finding.List{complain(place, "logo/cmyk", "the JPEG is in CMYK, whose colours depend on a press", "save it in RGB, or as an SVG")}
	}
	return nil
}

// flatten lays a picture on white, in gray if it has no colour, and reports
// whether anything of it is seen.
func flatten(picture image.Image) (flat draw.Image, gray, dark bool) {
	area := image.Rectangle{Max: picture.Bounds().Size()}
	colored := image.NewRGBA(area)
	draw.Draw(colored, area, image.White, image.Point{}, draw.Src)
	draw.Draw(colored, area, picture, picture.Bounds().Min, draw.Over)
	gray = true
	last := [3]uint8{0xFF, 0xFF, 0xFF}
	for i := 0; i < len(colored.Pix); i += 4 {
		c := [3]uint8(colored.Pix[i : i+3])
		gray = gray && c[0] == c[1] && c[1] == c[2]
		if !dark && c != last {
			dark, last = seen(c), c
		}
	}
	if !gray {
		return colored, false, dark
	}
	flat = image.NewGray(area)
	draw.Draw(flat, area, colored, image.Point{}, draw.Src)
	return flat, true, dark
}

// coarse warns of a picture whose pixels are seen: those of less than 150 to
// the inch on 60 by 18 mm.
func coarse(place finding.Place, picture *document.Image) finding.List {
	if picture.Width >= 350 || picture.Height >= 105 {
		return nil
	}
	f := complain(place, "logo/coarse", fmt.Sprintf("the picture has only %d by %d pixels and is printed coarse", picture.Width, picture.Height),
		"use a larger one, about 1,400 pixels wide, or an SVG")
	f.Level = finding.Warning
	return finding.List{f}
}
