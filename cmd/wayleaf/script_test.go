package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asCommand is set for a test binary that is to be the command itself.
const asCommand = "WAYLEAF_TEST_AS_COMMAND"

// readyLine is what such a binary prints once it listens to signals.
const readyLine = "ready\n"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		ctx, stop := interruptible()
		defer stop()
		fmt.Print(readyLine)
		os.Exit(runCommand(ctx))
	}
	testscript.Main(m, map[string]func(){
		"wayleaf": func() { os.Exit(Main()) },
	})
}

// TestScripts runs the command as a user would: one script a promise.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a program and wants its exit code: "exits 2 wayleaf leaflett".
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
