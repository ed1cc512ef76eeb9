// Package budget owns budget lines: which unit has money for whose contributions, in which months.
//
// Table: budget_line. A line covers its unit and all below it, one category or all, from first_month to last_month, for
// a number of people or up to a ceiling in rupiah. A later file replaces a line with the same unit, account, programmes,
// category, fund and months; undoing puts the older line back.
package budget
