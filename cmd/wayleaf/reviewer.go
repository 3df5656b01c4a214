package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wayleaf/preview/gate"
)

func newAddReviewer(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "add-reviewer FILE NAME",
		Short: "Let a reviewer sign in, or give one a new password",
		Long: `Add a reviewer to FILE, which is made if it is not there, or give one who is in
it a new password. The password is asked for twice and not shown; it is read from
standard input when that is no terminal. FILE has a slow hash of it, and can be
read by its owner only. NAME stands beside the reviewer's comments and
signatures: give the role too.`,
		Args: arguments(cobra.ExactArgs(2)),
		RunE: func(command *cobra.Command, args []string) error {
			return addReviewer(command.Context(), s, args[0], args[1])
		},
	}
}

func addReviewer(ctx context.Context, s *streams, file, name string) error {
	reviewers, err := readReviewers(file)
	if errors.Is(err, fs.ErrNotExist) {
		reviewers, err = &gate.Reviewers{}, nil
	}
	if err != nil {
		return err
	}
	password, err := s.password(ctx)
	if err != nil {
		return err
	}
	if err := reviewers.Put(name, password); err != nil {
		return &usageError{err.Error(), "give a name of letters, and a password of 12 characters or more: three words are good"}
	}
	if err := keep(filepath.Clean(file), reviewers.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%s has %s\n", file, plural(reviewers.Len(), "reviewer"))
	return nil
}

func readReviewers(file string) (*gate.Reviewers, error) {
	data, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	return gate.ReadReviewers(file, data)
}

// reviewersFile is those who may sign in while the preview runs. The file is read each
// time they are asked for, which takes some microseconds, and understood anew when it
// has changed.
type reviewersFile struct {
	name     string
	complain func(what, hint string)

	mu    sync.Mutex
	data  []byte
	gone  bool
	found *gate.Reviewers // nobody while the file cannot be read
}

// watchReviewers reads the file, whose faults are its error. Later ones are
// complained of, and nobody signs in by a line that cannot be read.
func watchReviewers(name string, complain func(what, hint string)) (*reviewersFile, error) {
	f := &reviewersFile{name: name, complain: complain}
	return f, f.read()
}

// now are the reviewers at this moment.
func (f *reviewersFile) now() *gate.Reviewers {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.read(); err != nil {
		f.complain(err.Error(), "nobody signs in by what cannot be read, and who has is signed out")
	}
	return f.found
}

// read returns what is wrong with a file that has changed.
func (f *reviewersFile) read() error {
	data, err := os.ReadFile(filepath.Clean(f.name))
	if f.found != nil && bytes.Equal(data, f.data) && (err != nil) == f.gone {
		return nil
	}
	f.data, f.gone, f.found = data, err != nil, &gate.Reviewers{}
	if err == nil {
		f.found, err = gate.ReadReviewers(f.name, data)
	}
	return err
}

// password asks at a terminal, twice, or takes the first line of anything else.
func (s *streams) password(ctx context.Context) (string, error) {
	terminal, ok := s.in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(s.in, 4096)).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return strings.TrimRight(line, "\r\n"), err
	}
	first, err := s.ask(ctx, terminal, "Password: ")
	if err != nil {
		return "", err
	}
	second, err := s.ask(ctx, terminal, "Once more: ")
	if err == nil && first != second {
		err = &usageError{"the two passwords differ", "give the command again"}
	}
	return first, err
}

// ask reads a line that is not shown. Ctrl-C ends it, and the terminal shows again
// what is typed.
func (s *streams) ask(ctx context.Context, terminal *os.File, prompt string) (string, error) {
	number := int(terminal.Fd())
	state, err := term.GetState(number)
	if err != nil {
		return "", err
	}
	fmt.Fprint(s.err, prompt)
	defer fmt.Fprintln(s.err)
	var answer []byte
	read := make(chan error, 1)
	go func() {
		var err error
		answer, err = term.ReadPassword(number)
		read <- err
	}()
	select {
	case err := <-read:
		return string(answer), err
	case <-ctx.Done():
		return "", errors.Join(ctx.Err(), term.Restore(number, state))
	}
}
