// Package coverage computes the four facts: for each person, unit and month whether that person is budgeted, registered,
// paid and paid right, and rolls them up.
//
// Tables: fact, coverage_rollup, coverage_month, frozen_figure. The evidence comes from rosters, matches, budget lines
// and payments; the last two are handed in through [Evidence], so that no other programme is imported here. [Compute] is
// pure. A month is computed anew after a change touched its evidence ([Service.Touch] marks it, in the change's own
// transaction; [Service.Refresh] computes), and payung verify recomputes everything and compares.
//
// Definitions. budgeted: the budget lines that took the person cover every mandatory programme. registered: linked to an
// entry of the insurer that is active, or paid through the month, with the mandatory programmes. paid: a payment for the
// month names the person, or a total covers what the law asks for all registered people of the employer registration.
// right: paid, and per programme at least what the law asks, less Rp1. protected: registered and paid. A link in review,
// or a risk class that nobody knows, leaves a person undecided.
package coverage
