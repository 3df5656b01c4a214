package check

import (
	"time"

	"wayleaf/pathway"
	"wayleaf/recipient"
)

// Specimen is a fictional recipient for whom a pathway's letter can be checked
// without a list: every event of the pathway happened a few days before the
// letter, and the date held lies far enough ahead for every limit.
func Specimen(p *pathway.Pathway, today time.Time) *recipient.Recipient {
	before, ahead := today.AddDate(0, 0, -1), today.AddDate(0, 3, 0)
	return &recipient.Recipient{
		Row: 1, Title: "Mx", Forenames: "Sam", Surname: "Specimen", BornOn: pathway.Date(1980, time.January, 1),
		Reader: p.Reader, Address: []string{"1 Specimen Street", "Tarnbeck"}, Postcode: "ZZ99 9ZZ",
		NHSNumber: "9995260182", BookingReference: "000000070000", GPSurgery: "Specimen Surgery",
		Days: map[pathway.Event]time.Time{
			pathway.ReferralReceived: before, pathway.ReferralSent: before, pathway.Deferral: before,
			pathway.Conversion: before, pathway.DateShown: ahead,
		},
		Time: "09:30",
	}
}
