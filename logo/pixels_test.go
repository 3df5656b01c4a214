package logo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"wayleaf/document"
	"wayleaf/finding"
)

// pixels is a picture with a dark corner on a ground.
func pixels(width, height int, ground color.Color) *image.NRGBA {
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			picture.Set(x, y, ground)
			if x < width/2 {
				picture.Set(x, y, color.NRGBA{0x1F, 0x4D, 0x36, 0xFF})
			}
		}
	}
	return picture
}

func asPNG(picture image.Image) []byte {
	var file bytes.Buffer
	png.Encode(&file, picture)
	return file.Bytes()
}

func asJPEG(picture image.Image) []byte {
	var file bytes.Buffer
	jpeg.Encode(&file, picture, nil)
	return file.Bytes()
}

func TestPixels(t *testing.T) {
	gray := image.NewGray16(image.Rect(5, 5, 405, 105)) // black, and not at the origin
	palette := image.NewPaletted(image.Rect(0, 0, 400, 100), color.Palette{color.NRGBA{}, color.NRGBA{0xB4, 0x53, 9, 0xFF}})
	palette.Pix[0] = 1
	for _, tt := range []struct {
		name  string
		file  []byte
		kind  document.ImageType
		gray  bool
		right color.Color // the last pixel
	}{
		{"opaque", asPNG(pixels(400, 100, color.White)), document.PNG, false, color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}},
		{"transparent lies on white", asPNG(pixels(400, 100, color.Transparent)), document.PNG, false, color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}},
		{"half transparent", asPNG(pixels(400, 100, color.NRGBA{0, 0, 0xFF, 0x80})), document.PNG, false, color.RGBA{0x7F, 0x7F, 0xFF, 0xFF}},
		{"palette", asPNG(palette), document.PNG, false, color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}},
		{"gray of 16 bits", asPNG(gray), document.PNG, true, color.Gray{0}},
		{"jpeg", asJPEG(pixels(400, 100, color.White)), document.JPEG, false, nil},
		{"gray jpeg", asJPEG(image.NewGray(image.Rect(0, 0, 400, 100))), document.JPEG, true, nil},
	} {
		l, found := Read("logo", tt.file)
		if len(found) > 0 {
			t.Errorf("%s: %v", tt.name, found)
			continue
		}
		if i := l.Image; i.Type != tt.kind || i.Gray != tt.gray || i.Width != 400 || i.Height != 100 || l.Width != 4*l.Height {
			t.Errorf("%s: %s, gray %v, %d by %d", tt.name, i.Type, i.Gray, i.Width, i.Height)
		}
		back, _, err := image.Decode(bytes.NewReader(l.Image.File))
		if err != nil {
			t.Fatal(err)
		}
		if got := back.At(399, 99); tt.right != nil && got != tt.right {
			t.Errorf("%s: the last pixel is %v, want %v", tt.name, got, tt.right)
		}
		again, _ := Read("logo", tt.file)
		if !bytes.Equal(again.Image.File, l.Image.File) {
			t.Errorf("%s: two readings differ", tt.name)
		}
	}
}

// noisy is a picture that hardly gets smaller.
func noisy(width, height int) image.Image {
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	state := uint32(1)
	for i := range picture.Pix {
		state = state*1664525 + 1013904223
		picture.Pix[i] = byte(state>>24) | 1
	}
	return picture
}

func coarselySaved(picture image.Image) []byte {
	var file bytes.Buffer
	jpeg.Encode(&file, picture, &jpeg.Options{Quality: 40})
	return file.Bytes()
}

// claimed is a small PNG that says that it is large: a decompression bomb.
func claimed(width, height uint32) []byte {
	file := asPNG(pixels(2, 2, color.White))
	head := file[12:29]
	binary.BigEndian.PutUint32(head[4:], width)
	binary.BigEndian.PutUint32(head[8:], height)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(head))
	return file
}

func flipped(file []byte, at int) []byte {
	file[at] ^= 1
	return file
}

func blank(width, height int) image.Image {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for i := range picture.Pix {
		picture.Pix[i] = 0xF0
	}
	return picture
}

func TestFilesRefused(t *testing.T) {
	white := pixels(400, 100, color.White)
	cmyk, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name       string
		file       []byte
		rule, what string
	}{
		{"empty", nil, "logo/type", "not an SVG"},
		{"text", []byte("Tarnbeck"), "logo/type", "not an SVG"},
		{"gif", []byte("GIF89a..."), "logo/type", "a GIF"},
		{"webp", []byte("RIFF....WEBP"), "logo/type", "a WebP"},
		{"pdf", []byte("%PDF-1.7"), "logo/type", "a PDF"},
		{"svgz", []byte("\x1f\x8b\x08"), "logo/type", "a compressed SVG"},
		{"png cut off", asPNG(white)[:200], "logo/broken", "not enough pixel data"},
		{"png head alone", asPNG(white)[:20], "logo/broken", "unexpected EOF"},
		{"png of a wrong sum", flipped(asPNG(white), 30), "logo/broken", "checksum"},
		{"jpeg cut off", asJPEG(white)[:300], "logo/broken", "unexpected EOF"},
		{"jpeg of noise", []byte("\xff\xd8\xff\xe0xxxxxxxxxxxxxxxxxxxx"), "logo/broken", "cannot be read"},
		{"cmyk", cmyk, "logo/cmyk", "CMYK"},
		{"bomb", claimed(60_000, 60_000), "logo/too-large", "60000 by 60000"},
		{"many pixels", claimed(2_001, 1_000), "logo/too-large", "2001 by 1000"},
		{"a hair", asPNG(pixels(30, 1000, color.White)), "logo/too-thin", "20 times"},
		{"large file", bytes.Repeat([]byte("\x89PNG\r\n\x1a\n"), MaxBytes), "logo/too-large", "over 256 kB"},
		{"large picture", coarselySaved(noisy(700, 700)), "logo/too-large", "in each letter"},
		{"white", asPNG(blank(400, 100)), "logo/pale", "white paper"},
		{"transparent", asPNG(image.NewNRGBA(image.Rect(0, 0, 400, 100))), "logo/pale", "white paper"},
	} {
		l, found := Read("logo", tt.file)
		if len(found) != 1 || l != nil || found[0].Rule != tt.rule || !strings.Contains(found[0].What, tt.what) || found[0].Hint == "" {
			t.Errorf("%s: findings %v, want one of %s with %q", tt.name, found, tt.rule, tt.what)
		}
	}
}

// A picture whose pixels are seen is read all the same.
func TestCoarse(t *testing.T) {
	l, found := Read("logo.png", asPNG(pixels(100, 50, color.White)))
	if l == nil || len(found) != 1 || found[0].Rule != "logo/coarse" || found[0].Level != finding.Warning {
		t.Errorf("findings %v, logo %v", found, l)
	}
}

// FuzzPixels holds that any PNG or JPEG is read within bounds or refused.
func FuzzPixels(f *testing.F) {
	f.Add(asPNG(pixels(40, 10, color.Transparent)))
	f.Add(asJPEG(pixels(40, 10, color.White)))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, found := Read("logo", data)
		if (l == nil) == (found.Err() == nil) {
			t.Fatalf("logo %v, findings %v", l, found)
		}
		if l != nil && l.Image != nil && (len(l.Image.File) > MaxBytes || l.Image.Width*l.Image.Height > maxPixels) {
			t.Fatalf("%d bytes", len(l.Image.File))
		}
	})
}
