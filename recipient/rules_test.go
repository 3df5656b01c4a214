package recipient

import (
	"os"
	"strings"
	"testing"

	"wayleaf/finding"
	"wayleaf/pathway"
)

func samplePathway(t *testing.T, id string) *pathway.Pathway {
	t.Helper()
	p, err := pathway.Load(os.DirFS("../samples/pathways"), id+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fullHead and full are a row with every column that rules look at.
const fullHead = head + ",referral_sent_date,referral_received_date,appointment_date,appointment_time,deceased_flag,date_of_death,sensitive_flag,extract_date," +
	"contact_method,communication_format,recipient_role,slot_is_dummy,ers_service_id,pathway,referral_status,phone_mobile,deferral_date"

var fullRow = map[string]string{
	"surname": "Wójcik", "dob": "1979-06-14", "address_1": "1 Mill Lane", "postcode": "ZZ9 4TG", "nhs_number": "9995260182",
	"ubrn": "000000070001", "preferred_language": "pl", "referral_sent_date": "2026-11-17", "referral_received_date": "2026-11-18",
	"appointment_date": "2026-12-10", "appointment_time": "07:00", "extract_date": "2026-11-20", "phone_mobile": "07700 900123",
}

// changed is the row with "column: cell" changed.
func changed(changes ...string) string {
	var cells []string
	for name := range strings.SplitSeq(fullHead, ",") {
		cell := fullRow[name]
		for _, change := range changes {
			if value, ok := strings.CutPrefix(change, name+": "); ok {
				cell = strings.TrimSpace(value)
			}
		}
		cells = append(cells, cell)
	}
	return strings.Join(cells, ",") + "\n"
}

// TestRules: each case changes the rules and the row, and names the finding that
// decides, if one does.
func TestRules(t *testing.T) {
	issued := pathway.Date(2026, 11, 23)
	all := []string{"en", "cy", "pl", "ar", "ur", "bn"}
	for _, c := range []struct {
		name    string
		rules   Rules
		pathway string
		row     string
		want    Outcome
		rule    string
	}{
		{"all well", Rules{}, "", changed(), Accepted, ""},
		{"died", Rules{}, "", changed("deceased_flag: Y"), Held, "hold/deceased"},
		{"died, by the date", Rules{}, "", changed("deceased_flag: 01/02/2026"), Held, "hold/deceased"},
		{"died, by the column", Rules{}, "", changed("date_of_death: unknown day"), Held, "hold/deceased"},
		{"died, and the row is wrong too", Rules{}, "", changed("deceased_flag: Y", "postcode: x"), Held, "hold/deceased"},
		{"restricted", Rules{}, "", changed("sensitive_flag: S"), Held, "hold/sensitive"},
		{"restricted, as PDS withholds the address", Rules{}, "", changed("sensitive_flag: R", "address_1: ", "postcode: "), Held, "hold/sensitive"},
		{"no fixed abode, by the postcode", Rules{}, "", changed("postcode: ZZ99 3VZ", "address_1: "), Held, "hold/no-fixed-abode"},
		{"no fixed abode, in words", Rules{}, "", changed("address_1: No fixed abode"), Held, "hold/no-fixed-abode"},
		{"fictional postcode", Rules{}, "", changed("postcode: ZZ9 9ZZ"), Accepted, ""},
		{"cancelled", Rules{}, "", changed("referral_status: CANCELLED_REFERRAL"), Held, "hold/cancelled"},
		{"active", Rules{}, "", changed("referral_status: active"), Accepted, ""},

		{"extract of last week", Rules{Issued: issued, MaxAge: 3}, "", changed(), Accepted, ""},
		{"extract too old", Rules{Issued: issued, MaxAge: 2}, "", changed(), Held, "hold/old-extract"},
		{"extract of nobody knows when", Rules{Issued: issued, MaxAge: 2}, "", changed("extract_date: "), Held, "hold/old-extract"},
		{"extract dated by the user", Rules{Issued: issued, MaxAge: 2, Extracted: issued}, "", changed("extract_date: "), Accepted, ""},
		{"extract of tomorrow", Rules{Issued: issued, MaxAge: 2}, "", changed("extract_date: 2026-11-24"), Held, "hold/old-extract"},

		{"language that is there", Rules{Languages: all}, "", changed(), Accepted, ""},
		{"language of a region", Rules{Languages: all}, "", changed("preferred_language: en-GB"), Accepted, ""},
		{"language without letters", Rules{Languages: all}, "", changed("preferred_language: so"), Held, "hold/language"},
		{"language without letters in this pathway", Rules{Languages: append(all, "so")}, "derm-ras", changed("preferred_language: so"), Held, "hold/language"},
		{"language that says no script", Rules{Languages: append(all, "pa-Guru")}, "", changed("preferred_language: pa"), Held, "hold/language"},
		{"language whose script the site says", Rules{Languages: append(all, "pa-Guru"), Scripts: map[string]string{"pa": "pa-Guru"}}, "", changed("preferred_language: Punjabi"), Accepted, ""},
		{"region that changes the script", Rules{Languages: append(all, "zh")}, "", changed("preferred_language: zh-TW"), Held, "hold/language"},

		{"format that can be made", Rules{Formats: []pathway.Format{pathway.LargePrint}}, "", changed("communication_format: large-print"), Accepted, ""},
		{"format that cannot", Rules{Formats: []pathway.Format{pathway.LargePrint}}, "", changed("communication_format: braille"), Held, "hold/format"},

		{"child", Rules{Issued: issued, ChildUnder: 16}, "", changed("dob: 2010-11-24"), Held, "hold/child"},
		{"child on the birthday", Rules{Issued: issued, ChildUnder: 16}, "", changed("dob: 2010-11-23"), Accepted, ""},
		{"child whose carer is written to", Rules{Issued: issued, ChildUnder: 16}, "", changed("dob: 2015-01-01", "recipient_role: parent"), Accepted, ""},
		{"child who is written to", Rules{Issued: issued, ChildUnder: 16}, "", changed("dob: 2011-01-01", "recipient_role: patient"), Accepted, ""},
		{"adult on a pathway for parents", Rules{Issued: issued, ChildUnder: 16}, "paeds-allergy-retained", changed(), Held, "hold/child"},

		{"other pathway", Rules{}, "derm-ras", changed("pathway: cardio-direct"), Rejected, "recipients/other-pathway"},
		{"this pathway", Rules{}, "derm-ras", changed("pathway: derm-ras"), Accepted, ""},
		{"other service", Rules{}, "derm-ras", changed("ers_service_id: 1"), Rejected, "recipients/other-service"},
		{"day missing", Rules{Issued: issued}, "derm-ras", changed("referral_received_date: "), Rejected, "recipients/missing-value"},
		{"time of a real appointment missing", Rules{Issued: issued}, "cardio-direct", changed("appointment_time: "), Rejected, "recipients/missing-value"},
		{"deferral missing", Rules{Issued: issued}, "eye-asi", changed(), Rejected, "recipients/missing-value"},

		{"dummy", Rules{Issued: issued}, "gastro-dummy-triage", changed("slot_is_dummy: Y"), Accepted, ""},
		{"real slot on a dummy pathway", Rules{Issued: issued}, "gastro-dummy-triage", changed("slot_is_dummy: N"), Held, "hold/slot"},
		{"time that is not the dummy's", Rules{Issued: issued}, "gastro-dummy-triage", changed("appointment_time: 10:20"), Held, "hold/slot"},
		{"dummy on a pathway of real slots", Rules{Issued: issued}, "cardio-direct", changed("slot_is_dummy: Y"), Held, "hold/slot"},

		{"arrives in time", Rules{Issued: issued, PostDays: 3}, "gastro-dummy-triage", changed("appointment_date: 2026-11-27"), Accepted, ""},
		{"arrives on the day", Rules{Issued: issued, PostDays: 3}, "gastro-dummy-triage", changed("appointment_date: 2026-11-26"), Held, "hold/too-late"},
		{"to be confirmed before it arrives", Rules{Issued: issued, PostDays: 3}, "paeds-allergy-retained", changed("appointment_date: 2026-12-03"), Held, "hold/too-late"},
		{"would have heard before it arrives", Rules{Issued: issued, PostDays: 3}, "derm-ras", changed("referral_received_date: 2026-08-18", "referral_sent_date: 2026-08-17"), Held, "hold/too-late"},

		{"no phone contact, and the pathway phones", Rules{Issued: issued}, "gastro-dummy-triage", changed("contact_method: 8"), Held, "hold/contact-preference"},
		{"somebody else answers the phone", Rules{Issued: issued}, "msk-cas-phone", changed("contact_method: 6", "appointment_time: 09:00"), Held, "hold/contact-preference"},
		{"prefers letters, and the pathway phones", Rules{Issued: issued}, "gastro-dummy-triage", changed("contact_method: 1"), Accepted, ""},
		{"no phone contact, and the pathway asks to phone", Rules{Issued: issued}, "audio-ibs", changed("contact_method: no phone"), Held, "hold/contact-preference"},
		{"textphone, and the pathway has Relay UK", Rules{Issued: issued}, "audio-ibs", changed("contact_method: 5"), Accepted, ""},
		{"no number to phone", Rules{Issued: issued}, "gastro-dummy-triage", changed("phone_mobile: "), Held, "hold/no-phone"},
		{"a number that is none", Rules{Issued: issued}, "gastro-dummy-triage", changed("phone_mobile: ask his wife"), Held, "hold/no-phone"},
		{"no number, and nobody phones", Rules{Issued: issued}, "cardio-direct", changed("phone_mobile: "), Accepted, ""},
	} {
		if c.pathway != "" {
			c.rules.Pathway = samplePathway(t, c.pathway)
		}
		_, rows := rowsOf(t, fullHead+"\n"+c.row, Options{Rules: c.rules})
		row := rows[0]
		if row.Outcome != c.want || c.rule != "" && !hasRule(row.Findings, c.rule) || c.want == Accepted && row.Findings.Err() != nil {
			t.Errorf("%s: %s, want %s by %s; %v", c.name, row.Outcome, c.want, c.rule, row.Findings)
		}
		for _, f := range row.Findings {
			if !strings.HasPrefix(f.What, "row 1") || f.Line != 2 || f.Hint == "" {
				t.Errorf("%s: finding %v", c.name, f)
			}
		}
	}
}

func hasRule(found finding.List, rule string) bool {
	for _, f := range found {
		if f.Rule == rule && f.Level == finding.Error {
			return true
		}
	}
	return false
}

func TestPackOfTheLetter(t *testing.T) {
	rules := Rules{Languages: []string{"en", "pa-Guru"}, Scripts: map[string]string{"pa": "pa-Guru"}}
	_, rows := rowsOf(t, fullHead+"\n"+changed("preferred_language: en-GB")+changed("preferred_language: pa", "nhs_number: 9991590838", "ubrn: 000000070002"), Options{Rules: rules})
	if rows[0].Recipient.Language != "en" || rows[1].Recipient.Language != "pa-Guru" {
		t.Errorf("got %s and %s", rows[0].Recipient.Language, rows[1].Recipient.Language)
	}
}

func TestTwiceInTheList(t *testing.T) {
	list := fullHead + "\n" + changed() +
		changed("ubrn: 000000070002") + // the same patient again
		changed("pathway: x", "ubrn: 000000070003") + // for another pathway
		changed("nhs_number: 9991590838") + // another patient with the same reference
		changed("nhs_number: 9990166137", "ubrn: 000000070005", "postcode: x") + // rejected, so it does not count
		changed("nhs_number: 9990166137", "ubrn: 000000070005") +
		changed("nhs_number: 9991860916", "ubrn: 000000070006", "deceased_flag: Y") // nor does one that is held
	_, rows := rowsOf(t, list, Options{})
	want := []struct {
		outcome Outcome
		rule    string
	}{{Accepted, ""}, {Held, "hold/duplicate"}, {Accepted, ""}, {Held, "hold/shared-reference"}, {Rejected, "recipients/bad-value"}, {Accepted, ""}, {Held, "hold/deceased"}}
	for i, w := range want {
		if rows[i].Outcome != w.outcome || w.rule != "" && !hasRule(rows[i].Findings, w.rule) {
			t.Errorf("row %d: %s, %v; want %s by %s", i+1, rows[i].Outcome, rows[i].Findings, w.outcome, w.rule)
		}
	}
	_, allowed := rowsOf(t, list, Options{Rules: Rules{Twice: true}})
	for i, row := range allowed {
		if row.Outcome == Held && i != 6 {
			t.Errorf("row %d is held, and twice is allowed", i+1)
		}
	}
	if got := rows[1].Findings[0].What; got != "row 2: the patient has a letter of this pathway already, from row 1" {
		t.Errorf("got %q", got)
	}
}
