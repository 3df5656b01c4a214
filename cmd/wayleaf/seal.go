package main

import (
	"fmt"
	"io"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"strings"
)

// sealFor returns a writer that encrypts for all of some age recipients; nil if
// there are none.
func sealFor(names []string) (func(w io.Writer) (io.WriteCloser, error), error) {
	if len(names) == 0 {
		return nil, nil
	}
	var recipients []age.Recipient
	for _, name := range names {
		r, err := sealRecipient(name)
		if err != nil {
			return nil, &usageError{fmt.Sprintf("%q is not an age recipient", name), "give the public key that age-keygen prints (age1...), or an SSH public key"}
		}
		recipients = append(recipients, r)
	}
	return func(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, recipients...) }, nil
}

func sealRecipient(name string) (age.Recipient, error) {
	if strings.HasPrefix(name, "ssh-") {
		return agessh.ParseRecipient(name)
	}
	return age.ParseX25519Recipient(name)
}
