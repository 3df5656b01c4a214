package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"wayleaf/batch"
)

// progress shows how far long work is: a bar with rate and time left on a
// terminal, elsewhere a line at each step and every so often.
type progress struct {
	out  io.Writer
	bar  *progressbar.ProgressBar // nil elsewhere than on a terminal
	step string
	said time.Time
	now  func() time.Time
}

// betweenLines is how long a program that reads the lines waits for the next.
const betweenLines = 10 * time.Second

func (s *streams) progress() *progress {
	p := &progress{out: s.err, now: time.Now}
	if file, ok := s.err.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(s.err), progressbar.OptionShowCount(),
			progressbar.OptionShowIts(), progressbar.OptionSetItsString("letters"), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) tell(at batch.Progress) {
	if p.bar != nil {
		p.move(at)
		return
	}
	if at.Step == p.step && p.now().Sub(p.said) < betweenLines {
		return
	}
	p.step, p.said = at.Step, p.now()
	if at.Total > 0 {
		fmt.Fprintf(p.out, "wayleaf: %s: %d of %d rows\n", at.Step, at.Done, at.Total)
	} else {
		fmt.Fprintf(p.out, "wayleaf: %s: %d rows\n", at.Step, at.Done)
	}
}

func (p *progress) move(at batch.Progress) {
	if at.Step != p.step {
		p.step = at.Step
		p.bar.Reset()
		p.bar.Describe(at.Step)
		if at.Total > 0 {
			p.bar.ChangeMax(at.Total)
		}
	}
	_ = p.bar.Set(at.Done)
}

// end leaves the line to what is said next.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
