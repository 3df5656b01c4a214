package document_test

import (
	"testing"

	"wayleaf/document"
)

func TestPrintable(t *testing.T) {
	for _, words := range []string{"", "Zoë Ó Brádaigh", "محمد", "a\u200cb", "*Bob* {{.Secret}} <b>", "two\nlines\t"} {
		if err := document.Printable(words); err != nil {
			t.Errorf("%q: %v", words, err)
		}
	}
	for _, words := range []string{"\xff", "a\x00b", "\uE000", "\u202Eevil", "\u2069", "\uFFFE", "\U0010FFFF"} {
		if document.Printable(words) == nil {
			t.Errorf("%q may be printed", words)
		}
	}
}

func TestLeads(t *testing.T) {
	for _, address := range []string{"https://www.nhs.uk/referrals", "tel:01632960121", "sms:07700900151", "mailto:a@tarnbeck.example"} {
		if err := document.Leads(address); err != nil {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, address := range []string{"", "javascript:alert(1)", "http://e.vil", "//e.vil", "https://", "tel:", "file:///etc/passwd", "https://e.vil/\"onclick", "https://é.example"} {
		if document.Leads(address) == nil {
			t.Errorf("a link may lead to %q", address)
		}
	}
}
