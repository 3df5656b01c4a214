package pdf

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"wayleaf/document"
)

// shapesLogo is a triangle in a box.
func shapesLogo(width, height float64) *document.Logo {
	return &document.Logo{Width: width, Height: height, Shapes: []document.Shape{{Color: [3]uint8{0x1F, 0x4D, 0x36}, Segments: []document.Segment{
		{Step: 'M', To: []document.Point{{X: 0, Y: height}}}, {Step: 'L', To: []document.Point{{X: width / 2}}}, {Step: 'L', To: []document.Point{{X: width, Y: height}}}, {Step: 'Z'},
	}}}}
}

// imageLogo is a picture of 40 by 20 pixels.
func imageLogo(kind document.ImageType, gray bool) *document.Logo {
	var picture image.Image = image.NewGray(image.Rect(0, 0, 40, 20))
	if !gray {
		colored := image.NewRGBA(image.Rect(0, 0, 40, 20))
		for i := range colored.Pix {
			colored.Pix[i] = 0xFF
			if i%4 == 0 {
				colored.Pix[i] = byte(i)
			}
		}
		picture = colored
	}
	var file bytes.Buffer
	if kind == document.PNG {
		png.Encode(&file, picture)
	} else {
		jpeg.Encode(&file, picture, nil)
	}
	return &document.Logo{Width: 40, Height: 20, Image: &document.Image{Type: kind, Width: 40, Height: 20, Gray: gray, File: file.Bytes()}}
}

// with gives a document a logo.
func with(d *document.Document, logo *document.Logo) *document.Document {
	head := d.Blocks[0].(document.Letterhead)
	head.Logo = logo
	d.Blocks = slices.Clone(d.Blocks)
	d.Blocks[0] = head
	return d
}

// stainsOf are the places where the first page of a document is printed.
func stainsOf(t *testing.T, d *document.Document) (all []rect, logo rect) {
	t.Helper()
	s := newSetter(d.Language, newShaper())
	part := s.lay(d, d.Kind == document.Letter)
	p, err := s.paint(nil, part)
	if err != nil {
		t.Fatal(err)
	}
	width, height := d.Blocks[0].(document.Letterhead).Logo.Fit(logoWidth, logoHeight)
	for _, s := range p.stains {
		if math.Abs(s.area.width-width)+math.Abs(s.area.height-height) < 0.01 {
			logo = s.area
		} else if s.page == 0 {
			all = append(all, s.area)
		}
	}
	if logo == (rect{}) {
		t.Fatal("no logo is printed")
	}
	return all, logo
}

// The logo ends where the text column ends, in every language, size and kind of
// document; nothing else stands there, and the clear zones stay white, which
// [painter.prove] finds out.
func TestLogoPlace(t *testing.T) {
	for _, language := range languages {
		for _, print := range document.Prints {
			for _, proportion := range []float64{0.1, 1, 3.4, 15} {
				d := with(kitchenSink(language), shapesLogo(1000, 1000/proportion))
				d.Print, d.Blocks = print, d.Blocks[:6] // with more, a logo may be smaller to save a page
				if all, logo := stainsOf(t, d); math.Abs(logo.right()-contact.right()) > 0.01 || logo.x < contact.x ||
					logo.y != logoTop || logo.height > logoHeight+0.01 || slices.ContainsFunc(all, logo.touches) {
					t.Errorf("%s%s letter, %g to 1: the logo stands at %v", language, print, proportion, logo)
				}
				d = Unaddressed(d)
				d.Kind = document.Leaflet
				if all, logo := stainsOf(t, d); math.Abs(logo.right()-a4.body.right) > 0.01 ||
					logo.height > logoHeight+0.01 || logo.bottom() > 60*mm || slices.ContainsFunc(all, logo.touches) {
					t.Errorf("%s%s leaflet, %g to 1: the logo stands at %v", language, print, proportion, logo)
				}
			}
		}
	}
}

func (r rect) touches(other rect) bool { return overlap(r, other) }

// A logo is proved like all that is printed.
func TestLogoIsProved(t *testing.T) {
	d := with(letter(), imageLogo(document.PNG, false))
	d.Sheets.Reserved = []document.Zone{{X: 150, Y: 5, Width: 50, Height: 10}}
	wantRule(t, d, "pdf/reserved-zone")
}

// A logo changes no word, and is one object of its own form.
func TestLogoKinds(t *testing.T) {
	for name, tt := range map[string]struct {
		logo  *document.Logo
		wants string
	}{
		"shapes":    {shapesLogo(300, 100), "/Type /XObject /Subtype /Form /BBox [0 0 153.071 51.024] /Filter /FlateDecode"},
		"png":       {imageLogo(document.PNG, false), "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors 3 /Columns 40>>"},
		"gray png":  {imageLogo(document.PNG, true), "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors 1 /Columns 40>>"},
		"jpeg":      {imageLogo(document.JPEG, false), "/Width 40 /Height 20 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"},
		"gray jpeg": {imageLogo(document.JPEG, true), "/Width 40 /Height 20 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"},
	} {
		file := made(t, with(kitchenSink("ur"), tt.logo))
		if !bytes.Contains(file, []byte(tt.wants)) || objects(file) != 1 {
			t.Errorf("%s: %d objects, want one with %s", name, objects(file), tt.wants)
		}
		if got, want := words(t, file), words(t, made(t, kitchenSink("ur"))); got != want {
			t.Errorf("%s: the words are\n%s\nwithout a logo\n%s", name, got, want)
		}
	}
}

