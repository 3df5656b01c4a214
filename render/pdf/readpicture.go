package pdf

import (
	"crypto/sha256"
	"errors"
	"io"
)

// picture makes sure that a picture of the page in hand holds no text.
func (r *reading) picture(name []byte) error {
	if r.named.seen[string(name)] {
		return nil
	}
	v, data, err := r.object(r.named.pictures.get(string(name)))
	if err != nil {
		return err
	}
	d, err := v.dict(nil)
	if err != nil {
		return err
	}
	switch string(d.get("Subtype").name()) {
	case "Image":
	case "Form":
		if err := d.deflated(); err != nil {
			return err
		}
		if err := r.drawing(data); err != nil {
			return err
		}
	default:
		return errSyntax
	}
	r.named.seen[string(name)] = true
	return nil
}

// drawing makes sure of it for the operators of a form.
func (r *reading) drawing(data []byte) error {
	key := sha256.Sum256(data)
	if size, ok := r.drawings.find(key); ok {
		return r.spend(size)
	}
	drawing, err := r.inflate(nil, data)
	if err != nil {
		return err
	}
	if err := withoutText(drawing); err != nil {
		return err
	}
	r.drawings.put(key, len(drawing))
	return nil
}

// withoutText makes sure that a drawing shows no text, and nothing that could
// hold some.
func withoutText(drawing []byte) error {
	for l := (lexer{buf: drawing}); ; {
		v, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch string(v) {
		case "Tj", "TJ", "'", `"`, "Do", "BI":
			return errors.New("a picture that could hold text")
		}
	}
}
