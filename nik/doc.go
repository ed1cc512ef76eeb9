// Package nik reads Indonesia's national identity number (NIK) and says what can be known from its sixteen digits.
//
// A NIK is six digits of the region of first issue, the birth date as DDMMYY with forty added to the day for women, and
// a serial of four. It is never re-issued: when a recorded birth date is corrected or a person moves, the number stays.
// So a date or region that disagrees is a warning and never a proof (dukcapil; PP 40/2019 art. 30(2)). Numbers that
// begin with 0 are temporary ones of village software and belong to nobody.
package nik
