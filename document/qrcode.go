package document

import (
	"errors"
	"fmt"
	"net/url"
)

// QRCode is a square that a phone's camera reads, with words beside it. It
// carries the address that its words write out, and can carry no other: see
// [QRCode.Address].
type QRCode struct {
	// Inlines say what the code opens. They hold one https: Link, whose words are
	// the address without "https://", for those who type it in.
	Inlines []Inline
	// Scan says how to use the code, and what to do without a phone that can. A
	// writer that draws no code leaves it out.
	Scan []Inline
	// Again is set where the same code stands just before, with its words in another
	// language: it is not drawn a second time.
	Again bool
}

// Address returns what the code of a spoken document carries: the address in
// writing beside it. The error says why there is none, or why a code may not
// carry it: what comes after "?" or "#" can follow a reader or name a patient,
// and nobody types it in.
func (c QRCode) Address() (string, error) {
	links := webLinks(append(append([]Inline{}, c.Inlines...), c.Scan...))
	if len(links) != 1 {
		return "", fmt.Errorf("a QR code has %d web addresses in writing beside it, not 1", len(links))
	}
	address := links[0].URL
	if err := Leads(address); err != nil {
		return "", err
	}
	if u, err := url.Parse(address); err != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.User != nil {
		return "", errors.New("a QR code carries an address with a query, fragment or user name")
	}
	if "https://"+Plain(links[0].Inlines) != address {
		return "", errors.New("the words beside a QR code do not write its address out")
	}
	return address, nil
}

// webLinks returns the links of a run that a browser opens.
func webLinks(run []Inline) []Link {
	var links []Link
	for _, inline := range run {
		switch i := inline.(type) {
		case Link:
			if u, err := url.Parse(i.URL); err != nil || u.Scheme == "https" {
				links = append(links, i)
			}
		case Strong:
			links = append(links, webLinks(i.Inlines)...)
		case Said:
			links = append(links, webLinks(i.Inlines)...)
		case Span:
			links = append(links, webLinks(i.Inlines)...)
		}
	}
	return links
}
