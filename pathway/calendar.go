package pathway

// Calendar is a declared way of counting days.
type Calendar string
