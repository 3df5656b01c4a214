package locales

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zone is part of the product, not of the machine

	"wayleaf/document"
)

// London is where all dates and times of documents are.
var london = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // embedded above
	}
	return zone
})

var weekdayKeys, hoursWeekdayKeys, monthKeys = dayKeys("weekday."), dayKeys("hours.weekday."), func() (keys [13]string) {
	for month := time.January; month <= time.December; month++ {
		keys[month] = "month." + strings.ToLower(month.String())
	}
	return keys
}()

func dayKeys(prefix string) (keys [7]string) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		keys[day] = prefix + strings.ToLower(day.String())
	}
	return keys
}

// phrase speaks a message of plain words, given its fields with their texts by
// turns. Fields that begin with "Clock" stand for each other and may be left out.
func (s *speaker) phrase(key string, values ...string) string {
	var required, optional []string
	for i := 0; i < len(values); i += 2 {
		if strings.HasPrefix(values[i], "Clock") {
			optional = append(optional, values[i])
		} else {
			required = append(required, values[i])
		}
	}
	f := s.own(key, required, optional)
	if f == nil {
		return ""
	}
	var b strings.Builder
	for _, inline := range f.inlines {
		switch i := inline.(type) {
		case document.Text:
			b.WriteString(string(i))
		case document.Message:
			b.WriteString(lookUp(values, i.Key))
		default:
			s.report(complaint(f.place, "message/markup", "message %q must be plain words", key))
		}
	}
	return b.String()
}

func lookUp(values []string, field string) string {
	for i := 0; i < len(values); i += 2 {
		if values[i] == field {
			return values[i+1]
		}
	}
	return ""
}

// date says a day by the message date.long: weekday, day, month, year, in the
// Gregorian calendar and ASCII digits in every language (hazard H5).
func (s *speaker) date(day time.Time) string {
	year, month, date := day.In(london()).Date()
	return s.phrase("date.long",
		"Weekday", s.phrase(weekdayKeys[day.In(london()).Weekday()]),
		"Day", strconv.Itoa(date),
		"Month", s.phrase(monthKeys[month]),
		"Year", strconv.Itoa(year))
}

func (s *speaker) dateWithEnglish(day time.Time) []document.Inline {
	return s.phraseWithEnglish("date.beside-english", "Date", func(s *speaker) string { return s.date(day) })
}

func (s *speaker) clockWithEnglish(c document.Clock) []document.Inline {
	return s.phraseWithEnglish("clock.beside-english", "Clock", func(s *speaker) string { return s.clock(c) })
}

// phraseWithEnglish says something in the language and, beside it, in English
// unless that is the same.
func (s *speaker) phraseWithEnglish(key, name string, say func(*speaker) string) []document.Inline {
	own := say(s)
	if s.language.isSource() {
		return s.natural(own)
	}
	english := say(s.english())
	if own == english {
		return s.natural(own)
	}
	return s.besideEnglish(key, name, s.natural(own), s.english().natural(english))
}

// natural is a value made of words of the language, in its direction: inside
// the isolate its words and numbers follow each other as in any sentence.
func (s *speaker) natural(words string) []document.Inline {
	return []document.Inline{document.Value{Text: words, Direction: s.language.Direction}}
}

func valid(c document.Clock) bool {
	return c.Hour >= 0 && c.Hour < 24 && c.Minute >= 0 && c.Minute < 60
}

// partsOfDay are the messages that say a time, each up to and without an hour.
// They are as fine as any of the languages needs (CLDR 48 day periods).
var partsOfDay = []struct {
	before int
	key    string
}{
	{4, "clock.night"}, {6, "clock.dawn"}, {12, "clock.morning"}, {16, "clock.afternoon"},
	{18, "clock.late-afternoon"}, {20, "clock.evening"}, {24, "clock.late-evening"},
}

// clock says a time of day. Midday and midnight have words of their own: 12am
// and 12pm are misread (NHS service manual).
func (s *speaker) clock(c document.Clock) string {
	key := ""
	switch {
	case c.Minute == 0 && c.Hour == 0:
		key = "clock.midnight"
	case c.Minute == 0 && c.Hour == 12:
		key = "clock.midday"
	default:
		for _, part := range partsOfDay {
			if c.Hour < part.before {
				key = part.key
				break
			}
		}
	}
	hour, minutes := strconv.Itoa((c.Hour+11)%12+1), fmt.Sprintf(":%02d", c.Minute)
	long, short := hour+minutes, hour+minutes
	if c.Minute == 0 {
		short = hour
	}
	return s.phrase(key, "Clock12", short, "Clock12Minutes", long, "Clock24", strconv.Itoa(c.Hour)+minutes)
}
