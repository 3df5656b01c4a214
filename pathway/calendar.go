package pathway

import (
	"fmt"
	"slices"
	"sync"
	"time"
	_ "time/tzdata" // London must be known on any machine

	"github.com/rickar/cal/v2/gb"

	"wayleaf/finding"
)

// Calendar is a declared way of counting days. The day counted from is day 0,
// and the result is always a day that counts, except that counting 0 days
// gives the day itself.
type Calendar string

// The calendars.
const (
	// WeekdaysAsERS counts Monday to Friday, bank holidays included, as e-RS
	// does: its API documentation (A004) counts 2 days from Monday 3 January
	// 2022, a bank holiday, to 5 January 2022.
	WeekdaysAsERS Calendar = "weekdays-as-ers"
	// EnglandWorkingDays counts Monday to Friday without the bank holidays of
	// England and Wales, as a hospital office works.
	EnglandWorkingDays Calendar = "england-working-days"
	// WalesWorkingDays counts as EnglandWorkingDays: the two nations share
	// their bank holidays (Banking and Financial Dealings Act 1971, schedule 1).
	WalesWorkingDays Calendar = "wales-working-days"
	// CalendarDays counts every day.
	CalendarDays Calendar = "calendar-days"
)

// Days outside these years are mistakes, not appointments.
const (
	firstYear = 2020
	lastYear  = 2099
)

// longest is the most days that may be counted, some two years of working days.
const longest = 550

// London is the time zone of every date of a pathway.
var London = must(time.LoadLocation("Europe/London"))

func must(zone *time.Location, err error) *time.Location {
	if err != nil {
		panic(err) // tzdata is linked in
	}
	return zone
}

// Date returns midnight in London on the given day.
func Date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, London)
}

// Counts reports whether the London day of t counts in c.
func (c Calendar) Counts(t time.Time) bool {
	weekday := t.In(London).Weekday()
	switch c {
	case CalendarDays:
		return true
	case WeekdaysAsERS:
		return weekday != time.Saturday && weekday != time.Sunday
	case EnglandWorkingDays, WalesWorkingDays:
		return weekday != time.Saturday && weekday != time.Sunday && !BankHoliday(t)
	}
	return false
}

// Add returns the day n counted days after the London day of day, at midnight
// in London. It is the zero time if c is not a known calendar, n is negative
// or over 550, or a day lies outside 2020 to 2099.
func (c Calendar) Add(day time.Time, n int) time.Time { return c.count(day, n, 1) }

// Subtract returns the day n counted days before day, under the terms of Add.
func (c Calendar) Subtract(day time.Time, n int) time.Time { return c.count(day, n, -1) }

func (c Calendar) count(from time.Time, n, step int) time.Time {
	day := midnight(from)
	if !slices.Contains(calendars, string(c)) || n < 0 || n > longest || !sane(day) {
		return time.Time{}
	}
	for n > 0 {
		day = day.AddDate(0, 0, step)
		if c.Counts(day) {
			n--
		}
	}
	if !sane(day) {
		return time.Time{}
	}
	return day
}

func midnight(t time.Time) time.Time { return Date(t.In(London).Date()) }

func sane(day time.Time) bool { return day.Year() >= firstYear && day.Year() <= lastYear }

// DateAfter returns the day on which the limit ends, counted forward from the
// day of its event.
func (l Limit) DateAfter(event time.Time) (time.Time, error) {
	return l.date(event, Calendar.Add)
}

// DateBefore returns the day the limit's days before event, as for confirm_before.
func (l Limit) DateBefore(event time.Time) (time.Time, error) {
	return l.date(event, Calendar.Subtract)
}

// date never prints the event day, which is personal data.
func (l Limit) date(event time.Time, count func(Calendar, time.Time, int) time.Time) (time.Time, error) {
	if !slices.Contains(calendars, string(l.Calendar)) {
		return time.Time{}, fmt.Errorf("calendar %q is not known: %s", l.Calendar, finding.OneOf(string(l.Calendar), calendars))
	}
	if l.Days < 0 || l.Days > longest {
		return time.Time{}, fmt.Errorf("%d days cannot be counted: use 0 to %d", l.Days, longest)
	}
	day := count(l.Calendar, event, l.Days)
	if day.IsZero() {
		return day, fmt.Errorf("the day %d days from %s is outside the years %d to %d", l.Days, l.From, firstYear, lastYear)
	}
	return day, nil
}

// BankHoliday reports whether the London day of t is a bank holiday in England
// and Wales, as kept: a substitute day is one, the day it stands for is not.
func BankHoliday(t time.Time) bool {
	year, month, day := t.In(London).Date()
	return bankHolidays()[civil{year, month, day}]
}

type civil struct {
	year  int
	month time.Month
	day   int
}

// proclaimed are the bank holidays that rickar/cal does not know.
var proclaimed = []civil{
	{2022, time.September, 19}, // state funeral of Queen Elizabeth II
}

var bankHolidays = sync.OnceValue(func() map[civil]bool {
	kept := map[civil]bool{}
	for year := firstYear; year <= lastYear; year++ {
		for _, holiday := range gb.Holidays {
			if _, observed := holiday.Calc(year); !observed.IsZero() {
				y, m, d := observed.Date()
				kept[civil{y, m, d}] = true
			}
		}
	}
	for _, day := range proclaimed {
		kept[day] = true
	}
	return kept
})
