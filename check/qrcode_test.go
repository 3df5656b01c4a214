package check_test

import (
	"testing"
	"testing/fstest"

	"wayleaf/document"
)

// TestNoCodeCarriesAnythingOfAPatient puts addresses that a template has made
// from a recipient's row, or has of its own, into the place of the website.
func TestNoCodeCarriesAnythingOfAPatient(t *testing.T) {
	for _, address := range []string{
		`(printf "%s/%s" .Enquiries.Website .GPSurgery)`, `(printf "%s/%.3s" .Enquiries.Website .NHSNumber)`,
		`"www.tarnbeck.example/other"`, `.GreetingName`,
	} {
		for _, quote := range []string{"", "> "} {
			part := quote + "```qrcode {{say \"website.scan\" \"Phone\" (phone .Enquiries.Phone)}}\n" +
				quote + "{{say \"website.address\" \"Website\" (website " + address + ")}}\n" + quote + "```\n"
			p := open(t, fstest.MapFS{"parts/rights.md": {Data: []byte(part)}})
			for _, definition := range samplePathways(t) {
				if definition.ID == "derm-ras" {
					_, err := p.Outline(orderOf(definition, document.Letter), "en")
					wantFinding(t, err, "contract/qr-code", "letter", "derm-ras")
				}
			}
		}
	}
}
