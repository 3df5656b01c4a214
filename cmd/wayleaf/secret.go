package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const secretLength = 32

// secret is what the hashes of patients are made with: that of the flag's file, or
// one that the output folder keeps. Without it nobody can tell from a manifest who
// is in it.
func (b *batchChoices) secret() ([]byte, error) {
	if b.key != "" {
		key, err := os.ReadFile(b.key)
		if err == nil && len(key) < secretLength {
			err = &usageError{fmt.Sprintf("%s holds %d bytes", b.key, len(key)), fmt.Sprintf("a secret has at least %d", secretLength)}
		}
		return key, err
	}
	file := filepath.Join(b.output, "secret.key")
	key, err := os.ReadFile(file)
	if err == nil && len(key) < secretLength {
		err = errors.New(file + " is not whole")
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	key = make([]byte, secretLength)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return key, keep(file, key)
}

// keep writes a secret whole or not at all, for its owner only.
func keep(file string, key []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".secret-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}
