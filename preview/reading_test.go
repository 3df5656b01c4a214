package preview

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"wayleaf/locales"
	"wayleaf/review"
	"wayleaf/samples"
)

// unwritable is a store in which nothing may be written.
type unwritable struct {
	*review.Store
	t *testing.T
}

func (u unwritable) Add(context.Context, *locales.Catalogues, ...review.Entry) (review.Result, error) {
	u.t.Error("a comment was stored")
	return review.Result{}, nil
}

func (u unwritable) Approve(context.Context, *locales.Catalogues, ...review.Approval) (review.Result, error) {
	u.t.Error("an approval was stored")
	return review.Result{}, nil
}

// TestLinksOnlyRead follows links as other sites could make them, with what forms
// send: no page and no address of a form changes anything.
func TestLinksOnlyRead(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, samples.FS); err != nil {
		t.Fatal(err)
	}
	p, err := Open(Options{
		Files: os.DirFS(folder), Folder: folder, Today: func() time.Time { return today }, Now: func() time.Time { return today },
		Reviews: unwritable{review.New(folder), t}, Reviewer: func(*http.Request) string { return "Amina Yusuf" },
	})
	if err != nil {
		t.Fatal(err)
	}
	q := "?" + url.Values{"do": {"comment"}, "words": {"Hello."}, "language": {"ur"}, "kind": {"letter"}, "pathway": {"derm-ras"}}.Encode()
	for address, want := range map[string]int{
		"/": 200, "/languages": 200, "/languages/ur": 200, "/messages/greeting": 200, "/pathways/derm-ras": 200, "/pathways/derm-ras/document": 200,
		"/pathways/derm-ras/contract": 200, "/pathways/derm-ras/changes": 200, "/pathways/derm-ras/pack": 200, "/pathways/derm-ras/file/letter.ur.html": 200,
		"/messages/greeting/say": 404, "/messages/greeting/approve": 404, "/pathways/derm-ras/approve": 404,
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := httptest.NewRecorder()
			p.ServeHTTP(w, httptest.NewRequest(method, address+q, nil))
			if w.Code != want {
				t.Errorf("%s %s: %d, want %d", method, address, w.Code, want)
			}
		}
	}
}
