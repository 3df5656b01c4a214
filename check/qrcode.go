package check

import (
	"slices"
	"strings"

	"wayleaf/document"
	"wayleaf/finding"
	"wayleaf/pathway"
	"wayleaf/templates"
)

// strangeCodes reports QR codes that carry an address of which the definition
// does not know. A definition is the same for every patient, so that no code
// can tell who has scanned it.
func strangeCodes(order templates.Order, outline *document.Document) finding.List {
	known := websites(order.Pathway)
	var findings finding.List
	for _, code := range qrCodes(outline.Blocks) {
		if slices.ContainsFunc(addresses(code), func(address string) bool { return !slices.Contains(known, address) }) {
			findings = append(findings, finding.Finding{
				Place: order.Pathway.Place("id"), Rule: "contract/qr-code", Level: finding.Error,
				What: "the " + string(order.Kind) + " of pathway " + order.Pathway.ID + " has a QR code for an address that is not in the definition",
				Hint: "give the code a website of the definition in templates/" + string(order.Kind) + ".md or one of its parts",
			})
		}
	}
	return findings
}

func qrCodes(blocks []document.Block) []document.QRCode {
	var codes []document.QRCode
	for _, block := range blocks {
		switch b := block.(type) {
		case document.QRCode:
			codes = append(codes, b)
		case document.Callout:
			codes = append(codes, qrCodes(b.Blocks)...)
		}
	}
	return codes
}

// websites are the addresses that a definition holds.
func websites(p *pathway.Pathway) []string {
	contacts := []*pathway.Contact{&p.Enquiries, p.Appointment.Change, p.Appointment.Patient.Phone}
	var addresses []string
	for _, contact := range contacts {
		if contact != nil && contact.Website != "" {
			addresses = append(addresses, "https://"+contact.Website)
		}
	}
	return addresses
}

// addresses are those that the words of a code lead a browser to.
func addresses(code document.QRCode) []string {
	var addresses []string
	for _, m := range appendMessages(nil, code) {
		for _, argument := range m.message.Values {
			if value, ok := argument.(document.Code); ok && strings.HasPrefix(value.URL, "https:") {
				addresses = append(addresses, value.URL)
			}
		}
	}
	return addresses
}
