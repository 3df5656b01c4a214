package pdf

import "testing"

// TestNastaliqJoins holds the heights of joined letters against HarfBuzz
// 15.0. go-text v0.3.5 sets them all on the baseline; v0.3.0 does not.
func TestNastaliqJoins(t *testing.T) {
	s := takeShaper()
	defer s.release()
	shaped := s.shape(shapeKey{faceIndex(nastaliq, false), true, "ur", "صفحہ"})
	want := map[string]int16{"ہ": 0, "ح": -34, "ف": 378, "ص": 530}
	for _, slot := range shaped.slots {
		parts := slot.parts
		letter := unpackPart(parts[len(parts)-partSize:])
		if letter.y != want[slot.text] {
			t.Errorf("%s stands at %d, want %d", slot.text, letter.y, want[slot.text])
		}
	}
}
