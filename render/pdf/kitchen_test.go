package pdf

import (
	"time"

	"wayleaf/document"
)

// phrases are the words of the kitchen sink in one language. In a phrase, {p}
// is a phone number, {d} the English date, {n} the NHS number, {r} the
// reference, {o} a name in Ukrainian, {a} one in Urdu, {w} a link, {e} the
// English name of a clinic and {c} a postcode.
type phrases struct {
	title, greeting, real, contact, names, callout1, callout2 string
	what, steps, small                                        string
	step1, step2, step3, bullet1, bullet2                     string
	labelDate, labelNHS, labelReference, labelPhone, date     string
	alt, done, crossed, now, next, goal                       string
	page, of, continues, end, reference, draft                string
}

var kitchenWords = map[string]phrases{
	"en": {
		title: "You do not have an appointment yet", greeting: "Dear {o},",
		real:     "Your GP surgery has sent us your referral and it has arrived safely. The date of {d} in the NHS App is not a real appointment. Do not come to the hospital on that day (nobody will be there to see you).",
		contact:  "We will phone you from {p} by {d}. Your NHS number is {n} and your reference is {r}.",
		names:    "Copies of this letter go to {o} and {a}, who asked us for them; the clinic is {e} at {c}.",
		callout1: "Please leave the booking as it is. If you cancel it, your referral may be lost.",
		callout2: "If you get worse, phone 111 or your GP surgery.",
		what:     "What happens next", steps: "What we ask you to do", small: "If you have questions",
		step1: "Keep your phone with you between 9am and 5:30pm, Monday to Friday.", step2: "Have your NHS number {n} ready.", step3: "If you have heard nothing by {d}, phone {p} and give the reference {r}. Straight-to-test patients can also write to us through {w} at any time of the day or night, and we will answer within 2 working days.",
		bullet1: "a list of the medicines you take", bullet2: "the days when you cannot come",
		labelDate: "Date", labelNHS: "NHS number", labelReference: "Booking reference", labelPhone: "Phone", date: "Monday 5 October 2026",
		alt:  "You were referred. The date in the NHS App is not real. We are reading your referral. We will phone you. Then you have your real appointment.",
		done: "Your GP surgery referred you", crossed: "The date in the NHS App, {d}, is not real: do not come", now: "We are reading your referral", next: "We phone you from {p} by {d}", goal: "Your real appointment",
		page: "Page", of: "of", continues: "This letter continues on the next page", end: "This is the end of the letter", reference: "Letter reference", draft: "DRAFT: these words have not been approved. Do not send to patients.",
	},
	"cy": {
		title: "Nid oes gennych apwyntiad eto", greeting: "Annwyl {o},",
		real:     "Mae eich meddygfa wedi anfon eich atgyfeiriad atom ac mae wedi cyrraedd yn ddiogel. Nid yw'r dyddiad dydd Llun 5 Hydref 2026 ({d}) yn Ap y GIG yn apwyntiad go iawn. Peidiwch â dod i'r ysbyty ar y diwrnod hwnnw (ni fydd neb yno i'ch gweld).",
		contact:  "Byddwn yn eich ffonio o {p} erbyn {d}. Eich rhif GIG yw {n} a'ch cyfeirnod yw {r}.",
		names:    "Mae copïau o'r llythyr hwn yn mynd at {o} ac {a}; y clinig yw {e} yn {c}.",
		callout1: "Gadewch yr archeb fel y mae. Os byddwch yn ei chanslo, gallai eich atgyfeiriad fynd ar goll.",
		callout2: "Os byddwch yn gwaethygu, ffoniwch 111 neu eich meddygfa.",
		what:     "Beth sy'n digwydd nesaf", steps: "Beth rydym yn gofyn i chi ei wneud", small: "Os oes gennych gwestiynau",
		step1: "Cadwch eich ffôn gyda chi rhwng 9am a 5:30pm, o ddydd Llun i ddydd Gwener.", step2: "Sicrhewch fod eich rhif GIG {n} wrth law.", step3: "Os na chlywch unrhyw beth erbyn {d}, ffoniwch {p} a rhoi'r cyfeirnod {r}. Gallwch hefyd ysgrifennu atom drwy {w} ŵyr tŷ ŷd ẃ ẁ ÿ ar unrhyw adeg.",
		bullet1: "rhestr o'r meddyginiaethau rydych chi'n eu cymryd", bullet2: "y dyddiau pan na allwch ddod",
		labelDate: "Dyddiad", labelNHS: "Rhif GIG", labelReference: "Cyfeirnod archebu", labelPhone: "Ffôn", date: "Dydd Llun 5 Hydref 2026",
		alt:  "Cawsoch eich atgyfeirio. Nid yw'r dyddiad yn Ap y GIG yn real.",
		done: "Gwnaeth eich meddygfa eich atgyfeirio", crossed: "Nid yw'r dyddiad yn Ap y GIG, {d}, yn real: peidiwch â dod", now: "Rydym yn darllen eich atgyfeiriad", next: "Byddwn yn eich ffonio o {p} erbyn {d}", goal: "Eich apwyntiad go iawn",
		page: "Tudalen", of: "o", continues: "Mae'r llythyr hwn yn parhau ar y dudalen nesaf", end: "Dyma ddiwedd y llythyr", reference: "Cyfeirnod y llythyr", draft: "DRAFFT: nid yw'r geiriau hyn wedi'u cymeradwyo.",
	},
	"pl": {
		title: "Nie ma jeszcze wyznaczonej wizyty", greeting: "Dzień dobry {o},",
		real:     "Przychodnia przysłała nam skierowanie i dotarło ono bezpiecznie. Data poniedziałek 5 października 2026 ({d}) w aplikacji NHS App nie jest prawdziwą wizytą. Proszę nie przyjeżdżać do szpitala w tym dniu (nikt nie będzie czekał).",
		contact:  "Zadzwonimy z numeru {p} do dnia {d}. Numer NHS to {n}, a numer referencyjny {r}.",
		names:    "Kopie tego listu otrzymują {o} oraz {a}; klinika to {e}, {c}.",
		callout1: "Proszę pozostawić rezerwację bez zmian. Jej odwołanie może spowodować utratę skierowania.",
		callout2: "Jeśli stan się pogorszy, proszę zadzwonić pod 111 lub do przychodni.",
		what:     "Co będzie dalej", steps: "O co prosimy", small: "W razie pytań",
		step1: "Proszę mieć telefon przy sobie między 9am a 5:30pm, od poniedziałku do piątku.", step2: "Proszę przygotować numer NHS {n}.", step3: "W razie braku wiadomości do dnia {d} proszę zadzwonić pod {p} i podać numer {r}. Zażółć gęślą jaźń. Można też napisać przez {w} o każdej porze.",
		bullet1: "listę przyjmowanych leków", bullet2: "dni, w których nie można przyjść",
		labelDate: "Data", labelNHS: "Numer NHS", labelReference: "Numer rezerwacji", labelPhone: "Telefon", date: "Poniedziałek 5 października 2026",
		alt:  "Skierowanie zostało wysłane. Data w aplikacji nie jest prawdziwa.",
		done: "Przychodnia wysłała skierowanie", crossed: "Data w aplikacji NHS App, {d}, nie jest prawdziwa: proszę nie przychodzić", now: "Czytamy skierowanie", next: "Zadzwonimy z numeru {p} do {d}", goal: "Prawdziwa wizyta",
		page: "Strona", of: "z", continues: "Ciąg dalszy na następnej stronie", end: "Koniec listu", reference: "Numer listu", draft: "WERSJA ROBOCZA: ten tekst nie został zatwierdzony.",
	},
	"ar": {
		title: "ليس لديك موعد حتى الآن", greeting: "عزيزي {o}،",
		real:     "أرسلت إلينا عيادة طبيبك العام إحالتك وقد وصلت بأمان. التاريخ الاثنين 5 أكتوبر 2026 ({d}) في تطبيق {e} ليس موعدًا حقيقيًا. لا تحضر إلى المستشفى في ذلك اليوم (لن يكون هناك أحد لاستقبالك).",
		contact:  "سنتصل بك من الرقم {p} قبل {d}. رقمك في هيئة الخدمات الصحية هو {n} ورقمك المرجعي هو {r}.",
		names:    "تُرسل نسخ من هذه الرسالة إلى {o} و{a}؛ العيادة هي {e} في {c}.",
		callout1: "من فضلك اترك الحجز كما هو. إذا ألغيته فقد تضيع إحالتك.",
		callout2: "إذا ساءت حالتك، فاتصل بالرقم 111 أو بعيادة طبيبك العام.",
		what:     "ماذا سيحدث بعد ذلك", steps: "ما نطلبه منك", small: "إذا كانت لديك أسئلة",
		step1: "احتفظ بهاتفك معك بين الساعة 9am و5:30pm من الاثنين إلى الجمعة.", step2: "جهّز رقمك {n}.", step3: "إذا لم تسمع شيئًا قبل {d}، فاتصل بالرقم {p} واذكر الرقم المرجعي {r}. يمكنك أيضًا الكتابة إلينا عبر {w} في أي وقت من النهار أو الليل، وسنجيب خلال يومي عمل (2).",
		bullet1: "قائمة بالأدوية التي تتناولها", bullet2: "الأيام التي لا يمكنك الحضور فيها",
		labelDate: "التاريخ", labelNHS: "رقم هيئة الخدمات الصحية", labelReference: "رقم الحجز المرجعي", labelPhone: "الهاتف", date: "الاثنين 5 أكتوبر 2026",
		alt:  "تمت إحالتك. التاريخ في التطبيق ليس حقيقيًا. سنتصل بك.",
		done: "أحالتك عيادة طبيبك العام", crossed: "التاريخ في التطبيق، {d}، ليس حقيقيًا: لا تحضر", now: "نحن نقرأ إحالتك", next: "نتصل بك من {p} قبل {d}", goal: "موعدك الحقيقي",
		page: "صفحة", of: "من", continues: "تتبع بقية الرسالة في الصفحة التالية", end: "نهاية الرسالة", reference: "مرجع الرسالة", draft: "مسودة: لم تتم الموافقة على هذه الكلمات.",
	},
	"ur": {
		title: "ابھی آپ کی کوئی اپائنٹمنٹ نہیں ہے", greeting: "محترم {o}،",
		real:     "آپ کی جی پی سرجری نے ہمیں آپ کا ریفرل بھیجا ہے اور وہ حفاظت سے پہنچ گیا ہے۔ {e} میں پیر 5 اکتوبر 2026 ({d}) کی تاریخ اصلی اپائنٹمنٹ نہیں ہے۔ اس دن ہسپتال نہ آئیں (می\u200cخواہم وہاں آپ سے ملنے والا کوئی نہیں ہو گا)۔",
		contact:  "ہم آپ کو {p} سے {d} تک فون کریں گے۔ آپ کا این ایچ ایس نمبر {n} ہے اور آپ کا حوالہ نمبر {r} ہے۔",
		names:    "اس خط کی نقول {o} اور {a} کو بھیجی جا رہی ہیں؛ کلینک {e} ہے، پتہ {c}۔",
		callout1: "براہِ کرم بکنگ کو ویسے ہی رہنے دیں۔ اگر آپ اسے منسوخ کریں گے تو آپ کا ریفرل گم ہو سکتا ہے۔",
		callout2: "اگر آپ کی طبیعت مزید خراب ہو تو 111 یا اپنی جی پی سرجری کو فون کریں۔",
		what:     "آگے کیا ہو گا", steps: "ہم آپ سے کیا چاہتے ہیں", small: "اگر آپ کے سوالات ہوں",
		step1: "پیر سے جمعہ، 9am سے 5:30pm تک اپنا فون اپنے پاس رکھیں۔", step2: "اپنا نمبر {n} تیار رکھیں۔", step3: "اگر {d} تک آپ کو کوئی اطلاع نہ ملے تو {p} پر فون کریں اور حوالہ نمبر {r} بتائیں۔ آپ دن یا رات کسی بھی وقت {w} کے ذریعے ہمیں لکھ بھی سکتے ہیں، اور ہم 2 دن میں جواب دیں گے۔",
		bullet1: "ان دواؤں کی فہرست جو آپ لیتے ہیں", bullet2: "وہ دن جب آپ نہیں آ سکتے",
		labelDate: "تاریخ", labelNHS: "این ایچ ایس نمبر", labelReference: "بکنگ کا حوالہ", labelPhone: "فون", date: "پیر 5 اکتوبر 2026",
		alt:  "آپ کو ریفر کیا گیا۔ ایپ میں تاریخ اصلی نہیں ہے۔ ہم آپ کو فون کریں گے۔",
		done: "آپ کی جی پی سرجری نے آپ کو ریفر کیا", crossed: "ایپ میں تاریخ، {d}، اصلی نہیں ہے: نہ آئیں", now: "ہم آپ کا ریفرل پڑھ رہے ہیں", next: "ہم {p} سے {d} تک آپ کو فون کریں گے", goal: "آپ کی اصلی اپائنٹمنٹ",
		page: "صفحہ", of: "از", continues: "یہ خط اگلے صفحے پر جاری ہے", end: "یہ خط کا اختتام ہے", reference: "خط کا حوالہ", draft: "مسودہ: ان الفاظ کی ابھی منظوری نہیں دی گئی۔",
	},
	"bn": {
		title: "আপনার এখনও কোনো অ্যাপয়েন্টমেন্ট নেই", greeting: "প্রিয় {o},",
		real:     "আপনার জিপি সার্জারি আমাদের কাছে আপনার রেফারেল পাঠিয়েছে এবং তা নিরাপদে পৌঁছেছে। {e}-এ সোমবার 5 অক্টোবর 2026 ({d}) তারিখটি প্রকৃত অ্যাপয়েন্টমেন্ট নয়। ওই দিন হাসপাতালে আসবেন না (সেখানে আপনাকে দেখার জন্য কেউ থাকবেন না)।",
		contact:  "আমরা {d} তারিখের মধ্যে {p} নম্বর থেকে আপনাকে ফোন করব। আপনার এনএইচএস নম্বর {n} এবং আপনার রেফারেন্স {r}।",
		names:    "এই চিঠির অনুলিপি {o} এবং {a}-কে পাঠানো হচ্ছে; ক্লিনিকটি হল {e}, {c}।",
		callout1: "অনুগ্রহ করে বুকিংটি যেমন আছে তেমনই রাখুন। আপনি এটি বাতিল করলে আপনার রেফারেল হারিয়ে যেতে পারে।",
		callout2: "আপনার অবস্থা খারাপ হলে বা র‍্যাশ হলে 111 অথবা আপনার জিপি সার্জারিতে ফোন করুন।",
		what:     "এরপর কী হবে", steps: "আমরা আপনাকে যা করতে বলি", small: "আপনার প্রশ্ন থাকলে",
		step1: "সোমবার থেকে শুক্রবার, 9am থেকে 5:30pm পর্যন্ত আপনার ফোন সঙ্গে রাখুন।", step2: "আপনার নম্বর {n} প্রস্তুত রাখুন।", step3: "{d} এর মধ্যে কিছু না জানলে {p} নম্বরে ফোন করুন এবং রেফারেন্স {r} বলুন। আপনি দিনে বা রাতে যেকোনো সময় {w} এর মাধ্যমে আমাদের লিখতেও পারেন, এবং আমরা 2 কর্মদিবসের মধ্যে উত্তর দেব।",
		bullet1: "আপনি যে ওষুধ খান তার তালিকা", bullet2: "যে দিনগুলিতে আপনি আসতে পারবেন না",
		labelDate: "তারিখ", labelNHS: "এনএইচএস নম্বর", labelReference: "বুকিং রেফারেন্স", labelPhone: "ফোন", date: "সোমবার 5 অক্টোবর 2026",
		alt:  "আপনাকে রেফার করা হয়েছে। অ্যাপের তারিখটি প্রকৃত নয়।",
		done: "আপনার জিপি সার্জারি আপনাকে রেফার করেছে", crossed: "অ্যাপের তারিখ, {d}, প্রকৃত নয়: আসবেন না", now: "আমরা আপনার রেফারেল পড়ছি", next: "আমরা {d} এর মধ্যে {p} থেকে আপনাকে ফোন করব", goal: "আপনার প্রকৃত অ্যাপয়েন্টমেন্ট",
		page: "পৃষ্ঠা", of: "এর", continues: "এই চিঠি পরের পৃষ্ঠায় চলছে", end: "চিঠি এখানে শেষ", reference: "চিঠির রেফারেন্স", draft: "খসড়া: এই কথাগুলি অনুমোদিত হয়নি।",
	},
}

