package main

import (
	"context"
	"runtime"
	"sync"

	"wayleaf/finding"
	"wayleaf/press"
)

// makeAll makes the jobs on all cores. Files are added in the order of the
// jobs and the findings of all jobs are reported together, so neither depends
// on how the work was shared out.
func makeAll(ctx context.Context, p *press.Press, jobs []job, out *output) error {
	parts := make([]output, len(jobs))
	errs := make([]error, len(jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			for i := range next {
				errs[i] = jobs[i].make(p, &parts[i])
			}
		})
	}
	for i := range jobs {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return collect(parts, errs, out)
}

func collect(parts []output, errs []error, out *output) error {
	var findings finding.List
	for i, err := range errs {
		if list, ok := err.(finding.List); ok {
			findings = append(findings, list...)
		} else if err != nil {
			return err
		}
		out.files = append(out.files, parts[i].files...)
	}
	return findings.Sort().Err()
}

// finish puts the files in place and says so.
func (s *streams) finish(ctx context.Context, out *output) error {
	if err := out.write(ctx, s.out); err != nil {
		return err
	}
	s.tell(out)
	return nil
}