func objects(file []byte) int { return bytes.Count(file, []byte("/Type /XObject")) }

func words(t *testing.T, file []byte) string {
	t.Helper()
	pages, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, page := range pages {
		all = append(all, page.Body...)
	}
	return squeezed(strings.Join(all, ""))
}

// All pixels of a PNG are in its object, each row behind the number of its
// predictor.
func TestPixelsOfPNG(t *testing.T) {
	pixels, err := newInflater().append(nil, pixelsOfPNG(imageLogo(document.PNG, false).Image.File), mostRead)
	if err != nil || len(pixels) != 20*(1+3*40) {
		t.Errorf("%d bytes, %v", len(pixels), err)
	}
	for _, broken := range []string{"", "\x89PNG\r\n\x1a\n", "\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDATxxxxxxxx"} {
		if pixels := pixelsOfPNG([]byte(broken)); len(pixels) > 0 {
			t.Errorf("%q has pixels %q", broken, pixels)
		}
	}
}

// However many letters, a logo is one object: the same one, and an equal one of
// another pathway.
func TestLogoIsShared(t *testing.T) {
	one, other := shapesLogo(300, 100), imageLogo(document.JPEG, false)
	var letters []*document.Document
	for range 4 {
		letters = append(letters, with(letter(), one), with(letter(), shapesLogo(300, 100)), with(letter(), other), letter())
	}
	var combined, facing bytes.Buffer
	if err := Combine(&combined, "Letters", alone(letters...)); err != nil {
		t.Fatal(err)
	}
	if n := objects(combined.Bytes()); n != 2 {
		t.Errorf("%d objects in the combined file, want 2", n)
	}
	if err := Facing(&facing, with(letter(), one), with(kitchenSink("ur"), one)); err != nil {
		t.Fatal(err)
	}
	if n := objects(facing.Bytes()); n != 1 {
		t.Errorf("%d objects in the file of two languages, want 1", n)
	}
}

func TestUnknownLogo(t *testing.T) {
	wantRule(t, with(letter(), &document.Logo{Width: 1, Height: 1, Image: &document.Image{Type: "image/gif", File: []byte("GIF")}}), "pdf/logo")
	wantRule(t, with(letter(), &document.Logo{Width: 1, Height: 1, Image: &document.Image{Type: document.PNG, File: []byte("cut")}}), "pdf/logo")
}

// A logo costs next to nothing once it is made.
func BenchmarkWriteWithLogo(b *testing.B) {
	d := with(kitchenSink("en"), shapesLogo(300, 100))
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}

// Shapes are drawn in points from the bottom, at the size at which they are
// printed.
func TestShapesEmblem(t *testing.T) {
	logo := shapesLogo(1000, 300)
	logo.Shapes[0].EvenOdd = true
	logo.Shapes = append(logo.Shapes, document.Shape{Color: [3]uint8{0xFF}, Segments: []document.Segment{
		{Step: 'M', To: []document.Point{{}}}, {Step: 'C', To: []document.Point{{X: 500}, {X: 1000, Y: 150}, {X: 1000, Y: 300}}},
	}})
	want := "0.122 0.302 0.212 rg 0 0 m\n85.039 51.024 l\n170.079 0 l\nh\nf*\n1 0 0 rg 0 51.024 m\n85.039 51.024 170.079 25.512 170.079 0 c\nf\n"
	got, err := newInflater().append(nil, shapesEmblem(logo).content, mostRead)
	if err != nil || string(got) != want {
		t.Errorf("drawn as\n%s, %v, want\n%s", got, err, want)
	}
}

// A logo gets lower before it costs a page, and is left out before it takes the
// title to the second one; where the title is there in any case, it is as high as
// ever.
func TestLogoMakesRoomForTheTitle(t *testing.T) {
	d := with(kitchenSink("en"), shapesLogo(100, 100))
	d.Print = document.ExtraLarge // else the opening ends above the body with any logo
	s := newSetter("en", newShaper())
	s.paper = a4
	l := newLayout(s, d)
	f := l.furniture(d.Furniture)
	opening, _ := splitOpening(d.Blocks)
	least := l.letter(opening, 0).bottom
	heights := map[float64]bool{}
	for needed := 100.0; needed < 700; needed++ {
		o := l.face(opening, []row{{height: needed}}, f)
		height := 0.0
		if o.logo {
			height = math.Round(o.placed[0].height / mm)
		}
		heights[height] = true
		switch fits := o.bottom+needed <= f.bottom(); {
		case least+needed > f.bottom() && height != 18:
			t.Errorf("%g needed, which is too much anyway: the logo is %g mm high", needed, height)
		case least+needed <= f.bottom() && !fits:
			t.Errorf("%g needed: the logo of %g mm takes the room", needed, height)
		}
	}
	if want := map[float64]bool{18: true, 12: true, 8: true, 0: true}; !maps.Equal(heights, want) {
		t.Errorf("logos are %v mm high", heights)
	}
}
