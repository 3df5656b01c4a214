package gate

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// hash is the salted argon2id hash of a password, with what it cost. It is written
// in PHC form, as other programs write it.
type hash struct {
	cost
	salt, sum []byte
}

type cost struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

// usualCost is OWASP's for argon2id: 19 MiB, about 20 ms.
var usualCost = cost{memory: 19 << 10, passes: 2, threads: 1}

// hashesAtOnce bounds the memory that sign-ins take together.
const hashesAtOnce = 2

const phcForm = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"

var (
	base64Raw = base64.RawStdEncoding.Strict()
	errHash   = errors.New("the hash is not argon2id in PHC form ($argon2id$v=19$m=...,t=...,p=...$salt$hash)")
)

// nobody is what passwords of unknown names are compared with.
var nobody = hash{cost: usualCost, salt: make([]byte, 16), sum: make([]byte, 32)}

func newHash(password string) hash {
	h := hash{cost: usualCost, salt: make([]byte, 16)}
	rand.Read(h.salt) // never fails
	h.sum = h.of(password, 32)
	return h
}

// of gives the same bytes however the keyboard composes its letters.
func (h hash) of(password string, length uint32) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), h.salt, h.passes, h.memory, h.threads, length)
}

func (h hash) matches(password string) bool {
	return subtle.ConstantTimeCompare(h.of(password, uint32(len(h.sum))), h.sum) == 1
}

func (h hash) String() string {
	return fmt.Sprintf(phcForm, h.memory, h.passes, h.threads, base64Raw.EncodeToString(h.salt), base64Raw.EncodeToString(h.sum))
}

// parseHash refuses what is cheap to guess and what would cost the server dear.
func parseHash(phc string) (hash, error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 {
		return hash{}, errHash
	}
	var h hash
	_, costErr := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.threads)
	salt, saltErr := base64Raw.DecodeString(parts[4])
	sum, sumErr := base64Raw.DecodeString(parts[5])
	h.salt, h.sum = salt, sum
	switch {
	case costErr != nil || saltErr != nil || sumErr != nil || h.String() != phc:
		return hash{}, errHash
	case len(salt) < 8 || len(salt) > 64 || len(sum) < 16 || len(sum) > 64:
		return hash{}, errors.New("the salt needs 8 to 64 bytes and the hash 16 to 64")
	case h.memory < 8<<10 || h.memory > 128<<10 || h.passes < 1 || h.passes > 10 || h.threads < 1 || h.threads > 8:
		return hash{}, errors.New("the cost is out of bounds: m from 8192 to 131072, t from 1 to 10, p from 1 to 8")
	}
	return h, nil
}
