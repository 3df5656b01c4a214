package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reviewersOf writes a file of reviewers who have the password of these tests.
func reviewersOf(t *testing.T, names ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "reviewers.tsv")
	for _, name := range names {
		s := &streams{in: strings.NewReader(testPassword + "\n"), out: io.Discard, err: io.Discard}
		if err := addReviewer(t.Context(), s, file, name); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

const testPassword = "three quiet herons"

// TestReviewersFileIsReadAgain changes the file in the ways that people and programs do.
func TestReviewersFileIsReadAgain(t *testing.T) {
	file := reviewersOf(t, "Amina Yusuf", "Gareth Moss")
	both, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	amina, gareth, _ := strings.Cut(string(both), "\n")
	complaints := 0
	f, err := watchReviewers(file, func(string, string) { complaints++ })
	if err != nil || f.now().Len() != 2 {
		t.Fatal(err)
	}
	found := f.found
	if f.now() != found {
		t.Error("a file that has not changed is understood anew")
	}
	for _, step := range []struct {
		name, file                  string // "" is no file
		wantReviewers, wantComplain int
	}{
		{"one is taken out", gareth, 1, 0},
		{"another, with as many bytes", amina + "\n", 1, 0},
		{"a line is torn", amina + "\nGareth", 1, 1},
		{"and put right", string(both), 2, 0},
		{"the file is gone", "", 0, 1},
		{"and stays away", "", 0, 0},
		{"and is there again", string(both), 2, 0},
		{"nobody is left", "# nobody\n", 0, 0},
	} {
		complaints = 0
		if step.file == "" {
			_ = os.Remove(file)
		} else if err := os.WriteFile(file, []byte(step.file), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := f.now().Len(); got != step.wantReviewers || complaints != step.wantComplain {
			t.Errorf("%s: %d reviewers and %d complaints, want %d and %d", step.name, got, complaints, step.wantReviewers, step.wantComplain)
		}
		if f.now(); complaints > step.wantComplain {
			t.Errorf("%s: complains twice", step.name)
		}
	}
}

// TestRemovedReviewerIsSignedOut takes a reviewer out of the file of a preview that runs,
// and gives another a new password.
func TestRemovedReviewerIsSignedOut(t *testing.T) {
	file := reviewersOf(t, "Amina Yusuf", "Gareth Moss")
	s := serve(t, "--reviewers", file)
	clients := map[string]*http.Client{}
	for _, name := range []string{"Amina Yusuf", "Gareth Moss"} {
		jar, _ := cookiejar.New(nil)
		clients[name] = &http.Client{Jar: jar}
		answer, err := clients[name].PostForm(s.url+"/sign-in", url.Values{"name": {name}, "password": {testPassword}})
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	status := func(step string, amina, gareth int) {
		t.Helper()
		for name, want := range map[string]int{"Amina Yusuf": amina, "Gareth Moss": gareth} {
			answer, err := clients[name].Get(s.url + "/")
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != want {
				t.Errorf("%s: %s: %d, want %d", step, name, answer.StatusCode, want)
			}
		}
	}
	status("signed in", 200, 200)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, gareth, _ := strings.Cut(string(before), "\n")
	if err := os.WriteFile(file, []byte(gareth), 0o600); err != nil {
		t.Fatal(err)
	}
	status("Amina Yusuf taken out", 401, 200)
	renew := &streams{in: strings.NewReader("another good password\n"), out: io.Discard, err: io.Discard}
	if err := addReviewer(t.Context(), renew, file, "Gareth Moss"); err != nil {
		t.Fatal(err)
	}
	status("a new password for Gareth Moss", 401, 401)
}
