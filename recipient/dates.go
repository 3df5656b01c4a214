package recipient

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"wayleaf/pathway"
	"wayleaf/recipient/fhir"
)

// firstBirth bounds dates of birth: nobody living was born before.
const firstBirth = 1900

func bornOn(e *entry, cell string) error {
	moment, err := parseDate(cell)
	switch {
	case err != nil:
		return err
	case moment.day.Year() < firstBirth:
		return bad(fmt.Sprintf("the date is before %d", firstBirth), "look it up again")
	case moment.clock != "" && moment.clock != "00:00":
		return bad("the date of birth has a time of day", "it may be the day before in another time zone: look it up")
	}
	e.BornOn = moment.day
	return nil
}

func event(of pathway.Event) func(*entry, string) error {
	return func(e *entry, cell string) error {
		moment, err := eventDate(cell)
		if err == nil {
			e.Days[of] = moment.day
		}
		return err
	}
}

func day(to func(*Recipient) *time.Time) func(*entry, string) error {
	return func(e *entry, cell string) error {
		moment, err := eventDate(cell)
		*to(&e.Recipient) = moment.day
		return err
	}
}

func extracted(e *entry, cell string) error {
	moment, err := eventDate(cell)
	e.extracted = moment.day
	return err
}

// appointmentDay takes the time that stands with a date, unless a cell of its own
// gives one. Midnight there is how systems write that no time is known.
func appointmentDay(e *entry, cell string) error {
	moment, err := eventDate(cell)
	if err != nil {
		return err
	}
	e.Days[pathway.DateShown] = moment.day
	if !e.timed && moment.clock != "00:00" {
		e.Time = moment.clock
	}
	return nil
}

// appointmentTime reads 07:00, 7:00 as spreadsheets show it, and 07:00:00.
func appointmentTime(e *entry, cell string) error {
	text := strings.TrimSuffix(cell, ":00")
	if !strings.Contains(text, ":") {
		text = cell
	}
	if len(text) == len("7:00") {
		text = "0" + text
	}
	if _, _, ok := pathway.Clock(text); !ok {
		return bad("the time cannot be read", "write it as 07:00")
	}
	e.Time, e.timed = text, true
	return nil
}

func eventDate(cell string) (moment, error) {
	m, err := parseDate(cell)
	if err != nil {
		return m, err
	}
	if _, err := pathway.ParseDay(m.day.Format(time.DateOnly)); err != nil {
		return moment{}, bad("the date is outside the years that a pathway knows", "look it up again")
	}
	return m, nil
}

// moment is a day at midnight in London, and the time of day that stands with
// it: "07:00", or nothing.
type moment struct {
	day   time.Time
	clock string
}

var (
	isoDate   = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})-([0-9]{2})$`)
	ukDate    = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})$`)
	wordDate  = regexp.MustCompile(`^([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{2}|[0-9]{4})$`)
	timeOfDay = regexp.MustCompile(`^([0-9]{1,2}:[0-9]{2})(:[0-9]{2}(\.[0-9]+)?)?$`)
)

// parseDate reads 2026-11-23; 23/11/2026, day first as in the UK; 23 Nov 2026;
// each with a time of day behind it; and an instant with its time zone.
func parseDate(cell string) (moment, error) {
	date, clock := cell, ""
	if strings.Contains(cell, "T") && (strings.HasSuffix(cell, "Z") || strings.ContainsAny(cell[min(len(cell), 19):], "+-")) {
		date, clock = fhir.Moment(cell)
	} else if day, time, found := strings.Cut(strings.Replace(cell, "T", " ", 1), " "); found && strings.Contains(time, ":") {
		m := timeOfDay.FindStringSubmatch(time)
		if m == nil {
			return moment{}, errDate
		}
		date, clock = day, m[1]
		if len(clock) == len("7:00") {
			clock = "0" + clock
		}
	}
	on, err := parseDay(date)
	return moment{on, clock}, err
}

var (
	errDate      = bad("the date cannot be read", "write it as 2026-11-23 or 23/11/2026")
	errNoSuchDay = bad("there is no such day in the calendar", "look it up again")
	errShortYear = bad("the year of the date has two digits", "write all four, as in 23/11/2026")
	errAmerican  = bad("the date has no such month", "it may be written month first: write it as 2026-11-23 or 23/11/2026")
	errSerial    = bad("the cell holds a number and not a date", "format the column as a date and save the list again")
)

func parseDay(date string) (time.Time, error) {
	if m := isoDate.FindStringSubmatch(date); m != nil {
		return civil(m[1], number(m[2]), m[3])
	}
	if m := ukDate.FindStringSubmatch(date); m != nil {
		switch {
		case len(m[3]) == 2:
			return time.Time{}, errShortYear
		case monthFirst(m):
			return time.Time{}, errAmerican
		}
		return civil(m[3], number(m[2]), m[1])
	}
	if m := wordDate.FindStringSubmatch(date); m != nil {
		if len(m[3]) == 2 {
			return time.Time{}, errShortYear
		}
		return civil(m[3], monthNamed(m[2]), m[1])
	}
	if onlyDigits(date) && len(date) == 5 {
		return time.Time{}, errSerial
	}
	return time.Time{}, errDate
}

// monthFirst reports whether the parts of a ukDate make a date only the other way
// round.
func monthFirst(parts []string) bool {
	first, second := number(parts[1]), number(parts[2])
	return second > 12 && second <= 31 && first >= 1 && first <= 12
}

// eitherWay reports whether a cell is a date that reads another day when its
// month comes first, and whether it is one only then.
func eitherWay(cell string) (either, american bool) {
	date, _, _ := strings.Cut(cell, " ")
	m := ukDate.FindStringSubmatch(date)
	if m == nil {
		return false, false
	}
	first, second := number(m[1]), number(m[2])
	return first <= 12 && second <= 12 && first != second, monthFirst(m)
}

func civil(year string, month int, day string) (time.Time, error) {
	y, d := number(year), number(day)
	on := pathway.Date(y, time.Month(month), d)
	if on.Day() != d || int(on.Month()) != month || on.Year() != y {
		return time.Time{}, errNoSuchDay
	}
	return on, nil
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// monthNamed is the month that Nov and November name, or 0.
func monthNamed(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(name, m.String()) || strings.EqualFold(name, m.String()[:3]) || m == time.September && strings.EqualFold(name, "sept") {
			return int(m)
		}
	}
	return 0
}
