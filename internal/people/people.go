// Package people makes lists of fictional patients, as long as wanted, for
// benchmarks and for tests that need many rows. NHS numbers are valid ones of the
// range 999, postcodes of the area ZZ, which is not in use.
package people

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

const header = "pathway,title,forename,surname,dob,address_1,address_2,address_3,postcode,nhs_number,ubrn,gp_name," +
	"preferred_language,communication_format,referral_sent_date,referral_received_date,appointment_date,appointment_time,rtt_clock_start,extract_date"

// Most is how many rows have numbers of their own.
const Most = 900_000

// Write writes a list of n patients of a pathway with a placeholder date, for
// letters of 23 November 2026, as CSV. An empty language is six, mixed. The same
// arguments give the same bytes.
func Write(w io.Writer, n int, pathway, language string) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, header)
	next := nhsNumbers()
	for row := range min(n, Most) {
		fmt.Fprintln(out, person(row, next(), pathway, language))
	}
	return out.Flush()
}

// nhsNumbers gives valid numbers one after the other, from 999 000 000x on.
func nhsNumbers() func() string {
	n := 999_000_000
	return func() string {
		for {
			first := n
			n++
			sum := 0
			for weight, rest := 2, first; weight <= 10; weight, rest = weight+1, rest/10 {
				sum += rest % 10 * weight
			}
			if digit := (11 - sum%11) % 11; digit < 10 {
				return fmt.Sprintf("%09d%d", first, digit)
			}
		}
	}
}

var (
	titles    = []string{"Mr", "Mrs", "Ms", "Miss", "Dr", "Mx", ""}
	forenames = []string{"Anna", "Tomos", "Siân", "Zofia", "Łukasz", "Mohammed", "Ayesha", "Rahima", "Niamh", "Idris", "Chloë", "Gwyn", "Yusuf", "Grace", "Oluwaseun", "Mei", "Olena"}
	surnames  = []string{"Wójcik", "ap Gwilym", "O’Shaughnessy", "Khan", "Begum", "Al-Mansouri", "Penhallow", "Hughes", "Nowak", "Choudhury", "Fernández", "Okonkwo", "Shevchenko", "Lee", "Bryn-Jones", "St John", "Mac an Bhaird"}
	streets   = []string{"Weavers Row", "Mill Bank Road", "Canal Street", "Heol y Dderwen", "Quarry Bank", "Alder Close", "Tannery Lane", "Packhorse Lane"}
	towns     = []string{"Tarnbeck", "Ashmere", "Norbrook", "Llanfair-y-Cwm", "Nether Ashmere"}
	surgeries = []string{"Beckside Surgery", "Canal Street Surgery", "Quayside Practice", "Meddygfa Llanfair-y-Cwm"}
	languages = []string{"en", "en", "en", "en", "ur", "pl", "bn", "ar", "cy"}
)

func of(list []string, n int) string { return list[n%len(list)] }

// person is one row. People of one street share a postcode, as neighbours do.
func person(row int, nhsNumber, pathway, language string) string {
	if language == "" {
		language = of(languages, row)
	}
	format := ""
	if row%25 == 24 {
		format = "large-print"
	}
	street := row / 12
	born := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, row*37%27_000)
	day := func(ahead int) string {
		return time.Date(2026, 11, 23+ahead, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	return fmt.Sprintf("%s,%s,%s,%s,%s,%d %s,%s,,ZZ%d %d%c%c,%s,%012d,%s,%s,%s,%s,%s,%s,07:00,%s,%s",
		pathway, of(titles, row/3), of(forenames, row), of(surnames, row/17), born.Format(time.DateOnly),
		1+row%12, of(streets, street), of(towns, street/8), street%90+1, street/90%10, 'A'+rune(street/900%20), 'A'+rune(street/18000%20),
		nhsNumber, 700_000+row, of(surgeries, row/5), language, format,
		day(-4), day(-3), day(17+row%10), day(-4), day(-1))
}
