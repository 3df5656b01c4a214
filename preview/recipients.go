package preview

import (
	"time"

	"wayleaf/check"
	"wayleaf/document"
	"wayleaf/pathway"
	"wayleaf/recipient"
)

// kinds are the documents of a pathway.
var kinds = []document.Kind{document.Letter, document.Leaflet}

// The made-up people a letter can be for. Long values show what happens to a
// page when somebody's do not fit.
const (
	sample = "sample"
	short  = "short"
	long   = "long"
)

var recipients = []option{{sample, "Sample values"}, {short, "Short values"}, {long, "Long values"}}

// recipientsOf are those that a document can be for; one without a name for a leaflet,
// which is for everybody.
func recipientsOf(kind document.Kind) []option {
	if kind == document.Letter {
		return recipients
	}
	return []option{{}}
}

// sampleOf is the recipient of a document unless another is chosen.
func sampleOf(kind document.Kind) string {
	if kind == document.Letter {
		return sample
	}
	return ""
}

// recipientOf is a fictional recipient of a pathway's letter.
func recipientOf(which string, p *pathway.Pathway, today time.Time) *recipient.Recipient {
	r := check.Specimen(p, today)
	switch which {
	case short:
		r.Title, r.Forenames, r.Surname, r.GPSurgery = "", "", "Ng", ""
		r.Address, r.Postcode = []string{"1 Elm Row"}, "ZZ9 9ZZ"
	case long:
		r.Title, r.Forenames, r.Surname = "Professor", "Maximiliana Wilhelmina-Alexandrina Oluwaseun", "Featherstonehaugh-Cholmondeley-Papadimitriou"
		r.GPSurgery = "The Riverside and Upper Tarnbeck Valley Integrated Family Health Partnership"
		r.Address = []string{"Flat 27b, The Old Corn Exchange Buildings", "Saint Bartholomew's Upper Market Terrace",
			"Llanfair-under-Tarnbeck-with-Norbrook", "Greater Norbrook Metropolitan Area", "North East Tarnshire"}
	}
	return r
}
