// Package money holds amounts in Indonesian rupiah and exact rates. There is no float in it.
//
// [Rupiah] is what is owed: whole rupiah. [Milli] is a wage or a base: thousandths of a rupiah, because minimum wages
// are published with up to three decimals. [Rate] is an exact rate in billionths. A product of the two is rounded
// once, half-up, to whole rupiah ([Milli.Share]); no other rounding exists in the house.
package money
