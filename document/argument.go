package document

import "time"

// Argument is a value of a [Message] before any language is chosen. It is one
// of [Name], [Code], [English], [Date], [Clock], [Count], [Hours], [Words],
// [PageNumber] and [PageCount].
type Argument interface{ argument() }

// Name is a person's or organisation's name, printed as it is.
type Name struct{ Text, Field string }

// Code is something to be copied exactly and read left to right in every
// language: a phone number, a booking reference, a web address.
type Code struct {
	Text  string
	Field string
	URL   string // "tel:", "sms:", "mailto:" or "https:" address it leads to; empty for none
}

// English is text that stays English in every language because the reader will
// meet it in English: the name on a sign or in the NHS App.
type English struct{ Text, Field string }

// Date is a day in Europe/London. In other languages the English date stands
// beside it.
type Date struct {
	Day time.Time
	// Placeholder marks a date that is not a real appointment. It may be
	// printed only after, or together with, the words that say so.
	Placeholder bool
}

// Clock is a time of day in Europe/London.
type Clock struct{ Hour, Minute int }

// Count is a number that the sentence agrees with (CLDR cardinal plural). A
// message has at most one.
type Count struct{ N int }

// Hours are the times when someone answers.
type Hours struct{ Spells []Spell }

// Spell is a run of days with the same opening hours.
type Spell struct {
	First, Last   time.Weekday
	Opens, Closes Clock
}

// Words is another message spoken inside this one: the name of a clinic or a
// team, which has a translation of its own.
type Words struct {
	Key string
	// WithEnglish sets the English words beside the translated ones, for a name
	// the reader will also meet in English.
	WithEnglish bool
}

func (Name) argument()       {}
func (Code) argument()       {}
func (English) argument()    {}
func (Date) argument()       {}
func (Clock) argument()      {}
func (Count) argument()      {}
func (Hours) argument()      {}
func (Words) argument()      {}
func (PageNumber) argument() {}
func (PageCount) argument()  {}
