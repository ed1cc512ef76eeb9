// Command linkrun is the benchmark of record linkage: it draws the frozen worlds, runs the product, the rule "equal NIK" and
// the peers on the same files, judges all of them with the same yardstick and prints what was measured beside what was
// promised.
//
//	make bench-link                # everything: five sizes, hard, unseen seeds and spellings, peers where installed
//	make bench-link QUICK=1        # the smallest size only, in a minute
//
// It is run by test/pgcluster, which starts a PostgreSQL for the baseline. Splink is measured where PYTHON names an
// interpreter that has it (bench/peers/requirements.txt).
//
// Programs are measured by what the system accounts to the process: CPU seconds, and the highest resident memory. This
// program itself stays small, since Linux lets a child inherit the peak of the process that started it; whatever needs the
// lists in memory runs in a process of its own.
//
// Wall times mean something on an idle machine only; the load is printed beside them.
package main