var languages = []string{"en", "cy", "pl", "ar", "ur", "bn"}

func ltrValue(s, field string) document.Value {
	return document.Value{Text: s, Direction: document.LeftToRight, Whole: true, Field: field}
}

// fill turns a phrase into inlines.
func fill(phrase string) []document.Inline {
	english := func(s string) document.Inline {
		return document.Span{Language: "en", Direction: document.LeftToRight, Inlines: []document.Inline{document.Text(s)}}
	}
	values := map[byte]document.Inline{
		'p': document.Link{URL: "tel:+441632960001", Inlines: []document.Inline{ltrValue("01632 960001", "contact.phone")}},
		'd': document.Span{Language: "en", Direction: document.LeftToRight, Inlines: []document.Inline{ltrValue("Monday 5 October 2026", "")}},
		'n': ltrValue("999 526 0182", "recipient.nhs_number"),
		'r': document.Strong{Inlines: []document.Inline{ltrValue("0000 4912 7731", "recipient.ubrn")}},
		'o': document.Value{Text: "Олена Шевченко", Field: "recipient.name"},
		'a': document.Value{Text: "علی رضا خان", Field: "recipient.carer"},
		'w': document.Link{URL: "https://www.example.nhs.uk/referrals?from=letter", Inlines: []document.Inline{ltrValue("www.example.nhs.uk/referrals", "")}},
		'q': document.Link{URL: "https://www.example.nhs.uk/referrals", Inlines: []document.Inline{ltrValue("www.example.nhs.uk/referrals", "")}},
		'e': english("NHS App"),
		'c': ltrValue("NE1 4LP", "clinic.postcode"),
	}
	var run []document.Inline
	start := 0
	for i := 0; i+2 < len(phrase); i++ {
		if phrase[i] == '{' && phrase[i+2] == '}' {
			if i > start {
				run = append(run, document.Text(phrase[start:i]))
			}
			run = append(run, values[phrase[i+1]])
			start, i = i+3, i+2
		}
	}
	if start < len(phrase) {
		run = append(run, document.Text(phrase[start:]))
	}
	return run
}

