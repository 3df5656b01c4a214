package render

import (
	"encoding/base64"
	"time"

	"wayleaf/document"
)

type run = []document.Inline

// voice is the words of the kitchen sink in one language.
type voice struct {
	language  string
	direction document.Direction

	title, draft, end, reference, page, of, continues             string
	sender, phone, letterDate, nhsNumber, website                 string
	date, greeting, notReal, doNotCome                            string
	how, contact, steps, wait, keepPhone, haveReady               string
	pathAlt, referred, crossed, review, weContact, goal, lateNote string
}

// voices say what a letter about a placeholder date says, at draft quality.
var voices = []voice{{
	language: "en", direction: document.LeftToRight,
	title: "You do not have an appointment yet", draft: "DRAFT. This wording is not approved. Do not give it to patients.",
	end: "This is the end of the letter.", reference: "Letter ID: ", page: "Page ", of: " of ", continues: "This letter continues on the next page.",
	sender: "Dermatology booking team", phone: "Phone", letterDate: "Date", nhsNumber: "NHS number", website: "Website",
	date: "Monday 4 May 2026", greeting: "Dear ", notReal: "You were given a date, but it is not a real appointment.",
	doNotCome: "Do not come to the hospital or clinic on ", how: "How we will arrange your appointment", contact: "Who to contact",
	steps: "What to do now", wait: "Wait for us to phone you.", keepPhone: "Keep your phone switched on.", haveReady: "Have your booking reference number ready.",
	pathAlt:  "Your path to the real appointment: your GP surgery has referred you. The date in your booking is crossed out. A specialist reads your referral. We then contact you. Last comes your real appointment.",
	referred: "Your GP surgery has referred you", crossed: "Not a real appointment: ", review: "A specialist reads your referral",
	weContact: "We phone you", goal: "Your real appointment", lateNote: "If you hear nothing by then, phone us on ",
}, {
	language: "ar", direction: document.RightToLeft,
	title: "ليس لديكم موعد حتى الآن", draft: "مسودة. لم تتم الموافقة على هذا النص. يُرجى عدم إعطائه للمرضى.",
	end: "هذه نهاية الرسالة.", reference: "معرّف الرسالة: ", page: "صفحة ", of: " من ", continues: "تتمة هذه الرسالة في الصفحة التالية.",
	sender: "فريق حجز مواعيد الأمراض الجلدية", phone: "الهاتف", letterDate: "تاريخ هذه الرسالة", nhsNumber: "رقم NHS", website: "الموقع الإلكتروني",
	date: "الاثنين 4 مايو 2026", greeting: "تحية طيبة إلى ", notReal: "لقد أُعطي لكم تاريخ، لكنه ليس موعدًا حقيقيًا.",
	doNotCome: "لا تأتوا إلى المستشفى أو العيادة يوم ", how: "كيف سنرتب موعدكم", contact: "بمن تتصلون",
	steps: "ما الذي تفعلونه الآن", wait: "انتظروا إلى أن نتصل بكم هاتفيًا.", keepPhone: "أبقوا هاتفكم مفتوحًا.", haveReady: "جهّزوا الرقم المرجعي للحجز.",
	pathAlt:  "طريقكم إلى الموعد الحقيقي: أحالتكم إلينا عيادة طبيبكم العام (GP). التاريخ المذكور في حجزكم مشطوب. يقرأ أحد المختصين إحالتكم. ثم نتواصل معكم. وفي النهاية يأتي موعدكم الحقيقي.",
	referred: "أحالتكم إلينا عيادة طبيبكم العام (GP)", crossed: "ليس موعدًا حقيقيًا: ", review: "يقرأ أحد المختصين إحالتكم",
	weContact: "نتصل بكم هاتفيًا", goal: "موعدكم الحقيقي", lateNote: "إذا لم يصلكم شيء حتى ذلك الحين، اتصلوا بنا على الرقم ",
}, {
	language: "ur", direction: document.RightToLeft,
	title: "ابھی تک آپ کی کوئی اپائنٹمنٹ نہیں ہے", draft: "مسودہ۔ اس تحریر کی منظوری نہیں دی گئی ہے۔ یہ مریضوں کو نہ دیں۔",
	end: "یہ خط یہاں ختم ہوتا ہے۔", reference: "خط کا شناختی نمبر: ", page: "صفحہ ", of: " از ", continues: "یہ خط اگلے صفحے پر جاری ہے۔",
	sender: "جلد کے شعبے کی بکنگ ٹیم", phone: "فون", letterDate: "تاریخ", nhsNumber: "NHS نمبر", website: "ویب سائٹ",
	date: "پیر 4 مئی 2026", greeting: "محترم ", notReal: "آپ کو ایک تاریخ دی گئی تھی، لیکن وہ اصل اپائنٹمنٹ نہیں ہے۔",
	doNotCome: "اس تاریخ کو ہسپتال یا کلینک نہ آئیں: ", how: "ہم آپ کی اپائنٹمنٹ کیسے طے کریں گے", contact: "کس سے رابطہ کریں",
	steps: "اب آپ کو کیا کرنا ہے", wait: "ہمارے فون کا انتظار کریں۔", keepPhone: "اپنا فون آن رکھیں۔", haveReady: "اپنا بکنگ ریفرنس نمبر تیار رکھیں۔",
	pathAlt:  "اصل اپائنٹمنٹ تک آپ کا راستہ: آپ کی جی پی سرجری نے آپ کو ریفر کیا ہے۔ آپ کی بکنگ میں دی گئی تاریخ کٹی ہوئی ہے۔ ایک ماہر آپ کا ریفرل پڑھتا ہے۔ پھر ہم آپ سے رابطہ کرتے ہیں۔ آخر میں آپ کی اصل اپائنٹمنٹ ہے۔",
	referred: "آپ کی جی پی سرجری نے آپ کو ریفر کیا ہے", crossed: "اصل اپائنٹمنٹ نہیں: ", review: "ایک ماہر آپ کا ریفرل پڑھتا ہے",
	weContact: "ہم آپ کو فون کرتے ہیں", goal: "آپ کی اصل اپائنٹمنٹ", lateNote: "اگر اس وقت تک کوئی خبر نہ ملے تو ہمیں اس نمبر پر فون کریں: ",
}, {
	language: "bn", direction: document.LeftToRight,
	title: "আপনার এখনো কোনো অ্যাপয়েন্টমেন্ট নেই", draft: "খসড়া। এই লেখা অনুমোদিত নয়। এটি রোগীদের দেবেন না।",
	end: "এই চিঠি এখানে শেষ।", reference: "চিঠির আইডি: ", page: "পৃষ্ঠা ", of: " / ", continues: "এই চিঠি পরের পৃষ্ঠায় চলবে।",
	sender: "চর্মরোগ বুকিং দল", phone: "ফোন", letterDate: "তারিখ", nhsNumber: "NHS নম্বর", website: "ওয়েবসাইট",
	date: "সোমবার 4 মে 2026", greeting: "প্রিয় ", notReal: "আপনাকে একটি তারিখ দেওয়া হয়েছিল, কিন্তু সেটি আসল অ্যাপয়েন্টমেন্ট নয়।",
	doNotCome: "এই তারিখে হাসপাতালে বা ক্লিনিকে আসবেন না: ", how: "আমরা কীভাবে আপনার অ্যাপয়েন্টমেন্ট ঠিক করব", contact: "কার সাথে যোগাযোগ করবেন",
	steps: "এখন কী করবেন", wait: "আমাদের ফোনের জন্য অপেক্ষা করুন।", keepPhone: "আপনার ফোন চালু রাখুন।", haveReady: "আপনার বুকিং রেফারেন্স নম্বর হাতের কাছে রাখুন।",
	pathAlt:  "আপনার আসল অ্যাপয়েন্টমেন্টের পথ: আপনার GP সার্জারি আপনাকে রেফার করেছে। আপনার বুকিংয়ের তারিখে ক্রস চিহ্ন দেওয়া আছে। একজন বিশেষজ্ঞ আপনার রেফারেল পড়বেন। এরপর আমরা আপনার সাথে যোগাযোগ করব। সবশেষে আপনার আসল অ্যাপয়েন্টমেন্ট।",
	referred: "আপনার GP সার্জারি আপনাকে রেফার করেছে", crossed: "আসল অ্যাপয়েন্টমেন্ট নয়: ", review: "একজন বিশেষজ্ঞ আপনার রেফারেল পড়বেন",
	weContact: "আমরা আপনাকে ফোন করব", goal: "আপনার আসল অ্যাপয়েন্টমেন্ট", lateNote: "তখনও কিছু না জানলে আমাদের ফোন করুন: ",
}}

