package locales

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"wayleaf/document"
)

func speakerIn(t testing.TB, c *Catalogues, tag string) *speaker {
	return newSpeaker(languageOf(t, c, tag))
}

// Every day of three years, in every language: the right weekday and month, the
// day and the year in ASCII digits, and nothing else.
func TestDates(t *testing.T) {
	c := loadWith(t)
	for _, tag := range c.Tags() {
		s := speakerIn(t, c, tag)
		for day := time.Date(2026, 1, 1, 0, 0, 0, 0, london()); day.Year() < 2029; day = day.AddDate(0, 0, 1) {
			got := s.date(day)
			want := strings.Join([]string{
				s.phrase("weekday." + strings.ToLower(day.Weekday().String())), strconv.Itoa(day.Day()),
				s.phrase("month." + strings.ToLower(day.Month().String())), strconv.Itoa(day.Year()),
			}, " ")
			if got != want || strings.ContainsFunc(got, foreignDigit) {
				t.Fatalf("%s %s: got %q, want %q", tag, day.Format(time.DateOnly), got, want)
			}
		}
		if len(s.heard.findings) > 0 {
			t.Errorf("%s: %v", tag, s.heard.findings)
		}
	}
}

func foreignDigit(r rune) bool { return unicode.IsDigit(r) && r > unicode.MaxASCII }

// A day is a day in London, however its moment was written.
func TestDayIsInLondon(t *testing.T) {
	s := speakerIn(t, loadWith(t), "en")
	tokyo := time.FixedZone("Tokyo", 9*60*60)
	for _, test := range []struct {
		moment time.Time
		want   string
	}{
		{time.Date(2026, 3, 29, 0, 0, 0, 0, london()), "Sunday 29 March 2026"},      // clocks go forward
		{time.Date(2026, 10, 25, 23, 59, 0, 0, london()), "Sunday 25 October 2026"}, // clocks go back
		{time.Date(2026, 8, 11, 23, 0, 0, 0, time.UTC), "Wednesday 12 August 2026"}, // midnight in London
		{time.Date(2026, 8, 12, 0, 0, 0, 0, time.UTC), "Wednesday 12 August 2026"},
		{time.Date(2026, 1, 1, 3, 0, 0, 0, tokyo), "Wednesday 31 December 2025"},
		{time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC), "Tuesday 29 February 2028"},
	} {
		if got := s.date(test.moment); got != test.want {
			t.Errorf("%v: got %q, want %q", test.moment, got, test.want)
		}
	}
}

func TestClock(t *testing.T) {
	c := loadWith(t)
	for _, test := range []struct{ clock, en, cy, pl, ar, ur, bn string }{
		{"0:00", "midnight", "hanner nos", "0:00", "12 منتصف الليل", "رات 12 بجے", "রাত 12টা"},
		{"0:05", "12:05am", "12:05am", "0:05", "12:05 بعد منتصف الليل", "رات 12:05 بجے", "রাত 12:05"},
		{"5:00", "5am", "5am", "5:00", "5 فجرًا", "صبح 5 بجے", "ভোর 5:00"},
		{"9:30", "9:30am", "9:30am", "9:30", "9:30 صباحًا", "صبح 9:30 بجے", "সকাল 9:30"},
		{"12:00", "midday", "hanner dydd", "12:00", "12 ظهرًا", "دوپہر 12 بجے", "দুপুর 12টা"},
		{"12:01", "12:01pm", "12:01pm", "12:01", "12:01 بعد الظهر", "دوپہر 12:01 بجے", "দুপুর 12:01"},
		{"14:30", "2:30pm", "2:30pm", "14:30", "2:30 بعد الظهر", "دوپہر 2:30 بجے", "দুপুর 2:30"},
		{"17:00", "5pm", "5pm", "17:00", "5 مساءً", "شام 5 بجے", "বিকাল 5:00"},
		{"19:00", "7pm", "7pm", "19:00", "7 مساءً", "شام 7 بجے", "সন্ধ্যা 7:00"},
		{"23:59", "11:59pm", "11:59pm", "23:59", "11:59 مساءً", "رات 11:59 بجے", "রাত 11:59"},
	} {
		var clock document.Clock
		fmt.Sscanf(test.clock, "%d:%d", &clock.Hour, &clock.Minute)
		for tag, want := range map[string]string{"en": test.en, "cy": test.cy, "pl": test.pl, "ar": test.ar, "ur": test.ur, "bn": test.bn} {
			if got := speakerIn(t, c, tag).clock(clock); got != norm.NFC.String(want) {
				t.Errorf("%s %s: got %q, want %q", tag, test.clock, got, want)
			}
		}
	}
}

// No two times of a day are said alike.
func TestClockIsUnambiguous(t *testing.T) {
	c := loadWith(t)
	for _, tag := range c.Tags() {
		s, said := speakerIn(t, c, tag), map[string]document.Clock{}
		for minute := range 24 * 60 {
			clock := document.Clock{Hour: minute / 60, Minute: minute % 60}
			words := s.clock(clock)
			if other, twice := said[words]; twice || words == "" {
				t.Errorf("%s: %v and %v are both %q", tag, other, clock, words)
			}
			said[words] = clock
		}
	}
}

