package linkage

// parseDay reads 1985-03-12, 12/03/1985, 12-3-1985, 12.03.1985, 19850312, a spreadsheet's serial, each with a time behind
// it or not; anything else is 0.
func parseDay(v []byte) Day {
	var n [3]int
	var size [3]int
	k, digits := 0, 0
	for i := 0; i < len(v); i++ {
		c := v[i]
		switch {
		case c >= '0' && c <= '9':
			n[k] = n[k]*10 + int(c-'0')
			size[k]++
			if digits++; digits > 8 {
				return 0
			}
		case c == '-' || c == '/' || c == '.':
			if size[k] == 0 || k == 2 {
				if k == 2 && size[2] > 0 {
					i = len(v)
					break
				}
				return 0
			}
			k++
		case c == ' ' || c == 'T' || c == '"' || c == '\'':
			if digits > 0 {
				i = len(v)
			}
		default:
			return 0
		}
	}
	switch {
	case k == 2 && size[0] == 4:
		return DayOf(n[0], n[1], n[2])
	case k == 2 && size[2] == 4:
		return DayOf(n[2], n[1], n[0])
	case k == 0 && size[0] == 8:
		return DayOf(n[0]/10000, n[0]/100%100, n[0]%100)
	case k <= 1 && size[0] == 5: // days since 1899-12-30; a fraction is the time
		return serialDay(n[0])
	}
	return 0
}

// serialDay turns a spreadsheet's count of days into a day.
func serialDay(serial int) Day {
	z := serial + 693899 // days since 0000-03-01, as Howard Hinnant counts civil days
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := doy - (153*mp+2)/5 + 1
	month := mp + 3
	year := yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return DayOf(year, month, day)
}

// Day is a calendar day as year<<9 | month<<5 | day; 0 is not known. It orders as days do.
type Day int32

// DayOf returns the day, or 0 where there is no such day.
func DayOf(year, month, day int) Day {
	if year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0
	}
	return Day(year<<9 | month<<5 | day)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Year, Month and DayOfMonth take the day apart.
func (d Day) Year() int       { return int(d >> 9) }
func (d Day) Month() int      { return int(d>>5) & 15 }
func (d Day) DayOfMonth() int { return int(d) & 31 }

// Swapped returns the day with day and month exchanged, or 0 where that is no day or the same one.
func (d Day) Swapped() Day {
	if d == 0 || d.Month() == d.DayOfMonth() {
		return 0
	}
	return DayOf(d.Year(), d.DayOfMonth(), d.Month())
}
