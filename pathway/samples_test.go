package pathway

import (
	"io/fs"
	"os"
	"testing"
)

// wantWarnings are the warnings that a sample is meant to show.
var wantWarnings = map[string]string{
	"gastro-dummy-triage": "pathway/place-shown",
}

func TestSamplesLoad(t *testing.T) {
	samples := os.DirFS("../samples")
	names, err := fs.Glob(samples, "pathways/*.yaml")
	if err != nil || len(names) < 10 {
		t.Fatalf("found %d samples, want 10 or more (%v)", len(names), err)
	}
	for _, name := range names {
		p, err := Load(samples, name)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if want := "pathways/" + p.ID + ".yaml"; name != want {
			t.Errorf("%s holds id %q", name, p.ID)
		}
		want := wantWarnings[p.ID]
		if len(p.Warnings) > 1 || len(p.Warnings) == 1 && p.Warnings[0].Rule != want || len(p.Warnings) == 0 && want != "" {
			t.Errorf("%s has warnings\n%v\nwant %q", name, p.Warnings, want)
		}
	}
}
