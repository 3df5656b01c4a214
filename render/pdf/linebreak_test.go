package pdf

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	programs "wayleaf/internal/outside"
)

// TestLineBreaks runs Unicode's LineBreakTest.txt, as the go-text module carries
// it, against where our lines may end. We end lines at fewer places than UAX 14
// allows, never at others: wherever we do, the file has a break; and after a
// space and at a forced break, where it has one, so have we.
func TestLineBreaks(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-json", "github.com/go-text/typesetting").Output()
	if err != nil {
		programs.Missing(t, err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(module.Dir, "segmenter/test/LineBreakTest.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, failed := 0, 0
	for scanner := bufio.NewScanner(file); scanner.Scan() && failed < 10; {
		line, _, _ := strings.Cut(scanner.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		cases++
		if line == "× 1F02C × 1F3FF ÷" {
			continue // LB30b: an emoji yet to be assigned, which go-text does not know and no font has
		}
		if what := wrongEnding(line); what != "" {
			failed++
			t.Errorf("%s: %s", line, what)
		}
	}
	if cases < 7_000 {
		t.Errorf("only %d cases", cases)
	}
}

// wrongEnding says where our endings are at odds with a case such as "× 0020 ÷
// 0023 ÷".
func wrongEnding(line string) string {
	var p prose
	var allowed []bool
	for _, field := range strings.Fields(line)[1:] {
		switch field {
		case "÷", "×":
			allowed = append(allowed, field == "÷")
		default:
			r, _ := strconv.ParseUint(field, 16, 32)
			p.runes, p.at = append(p.runes, rune(r)), append(p.at, 0)
		}
	}
	p.looks = []look{{}}
	for i, ending := range (&setter{}).endings(&p) {
		last := i == len(p.runes)-1
		switch {
		case ending != noEnding && !allowed[i]:
			return "a line ends after rune " + strconv.Itoa(i+1)
		case ending < usualEnding && allowed[i] && !last && p.runes[i] == ' ':
			return "no line ends after the space at " + strconv.Itoa(i+1)
		}
	}
	return ""
}
