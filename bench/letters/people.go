package main

import (
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"wayleaf/recipient"
)

// All names and streets are made up. The forenames go by turns, in the order of
// the titles.
var titles = map[string][2]string{"en": {"Mrs", "Mr"}, "ur": {"Mr", "Mrs"}}

var forenames = map[string][]string{
	"en": {"Anna", "Martin", "Grace", "Owen", "Harriet", "Desmond", "Ruth", "Callum", "Joyce", "Peter",
		"Elspeth", "Samuel", "Niamh", "Gareth", "Beatrice", "Leonard", "Morag", "Victor", "Imogen", "Ralph",
		"Constance", "Hugh", "Pauline", "Edwin", "Thea", "Clive", "Rosalind", "Dominic", "Freda", "Alistair", "Nora"},
	"ur": {"محمد", "فاطمہ", "عمر", "عائشہ", "علی", "زینب", "حسن", "مریم", "حسین", "صائمہ",
		"عثمان", "نادیہ", "بلال", "رابعہ", "طارق", "سمینہ", "یوسف", "شازیہ", "عمران", "ثنا",
		"کامران", "نسرین", "فیصل", "روبینہ", "ندیم", "پروین", "جاوید", "عظمیٰ", "ارشد", "کلثوم", "سلمان"},
}

var surnames = map[string][]string{
	"en": {"Alderton", "Birtwhistle", "Cartwright", "Dunmore", "Eastwood", "Farrow", "Greenhalgh", "Hartley", "Ibbotson",
		"Jessop", "Kershaw", "Lomax", "Marsden", "Nuttall", "O'Connell", "Pemberton", "Quigley", "Ramsbottom",
		"Sutcliffe", "Thackeray", "Underhill", "Varley", "Whitworth", "Yarwood", "Ashcroft", "Brearley", "Clegg",
		"Dewhurst", "Entwistle", "Fairclough", "Garside", "Haworth", "Ingham", "Jagger", "Kenyon", "Longbottom", "Midgley"},
	"ur": {"قریشی", "خان", "احمد", "ملک", "چوہدری", "شیخ", "مرزا", "بٹ", "حسین", "صدیقی",
		"رضوی", "انصاری", "بخاری", "عباسی", "نقوی", "گیلانی", "ہاشمی", "فاروقی", "اعوان", "راجہ",
		"بیگ", "کاظمی", "درانی", "لودھی", "میر", "منہاس", "جنجوعہ", "سیال", "گوندل", "وڑائچ",
		"ڈار", "لون", "خواجہ", "سید", "نواز", "اقبال", "رحمان"},
}

var streets = []string{"Mill Beck Road", "Tannery Lane", "Weavers Row", "Alder Close", "Packhorse Lane", "Loom Court",
	"Quay Street", "Canal Street", "Foundry Bank", "Chapel Brow", "Spinners Way", "Dyehouse Lane", "Ropewalk"}

var towns = []string{"Tarnbeck", "Norbrook", "Nether Ashmere", "Upper Tarn", "Beckfoot"}

var surgeries = []string{"Beckside Surgery", "Canal Street Surgery", "The Mill Medical Centre", "Quayside Practice"}

var columns = []string{"pathway", "title", "forename", "surname", "dob", "address_1", "address_2", "postcode", "nhs_number",
	"ubrn", "gp_name", "preferred_language", "referral_sent_date", "referral_received_date", "appointment_date", "appointment_time"}

// recipients are n people, no two alike, read from a list as users give it.
func recipients(language string, n int) ([]recipient.Recipient, error) {
	if forenames[language] == nil {
		return nil, fmt.Errorf("there are no names for language %q", language)
	}
	var list strings.Builder
	w := csv.NewWriter(&list)
	w.Write(columns)
	numbers := nhsNumbers(n)
	for i := range n {
		w.Write(person(language, i, numbers[i]))
	}
	w.Flush()
	return recipient.Read(strings.NewReader(list.String()), "generated")
}

// person is one row. The lengths of the lists of names have no common divisor,
// so that the first thousand full names differ.
func person(language string, i int, nhsNumber string) []string {
	pick := func(list []string) string { return list[i%len(list)] }
	title := titles[language][i%len(forenames[language])%2]
	sent := letterDate.AddDate(0, 0, -5-i%9)
	shown := letterDate.AddDate(0, 0, 10+i%33)
	return []string{
		"gastro-dummy-triage", title, pick(forenames[language]), pick(surnames[language]),
		letterDate.AddDate(-20-i%60, 0, -i).Format(time.DateOnly),
		fmt.Sprintf("%d %s", 1+i, pick(streets)), pick(towns), fmt.Sprintf("ZZ%d %dXX", 1+i%9, i/9%10),
		nhsNumber, fmt.Sprintf("%012d", 7_000_000+37*i), pick(surgeries), language,
		sent.Format(time.DateOnly), sent.AddDate(0, 0, 1+i%2).Format(time.DateOnly), shown.Format(time.DateOnly), "07:00",
	}
}

// nhsNumbers are n valid numbers of the range for tests, which begins with 999.
func nhsNumbers(n int) []string {
	var numbers []string
	for serial := 100_000; len(numbers) < n; serial += 7 {
		for check := range 10 {
			number := fmt.Sprintf("999%06d%d", serial, check)
			if recipient.ValidNHSNumber(number) {
				numbers = append(numbers, number)
			}
		}
	}
	return numbers
}
