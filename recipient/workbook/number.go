package workbook

import (
	"math"
	"strconv"
	"strings"
	"time"

	"wayleaf/recipient/table"
)

// A look is what a cell's number format makes of its number, as far as it
// matters: whether it is a day or a time of day, or a number with a fixed count
// of digits such as "000 000 0000".
type look struct {
	day, time bool
	zeros     string // a format of zeros and what stands between them
}

// looks of the formats that every workbook has (ECMA-376 part 1, 18.8.30).
func builtIn(id int) look {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return look{day: true}
	case id == 22:
		return look{day: true, time: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return look{time: true}
	}
	return look{}
}

// lookOf reads a format code such as dd/mm/yyyy or 0000" "0000" "0000.
func lookOf(code string) look {
	signs, plain := bareFormat(code)
	if strings.Contains(strings.ToLower(signs), "general") {
		return look{}
	}
	lower := strings.ToLower(signs)
	l := look{time: strings.ContainsAny(lower, "hs"), day: strings.ContainsAny(lower, "yd")}
	l.day = l.day || strings.Contains(lower, "m") && !l.time
	zeros := strings.Count(signs, "0")
	if !l.day && !l.time && zeros > 1 && strings.Trim(signs, "0 -") == "" {
		l.zeros = plain
	}
	return l
}

// bareFormat takes the literal text, colours and locales out of the part of a
// format code that is for positive numbers. Plain is the same with the literal
// text standing in it; of the characters 0 it holds only those of the format.
func bareFormat(code string) (signs, plain string) {
	var bare, whole strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return bare.String(), whole.String()
		case '"', '[':
			closing := map[byte]byte{'"': '"', '[': ']'}[c]
			length := strings.IndexByte(code[i+1:], closing)
			if length < 0 {
				return bare.String(), whole.String()
			}
			inside := code[i+1 : i+1+length]
			if c == '"' {
				whole.WriteString(strings.ReplaceAll(inside, "0", ""))
			} else if strings.Trim(strings.ToLower(inside), "hms") == "" {
				bare.WriteString(inside) // [h] is hours that go on after 24
			}
			i += 1 + length
		case '\\', '_', '*':
			if i++; c == '\\' && i < len(code) && code[i] != '0' {
				whole.WriteByte(code[i])
			}
		default:
			bare.WriteByte(c)
			whole.WriteByte(c)
		}
	}
	return bare.String(), whole.String()
}

// exact is the bound up to which a spreadsheet keeps every digit.
const exact = 1e15

var (
	wrongNumber = &table.Wrong{What: "the number has more digits than a spreadsheet keeps", Hint: "format the column as text and fill it again"}
	notANumber  = &table.Wrong{What: "the number cannot be read", Hint: "type it again"}
	wrongDate   = &table.Wrong{What: "the number is no date of the calendar", Hint: "type the date again"}
)

// number returns a stored number as the look shows it: a day as 2026-11-23, a
// time as 07:00, zeros at the start where the format has them. Otherwise it is
// the number itself in full, whatever the width of the column left of it.
func (l look) number(stored string, epoch1904 bool) (string, *table.Wrong) {
	n, err := strconv.ParseFloat(stored, 64)
	switch {
	case err != nil || math.IsInf(n, 0) || math.IsNaN(n):
		return stored, notANumber
	case l.day || l.time:
		return l.moment(n, epoch1904)
	case math.Abs(n) >= exact:
		return stored, wrongNumber
	case l.zeros != "" && n >= 0 && n == math.Trunc(n):
		return padded(l.zeros, strconv.FormatFloat(n, 'f', -1, 64)), nil
	}
	return strconv.FormatFloat(n, 'f', -1, 64), nil
}

// padded fills the zeros of a format from the right.
func padded(zeros, digits string) string {
	out := []byte{}
	for i := len(zeros) - 1; i >= 0; i-- {
		switch {
		case zeros[i] != '0':
			out = append(out, zeros[i])
		case digits == "":
			out = append(out, '0')
		default:
			out = append(out, digits[len(digits)-1])
			digits = digits[:len(digits)-1]
			if first := strings.IndexByte(zeros, '0'); i == first {
				for ; digits != ""; digits = digits[:len(digits)-1] {
					out = append(out, digits[len(digits)-1])
				}
			}
		}
	}
	for a, b := 0, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return string(out)
}

const (
	lastSerial    = 2958465 // 31 December 9999
	secondsOfDay  = 24 * 60 * 60
	falseLeapYear = 60 // 29 February 1900, which spreadsheets count and the calendar does not
)

// moment reads days since the epoch, and the part of a day. In the usual epoch
// day 1 is 1 January 1900 and day 60 a day that never was; in the other one day 0
// is 1 January 1904 (ECMA-376 part 1, 18.17.4).
func (l look) moment(n float64, epoch1904 bool) (string, *table.Wrong) {
	if n < 0 || n > lastSerial {
		return "", wrongDate
	}
	days := math.Floor(n)
	seconds := int(math.Round((n - days) * secondsOfDay))
	if seconds == secondsOfDay {
		days, seconds = days+1, 0
	}
	clock := time.Date(2000, 1, 1, 0, 0, seconds, 0, time.UTC).Format("15:04:05")
	clock = strings.TrimSuffix(clock, ":00")
	if !l.day {
		return clock, nil
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case epoch1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 1 || days == falseLeapYear:
		return "", wrongDate
	case days < falseLeapYear:
		first = first.AddDate(0, 0, 1)
	}
	day := first.AddDate(0, 0, int(days)).Format(time.DateOnly)
	if l.time && seconds > 0 {
		return day + " " + clock, nil
	}
	return day, nil
}
