package pathway

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// published are the bank holidays of England and Wales as gov.uk/bank-holidays
// lists them: 2020 to 2025 as kept in alphagov/notifications-utils
// (notifications_utils/data/bank-holidays.json). 2026 and 2027 are not in that file:
// they follow from the Banking and Financial Dealings Act 1971, schedule 1, and what
// newspapers print of the page agrees. A later proclamation has to be added here and
// to proclaimed.
const published = `
2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28
2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
`

func TestBankHolidaysAreThePublishedOnes(t *testing.T) {
	listed := map[string]bool{}
	for _, day := range strings.Fields(published) {
		listed[day] = true
	}
	for day := Date(2020, 1, 1); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
		text := day.Format(time.DateOnly)
		if BankHoliday(day) != listed[text] {
			t.Errorf("%s: bank holiday %v, published %v", text, BankHoliday(day), listed[text])
		}
	}
}

func TestCalendarCounts(t *testing.T) {
	for _, c := range []struct {
		why      string
		calendar Calendar
		from     string
		days     int
		want     string
	}{
		{"the worked example of e-RS A004, from a bank holiday", WeekdaysAsERS, "2022-01-03", 2, "2022-01-05"},
		{"the same in a hospital office", EnglandWorkingDays, "2022-01-03", 2, "2022-01-05"},
		{"e-RS works on bank holidays", WeekdaysAsERS, "2026-12-24", 2, "2026-12-28"},
		{"an office does not", EnglandWorkingDays, "2026-12-24", 2, "2026-12-30"},
		{"nor in Wales", WalesWorkingDays, "2026-12-24", 2, "2026-12-30"},
		{"over Easter", EnglandWorkingDays, "2027-03-25", 1, "2027-03-30"},
		{"over the new year", EnglandWorkingDays, "2026-12-31", 1, "2027-01-04"},
		{"from a Saturday", EnglandWorkingDays, "2026-11-21", 1, "2026-11-23"},
		{"from a Sunday", WeekdaysAsERS, "2026-11-22", 5, "2026-11-27"},
		{"over a weekend", EnglandWorkingDays, "2026-11-27", 1, "2026-11-30"},
		{"no days from a Saturday", EnglandWorkingDays, "2026-11-21", 0, "2026-11-21"},
		{"calendar days over a bank holiday", CalendarDays, "2026-12-24", 2, "2026-12-26"},
		{"into summer time", CalendarDays, "2027-03-27", 2, "2027-03-29"},
		{"out of summer time", CalendarDays, "2026-10-24", 2, "2026-10-26"},
		{"into a leap day", CalendarDays, "2028-02-28", 1, "2028-02-29"},
		{"the days that e-RS gives a routine slot issue", WeekdaysAsERS, "2026-11-13", 40, "2027-01-08"},
	} {
		from, _ := ParseDay(c.from)
		if got := c.calendar.Add(from.Time, c.days); got.Format(time.DateOnly) != c.want {
			t.Errorf("%s: %s plus %d %s is %s, want %s", c.why, c.from, c.days, c.calendar, got.Format(time.DateOnly), c.want)
		}
	}
}

func TestSubtract(t *testing.T) {
	shown, _ := ParseDay("2027-01-20")
	if got := EnglandWorkingDays.Subtract(shown.Time, 10).Format(time.DateOnly); got != "2027-01-06" {
		t.Errorf("10 working days before 2027-01-20 is %s, want 2027-01-06", got)
	}
	after, _ := ParseDay("2027-01-04")
	if got := EnglandWorkingDays.Subtract(after.Time, 1).Format(time.DateOnly); got != "2026-12-31" {
		t.Errorf("1 working day before 2027-01-04 is %s, want 2026-12-31", got)
	}
}

// A counted day counts, stands at midnight in London, and taking the days away
// again gives the start, if the start counts.
func TestCalendarProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	for range 300 {
		c := Calendar(calendars[random.IntN(len(calendars))])
		from := Date(2020, 1, 1).AddDate(0, 0, 600+random.IntN(27_000))
		n := 1 + random.IntN(longest)
		day := c.Add(from, n)
		if day.IsZero() {
			continue // past 2099
		}
		if !c.Counts(day) || day.Hour() != 0 || day.Location() != London || !day.After(from) {
			t.Fatalf("%s plus %d %s is %v", from, n, c, day)
		}
		if counted(c, from, day) != n {
			t.Fatalf("%d days counted from %s to %s by %s, want %d", counted(c, from, day), from, day, c, n)
		}
		if c.Counts(from) && !c.Subtract(day, n).Equal(from) {
			t.Fatalf("%s minus %d %s is %s, want %s", day, n, c, c.Subtract(day, n), from)
		}
		if more := c.Add(from, n-1); !more.Before(day) {
			t.Fatalf("%d days end on %s, %d on %s", n-1, more, n, day)
		}
	}
}

func counted(c Calendar, from, to time.Time) int {
	n := 0
	for day := from.AddDate(0, 0, 1); !day.After(to); day = day.AddDate(0, 0, 1) {
		if c.Counts(day) {
			n++
		}
	}
	return n
}

// The day is London's, whatever the zone and the hour of the time given.
func TestCalendarTakesTheLondonDay(t *testing.T) {
	late := time.Date(2027, 6, 30, 23, 30, 0, 0, time.UTC) // 1 July, 00:30 in London
	if got := CalendarDays.Add(late, 1); !got.Equal(Date(2027, 7, 2)) {
		t.Errorf("one day after %s is %s, want 2 July", late, got)
	}
}

func TestLimitRefusesWhatCannotBeCounted(t *testing.T) {
	day := Date(2026, 11, 23)
	for _, c := range []struct {
		limit Limit
		event time.Time
		want  string
	}{
		{Limit{10, "working-days", ReferralSent}, day, `calendar "working-days" is not known`},
		{Limit{-1, CalendarDays, ReferralSent}, day, "-1 days cannot be counted"},
		{Limit{551, CalendarDays, ReferralSent}, day, "551 days cannot be counted"},
		{Limit{10, CalendarDays, ReferralSent}, time.Time{}, "outside the years 2020 to 2099"},
		{Limit{10, CalendarDays, ReferralSent}, Date(2099, 12, 31), "outside the years 2020 to 2099"},
	} {
		if got, err := c.limit.DateAfter(c.event); err == nil || !got.IsZero() || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: got %v, %v, want %q", c.limit, got, err, c.want)
		}
	}
	if _, err := (Limit{10, CalendarDays, DateShown}).DateBefore(Date(2020, 1, 5)); err == nil {
		t.Error("a day in 2019 is no error")
	}
}