func words(s string) run { return run{document.Text(s)} }

func code(s string) document.Value {
	return document.Value{Text: s, Direction: document.LeftToRight, Whole: true}
}

func link(url, s string) document.Link {
	return document.Link{URL: url, Inlines: run{code(s)}}
}

// day returns a date in the voice's language with the English one beside it.
func (v voice) day() run {
	own := document.Value{Text: v.date}
	if v.language == "en" {
		return run{own}
	}
	english := document.Value{Text: "Monday 4 May 2026", Direction: document.LeftToRight}
	return run{own, document.Text(" ("), document.Span{Language: "en", Direction: document.LeftToRight, Inlines: run{english}}, document.Text(")")}
}

// part says something in a language of the other direction.
func (v voice) part() document.Part {
	other := voices[0]
	if v.direction == document.LeftToRight {
		other = voices[1]
	}
	return document.Part{Language: other.language, Direction: other.direction, Blocks: []document.Block{
		document.Paragraph{Inlines: words(other.notReal)},
		document.List{Items: []run{words(other.wait), words(other.keepPhone)}},
	}}
}

// sink returns the kitchen sink: a letter that holds every node of package
// document that a spoken document can hold, every state of a Path, and a
// recipient whose name would be markup anywhere.
func sink(v voice) *document.Document {
	name := document.Value{Text: `*Bob* [x](http://e.vil) {{.Secret}} <b>`, Field: "recipient.name"}
	arabic := document.Span{Language: "ar", Direction: document.RightToLeft, Inlines: words("العربية")}
	polish := document.Span{Language: "pl", Direction: document.LeftToRight, Inlines: words("Polski")}
	return &document.Document{
		Kind: document.Letter, Pathway: "dermatology-dummy-triage", Version: "1.2.0",
		Language: v.language, Direction: v.direction, Title: v.title, Publisher: v.sender,
		Date: time.Date(2026, time.April, 20, 0, 0, 0, 0, time.UTC), ID: "K7Q2-9F4M",
		Blocks: append(v.opening(name),
			document.Paragraph{Inlines: run{document.Text(v.greeting), document.Value{Text: "Zoë O’Hara"}, document.Break{}, document.Strong{Inlines: words(v.notReal)}}},
			document.Callout{Blocks: []document.Block{
				document.Paragraph{Inlines: words(v.notReal)},
				document.Paragraph{Inlines: append(append(words(v.doNotCome), v.day()...), document.Text("."))},
				document.List{Items: []run{words(v.wait), words(v.keepPhone)}},
			}},
			document.Heading{Level: 2, Inlines: words(v.how)},
			v.path(),
			document.Heading{Level: 2, Inlines: words(v.steps)},
			document.List{Ordered: true, Items: []run{words(v.wait), words(v.keepPhone), words(v.haveReady)}},
			document.Paragraph{Inlines: run{document.Text(v.lateNote), link("tel:01632960001", "01632 960001"), document.Text(".")}},
			document.Paragraph{Inlines: run{document.Said{Key: "status.not-real", Inlines: words(v.notReal)}}},
			document.Paragraph{Inlines: run{arabic, document.Text(", "), polish}},
			v.part(),
			document.Heading{Level: 3, Inlines: words(v.contact)},
			document.KeyFacts{Facts: []document.Fact{
				{Label: words(v.phone), Value: run{link("tel:01632960001", "01632 960001")}},
				{Label: words(v.website), Value: run{link("https://www.example.nhs.uk/dermatology/contact", "www.example.nhs.uk/dermatology/contact")}},
			}},
			document.QRCode{
				Inlines: run{document.Text(v.website + ": "), link("https://www.example.nhs.uk/dermatology", "www.example.nhs.uk/dermatology")},
				Scan:    run{document.Text(v.lateNote), link("tel:01632960001", "01632 960001"), document.Text(".")},
			},
		),
		Furniture: document.Furniture{
			Page:      run{document.Text(v.page), document.PageNumber{}, document.Text(v.of), document.PageCount{}},
			Continues: words(v.continues), End: words(v.end),
			Reference: run{document.Text(v.reference), code("K7Q2-9F4M")}, Draft: words(v.draft),
		},
	}
}

