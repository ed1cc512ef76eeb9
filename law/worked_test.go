package law

import (
	"testing"

	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Worked examples that ask for several calls or for a rule behind the packs; the rest are questions in testdata.

// TestBudgetOfAThousandPeople is [published+corrected]: radarkepahiang.bacakoran.co reckons 1,984 people at 16,000 a month; at
// 16,800 it is 33,331,200.
func TestBudgetOfAThousandPeople(t *testing.T) {
	bill, err := rulesFor(t, "2025-10").BPU(BPU{Income: 1_000_000_000, Payer: "apbd"})
	if err != nil || bill.Total()*1984 != 33_331_200 {
		t.Errorf("%d %v", bill.Total()*1984, err)
	}
}

// TestBudgetOfAYear is [published]: beritakaltimterkini.com 2025-11-18, 15,000 people for a year are 3,024,000,000.
func TestBudgetOfAYear(t *testing.T) {
	var sum money.Rupiah
	for month := period.MonthOf(2025, 1); month <= period.MonthOf(2025, 12); month++ {
		r, err := For(month)
		if err != nil {
			t.Fatal(err)
		}
		bill, err := r.BPU(BPU{Income: 1_000_000_000, Payer: "apbd"})
		if err != nil {
			t.Fatal(err)
		}
		sum += bill.Total() * 15000
	}
	if sum != 3_024_000_000 {
		t.Error(sum)
	}
}

// TestFourProgrammesOfAVillageOfficial is [published]: larusso.co.id, 9.24 percent of the salary, of which the worker bears 3
// (its 1.3 is wrong).
func TestFourProgrammesOfAVillageOfficial(t *testing.T) {
	bill, err := rulesFor(t, "2023-06").ExplainPU(PU{Wage: 1_000_000_000, Programmes: ProgrammesOf(JKK, JKM, JHT, JP)})
	employer, _ := bill.By(ByEmployer)
	worker, _ := bill.By(ByWorker)
	if err != nil || employer != 62400 || worker != 30000 {
		t.Errorf("%d %d %v", employer, worker, err)
	}
}

// TestPensionBoundsFollowInflation is [published] for 2016 (krishand.com: 3.35 percent) and for 2025 (HR handbook; the
// inflation of 1.57 percent is general knowledge): last bound x (1 + inflation), since 2019 up to Rp100.
func TestPensionBoundsFollowInflation(t *testing.T) {
	bound := func(name, day string) money.Milli {
		v, err := Shipped().Parameter(name, date(t, day))
		if err != nil {
			t.Fatal(err)
		}
		return v.Amount
	}
	for _, name := range []string{"jp.benefit_min", "jp.benefit_max"} {
		if got, want := bound(name, "2016-03-01"), bound(name, "2016-02-29")*10335/10000; got != want {
			t.Errorf("%s 2016: %s, the rule gives %s", name, got, want)
		}
		exact := bound(name, "2025-02-28") * 10157 / 10000
		if got, want := bound(name, "2025-03-01"), (exact+99_999)/100_000*100_000; got != want {
			t.Errorf("%s 2025: %s, the rule gives %s", name, got, want)
		}
	}
}

// TestLateByThreeMonths is [published]: ywln.ca, a million late by three months costs 60,000.
func TestLateByThreeMonths(t *testing.T) {
	for month := firstMonth; month <= period.MonthOf(2026, 10); month++ {
		if month >= period.MonthOf(2020, 8) && month <= period.MonthOf(2021, 1) {
			continue // PP 49/2020
		}
		due, err := Due("PU", month)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Shipped().Penalty(Penalty{Amount: 1_000_000_000, Segment: "PU", Employer: Private, Month: month, PaidOn: due.Due.AddMonths(3)})
		if err != nil || got.MonthsLate != 3 || got.Penalty != 60000 {
			t.Errorf("%s: %d months, %d %v", month, got.MonthsLate, got.Penalty, err)
		}
	}
}
