package recipient

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func worklist(items ...string) Source {
	var entries []string
	for _, item := range items {
		number, ubrn, _ := strings.Cut(item, " ")
		entries = append(entries, fmt.Sprintf(`{"extension":[{"extension":[
{"url":"patient","valueReference":{"identifier":{"system":"http://fhir.nhs.net/Id/nhs-number","value":"%s"}}},
{"url":"patientContactExpected","valueDate":"2027-01-11"},
{"url":"ubrnReceived","valueDateTime":"2026-11-13T10:00:00Z"}]}],"item":{"reference":"ReferralRequest/%s"}}`, number, ubrn))
	}
	return FromMemory("worklist.json", []byte(`{"resourceType":"List","entry":[`+strings.Join(entries, ",\n")+`]}`))
}

func TestJoin(t *testing.T) {
	list := strings.Replace(head, "ubrn", "old,UBRN", 1) + "\n" +
		"Wójcik,1979-06-14,1 Mill Lane,ZZ9 4TG,999 526 0182,x,000000000009,pl\n" +
		"Nowak,1979-06-14,1 Mill Lane,ZZ9 4TG,9991590838,x,,pl\n" + // is not on the worklist
		"Lis,1979-06-14,1 Mill Lane,ZZ9 4TG,9990166137,x,,pl\n" +
		"ragged,row\n"
	m, err := ReadMapping("map.yaml", []byte("columns: {deferral_date: ubrn_received}\n"))
	if err != nil {
		t.Fatal(err)
	}
	l, rows := rowsOf(t, list, Options{Mapping: m, Worklist: worklist("9990166137 000000070003", "9995260182 000000070001", "9991860916 000000070004", "9990166137 000000070005")})
	var got strings.Builder
	for _, row := range rows {
		r := row.Recipient
		fmt.Fprintf(&got, "%d: %s %s %s %s", row.Line, row.Outcome, r.Surname, r.BookingReference, r.ContactExpected.Format("2006-01-02"))
		for _, f := range row.Findings {
			fmt.Fprintf(&got, " %s: %s", f.Place, f.What)
		}
		got.WriteString("\n")
	}
	const want = `2: accepted Wójcik 000000070001 2027-01-11
4: accepted Lis 000000070003 2027-01-11
4: held Lis 000000070005 2027-01-11 list.csv:4:1: row 3: the patient has a letter of this pathway already, from row 2
5: rejected   0001-01-01 list.csv:5:1: row 4 has 2 cells, and the header 16
9: rejected   0001-01-01 worklist.json:9:1: row 5: the patient of this item of the worklist is not in the list
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	if last := rows[len(rows)-1]; last.Cells[4] != "9991860916" || last.Cells[8] != "000000070004" {
		t.Errorf("the item that was not found is %q", last.Cells)
	}
	file := string(returned(t, l, rows))
	if !strings.Contains(file, `"9991860916"`) || !strings.Contains(file, `"'000000070004"`) {
		t.Errorf("the item that was not found is missing from\n%s", file)
	}
}

func TestJoinWrongFile(t *testing.T) {
	_, err := Open(FromMemory("list.csv", []byte(head+"\n")), Options{Worklist: FromMemory("worklist.json", []byte(`{"resourceType":"Patient"}`))})
	if want := "worklist.json:1:1: error[recipients/unreadable]: the file is not a worklist of the e-Referral Service"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("err = %v", err)
	}
	_, err = Open(FromMemory("list.csv", []byte("surname\nx\n")), Options{Worklist: worklist("1 2")})
	if want := `column "nhs_number" is missing`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("err = %v", err)
	}
}
