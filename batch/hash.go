package batch

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"wayleaf/ledger"
	"wayleaf/recipient"
)

// patient stands for a patient where their number must not. Without the key it
// tells nothing: NHS numbers are too few to be hidden by a plain hash.
func (r *run) patient(p *recipient.Recipient) ledger.Hash {
	return hash(r.Key, "patient", p.NHSNumber)
}

// letter stands for a letter to a patient: the same in any list, whatever the
// version of the pathway.
func (r *run) letter(p *recipient.Recipient) ledger.Hash {
	return hash(r.Key, "letter", p.NHSNumber, r.Pathway.ID, p.BookingReference)
}

func hash(key []byte, words ...string) (h ledger.Hash) {
	sum := hmac.New(sha256.New, key)
	for _, word := range words {
		fmt.Fprintf(sum, "%q", word)
	}
	copy(h[:], sum.Sum(nil))
	return h
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
