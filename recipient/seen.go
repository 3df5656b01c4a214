package recipient

import (
	"crypto/sha256"
	"fmt"

	"wayleaf/finding"
)

// seen knows who has been accepted, by hashes of 16 bytes: 5 MB for 100,000 rows.
type seen struct {
	patients   map[[16]byte]int32 // patient and pathway, to the row
	references map[[16]byte]int32
}

func hashOf(parts ...string) [16]byte {
	h := sha256.New()
	for _, part := range parts {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return [16]byte(h.Sum(nil)[:16])
}

// twice holds back a row whose patient has a row for the same pathway already, or
// whose booking reference is that of another patient. Otherwise it notes the row.
func (s *seen) twice(e *entry) finding.List {
	if s.patients == nil {
		s.patients, s.references = map[[16]byte]int32{}, map[[16]byte]int32{}
	}
	patient, booking := hashOf(e.NHSNumber, e.Pathway), hashOf(e.BookingReference)
	if row, ok := s.patients[patient]; ok {
		return finding.List{hold("duplicate", fmt.Sprintf("the patient has a letter of this pathway already, from row %d", row), "keep one of the two rows")}
	}
	if row, ok := s.references[booking]; ok {
		return finding.List{hold("shared-reference", fmt.Sprintf("the booking reference is also that of row %d, which is another patient or pathway", row),
			"look both up: the cells of a column may have slipped")}
	}
	s.patients[patient], s.references[booking] = int32(e.Row), int32(e.Row)
	return nil
}
