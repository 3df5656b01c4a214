package locales

import (
	"slices"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"wayleaf/document"
)

// Every language chooses the form that go-i18n chooses by itself.
func TestPluralIsThatOfGoI18n(t *testing.T) {
	forms := "a: {zero: 'form zero', one: 'form one', two: 'form two', few: 'form few', many: 'form many', other: 'form other'}"
	var files []string
	for _, tag := range loadWith(t).Tags() {
		files = append(files, tag+"/a.yaml", forms)
	}
	c := loadWith(t, files...)
	for _, tag := range c.Tags() {
		bundle := i18n.NewBundle(language.MustParse(tag))
		bundle.MustAddMessages(language.MustParse(tag), &i18n.Message{ID: "a",
			Zero: "form zero", One: "form one", Two: "form two", Few: "form few", Many: "form many", Other: "form other"})
		localizer := i18n.NewLocalizer(bundle, tag)
		for _, n := range append(upTo(150), 199, 200, 201, 1000, 1001, 1_000_000) {
			want := localizer.MustLocalize(&i18n.LocalizeConfig{MessageID: "a", PluralCount: n})
			words, err := languageOf(t, c, tag).Say(say("a", "Count", document.Count{N: n}))
			if got := document.Plain(words); err != nil || got != want {
				t.Errorf("%s %d: got %q, want %q, %v", tag, n, got, want, err)
			}
		}
	}
}

func upTo(last int) (numbers []int) {
	for n := range last + 1 {
		numbers = append(numbers, n)
	}
	return numbers
}

// From the table of CLDR 48 plural categories.
func TestPluralCategories(t *testing.T) {
	for _, test := range []struct {
		tag      string
		needed   []string
		category map[string][]int
	}{
		{"en", []string{"one", "other"}, map[string][]int{"one": {1}, "other": {0, 2, 11, 21, 101}}},
		{"cy", []string{"zero", "one", "two", "few", "many", "other"}, map[string][]int{"zero": {0}, "one": {1}, "two": {2}, "few": {3}, "many": {6}, "other": {4, 5, 7, 13, 100}}},
		{"pl", []string{"one", "few", "many"}, map[string][]int{"one": {1}, "few": {2, 4, 22, 34, 104}, "many": {0, 5, 12, 14, 21, 112}}},
		{"ar", []string{"zero", "one", "two", "few", "many", "other"}, map[string][]int{"zero": {0}, "one": {1}, "two": {2}, "few": {3, 10, 103}, "many": {11, 99, 111}, "other": {100, 101, 102}}},
		{"ur", []string{"one", "other"}, map[string][]int{"one": {1}, "other": {0, 2}}},
		{"bn", []string{"one", "other"}, map[string][]int{"one": {0, 1}, "other": {2, 40}}},
		{"ja", []string{"other"}, map[string][]int{"other": {0, 1, 2}}},
	} {
		p, err := newPlural(test.tag)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(p.needed, test.needed) {
			t.Errorf("%s needs %v, want %v", test.tag, p.needed, test.needed)
		}
		for want, numbers := range test.category {
			for _, n := range numbers {
				if got := p.category(n); got != want {
					t.Errorf("%s %d: got %s, want %s", test.tag, n, got, want)
				}
			}
		}
	}
}
