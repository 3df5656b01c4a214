package recipient

import "testing"

func TestNames(t *testing.T) {
	for _, c := range []struct {
		r                Recipient
		display, greeted string
	}{
		{Recipient{Title: "Mrs", Forenames: "Anna", Surname: "Nowak"}, "Mrs Anna Nowak", "Mrs Nowak"},
		{Recipient{Forenames: "Anna", Surname: "Nowak"}, "Anna Nowak", "Anna Nowak"},
		{Recipient{Surname: "Suharto"}, "Suharto", "Suharto"},
	} {
		if c.r.DisplayName() != c.display || c.r.GreetingName() != c.greeted {
			t.Errorf("got %q, %q", c.r.DisplayName(), c.r.GreetingName())
		}
	}
}

func TestSpacedNumbers(t *testing.T) {
	r := Recipient{NHSNumber: "9995260182", BookingReference: "000000070000"}
	if r.SpacedNHSNumber() != "999 526 0182" || r.SpacedReference() != "0000 0007 0000" {
		t.Errorf("got %s, %s", r.SpacedNHSNumber(), r.SpacedReference())
	}
	if got := (Recipient{NHSNumber: "12"}).SpacedNHSNumber(); got != "12" {
		t.Errorf("got %s", got)
	}
}

func TestValidNHSNumber(t *testing.T) {
	for number, want := range map[string]bool{
		"9912003888": true, "1000000001": true, // the e-RS sandbox
		"9995260182": true, "9991234567": false, "0000000000": false, "1111111111": false, "": false, "999526018²": false,
	} {
		if ValidNHSNumber(number) != want {
			t.Errorf("ValidNHSNumber(%q) = %v", number, !want)
		}
	}
}
