package billing

import (
	"context"
	"fmt"
	"strconv"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/money"
	"github.com/payung-id/payung/period"
)

// Paid is what one document paid for one month: the lines of a payment that share unit, NPP, day and reference.
type Paid struct {
	Government int64
	Unit       int64 // 0 where only the NPP is named
	NPP        string
	Month      period.Month
	On         period.Date
	Reference  string
	File       string
	Amount     money.Rupiah
	People     int // lines in a person's name; 0 where only a total came
}

// Question chooses payments.
type Question struct {
	Month         period.Month // none: every month
	UnitCode      string
	Offset, Limit int
}

// reached says that a payment's unit, or a unit of its NPP, lies in scope and is the one asked for, or in the region asked
// for. Placeholders from first on hold code, region and the scope's values.
func reached(scope access.Scope, code, region string, first int) (string, []any) {
	where, args := scope.SQL(first + 2)
	second := strconv.Itoa(first + 1)
	return `EXISTS (SELECT 1 FROM unit u JOIN government g ON g.id = u.government_id WHERE u.government_id = p.government_id
		AND (u.id = p.unit_id OR (p.unit_id = 0 AND EXISTS (SELECT 1 FROM unit_registration n WHERE n.government_id = u.government_id AND n.unit_id = u.id AND n.npp = p.npp)))
		AND ($` + strconv.Itoa(first) + ` = '' OR u.code = $` + strconv.Itoa(first) + `) AND ($` + second + ` = '' OR substr(u.region_code, 1, length($` + second + `)) = $` + second + `) AND ` + where + `)`,
		append([]any{code, region}, args...)
}

// List returns payments in scope, the newest month first, with how many there are and their sum.
func List(ctx context.Context, r db.Reader, scope access.Scope, q Question) (list []Paid, total int, sum money.Rupiah, err error) {
	in, args := reached(scope, q.UnitCode, "", 2)
	args = append([]any{q.Month.String()}, args...)
	if q.Month == 0 {
		args[0] = ""
	}
	// Sorted and summed over the documents, which are few; the lines of persons are many.
	rows, err := r.Query(ctx, `SELECT p.government_id, p.unit_id, p.npp, p.month, p.paid_on, p.reference, max(b.file_name), CAST(sum(p.amount) AS bigint), sum(CASE WHEN p.per_person THEN 1 ELSE 0 END)
		FROM payment p JOIN import_batch b ON b.id = p.batch_id WHERE p.live AND ($1 = '' OR p.month = $1) AND `+in+`
		GROUP BY p.government_id, p.unit_id, p.npp, p.month, p.paid_on, p.reference ORDER BY p.month DESC, p.paid_on DESC, p.npp, p.unit_id, p.reference`, args...)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("list payments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var x Paid
		var month, on string
		if err := rows.Scan(&x.Government, &x.Unit, &x.NPP, &month, &on, &x.Reference, &x.File, &x.Amount, &x.People); err != nil {
			return nil, 0, 0, fmt.Errorf("list payments: %w", err)
		}
		total++
		sum += x.Amount
		if total <= q.Offset || (q.Limit > 0 && len(list) == q.Limit) {
			continue
		}
		if x.Month, err = period.ParseMonth(month); err != nil {
			return nil, 0, 0, err
		}
		if on != "" {
			if x.On, err = period.ParseDate(on); err != nil {
				return nil, 0, 0, err
			}
		}
		list = append(list, x)
	}
	return list, total, sum, rows.Err()
}

// Sum returns what arrived for a month in scope and region; "" is every region.
func Sum(ctx context.Context, r db.Reader, scope access.Scope, region string, month period.Month) (money.Rupiah, error) {
	in, args := reached(scope, "", region, 2)
	var sum money.Rupiah
	err := r.QueryRow(ctx, `SELECT CAST(coalesce(sum(p.amount), 0) AS bigint) FROM payment p WHERE p.live AND p.month = $1 AND `+in, append([]any{month.String()}, args...)...).Scan(&sum)
	if err != nil {
		return 0, fmt.Errorf("sum payments of %s: %w", month, err)
	}
	return sum, nil
}
