package review

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"wayleaf/finding"
	"wayleaf/locales"
)

// Approval is one reviewer's word that a message may go to patients.
type Approval struct {
	Language string `json:"language"`
	Key      string `json:"key"`
	// Text and Source are the hashes ([locales.Hash]) of the words and of their
	// English as the reviewer has seen them.
	Text   string    `json:"text"`
	Source string    `json:"source"`
	By     string    `json:"by"`
	At     time.Time `json:"at"` // the day of the signature is that of its own time zone
	// BackTranslation is the meaning in English, by someone who has not seen the
	// English. It may be left out if it is stored already.
	BackTranslation string `json:"back-translation,omitempty"`
}

// refusal is why an approval is not taken.
type refusal struct{ rule, what, hint string }

// signed is what became of approvals, and the sign-offs that are to be written.
type signed struct {
	Result
	tables map[string]*signoff // by language
}

// sign judges approvals one by one and writes nothing. A pack may bring the same
// approval again, and none for a message of which something in it is lost; lost is nil
// if there is no pack.
func (d *desk) sign(c *locales.Catalogues, approvals []Approval, lost map[message]bool) (signed, error) {
	result := signed{tables: map[string]*signoff{}}
	for _, a := range approvals {
		a.By = strings.Join(strings.Fields(plain(a.By)), " ")
		a.BackTranslation = strings.TrimSpace(plain(a.BackTranslation))
		if why := a.unsound(c, lost); why != nil {
			result.Refused = append(result.Refused, a.refused(finding.Place{}, *why))
			continue
		}
		s := result.tables[a.Language]
		if s == nil {
			var err error
			if s, err = d.signoff(c, a.Language); err != nil {
				return signed{}, err
			}
			result.tables[a.Language] = s
		}
		line, refusal := d.judge(s, a, lost != nil)
		switch {
		case refusal != nil:
			result.Refused = append(result.Refused, a.refused(s.words[a.Key].Place, *refusal))
		case s.sign(line, a.At):
			result.Written++
		default:
			result.Known++
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(result.tables)) {
		if _, err := result.tables[tag].file(d.folder); err != nil {
			return signed{}, err
		}
	}
	return result, nil
}

// unsound tells why an approval cannot be judged.
func (a Approval) unsound(c *locales.Catalogues, lost map[message]bool) *refusal {
	if what := a.fault(); what != "" {
		return &refusal{"review/approval", what, ""}
	}
	if what := unknown(c, a.Language, a.Key); what != "" {
		return &refusal{gone.rule, what, gone.hint}
	}
	if lost[message{a.Language, a.Key}] {
		return &refusal{"review/withheld", "something else that was said of it is not taken in", "read in the file what it is, and approve the message when that is settled"}
	}
	return nil
}

// saveAll writes each language once.
func (d *desk) saveAll(tables map[string]*signoff) error {
	for _, tag := range slices.Sorted(maps.Keys(tables)) {
		if err := d.save(tables[tag]); err != nil {
			return err
		}
	}
	return nil
}

func (a Approval) refused(place finding.Place, r refusal) finding.Finding {
	return complaint(place, r.rule, r.hint, "approval of message %q in language %q: %s", a.Key, a.Language, r.what)
}

// judge returns the line of signoff.tsv that an approval makes, which is the one
// that is there if it changes nothing.
func (d *desk) judge(s *signoff, a Approval, again bool) (locales.Signature, *refusal) {
	words := s.wordsOf(a.Key, a.At)
	switch {
	case len(words.Forms) == 0 || words.Source == "":
		return locales.Signature{}, &refusal{"review/no-words", "there are no words to approve", "write the message, in English and in the language, first"}
	case blank(words.Forms):
		return locales.Signature{}, &refusal{"review/blank", "a plural form is blank", "write all plural forms"}
	case a.Text != words.Text:
		return locales.Signature{}, &refusal{"review/words-changed", "the words have changed since " + a.By + " has read them", "read them as they are now, and approve those"}
	case a.Source != words.Source:
		return locales.Signature{}, &refusal{"review/words-changed", "the English has changed since " + a.By + " has read it", "compare the words with the English as it is now, and approve them again"}
	case d.log.Returned(a.Language, a.Key):
		return locales.Signature{}, &refusal{"review/returned", "a reviewer has returned it for a change", "settle what the reviewer has asked for, and resolve it"}
	}
	return s.signature(a, again)
}

// signature is the line of an approval whose words are those that stand: the
// first one under them, or the second under the first.
func (s *signoff) signature(a Approval, again bool) (locales.Signature, *refusal) {
	line := s.line(a.Key)
	same := line.Text == a.Text && line.Source == a.Source
	back := a.BackTranslation
	if same && line.BackTranslation != "" {
		back = line.BackTranslation
	}
	switch {
	case a.BackTranslation != "" && a.BackTranslation != back:
		return line, &refusal{"review/back-translation", "another back-translation of these words is stored already", "read the one that is stored; it is not written over"}
	case !s.backed(a.Key, back):
		return line, &refusal{"review/no-back-translation", "it answers a safety-critical question and has no back-translation", "have it put back into English by someone who has not seen the English"}
	case !same || line.Status != locales.Approved || !s.backed(a.Key, line.BackTranslation):
		return locales.Signature{Key: a.Key, Source: a.Source, Text: a.Text, Status: locales.Approved, By: a.By, On: a.day(), BackTranslation: back}, nil
	case !s.critical(a.Key) || line.SecondBy != "":
		return line, nil
	case again && line.By == a.By && line.On == a.day():
		return line, nil
	case locales.SamePerson(a.By, line.By):
		return line, &refusal{"review/same-person", line.By + " has given the first approval, and cannot give the second", "have another person read and approve it"}
	}
	line.SecondBy, line.SecondOn = a.By, a.day()
	return line, nil
}

func (a Approval) day() string { return a.At.Format(time.DateOnly) }

// fault tells what is wrong with an approval by itself, if anything.
func (a Approval) fault() string {
	switch {
	case a.By == "":
		return "nobody has signed it"
	case a.At.Year() < 2000 || a.At.Year() > 9999:
		return "it has no day"
	case !hashForm.MatchString(a.Text) || !hashForm.MatchString(a.Source):
		return "it does not say which words were seen: a hash is 12 hexadecimal digits"
	}
	if what := tooLong(a.By, maxName); what != "" {
		return fmt.Sprintf("the name %s", what)
	}
	if what := tooLong(a.BackTranslation, MaxText); what != "" {
		return fmt.Sprintf("the back-translation %s", what)
	}
	return ""
}

func blank(forms map[string]string) bool {
	for _, text := range forms {
		if strings.TrimSpace(text) == "" {
			return true
		}
	}
	return false
}