// logos are one in shapes, with every step, and one in pixels, two of them.
var logos = map[string]*document.Logo{
	"en": {Width: 1000, Height: 412.5, Shapes: []document.Shape{
		{Color: [3]uint8{0x1F, 0x4D, 0x36}, EvenOdd: true, Segments: []document.Segment{
			{Step: 'M', To: []document.Point{{X: 20, Y: 400}}}, {Step: 'L', To: []document.Point{{X: 500.25, Y: 10}}},
			{Step: 'C', To: []document.Point{{X: 600, Y: 0}, {X: 700, Y: -12.5}, {X: 980, Y: 400}}}, {Step: 'Z'},
		}},
		{Color: [3]uint8{0xB4, 0x53, 0x09}, Segments: []document.Segment{
			{Step: 'M', To: []document.Point{{X: 0, Y: 0}}}, {Step: 'L', To: []document.Point{{X: 9, Y: 0}}}, {Step: 'L', To: []document.Point{{X: 9, Y: 9}}},
		}},
	}},
	"ur": {Width: 2, Height: 1, Image: &document.Image{Type: document.PNG, Width: 2, Height: 1, File: twoPixels}},
}

var twoPixels, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGOQ9zXbEswJAAXlAbOeMRK0AAAAAElFTkSuQmCC")

func (v voice) opening(name document.Value) []document.Block {
	return []document.Block{
		document.Letterhead{Name: words(v.sender), Lines: []run{{document.Text(v.phone + ": "), link("tel:01632960001", "01632 960001")}, {link("mailto:skin@example.nhs.uk", "skin@example.nhs.uk")}}, Logo: logos[v.language]},
		document.Address{Name: name, Lines: []document.Value{{Text: "1 High Street", Direction: document.LeftToRight}, {Text: "Exampleton", Direction: document.LeftToRight}, code("ZZ99 3WZ")}},
		document.KeyFacts{Facts: []document.Fact{
			{Label: words(v.letterDate), Value: v.day()},
			{Label: words(v.nhsNumber), Value: run{code("999 123 4567")}},
		}},
		document.Heading{Level: 1, Inlines: words(v.title)},
	}
}

func (v voice) path() document.Path {
	return document.Path{Alt: words(v.pathAlt), Stops: []document.Stop{
		{State: document.Done, Label: words(v.referred)},
		{State: document.Crossed, Label: append(words(v.crossed), v.day()...)},
		{State: document.Now, Label: words(v.review)},
		{State: document.Next, Label: words(v.weContact)},
		{State: document.Goal, Label: words(v.goal)},
	}}
}