func rtl(language string) bool { return language == "ar" || language == "ur" }

// kitchenSink is a letter that holds every kind of node.
func kitchenSink(language string) *document.Document {
	w := kitchenWords[language]
	d := &document.Document{
		Kind: document.Letter, Pathway: "gastro", Version: "3", Language: language, Direction: document.LeftToRight,
		Title: w.title, Publisher: "Northside Hospital", Date: time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC), ID: "WL-7F3K-22",
		Furniture: document.Furniture{
			Page:      []document.Inline{document.Text(w.page + " "), document.PageNumber{}, document.Text(" " + w.of + " "), document.PageCount{}},
			Continues: fill(w.continues), End: fill(w.end),
			Reference: []document.Inline{document.Text(w.reference + ": "), ltrValue("WL-7F3K-22", "")},
		},
	}
	if rtl(language) {
		d.Direction = document.RightToLeft
	}
	if language != "en" {
		d.Furniture.Draft = fill(w.draft)
	}
	d.Blocks = append(kitchenOpening(w), kitchenBody(w)...)
	return d
}

func kitchenOpening(w phrases) []document.Block {
	line := func(s string) document.Value {
		return document.Value{Text: s, Direction: document.LeftToRight, Field: "recipient.address"}
	}
	return []document.Block{
		document.Letterhead{
			Name:  []document.Inline{document.Span{Language: "en", Direction: document.LeftToRight, Inlines: []document.Inline{document.Text("Northside Hospital")}}},
			Lines: [][]document.Inline{fill("{p}"), {ltrValue("hello@north.example", "contact.email")}},
		},
		document.Address{
			Name:  document.Value{Text: "Олена Шевченко", Field: "recipient.name"},
			Lines: []document.Value{line("Flat 12, Bridge House"), line("114 Long Meadow Street"), line("NEWCASTLE UPON TYNE"), line("NE1 4LP")},
		},
		document.KeyFacts{Facts: []document.Fact{
			{Label: fill(w.labelDate), Value: fill(w.date)},
			{Label: fill(w.labelNHS), Value: fill("{n}")},
			{Label: fill(w.labelReference), Value: fill("{r}")},
		}},
	}
}

