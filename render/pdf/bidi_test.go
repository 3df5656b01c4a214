package pdf

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"

	programs "wayleaf/internal/outside"
)

// TestBidiCharacters runs the cases of Unicode's BidiCharacterTest.txt that
// give a base direction. They come with go-text's v0.3.5, which is fetched for
// them alone: the version we print with does not carry them.
func TestBidiCharacters(t *testing.T) {
	out, err := exec.Command("go", "mod", "download", "-json", "github.com/go-text/typesetting@v0.3.5").Output()
	if err != nil {
		programs.Missing(t, err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(module.Dir, "bidi/test/BidiCharacterTest.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, failed := 0, 0
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		fields := strings.Split(scanner.Text(), ";")
		if strings.HasPrefix(fields[0], "#") || len(fields) != 5 || fields[1] == "2" {
			continue
		}
		cases++
		if got := levelsAsListed(fields[0], fields[1], fields[3]); got != fields[3] && failed < 10 {
			failed++
			t.Errorf("%s: got %s", scanner.Text(), got)
		}
	}
	if cases < 10_000 {
		t.Errorf("only %d cases", cases)
	}
}

// levelsAsListed resolves one case and prints it as the file does, x for the
// runes that have no level.
func levelsAsListed(hex, base, wanted string) string {
	var runes []rune
	for _, h := range strings.Fields(hex) {
		r, _ := strconv.ParseUint(h, 16, 32)
		runes = append(runes, rune(r))
	}
	levels := bidiLevels(runes, int8(base[0]-'0'))
	baseLevel := int8(base[0] - '0')
	for i, r := range runes {
		if c := classOf(r); c == bidi.S || c == bidi.B {
			levels[i] = baseLevel
			resetTrailing(runes[:i], levels[:i], baseLevel)
		}
	}
	resetTrailing(runes, levels, baseLevel)
	marks := strings.Fields(wanted)
	for i := range levels {
		if marks[i] != "x" {
			marks[i] = strconv.Itoa(int(levels[i]))
		}
	}
	return strings.Join(marks, " ")
}

func TestBidiLevels(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		base       int8
		want       []int8
	}{
		{"latin", "ab 1", 0, []int8{0, 0, 0, 0}},
		{"digits in arabic", "\u0627 12", 1, []int8{1, 1, 2, 2}},
		{"two groups without an isolate", "\u0627 12 34", 1, []int8{1, 1, 2, 2, 1, 2, 2}},
		{"two groups in an isolate", "\u0627\u206612 34\u2069", 1, []int8{1, 1, 2, 2, 2, 2, 2, 1}},
		{"name in english", "a \u2068\u0639\u0644\u2069.", 0, []int8{0, 0, 0, 1, 1, 0, 0}},
		{"latin first, arabic document", "a\u0627", 1, []int8{2, 1}},
		{"brackets in arabic", "\u0627(a)\u0628", 1, []int8{1, 1, 2, 1, 1}},
	} {
		got := bidiLevels([]rune(tt.text), tt.base)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: levels %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzBidi(f *testing.F) {
	f.Add("a\u2068\u0627(\u0628\u2069) 12 34", true)
	f.Add("\u202e\u202b\u2067\u2069\u202c\u202c", false)
	f.Fuzz(func(t *testing.T, text string, rightToLeft bool) {
		base := int8(0)
		if rightToLeft {
			base = 1
		}
		for i, l := range bidiLevels([]rune(text), base) {
			if l < base || l > maxDepth+1 {
				t.Errorf("level %d at %d", l, i)
			}
		}
	})
}
