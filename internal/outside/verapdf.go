package outside

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// brokenRule is a line of .ci/verapdf/check for a rule that a file breaks.
var brokenRule = regexp.MustCompile(`^(.*\.pdf): (\S+ \S+) \(\d+ times\): `)

// BrokenRules are the rules of PDF/UA-1 and PDF/A-2a that each file breaks, as
// veraPDF has them, sorted: "ua1 7.3-1" is test 1 of clause 7.3. It is asked once
// for all files.
func BrokenRules(t testing.TB, files ...string) map[string][]string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(here), "..", "..", ".ci", "verapdf")
	if _, err := os.Stat(filepath.Join(folder, "target", "done")); err != nil {
		Missing(t, err)
	}
	if _, err := exec.LookPath("java"); err != nil {
		Missing(t, err)
	}
	arguments := append([]string{filepath.Join(folder, "check"), "-f", "ua1,2a"}, files...)
	out, err := exec.Command("bash", arguments...).Output() // it stops with an error when a rule is broken
	if !strings.Contains(string(out), "\nverapdf: ") && !strings.HasPrefix(string(out), "verapdf: ") {
		t.Fatalf("verapdf: %v\n%s", err, out)
	}
	broken := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		if found := brokenRule.FindStringSubmatch(line); found != nil {
			broken[found[1]] = append(broken[found[1]], found[2])
		} else if strings.Contains(line, ": could not be validated: ") {
			t.Error(line)
		}
	}
	for _, rules := range broken {
		slices.Sort(rules)
	}
	return broken
}
