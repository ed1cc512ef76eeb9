package declared

import (
	"context"
	"fmt"

	"github.com/payung-id/payung/internal/platform/db"
	"github.com/payung-id/payung/internal/trust/access"
	"github.com/payung-id/payung/period"
)

// Listed is a live figure with the name of its unit, "" where it speaks of a region.
type Listed struct {
	Figure
	UnitName, UnitCode string
}

// List returns the live figures in scope of a region ("" is all), newest first. Figures of a whole region, and those of
// regions that no government here owns, are for who reaches governments as a whole: their sources name units.
func List(ctx context.Context, r db.Reader, scope access.Scope, region string) ([]Listed, error) {
	where, args := scope.SQL(2)
	whole, more := scope.Whole().SQL(2 + len(args))
	args = append(append([]any{region}, args...), more...)
	rows, err := r.Query(ctx, `SELECT d.government_id, d.unit_id, d.region_code, d.on_date, d.measure, d.value, d.out_of, d.source, coalesce(u.name, ''), coalesce(u.code, '')
		FROM declared_figure d LEFT JOIN government g ON g.id = d.government_id LEFT JOIN unit u ON u.government_id = d.government_id AND u.id = d.unit_id
		WHERE d.live AND ($1 = '' OR substr(coalesce(u.region_code, d.region_code), 1, length($1)) = $1)
		AND ((d.unit_id <> 0 AND `+where+`) OR (d.unit_id = 0 AND d.government_id <> 0 AND `+whole+`))
		ORDER BY d.on_date DESC, d.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("list declared figures: %w", err)
	}
	defer rows.Close()
	var out []Listed
	for rows.Next() {
		var f Listed
		var on string
		if err := rows.Scan(&f.Government, &f.Unit, &f.Region, &on, &f.Measure, &f.Value, &f.OutOf, &f.Source, &f.UnitName, &f.UnitCode); err != nil {
			return nil, fmt.Errorf("list declared figures: %w", err)
		}
		if f.On, err = period.ParseDate(on); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, rows.Err()
}
