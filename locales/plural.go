package locales

import (
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// categories are the CLDR plural categories, in CLDR's order.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

// plural chooses the form of a message that agrees with a number. The rules
// are go-i18n's: it is asked which form of a private message, whose forms are
// the names of the categories, it would print.
type plural struct {
	localizer *i18n.Localizer
	small     [200]string // the answers that letters ask for, worked out once
	needed    []string    // categories that whole numbers reach
	allowed   []string    // those, and categories of fractions and millions
}

const (
	other          = "other"
	privateMessage = "category"
)

func newPlural(tag string) (*plural, error) {
	parsed, err := language.Raw.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("%q is not a BCP 47 language tag", tag)
	}
	bundle := i18n.NewBundle(parsed)
	err = bundle.AddMessages(parsed, &i18n.Message{
		ID: privateMessage, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other",
	})
	if err != nil {
		return nil, fmt.Errorf("CLDR has no plural rule for language %q", tag)
	}
	p := &plural{localizer: i18n.NewLocalizer(bundle, tag)}
	for n := range p.small {
		p.small[n] = p.ask(n)
	}
	p.needed = inOrder(p.small[:])
	p.allowed = inOrder(append(p.small[:], p.ask(1_000_000), p.ask("0.5"), p.ask("1.5"), p.ask("2.5")))
	return p, nil
}

// category returns the plural category of a whole number.
func (p *plural) category(n int) string {
	if n >= 0 && n < len(p.small) {
		return p.small[n]
	}
	return p.ask(n)
}

func (p *plural) ask(count any) string {
	category, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: privateMessage, PluralCount: count})
	if err != nil {
		return other
	}
	return category
}

func inOrder(found []string) []string {
	seen := map[string]bool{}
	for _, category := range found {
		seen[category] = true
	}
	var ordered []string
	for _, category := range categories {
		if seen[category] {
			ordered = append(ordered, category)
		}
	}
	return ordered
}
