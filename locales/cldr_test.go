package locales

import (
	"slices"
	"strings"
	"testing"
	"time"

	cldr "github.com/gohugoio/locales"
	"github.com/gohugoio/locales/ar"
	"github.com/gohugoio/locales/bn"
	"github.com/gohugoio/locales/cy"
	"github.com/gohugoio/locales/en_GB"
	"github.com/gohugoio/locales/pl"
	"github.com/gohugoio/locales/ur"
	"golang.org/x/text/unicode/norm"
)

// Months and weekdays are those of CLDR, which has them in the case they take
// beside a day. The order and the digits are not CLDR's: its defaults are
// unsafe in UK letters. Nor is the capital of Welsh weekdays: inside a sentence
// "dydd" has none.
func TestNamesAreThoseOfCLDR(t *testing.T) {
	c := loadWith(t)
	for tag, names := range map[string]cldr.Translator{
		"en": en_GB.New(), "cy": cy.New(), "pl": pl.New(), "ar": ar.New(), "ur": ur.New(), "bn": bn.New(),
	} {
		s := speakerIn(t, c, tag)
		var months, weekdays []string
		for month := time.January; month <= time.December; month++ {
			months = append(months, s.phrase(monthKeys[month]))
		}
		for _, key := range weekdayKeys {
			weekdays = append(weekdays, s.phrase(key))
		}
		if want := normal(names.MonthsWide()); !slices.Equal(months, want) {
			t.Errorf("%s: months %q, CLDR has %q", tag, months, want)
		}
		want := normal(names.WeekdaysWide())
		if tag == "cy" {
			for i, name := range want {
				want[i] = strings.Replace(name, "Dydd ", "dydd ", 1)
			}
		}
		if !slices.Equal(weekdays, want) {
			t.Errorf("%s: weekdays %q, CLDR has %q", tag, weekdays, want)
		}
	}
}

func normal(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = norm.NFC.String(name)
	}
	return out
}
