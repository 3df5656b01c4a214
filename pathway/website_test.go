package pathway

import (
	"strings"
	"testing"

	"wayleaf/render/qr"
)

func TestTheLongestWebsiteFitsItsQRCode(t *testing.T) {
	const host = "www.tarnbeck.example/"
	longest := host + strings.Repeat("a", longestWebsite-len(host))
	if err := forms["website"].check(longest); err != nil {
		t.Fatal(err)
	}
	if _, err := qr.Encode("https://" + longest); err != nil {
		t.Error(err)
	}
	if err := forms["website"].check(longest + "a"); err == nil {
		t.Error("a longer website is accepted")
	}
}
