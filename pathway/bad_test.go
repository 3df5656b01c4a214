package pathway

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/finding"
)

// badCase is one case of testdata/bad.txt, which says how to read it.
type badCase struct {
	name  string
	file  string // the changed sample, with the marks
	load  bool
	wants []string // rule, words and hint of each finding
}

func TestLoadFindsWhatIsWrong(t *testing.T) {
	compiled := compiledSchema(t)
	for _, c := range badCases(t) {
		t.Run(c.name, func(t *testing.T) {
			text, places := unmark(c.file)
			_, err := Parse(os.DirFS("../samples/pathways"), "bad.yaml", []byte(text))
			var list finding.List
			if !errors.As(err, &list) {
				t.Fatalf("err = %v, want findings", err)
			}
			var gotPlaces []position
			var got []string
			for _, f := range list {
				if f.Level != finding.Error {
					continue
				}
				got = append(got, f.Rule+": "+f.What+"\n"+f.Hint)
				if at := (position{f.Line, f.Column}); len(gotPlaces) == 0 || gotPlaces[len(gotPlaces)-1] != at {
					gotPlaces = append(gotPlaces, at)
				}
			}
			if diff := cmp.Diff(c.wants, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(places, gotPlaces, cmp.AllowUnexported(position{})); diff != "" {
				t.Errorf("places (-want +got):\n%s", diff)
			}
			if !c.load && compiled.Validate(asJSON(t, []byte(text))) == nil {
				t.Errorf("the JSON Schema lets it pass")
			}
		})
	}
}

// unmark takes the ∑ marks out of a text and returns where they stood.
func unmark(marked string) (string, []position) {
	var places []position
	lines := strings.Split(marked, "\n")
	for i := range lines {
		for {
			before, after, found := strings.Cut(lines[i], "∑")
			if !found {
				break
			}
			places = append(places, position{i + 1, len([]rune(before)) + 1})
			lines[i] = before + after
		}
	}
	return strings.Join(lines, "\n"), places
}

func badCases(t *testing.T) []badCase {
	t.Helper()
	data, err := os.ReadFile("testdata/bad.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []badCase
	for _, section := range strings.Split(string(data), "\n== ")[1:] {
		name, body, _ := strings.Cut(section, "\n")
		cases = append(cases, readBadCase(t, name, strings.Split(strings.TrimSpace(body), "\n")))
	}
	return cases
}

func readBadCase(t *testing.T, name string, lines []string) badCase {
	t.Helper()
	c := badCase{name: name}
	var minus, plus []string
	change := func() {
		if minus != nil {
			c.file = replaced(t, c.file, lined(minus), lined(plus))
		}
		minus, plus = nil, nil
	}
	for _, line := range lines {
		mark, rest, _ := strings.Cut(line, " ")
		if mark != "+" && !(mark == "-" && plus == nil) {
			change()
		}
		switch mark {
		case "base":
			data, err := os.ReadFile("../samples/pathways/" + rest + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			c.file = string(data)
		case "-":
			minus = append(minus, rest)
		case "+":
			plus = append(plus, rest)
		case "load":
			c.load = true
		case "!":
			c.wants = append(c.wants, rest+"\n")
		case "?":
			c.wants[len(c.wants)-1] += rest
		}
	}
	change()
	return c
}

func lined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// replaced changes the first place where whole lines stand.
func replaced(t *testing.T, file, from, to string) string {
	t.Helper()
	before, after, found := strings.Cut("\n"+file, "\n"+from)
	if !found {
		t.Fatalf("the sample does not hold\n%s", from)
	}
	return strings.TrimPrefix(before+"\n"+to+after, "\n")
}
