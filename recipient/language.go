package recipient

import (
	"strings"

	"golang.org/x/text/language"

	"wayleaf/pathway"
)

// spoken are the languages by their English names, as local lists write them;
// codes are those of ISO 639, which golang.org/x/text knows.
var spoken = map[string]string{
	"english": "en", "welsh": "cy", "cymraeg": "cy", "polish": "pl", "arabic": "ar", "urdu": "ur", "bengali": "bn", "bangla": "bn",
	"albanian": "sq", "amharic": "am", "bulgarian": "bg", "cantonese": "yue", "chinese": "zh", "czech": "cs", "dari": "prs", "dutch": "nl",
	"farsi": "fa", "french": "fr", "german": "de", "greek": "el", "gujarati": "gu", "hindi": "hi", "hungarian": "hu", "italian": "it",
	"japanese": "ja", "korean": "ko", "kurdish": "ku", "latvian": "lv", "lithuanian": "lt", "mandarin": "zh", "nepali": "ne", "pashto": "ps",
	"persian": "fa", "portuguese": "pt", "punjabi": "pa", "panjabi": "pa", "romanian": "ro", "russian": "ru", "slovak": "sk", "somali": "so",
	"sorani": "ckb", "spanish": "es", "swahili": "sw", "sylheti": "syl", "tamil": "ta", "telugu": "te", "tigrinya": "ti", "turkish": "tr",
	"ukrainian": "uk", "vietnamese": "vi",
}

// byCode are the codes that the Personal Demographics Service adds to those of
// languages (UKCore-HumanLanguage). A letter to a reader of braille or a signer of
// BSL is in English, with their format.
var byCode = map[string]pathway.Format{"q1": pathway.Braille, "q4": pathway.BSL}

// readLanguage takes a tag such as cy or pa-Arab, a code of ISO 639, or an English
// name. What pack a tag leads to is not decided here: a code such as pa or zh does
// not say its script.
func readLanguage(e *entry, cell string) error {
	w := strings.ToLower(cell)
	if format, ok := byCode[w]; ok {
		if e.Format == "" {
			e.Format = format
		}
		return nil
	}
	if tag, ok := spoken[word(cell)]; ok {
		e.Language = tag
		return nil
	}
	primary, rest, _ := strings.Cut(strings.ReplaceAll(cell, "_", "-"), "-")
	base, err := language.ParseBase(strings.ToLower(primary))
	if err != nil {
		return errLanguage
	}
	tag := base.String()
	for part := range strings.SplitSeq(rest, "-") {
		switch {
		case part == "":
		case len(part) == 4:
			tag += "-" + strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		case len(part) == 2:
			tag += "-" + strings.ToUpper(part)
		default:
			return errLanguage
		}
	}
	if _, err := language.Parse(tag); err != nil {
		return errLanguage
	}
	e.Language = tag
	return nil
}

var errLanguage = bad("the language is not known", "write its code, for example en, cy, pl, ar, ur or bn, or explain the list's own codes in a mapping file")

// scripts are the languages that are written in more than one script or standard,
// so that their code does not say which letter to send (domain: PDS codes).
var scripts = map[string]bool{"pa": true, "zh": true, "ku": true, "fa": true, "sr": true, "yue": true}
