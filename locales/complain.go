package locales

import (
	"fmt"

	"wayleaf/finding"
)

// complaint returns a finding of level error.
func complaint(place finding.Place, rule, format string, args ...any) finding.Finding {
	return finding.Finding{Place: place, Rule: rule, Level: finding.Error, What: fmt.Sprintf(format, args...)}
}

// warning returns a finding of level warning.
func warning(place finding.Place, rule, format string, args ...any) finding.Finding {
	return finding.Finding{Place: place, Rule: rule, Level: finding.Warning, What: fmt.Sprintf(format, args...)}
}

func hinted(f finding.Finding, format string, args ...any) finding.Finding {
	f.Hint = fmt.Sprintf(format, args...)
	return f
}
