package finding_test

import (
	"strings"
	"testing"

	"wayleaf/finding"
)

func TestString(t *testing.T) {
	tests := []struct {
		name string
		f    finding.Finding
		want string
	}{
		{"everything", finding.Finding{Place: finding.Place{File: "a.yaml", Line: 14, Column: 9}, Rule: "pathway/kind", Level: finding.Error,
			What: `kind "DBX" is not known`, Hint: "use one of DBS, IBS"},
			"a.yaml:14:9: error[pathway/kind]: kind \"DBX\" is not known\n  hint: use one of DBS, IBS"},
		{"no column", finding.Finding{Place: finding.Place{File: "a.yaml", Line: 14}, Rule: "r", Level: finding.Warning, What: "w"}, "a.yaml:14: warning[r]: w"},
		{"no place", finding.Finding{Rule: "r", Level: finding.Note, What: "w"}, "note[r]: w"},
	}
	for _, test := range tests {
		if got := test.f.String(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestErr(t *testing.T) {
	warning := finding.Finding{Level: finding.Warning, What: "w"}
	if err := (finding.List{warning}).Err(); err != nil {
		t.Errorf("a warning stops the work: %v", err)
	}
	err := finding.List{warning, {Level: finding.Error, What: "e"}}.Err()
	if err == nil || !strings.Contains(err.Error(), "w") || !strings.Contains(err.Error(), "e") {
		t.Errorf("an error must print all findings, got %v", err)
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line int, what string) finding.Finding {
		return finding.Finding{Place: finding.Place{File: file, Line: line}, What: what}
	}
	list := finding.List{at("b", 1, "x"), at("a", 9, "x"), at("a", 2, "y"), at("a", 2, "x"), at("a", 2, "x")}.Sort()
	var got []string
	for _, f := range list {
		got = append(got, f.Place.String()+f.What)
	}
	if want := "a:2x a:2y a:9x b:1x"; strings.Join(got, " ") != want {
		t.Errorf("sorted %q, want %q", strings.Join(got, " "), want)
	}
}

func TestNearest(t *testing.T) {
	kinds := []string{"DBS", "IBS", "CAS", "RAS", "AG_CONVERTED", "SPOA", "ASI"}
	for written, want := range map[string]string{
		"DBX": "DBS", "BDS": "DBS", "ras": "RAS", "AG-CONVERTED": "AG_CONVERTED", "SPOAA": "SPOA", "hospital": "", "": "",
	} {
		if got := finding.Nearest(written, kinds); got != want {
			t.Errorf("nearest to %q is %q, want %q", written, got, want)
		}
	}
	if got := finding.OneOf("urd", []string{"en", "ur"}); got != `use one of en, ur; did you mean "ur"?` {
		t.Errorf("hint %q", got)
	}
}
