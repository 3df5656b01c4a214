// Package logo reads the picture that an organisation puts at the head of its
// letters: an SVG of plain shapes, a PNG or a JPEG.
//
//	picture, findings := logo.Load(folder, "logos/tarnbeck-vale.svg")
//
// The file is the user's own and may be anything. Only what is seen of it goes
// into letters: shapes are read into points, and pixels are encoded anew. So a
// letter holds no script, no metadata and no byte of the file.
//
// A colour profile is not read: colours are taken for sRGB, that of the screen.
package logo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"wayleaf/document"
	"wayleaf/finding"
)

// Bounds on the file and on what it draws. A logo is printed up to 60 mm wide
// and 18 mm high, where more would not be seen.
const (
	// MaxBytes is the size of the largest file, and of the largest picture that
	// is made from one.
	MaxBytes    = 256 << 10
	maxPixels   = 2_000_000
	maxSegments = 5_000
	maxLonger   = 20 // times as long as the shorter side
	maxFindings = 20
)

const (
	shrink  = "make it smaller: 1,400 by 420 pixels are enough"
	convert = "save it as an SVG of plain paths, or as a PNG"
)

// Load reads the file name of folder; see [Read] for what is returned.
func Load(folder fs.FS, name string) (*document.Logo, finding.List) {
	data, err := read(folder, name)
	if err != nil {
		return nil, finding.List{complain(finding.Place{File: name}, "logo/unreadable",
			fmt.Sprintf("the file cannot be read: %v", cause(err)), "name a picture in the folder of the definition or below it")}
	}
	return Read(name, data)
}

// cause is an error without the path, and the same on every system for the usual
// mistake.
func cause(err error) error {
	var inner *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it does not exist")
	case errors.As(err, &inner):
		return inner.Err
	}
	return err
}

// read stops at what is no plain file: a device may never end.
func read(folder fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(folder, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file")
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxBytes+1))
}

// Read reads a logo from the bytes of its file; the name is only printed. The
// findings have a line and a column where the file is an SVG. With one of level
// Error among them there is no logo.
func Read(name string, data []byte) (*document.Logo, finding.List) {
	place := finding.Place{File: name}
	refuse := func(rule, what, hint string) (*document.Logo, finding.List) {
		return nil, finding.List{complain(place, rule, what, hint)}
	}
	if len(data) > MaxBytes {
		return refuse("logo/too-large", fmt.Sprintf("the file is over %d kB", MaxBytes>>10), "make the picture smaller, or draw it with fewer points")
	}
	for _, f := range pixelFormats {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return f.read(place, data)
		}
	}
	if text := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")); bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("<")) {
		return readSVG(place, text)
	}
	for begins, kind := range others {
		if bytes.HasPrefix(data, []byte(begins)) {
			return refuse("logo/type", "the file is "+kind, convert)
		}
	}
	return refuse("logo/type", "the file is not an SVG, a PNG or a JPEG", convert)
}

// others are what a logo may come as and cannot be read, by how they begin.
var others = map[string]string{
	"GIF8": "a GIF", "RIFF": "a WebP", "BM": "a bitmap", "II*\x00": "a TIFF", "MM\x00*": "a TIFF",
	"%PDF": "a PDF", "%!PS": "a PostScript file", "\x1f\x8b": "a compressed SVG",
}

// tooThin reports a picture of which nothing is left at its size in a letter.
func tooThin(width, height float64) bool {
	return width > maxLonger*height || height > maxLonger*width
}

const thin = "the picture is more than 20 times as long as it is wide"

// paper is the least contrast with white, by WCAG 2.2, at which something is
// seen on paper.
const paper = 1.5

// seen reports whether a colour stands out from white paper.
func seen(c [3]uint8) bool { return 1.05/(luminance(c)+0.05) >= paper }

const (
	pale     = "nothing of the picture would be seen on white paper"
	paleHint = "use the picture that is meant for a white ground"
)

func complain(place finding.Place, rule, what, hint string) finding.Finding {
	return finding.Finding{Place: place, Rule: rule, Level: finding.Error, What: what, Hint: hint}
}
