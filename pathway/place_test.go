package pathway

import (
	"os"
	"testing"
)

func TestPlace(t *testing.T) {
	p, err := Load(os.DirFS("../samples"), "pathways/gastro-dummy-triage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want string }{
		{"placeholder.shown.date", "49:11"},
		{"placeholder.shown", "48:3"},
		{"placeholder.confirm_before.days", "46:1"},
		{"enquiries.hours[0].opens", "43:36"},
		{"enquiries.hours[7].opens", "42:3"},
		{"appointment.channels[1]", "67:7"},
		{"offer.languages[2]", "104:23"},
		{"nothing.like.it", "7:1"},
		{"", "7:1"},
	} {
		want := "pathways/gastro-dummy-triage.yaml:" + c.want
		if got := p.Place(c.path).String(); got != want {
			t.Errorf("Place(%q) = %s, want %s", c.path, got, want)
		}
	}
	if got := (&Pathway{File: "x.yaml"}).Place("kind").String(); got != "x.yaml" {
		t.Errorf("without Load: %s", got)
	}
}

func TestValidPhone(t *testing.T) {
	for number, want := range map[string]bool{
		"01632 960 121": true, "01632 960000": true, "020 7946 0186": true, "0808 157 0142": true, // Ofcom's fiction
		"03069 990 130": true, "07700 900 151": true,
		"0345 608 8888": true, "0345 850 2250": true, "01273 800 900": true,
		"01632 960 12": false, "01632 961 121": false, "0207 946 018": false, "12345": false, "": false,
		"999": false, "+44 1632 960121": false, "01632 960 121 ext 4": false,
		"+49 30 23125 123": true, "+353 12": false, // another country's fiction
	} {
		if got := ValidPhone(number); got != want {
			t.Errorf("ValidPhone(%q) = %v", number, got)
		}
	}
}

// Every enumerated choice has its row in the tables of rules.
func TestRulesCoverEveryChoice(t *testing.T) {
	if len(byHow) != len(words(Booked, WeContactYou, YouPhoneUs, WeWriteYouCall, CallOnDate, WeConfirm)) {
		t.Error("byHow does not cover every how")
	}
	for _, kind := range slots {
		if len(byPlaceholder[kind].hows) == 0 {
			t.Errorf("byPlaceholder has no row for %s", kind)
		}
	}
	for typ, values := range allowed {
		if typ.Name() == "Kind" {
			for _, kind := range values {
				if len(byKind[Kind(kind)].hows) == 0 {
					t.Errorf("byKind has no row for %s", kind)
				}
			}
		}
	}
	for _, paths := range allPaths() {
		if typ, _ := lookUp(paths); typ == nil {
			t.Errorf("the rules name %q, which is no field", paths)
		}
	}
}

func allPaths() []string {
	var all []string
	for _, d := range byHow {
		all = append(append(all, d.needs...), d.refuses...)
	}
	for _, d := range byPlaceholder {
		all = append(append(all, d.needs...), d.refuses...)
	}
	return all
}
