package gate

import (
	"bytes"
	"strings"
	"testing"
)

const cheap = "$argon2id$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"

func TestReadReviewersReportsEachProblem(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"no tab", "Gareth Moss " + cheap, "no tab"},
		{"no name", "\t" + cheap, "holds no letter"},
		{"a hidden character", "Gareth\u202eMoss\t" + cheap, "cannot be shown"},
		{"not UTF-8", "Gareth\xff\t" + cheap, "cannot be shown"},
		{"a name too long", strings.Repeat("g", 101) + "\t" + cheap, "more than 100 characters"},
		{"twice", "Gareth Moss\t" + cheap + "\nGARETH  moss\t" + cheap, "twice"},
		{"a plain password", "Gareth Moss\tthree quiet herons", "not argon2id"},
		{"another method", "Gareth Moss\t" + strings.Replace(cheap, "argon2id", "argon2i", 1), "not argon2id"},
		{"another version", "Gareth Moss\t" + strings.Replace(cheap, "v=19", "v=16", 1), "not argon2id"},
		{"padded base64", "Gareth Moss\t" + cheap + "==", "not argon2id"},
		{"more behind", "Gareth Moss\t" + cheap + "$", "not argon2id"},
		{"a number in another form", "Gareth Moss\t" + strings.Replace(cheap, "t=1", "t=+1", 1), "not argon2id"},
		{"no salt", "Gareth Moss\t$argon2id$v=19$m=8192,t=1,p=1$$AAAAAAAAAAAAAAAAAAAAAA", "8 to 64 bytes"},
		{"no hash", "Gareth Moss\t$argon2id$v=19$m=8192,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$", "8 to 64 bytes"},
		{"too cheap", "Gareth Moss\t" + strings.Replace(cheap, "m=8192", "m=8", 1), "out of bounds"},
		{"too dear", "Gareth Moss\t" + strings.Replace(cheap, "m=8192", "m=4194304", 1), "out of bounds"},
		{"a huge file", strings.Repeat("#\n", 1<<20), "too large"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ReadReviewers("r.tsv", []byte(test.file))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q", err, test.want)
			}
			if strings.Contains(err.Error(), "Gareth") || strings.Contains(err.Error(), "AAAA") || strings.Contains(err.Error(), "herons") {
				t.Errorf("the finding repeats the file: %v", err)
			}
		})
	}
}

// A line that cannot be read lets nobody in, and keeps nobody else out.
func TestSoundLinesAreReturned(t *testing.T) {
	r, err := ReadReviewers("r.tsv", []byte("Gareth Moss\t"+cheap+"\nSiân Evans\nAmina Yusuf\t"+cheap+"\n"))
	if err == nil || r.Len() != 2 || r.secret("Gareth Moss") == "" || r.secret("Amina Yusuf") == "" || r.secret("Siân Evans") != "" {
		t.Errorf("%v: %s", err, r.Bytes())
	}
}

func TestReviewersAreWrittenAndRead(t *testing.T) {
	var r Reviewers
	for _, name := range []string{" Siân   Evans ", priya} {
		if err := r.Put(name, password); err != nil {
			t.Fatal(err)
		}
	}
	file := r.Bytes()
	if bytes.Contains(file, []byte(password)) || bytes.Count(file, []byte("\n")) != 2 {
		t.Fatalf("file: %s", file)
	}
	back, err := ReadReviewers("r.tsv", append([]byte("\ufeff# ours\r\n\r\n"), bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n"))...))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Bytes(), file) {
		t.Errorf("read back: %s", back.Bytes())
	}
	for _, test := range []struct {
		name, password string
		want           bool
	}{
		{"Siân Evans", password, true},
		{"sia\u0302n evans", password, true}, // as a Mac types it
		{"Siân Evans", password + " ", false},
		{"Siân Evans", "", false},
		{"Sian Evans", password, false},
		{"", "", false},
		{"Siân Evans", strings.Repeat("x", maxPassword+1), false},
	} {
		if got := back.signsIn(test.name, test.password); got != test.want {
			t.Errorf("%q %q: got %v", test.name, test.password, got)
		}
	}
}

func TestPutGivesANewPassword(t *testing.T) {
	r := one()
	if err := r.Put("DR PRIYA ANAND, clinical safety officer", "another good password"); err != nil {
		t.Fatal(err)
	}
	if r.Len() != 1 || r.signsIn(priya, password) || !r.signsIn(priya, "another good password") {
		t.Errorf("%d reviewers, the old password holds: %v", r.Len(), r.signsIn(priya, password))
	}
}

func TestPutRefuses(t *testing.T) {
	for _, test := range []struct{ name, password, want string }{
		{"", password, "no letter"},
		{"two\tcolumns", password, "cannot be shown"},
		{"two\nlines", password, "cannot be shown"},
		{"# note", password, "begins with #"},
		{priya, "elevenchars", "fewer than 12"},
		{priya, strings.Repeat("x", 513), "more than 512"},
		{priya, "with\x00nothing in it", "cannot be typed"},
		{priya, strings.ToUpper(priya), "is the name"},
	} {
		var r Reviewers
		err := r.Put(test.name, test.password)
		if err == nil || !strings.Contains(err.Error(), test.want) || r.Len() != 0 {
			t.Errorf("%q: got %v, want %q", test.name, err, test.want)
		}
	}
}

// FuzzReadReviewers holds that what is read is written and read again the same, and
// that no file names a cost out of bounds.
func FuzzReadReviewers(f *testing.F) {
	f.Add([]byte(priya + "\t" + cheap + "\n# note\nGareth Moss\t" + cheap))
	f.Add([]byte("a\t$argon2id$v=19$m=4294967296,t=1,p=1$$"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadReviewers("r.tsv", data)
		if err != nil {
			return
		}
		for _, e := range r.entries {
			if e.hash.memory > 128<<10 || e.hash.passes > 10 || e.hash.threads > 8 {
				t.Errorf("cost %v", e.hash.cost)
			}
		}
		again, err := ReadReviewers("r.tsv", r.Bytes())
		if err != nil || !bytes.Equal(again.Bytes(), r.Bytes()) {
			t.Errorf("%v:\n%s\n%s", err, r.Bytes(), again.Bytes())
		}
	})
}
