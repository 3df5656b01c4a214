package recipient

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/finding"
	"wayleaf/pathway"
)

const theirs = `PAT_SNAME|BORN|ADR|PC|NHS|BOOKING|LANG|SEEN|Title
Wójcik|14/06/1979|1 Mill Lane|ZZ9 4TG|9995260182|000000070001|PUN|18/11/2026|x
`

const mappingFile = `# the extract of a system that is not real
columns:
  surname: PAT_SNAME
  dob: BORN
  address_1: ADR
  postcode: PC
  ubrn: BOOKING
  preferred_language: LANG
  referral_sent_date: SEEN
  referral_received_date: SEEN
values:
  preferred_language: {PUN: pa-Guru, 9: en}
ignore: [Title]
delimiter: "|"
encoding: utf-8
`

func TestMapping(t *testing.T) {
	m, err := ReadMapping("map.yaml", []byte(mappingFile))
	if err != nil {
		t.Fatal(err)
	}
	_, rows := rowsOf(t, theirs, Options{Mapping: m})
	r := rows[0].Recipient
	if rows[0].Outcome != Accepted || r.Language != "pa-Guru" || r.Title != "" || r.NHSNumber != "9995260182" ||
		r.Days[pathway.ReferralSent] != pathway.Date(2026, 11, 18) || r.Days[pathway.ReferralReceived] != pathway.Date(2026, 11, 18) {
		t.Errorf("%s %+v %v", rows[0].Outcome, r, rows[0].Findings)
	}
}

// A column that the mapping names wins over one of the list that has the name.
func TestMappingWinsOverNames(t *testing.T) {
	m, err := ReadMapping("map.yaml", []byte("columns: {surname: alias}\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, rows := rowsOf(t, head+",alias\n"+good+",Kot\n", Options{Mapping: m})
	if rows[0].Recipient.Surname != "Kot" {
		t.Errorf("got %+v, %v", rows[0].Recipient, rows[0].Findings)
	}
}

func TestMappingOfNestedMembers(t *testing.T) {
	m, err := ReadMapping("map.yaml", []byte("columns:\n  surname: name.0.family\n  address_1: home.line.0\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, rows := rowsOf(t, `{"name":[{"family":"Wójcik"}],"home":{"line":["1 Mill Lane"]},"dob":"1979-06-14","postcode":"ZZ9 4TG","nhs_number":9995260182,"ubrn":"000000070001","preferred_language":null}`, Options{Mapping: m})
	if r := rows[0].Recipient; rows[0].Outcome != Accepted || r.Surname != "Wójcik" || r.Address[0] != "1 Mill Lane" || r.Language != "en" {
		t.Errorf("got %+v, %v", r, rows[0].Findings)
	}
}

func TestWrongMappings(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"unknown part", "colums:\n  surname: x\n", `map.yaml:1:1: error[recipients/mapping]: "colums" is not a part of a mapping`},
		{"unknown column", "columns:\n  surename: x\n", `map.yaml:2:3: error[recipients/mapping]: "surename" is not a column of Wayleaf`},
		{"column that is not used", "columns:\n  consultant: x\n", `"consultant" is not a column of Wayleaf`},
		{"list for a column", "columns:\n  surname: [x]\n", "map.yaml:2:12: error[recipients/mapping]: the value is not a piece of text"},
		{"columns is a list", "columns: [x]\n", "columns is not a mapping of names to values"},
		{"values of an unknown column", "values: {langue: {a: b}}\n", `"langue" is not a column of Wayleaf`},
		{"ignore is text", "ignore: x\n", "ignore is not a list"},
		{"delimiter", "delimiter: xx\n", "map.yaml:1:12: error[recipients/mapping]: the delimiter is not known"},
		{"encoding", "encoding: latin2\n", `encoding "latin2" is not known`},
		{"syntax", "columns: {a\n", "map.yaml:"},
		{"alias", "columns: &a\n  surname: *a\n", "map.yaml:"},
		{"list of patients", "surname,dob\nx,y\n", "map.yaml:1:1: error[recipients/mapping]: the file is not a mapping"},
		{"empty", "", "the file does not hold one mapping"},
		{"large", strings.Repeat("#", 70_000), "over 32 KB"},
		{"brackets", strings.Repeat("[", 1000), "nests far more than a mapping"},
		{"dashes", strings.Repeat("- ", 1000), "nests far more than a mapping"},
		{"not UTF-8", "\xff", "not UTF-8"},
	} {
		_, err := ReadMapping("map.yaml", []byte(c.file))
		var list finding.List
		if !errors.As(err, &list) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\nwant %s", c.name, err, c.want)
		}
	}
	m, _ := ReadMapping("map.yaml", []byte("columns:\n  title: SALUT\n"))
	_, err := Open(FromMemory("list.csv", []byte(head+"\n")), Options{Mapping: m})
	if want := `map.yaml:2:10: error[recipients/mapping]: the list has no column "SALUT"`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}

func FuzzMapping(f *testing.F) {
	f.Add([]byte(mappingFile))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadMapping("map.yaml", data)
		var list finding.List
		if (m == nil) != errors.As(err, &list) {
			t.Fatalf("%v, %v", m, err)
		}
		_, _ = Open(FromMemory("list.csv", []byte(theirs)), Options{Mapping: m})
	})
}

