package locales

import (
	"time"

	"wayleaf/document"
)

// faultOf tells what is wrong with opening hours, if anything.
func faultOf(h document.Hours) string {
	if len(h.Spells) == 0 {
		return "has no opening hours"
	}
	for _, spell := range h.Spells {
		switch {
		case !weekday(spell.First) || !weekday(spell.Last):
			return "has opening hours on a day that is no weekday"
		case !valid(spell.Opens) || !valid(spell.Closes):
			return "has opening hours with a time that does not exist"
		case spell.Opens == spell.Closes && spell.Opens != (document.Clock{}):
			return "has opening hours that close when they open"
		}
	}
	return ""
}

func weekday(d time.Weekday) bool { return d >= time.Sunday && d <= time.Saturday }

// hoursWithEnglish says when someone answers, with the English once beside the
// whole of it.
func (s *speaker) hoursWithEnglish(h document.Hours) []document.Inline {
	return s.phraseWithEnglish("hours.beside-english", "Hours", func(s *speaker) string { return s.hours(h) })
}

func (s *speaker) hours(h document.Hours) string {
	words := s.spell(h.Spells[0])
	for _, spell := range h.Spells[1:] {
		words = s.phrase("hours.join", "Hours", words, "Next", s.spell(spell))
	}
	return words
}

// spell says one run of days. Open from midnight to midnight is all day.
func (s *speaker) spell(spell document.Spell) string {
	if spell.Opens == spell.Closes {
		return s.phrase("hours.all-day", "Days", s.days(spell))
	}
	return s.phrase("hours.open", "Days", s.days(spell), "Opens", s.clock(spell.Opens), "Closes", s.clock(spell.Closes))
}

func (s *speaker) days(spell document.Spell) string {
	switch (spell.Last - spell.First + 7) % 7 {
	case 0:
		return s.phrase("hours.day", "Day", s.phrase(weekdayKeys[spell.First]))
	case 1:
		return s.phrase("hours.two-days", "First", s.phrase(weekdayKeys[spell.First]), "Last", s.phrase(weekdayKeys[spell.Last]))
	case 6:
		return s.phrase("hours.every-day")
	}
	return s.phrase("hours.range", "First", s.phrase(hoursWeekdayKeys[spell.First]), "Last", s.phrase(hoursWeekdayKeys[spell.Last]))
}
