package pathway

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a calendar day at midnight in London, written 2027-03-31.
type Day struct{ time.Time }

// ParseDay reads a day written as 2027-03-31, from 2020 to 2099.
func ParseDay(text string) (Day, error) {
	t, err := time.ParseInLocation(time.DateOnly, text, London)
	if err != nil {
		return Day{}, fmt.Errorf("%q is not a day of the calendar", text)
	}
	if !sane(t) {
		return Day{}, fmt.Errorf("%q is outside the years %d to %d", text, firstYear, lastYear)
	}
	return Day{t}, nil
}

// String returns the day as 2027-03-31, or "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// Clock reads a time of day written as 08:30, from 00:00 to 23:59.
func Clock(text string) (hour, minute int, ok bool) {
	if !forms["clock"].pattern.MatchString(text) {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(text[:2])
	minute, _ = strconv.Atoi(text[3:])
	return hour, minute, true
}

// Weekdays returns the first and last day of a spell that was checked by Load;
// a single day is both.
func (s Spell) Weekdays() (first, last time.Weekday) {
	first, last, _ = s.weekdays()
	return first, last
}

func (s Spell) weekdays() (first, last time.Weekday, ok bool) {
	if s.Days == "every-day" {
		return time.Monday, time.Sunday, true
	}
	from, to, isRun := strings.Cut(s.Days, "-")
	if !isRun {
		to = from
	}
	first, okFirst := weekdays[from]
	last, okLast := weekdays[to]
	return first, last, okFirst && okLast && sinceMonday(first) <= sinceMonday(last)
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

// sinceMonday numbers the days of a week that starts on Monday.
func sinceMonday(day time.Weekday) int { return (int(day) + 6) % 7 }
