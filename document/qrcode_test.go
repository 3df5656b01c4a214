package document_test

import (
	"strings"
	"testing"

	"wayleaf/document"
)

func TestQRCodeCarriesTheAddressInWriting(t *testing.T) {
	type run = []document.Inline
	link := func(url, words string) document.Inline {
		return document.Link{URL: url, Inlines: run{document.Value{Text: words}}}
	}
	skin := link("https://www.tarnbeck.example/skin", "www.tarnbeck.example/skin")
	phone := link("tel:01632960110", "01632 960 110")
	for name, c := range map[string]struct {
		code document.QRCode
		err  string
	}{
		"a link":                  {document.QRCode{Inlines: run{document.Text("Our website: "), skin}}, ""},
		"a link in bold":          {document.QRCode{Inlines: run{document.Strong{Inlines: run{skin}}}}, ""},
		"a link in English":       {document.QRCode{Inlines: run{document.Span{Language: "en", Inlines: run{skin}}}}, ""},
		"a phone number as well":  {document.QRCode{Inlines: run{skin}, Scan: run{phone}}, ""},
		"no link":                 {document.QRCode{Inlines: run{phone}}, "0 web addresses"},
		"two links":               {document.QRCode{Inlines: run{skin}, Scan: run{skin}}, "2 web addresses"},
		"not encrypted":           {document.QRCode{Inlines: run{link("http://www.tarnbeck.example", "www.tarnbeck.example")}}, "0 web addresses"},
		"no address":              {document.QRCode{Inlines: run{link("https://%", "%")}}, "not an absolute"},
		"a query":                 {document.QRCode{Inlines: run{link("https://a.example/?id=9", "a.example/?id=9")}}, "query"},
		"an empty query":          {document.QRCode{Inlines: run{link("https://a.example/?", "a.example/?")}}, "query"},
		"a fragment":              {document.QRCode{Inlines: run{link("https://a.example/#x", "a.example/#x")}}, "fragment"},
		"a user name":             {document.QRCode{Inlines: run{link("https://x@a.example/", "x@a.example/")}}, "user name"},
		"other words":             {document.QRCode{Inlines: run{link("https://a.example/x", "our website")}}, "write its address out"},
		"the address of another":  {document.QRCode{Inlines: run{link("https://a.example/x", "a.example/y")}}, "write its address out"},
		"the whole of an address": {document.QRCode{Inlines: run{link("https://a.example/x", "https://a.example/x")}}, "write its address out"},
	} {
		address, err := c.code.Address()
		switch {
		case c.err == "" && (err != nil || address != "https://www.tarnbeck.example/skin"):
			t.Errorf("%s: %q, %v", name, address, err)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err) || address != ""):
			t.Errorf("%s: %q, error %v, want one of %q", name, address, err, c.err)
		}
	}
}
