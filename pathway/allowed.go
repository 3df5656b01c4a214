package pathway

import "reflect"

// allowed lists the values of each type that has a closed set of them, in the
// order in which hints and the JSON Schema show them.
var allowed = map[reflect.Type][]string{
	reflect.TypeFor[Jurisdiction](): words(England, Wales),
	reflect.TypeFor[Kind](): words(DirectlyBookable, IndirectlyBookable, AssessmentService, ReferralAssessment,
		AdviceConverted, SinglePointOfAccess, DeferredToProvider),
	reflect.TypeFor[AppointmentType](): words(DayCase, FirstOutpatient, Assessment, SpecialInterestGP, AlliedHealth,
		Diagnostic, NurseClinic, Ophthalmologist, TelephoneAssessment),
	reflect.TypeFor[Priority]():        words(Routine, Urgent, TwoWeekWait),
	reflect.TypeFor[Reader]():          words(Patient, ParentOrCarer),
	reflect.TypeFor[PlaceholderKind](): words(NoPlaceholder, PaperTriage, PhoneCall, Capacity, StraightToTest, CallUs, Retained),
	reflect.TypeFor[Booking]():         words(LeaveBooking, KeepBooking),
	reflect.TypeFor[How]():             words(Booked, WeContactYou, YouPhoneUs, WeWriteYouCall, CallOnDate, WeConfirm),
	reflect.TypeFor[Channel]():         words(Phone, Post, Text, Email, NHSApp),
	reflect.TypeFor[Calendar]():        calendars,
	reflect.TypeFor[Event]():           words(ReferralReceived, ReferralSent, DateShown, Deferral, Conversion, LetterDate),
	reflect.TypeFor[Policy]():          words(WriteToYou, WriteThenReturn, WriteAndTellGP, ClinicianReview, WasNotBrought),
	reflect.TypeFor[Standard]():        words(EighteenWeeks, TwentyEightDays),
	reflect.TypeFor[Format]():          words(LargePrint, EasyRead, Braille, Audio, BSL),
	reflect.TypeFor[Section]():         words(AfterStatus, AfterNext, AfterDo, AfterWorse),
}

var calendars = words(WeekdaysAsERS, EnglandWorkingDays, WalesWorkingDays, CalendarDays)

func words[T ~string](values ...T) []string {
	text := make([]string, len(values))
	for i, value := range values {
		text[i] = string(value)
	}
	return text
}
