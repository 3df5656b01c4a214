package mixup_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wayleaf/mixup"
)

var list = []mixup.Person{
	{Row: 1, NHSNumber: "9995260182", Reference: "000000070000", Name: "Anna Kowalska", Postcode: "ZZ9 4QA"},
	{Row: 2, NHSNumber: "9991590838", Reference: "000000070001", Name: "Anna Kowalska", Postcode: "ZZ9 4QA"}, // a near-twin
	{Row: 3, NHSNumber: "9990166137", Reference: "000000070002", Name: "Mary Anna Kowalska", Postcode: "ZZ94QA"},
	{Row: 4, NHSNumber: "9991860916", Name: "علی رضا خان", Postcode: "ZZ9 9ZZ"},
	{Row: 5, NHSNumber: "9993909963", Name: "O’Hara", Postcode: "ZZ1 1AA"},
}

func TestFind(t *testing.T) {
	index := mixup.NewIndex()
	for _, p := range list {
		index.Add(p)
	}
	const own = "Anna Kowalska\n7 Weavers Row\nZZ9 4QA\nNHS number\n999 526 0182\n0000 0007 0000\nPhone 01632 960001."
	for _, tt := range []struct {
		name, text string
		row        int
		want       []mixup.Leak
	}{
		{"her own letter", own, 1, nil},
		{"the same letter to her twin", own, 2, []mixup.Leak{{1, "NHS number"}, {1, "booking reference"}}},
		{"a number without spaces", own + " 9991590838", 1, []mixup.Leak{{2, "NHS number"}}},
		{"a number with hyphens", own + " (999-159-0838)", 1, []mixup.Leak{{2, "NHS number"}}},
		{"a number after another", own + " 999 526 0182 999 159 0838", 1, []mixup.Leak{{2, "NHS number"}}},
		{"a reference", own + " 0000 0007 0001.", 1, []mixup.Leak{{2, "booking reference"}}},
		{"a number nobody has", own + " 999 030 8241", 1, nil},
		{"digits of a phone number", own + " 01999 159083 8", 1, nil},
		{"a name at the same postcode", own + "\nMary Anna KOWALSKA", 1, []mixup.Leak{{3, "name and postcode"}}},
		{"a name that is a part of her own", "Mary Anna Kowalska\nZZ9 4QA", 3, nil},
		{"a name at another postcode", own + " Dear O’Hara", 1, nil},
		{"a name with its postcode in one word", own + "\nO’Hara, zz11aa", 1, []mixup.Leak{{5, "name and postcode"}}},
		{"a name in another script", own + "\nمحترم علی رضا خان،\nZZ9 9ZZ", 1, []mixup.Leak{{4, "name and postcode"}}},
		{"nothing", "", 1, nil},
	} {
		got := index.Find(tt.text, list[tt.row-1])
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// BenchmarkFind searches a letter in lists of several lengths: the time must not
// grow with the list.
func BenchmarkFind(b *testing.B) {
	for _, rows := range []int{1_000, 100_000} {
		index := mixup.NewIndex()
		person := func(row int) mixup.Person {
			return mixup.Person{Row: row, NHSNumber: fmt.Sprintf("999%07d", row), Reference: fmt.Sprintf("%012d", row),
				Name: fmt.Sprintf("Patient Number%d", row), Postcode: fmt.Sprintf("ZZ%d 9ZZ", row%(rows/5))}
		}
		for row := range rows {
			index.Add(person(row))
		}
		text := "Patient Number7\nZZ7 9ZZ\n999 000 0007\n"
		for range 500 {
			text += "words of a letter "
		}
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			for b.Loop() {
				if leaks := index.Find(text, person(7)); leaks != nil {
					b.Fatal(leaks)
				}
			}
		})
	}
}