func kitchenBody(w phrases) []document.Block {
	return []document.Block{
		document.Heading{Level: 1, Inlines: fill(w.title)},
		document.Paragraph{Inlines: fill(w.greeting)},
		document.Paragraph{Inlines: fill(w.real)},
		document.Callout{Blocks: []document.Block{
			document.Paragraph{Inlines: fill(w.callout1)},
			document.Paragraph{Inlines: []document.Inline{document.Strong{Inlines: fill(w.callout2)}}},
		}},
		document.Heading{Level: 2, Inlines: fill(w.what)},
		document.Path{Alt: fill(w.alt), Stops: []document.Stop{
			{State: document.Done, Label: fill(w.done)},
			{State: document.Crossed, Label: fill(w.crossed)},
			{State: document.Now, Label: fill(w.now)},
			{State: document.Next, Label: fill(w.next)},
			{State: document.Goal, Label: fill(w.goal)},
		}},
		document.Paragraph{Inlines: fill(w.contact)},
		document.Heading{Level: 2, Inlines: fill(w.steps)},
		document.List{Ordered: true, Items: [][]document.Inline{fill(w.step1), fill(w.step2), fill(w.step3)}},
		document.List{Items: [][]document.Inline{fill(w.bullet1), fill(w.bullet2)}},
		document.Heading{Level: 3, Inlines: fill(w.small)},
		document.KeyFacts{Facts: []document.Fact{
			{Label: fill(w.labelPhone), Value: fill("{p}")},
			{Label: fill(w.labelReference), Value: fill("{r}")},
		}},
		document.QRCode{Inlines: fill(w.small + ": {q}"), Scan: fill(w.contact)},
		document.Paragraph{Inlines: append(append(fill(w.names), document.Break{}), fill(w.greeting)...)},
	}
}