func TestHours(t *testing.T) {
	nine, five := document.Clock{Hour: 9}, document.Clock{Hour: 17}
	spell := func(first, last time.Weekday) document.Spell {
		return document.Spell{First: first, Last: last, Opens: nine, Closes: five}
	}
	c := loadWith(t)
	for _, test := range []struct {
		name, tag, want string
		spells          []document.Spell
	}{
		{"range", "en", "Monday to Friday, 9am to 5pm", []document.Spell{spell(1, 5)}},
		{"range", "cy", "dydd Llun i ddydd Gwener, 9am i 5pm", []document.Spell{spell(1, 5)}},
		{"range", "pl", "od poniedziałku do piątku w godzinach od 9:00 do 17:00", []document.Spell{spell(1, 5)}},
		{"range", "ar", "من الاثنين إلى الجمعة، من الساعة 9 صباحًا إلى الساعة 5 مساءً", []document.Spell{spell(1, 5)}},
		{"range", "ur", "پیر سے جمعہ تک، صبح 9 بجے سے شام 5 بجے تک", []document.Spell{spell(1, 5)}},
		{"range", "bn", "সোমবার থেকে শুক্রবার, সকাল 9:00 থেকে বিকাল 5:00 পর্যন্ত", []document.Spell{spell(1, 5)}},
		{"one day", "en", "Tuesday, 9am to 5pm", []document.Spell{spell(2, 2)}},
		{"two days", "en", "Saturday and Sunday, 9am to 5pm", []document.Spell{spell(6, 0)}},
		{"over the weekend", "en", "Friday to Monday, 9am to 5pm", []document.Spell{spell(5, 1)}},
		{"every day", "en", "every day, 9am to 5pm", []document.Spell{spell(1, 0)}},
		{"all day", "en", "every day, all day", []document.Spell{{First: 1, Last: 0}}},
		{"three spells", "en", "Monday, 9am to 5pm, and Wednesday, 9am to 5pm, and Friday, 9am to 5pm", []document.Spell{spell(1, 1), spell(3, 3), spell(5, 5)}},
	} {
		s := speakerIn(t, c, test.tag)
		if got := s.hours(document.Hours{Spells: test.spells}); got != norm.NFC.String(test.want) || len(s.heard.findings) > 0 {
			t.Errorf("%s in %s: got %q, want %q; %v", test.name, test.tag, got, test.want, s.heard.findings)
		}
	}
}

// In a right-to-left sentence only these parts run from left to right: numbers,
// each by itself, a phone number as a whole, and the English as a whole. So the
// sentence is read in order: weekday, day, month, year (UAX 9, hazard H13).
func TestRightToLeftOrder(t *testing.T) {
	message := "a: \"{{.Phone}} {{.Date}} {{.Time}} {{.Hours}}\""
	c := loadWith(t, "en/a.yaml", message, "ar/a.yaml", message, "ur/a.yaml", message)
	given := say("a", "Phone", document.Code{Text: "01632 960001"}, "Date", wednesday,
		"Time", document.Clock{Hour: 14, Minute: 30}, "Hours", office)
	for tag, own := range map[string][]string{
		"ar": {"8:30", "5", "9", "12"},
		"ur": {"8:30", "5", "9", "12"},
	} {
		words, err := languageOf(t, c, tag).Say(given)
		if err != nil {
			t.Fatal(err)
		}
		want := append([]string{"01632 960001", "12", "2026", "Wednesday 12 August 2026", "2:30", "2:30pm"}, own...)
		want = append(want, "Monday to Friday, 8:30am to 5pm, and Saturday, 9am to midday")
		if got := leftToRight(t, isolated(words)); !slices.Equal(got, want) {
			t.Errorf("%s: from left to right run %q, want %q", tag, got, want)
		}
	}
	if got := leftToRight(t, "اتصلوا 01632 960001 الآن"); slices.Equal(got, []string{"01632 960001"}) {
		t.Error("without isolation a phone number should come apart; this test proves nothing")
	}
}

// isolated returns words as a writer sets them, with values and spans isolated.
func isolated(inlines []document.Inline) string {
	var b strings.Builder
	for _, inline := range inlines {
		switch i := inline.(type) {
		case document.Text:
			b.WriteString(string(i))
		case document.Value:
			b.WriteString(opening[i.Direction] + i.Text + "\u2069")
		case document.Span:
			b.WriteString(opening[i.Direction] + isolated(i.Inlines) + "\u2069")
		}
	}
	return b.String()
}

var opening = map[document.Direction]string{"ltr": "\u2066", "rtl": "\u2067", "": "\u2068"}

// leftToRight returns the parts of a right-to-left paragraph that run from left
// to right.
func leftToRight(t *testing.T, text string) (parts []string) {
	t.Helper()
	var p bidi.Paragraph
	if _, err := p.SetString(text, bidi.DefaultDirection(bidi.RightToLeft)); err != nil {
		t.Fatal(err)
	}
	order, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	for i := range order.NumRuns() {
		if run := order.Run(i); run.Direction() == bidi.LeftToRight {
			parts = append(parts, strings.Trim(run.String(), "\u2066\u2067\u2068\u2069"))
		}
	}
	return parts
}

// The built-in dates and furniture are complete in every language, whatever
// state its letters are in.
func TestBuiltInGround(t *testing.T) {
	c := loadWith(t)
	if want := []string{"ar", "bn", "cy", "en", "pl", "ur"}; !slices.Equal(c.Tags(), want) {
		t.Errorf("got %v, want %v", c.Tags(), want)
	}
	for _, f := range c.Lint() {
		if f.Rule != "sign-off/missing" {
			t.Error(f)
		}
	}
	for _, tag := range c.Tags() {
		for _, entry := range languageOf(t, c, tag).Entries() {
			for _, text := range entry.Forms {
				if !norm.NFC.IsNormalString(text) {
					t.Errorf("%v: %s is not in normal form C", entry.Place, entry.Key)
				}
			}
		}
	}
}
