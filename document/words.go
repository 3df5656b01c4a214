package document

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable says why words cannot stand in a letter, or nil. Private-use
// characters are markers of the engine; isolates and overrides in words from
// outside could end the writer's own (UAX 9); control characters and
// noncharacters have no meaning in print.
func Printable(words string) error {
	if !utf8.ValidString(words) {
		return errors.New("is not UTF-8")
	}
	for _, r := range words {
		control := unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t'
		if control || unicode.In(r, unicode.Co, unicode.Noncharacter_Code_Point) ||
			(r >= '\u202a' && r <= '\u202e') || (r >= '\u2066' && r <= '\u2069') {
			return fmt.Errorf("holds %U, which no letter can hold", r)
		}
	}
	return nil
}

// Leads says why a [Link] cannot lead to an address, or nil: it must be an
// absolute https:, mailto:, sms: or tel: address in plain ASCII.
func Leads(address string) error {
	u, err := url.Parse(address)
	printable := !strings.ContainsFunc(address, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("<>\"`\\", r)
	})
	if err != nil || !printable || u.Scheme == "https" && u.Host == "" || u.Scheme != "https" && u.Opaque == "" ||
		!slices.Contains([]string{"https", "mailto", "sms", "tel"}, u.Scheme) {
		return fmt.Errorf("link is not an absolute https:, mailto:, sms: or tel: address: %q", address)
	}
	return nil
}
