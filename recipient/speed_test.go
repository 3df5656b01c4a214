package recipient

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"wayleaf/pathway"
)

// numbers are NHS numbers of the range for tests, which begins with 999. Together
// with one letter of a name each they are as many people.
func testNumber(i int) string {
	for serial := i * 7; ; serial++ {
		for check := range 10 {
			if number := fmt.Sprintf("999%06d%d", serial%1_000_000, check); ValidNHSNumber(number) {
				return number
			}
		}
	}
}

var listColumns = strings.Split("pathway,title,forename,surname,dob,address_1,address_2,postcode,phone_mobile,nhs_number,ubrn,gp_name,preferred_language,communication_format,"+
	"deceased_flag,sensitive_flag,contact_method,referral_sent_date,referral_received_date,appointment_date,appointment_time,local_patient_id,sex,clinic_code,consultant", ",")

// testRow is one of many rows, all alike in what they cost to check.
func testRow(i int) []string {
	names := []string{"Wójcik", "قریشی", "O’Shea", "চৌধুরী", "Penhallow"}
	return []string{"gastro-dummy-triage", "Mrs", "Anna", names[i%len(names)], fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i%12, 1940+i%60),
		fmt.Sprintf("%d Mill Beck Road", i), "Tarnbeck", fmt.Sprintf("ZZ%d %dXX", 1+i%9, i%10), fmt.Sprintf("07700 900%03d", i%1000),
		testNumber(i), fmt.Sprintf("%012d", 7_000_000+i), "Beckside Surgery", []string{"en", "cy", "pl", "ar", "ur", "bn"}[i%6], "",
		"N", "N", "1", "2026-11-18", "19/11/2026", "2026-12-10", "07:00", fmt.Sprint(i), "F", "GAST1", "Dr Halloran"}
}

func csvList(rows int) []byte {
	var out bytes.Buffer
	out.WriteString(strings.Join(listColumns, ",") + "\n")
	for i := range rows {
		out.WriteString(strings.Join(testRow(i), ",") + "\n")
	}
	return out.Bytes()
}

func jsonList(rows int) []byte {
	var out bytes.Buffer
	for i := range rows {
		for j, cell := range testRow(i) {
			fmt.Fprintf(&out, "%c%q:%q", "{,"[min(j, 1)], listColumns[j], cell)
		}
		out.WriteString("}\n")
	}
	return out.Bytes()
}

func fhirList(rows int) []byte {
	var out bytes.Buffer
	for i := range rows {
		row := testRow(i)
		fmt.Fprintf(&out, `{"resourceType":"Patient","id":"%d","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":%q}],"name":[{"use":"usual","family":%q,"given":[%q],"prefix":["Mrs"]}],`+
			`"birthDate":"1979-06-14","address":[{"use":"home","line":[%q,%q],"postalCode":%q}],"telecom":[{"system":"phone","use":"mobile","value":%q}],`+
			`"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication","extension":[{"url":"language","valueCodeableConcept":{"coding":[{"code":%q}]}},{"url":"interpreterRequired","valueBoolean":true}]}]}`+"\n",
			i, row[9], row[3], row[2], row[5], row[6], row[7], row[8], row[12])
		fmt.Fprintf(&out, `{"resourceType":"ServiceRequest","id":"s%d","identifier":[{"system":"https://fhir.nhs.uk/Id/UBRN","value":%q}],"status":"active","subject":{"reference":"Patient/%d"},"authoredOn":"2026-11-18T10:00:00Z"}`+"\n", i, row[10], i)
	}
	return out.Bytes()
}

func xlsxList(rows int) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part := func(name, text string) {
		p, _ := w.Create(name)
		io.WriteString(p, text)
	}
	part("_rels/.rels", `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	part("xl/workbook.xml", `<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>`)
	part("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>`)
	sheet, _ := w.Create("xl/s.xml")
	io.WriteString(sheet, "<worksheet><sheetData>")
	row := func(cells []string) {
		io.WriteString(sheet, "<row>")
		for _, cell := range cells {
			fmt.Fprintf(sheet, `<c t="inlineStr"><is><t>%s</t></is></c>`, cell)
		}
		io.WriteString(sheet, "</row>")
	}
	row(listColumns)
	for i := range rows {
		row(testRow(i))
	}
	io.WriteString(sheet, "</sheetData></worksheet>")
	w.Close()
	return out.Bytes()
}

var testRules = Rules{Issued: pathway.Date(2026, 11, 23), PostDays: 3, MaxAge: 7, Extracted: pathway.Date(2026, 11, 20),
	Languages: []string{"en", "cy", "pl", "ar", "ur", "bn"}, ChildUnder: 16}

// check reads a list to its end and counts the outcomes.
func check(tb testing.TB, list []byte, o Options) map[Outcome]int {
	tb.Helper()
	l, err := Open(FromMemory("list", list), o)
	if err != nil {
		tb.Fatal(err)
	}
	counts := map[Outcome]int{}
	for {
		row, err := l.Next()
		if err == io.EOF {
			return counts
		}
		if err != nil {
			tb.Fatal(err)
		}
		counts[row.Outcome]++
	}
}

// BenchmarkCheck is `check` of a list of 100,000 rows without rendering: under 5
// seconds (design, figures to reach).
func BenchmarkCheck(b *testing.B) {
	const rows = 100_000
	for _, kind := range []struct {
		name string
		make func(int) []byte
	}{{"CSV", csvList}, {"XLSX", xlsxList}, {"NDJSON", jsonList}, {"FHIR", fhirList}} {
		list := kind.make(rows)
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(list)))
			for b.Loop() {
				check(b, list, Options{Rules: testRules})
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// TestMemoryIsFlat reads long lists and looks at what is live in between: nothing
// of the rows but the hashes that find doubles, and the places of FHIR resources.
func TestMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, kind := range []struct {
		name string
		make func(int) []byte
		each uint64 // bytes a row may keep
	}{{"CSV", csvList, 150}, {"XLSX", xlsxList, 150}, {"NDJSON", jsonList, 150}, {"FHIR", fhirList, 1200}} {
		t.Run(kind.name, func(t *testing.T) {
			small, large := kept(t, kind.make(1000)), kept(t, kind.make(6000))
			if grown := (large - min(small, large)) / 5000; grown > kind.each {
				t.Errorf("memory grows by %d bytes a row", grown)
			} else {
				t.Logf("%d bytes a row", grown)
			}
		})
	}
}

// kept is the memory that a list holds at its last row.
func kept(t *testing.T, list []byte) uint64 {
	l, err := Open(FromMemory("list", list), Options{Rules: testRules})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = l.Next()
	}
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&stats)
	runtime.KeepAlive(l)
	return stats.HeapAlloc - uint64(cap(list))
}