func TestExplain(t *testing.T) {
	list := "\ufeffSurname;Date of Birth;address_1;postcode;NHS No;ubrn;preferred_language;referral_date;colour;wayleaf_row;;consultant;alias\n" +
		"Wójcik;14/06/1979;1 Mill Lane;ZZ9 4TG;9995260182;000000070001;pl;x;red;1;;Dr X;Kot\n" +
		"Nowak;14/06/1979;1 Mill Lane;ZZ9 4TG;999;000000070001;pl;x;red;1;;Dr X;Kot\n"
	m, err := ReadMapping("map.yaml", []byte("columns: {surname: alias}\nignore: [colour]\n"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := Explain(FromMemory("list.csv", []byte(list)), Options{Mapping: m}, 5)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	fmt.Fprintf(&got, "%s %s %q\n", e.Form.Kind, e.Form.Encoding, e.Form.Delimiter)
	for _, c := range e.Columns {
		fmt.Fprintf(&got, "%d %s -> %v: %s\n", c.At, c.Header, c.Means, c.How)
	}
	for _, row := range e.Rows {
		fmt.Fprintf(&got, "row %d %s %s\n", row.Number, row.Outcome, row.Recipient.Surname)
	}
	const want = `CSV UTF-8 ';'
1 Surname -> []: not used: the mapping file has another column for surname
2 Date of Birth -> [dob]: by another name of it
3 address_1 -> [address_1]: by its name
4 postcode -> [postcode]: by its name
5 NHS No -> [nhs_number]: by another name of it
6 ubrn -> [ubrn]: by its name
7 preferred_language -> [preferred_language]: by its name
8 referral_date -> []: not used: a referral is sent on one day and received on another: say which in a mapping file
9 colour -> []: passed over by the mapping file
10 wayleaf_row -> []: written by Wayleaf
11  -> []: not used: it has no name
12 consultant -> []: known, and not needed for a letter
13 alias -> [surname]: by the mapping file
row 1 accepted Kot
row 2 rejected 
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	if len(e.Absent) == 0 || e.Absent[0] != "title" {
		t.Errorf("absent = %v", e.Absent)
	}
}

// A header that is not good enough is explained too: that is when it helps.
func TestExplainWrongHeader(t *testing.T) {
	e, err := Explain(FromMemory("list.csv", []byte("surname,born\nx,y\n")), Options{}, 5)
	if err != nil || len(e.Findings) == 0 || len(e.Columns) != 2 || len(e.Rows) != 0 {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := Explain(FromMemory("list.csv", nil), Options{}, 5); err != nil {
		t.Error(err)
	}
	if _, err := Explain(Source{Bytes: failing{}}, Options{}, 5); err == nil {
		t.Error("a failing disk is explained away")
	}
}
