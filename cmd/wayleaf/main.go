// Command wayleaf turns pathway definitions into letters and leaflets that
// tell patients exactly how their real appointment will be arranged.
//
// Data goes to files or standard output, talk to standard error. Exit codes:
//
//	0    done
//	1    findings of level error: nothing was written
//	2    wrong usage
//	3    something could not be read or written
//	130  interrupted: nothing half-written is left
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"wayleaf/batch"
	"wayleaf/finding"
)

func main() { os.Exit(Main()) }

// Main runs the command on the process's own arguments and streams and returns
// the exit code.
func Main() int {
	allowMemory()
	ctx, stop := interruptible()
	defer stop()
	return runCommand(ctx)
}

// allowMemory lets memory grow up to 230 MB before it is collected often: letters are
// made of small short-lived parts, and a fifth of the time went into collecting
// them. What the user has set in GOGC and GOMEMLIMIT stands.
func allowMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(230 << 20)
	}
}

// interruptible is a context that Ctrl-C ends.
func interruptible() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
}

func runCommand(ctx context.Context) int {
	s := &streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, today: today}
	command := newCommand(s)
	command.SetArgs(os.Args[1:])
	return s.report(command.ExecuteContext(ctx))
}

// streams is what the command reaches of the world: three streams and the date.
type streams struct {
	in       io.Reader
	out, err io.Writer
	today    func() time.Time // midnight in London
}

// usageError is a wrong use of the command line.
type usageError struct{ what, hint string }

func (e *usageError) Error() string { return e.what }

// report tells the user what went wrong and returns the exit code.
func (s *streams) report(err error) int {
	var usage *usageError
	var findings finding.List
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return 1 // its findings have been printed
	case errors.As(err, &findings):
		fmt.Fprintln(s.err, findings.Error())
		fmt.Fprintf(s.err, "wayleaf: error: %s; nothing was written\n", counted(findings))
		return 1
	case errors.Is(err, batch.ErrStopped):
		s.complain(batch.ErrStopped.Error(), "give the same command again to go on")
		return 130
	case errors.Is(err, context.Canceled):
		s.complain("interrupted; nothing half-written is left", "")
		return 130
	case errors.As(err, &usage):
		s.complain(usage.what, usage.hint)
		return 2
	}
	var hint *hinted
	if errors.As(err, &hint) {
		s.complain(err.Error(), hint.hint)
		return 3
	}
	s.complain(err.Error(), hintFor(err))
	return 3
}

func (s *streams) complain(what, hint string) {
	fmt.Fprintf(s.err, "wayleaf: error: %s\n", what)
	if hint != "" {
		fmt.Fprintf(s.err, "wayleaf: hint: %s\n", hint)
	}
}

func counted(findings finding.List) string {
	errorsFound, warnings := 0, 0
	for _, f := range findings {
		switch f.Level {
		case finding.Error:
			errorsFound++
		case finding.Warning:
			warnings++
		}
	}
	parts := []string{plural(errorsFound, "problem")}
	if warnings > 0 {
		parts = append(parts, plural(warnings, "warning"))
	}
	return strings.Join(parts, " and ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func hintFor(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "check the name; `wayleaf init DIR` makes a folder to start from"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "choose a folder that you may write to, with -o DIR"
	case errors.Is(err, syscall.ENOSPC):
		return "make room on the disk, or choose another folder with -o DIR"
	}
	return ""
}
