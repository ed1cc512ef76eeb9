package linkage

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// readAll parses the chunks of a source by several workers, until about limit records are read or, without limit, the end; the parts come back in the order of the file.
func (p *csvPlan) readAll(ctx context.Context, s *csvSource, how CSV, limit int) ([]*part, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type job struct {
		at    int
		chunk []byte
	}
	workers := max(how.Workers, 1)
	jobs := make(chan job, workers)
	var (
		mu    sync.Mutex
		parts []*part
		wg    sync.WaitGroup
		rows  atomic.Int64
	)
	for range workers {
		wg.Go(func() {
			var like *part
			for j := range jobs {
				if ctx.Err() != nil {
					continue
				}
				done := newPart(p.data, like)
				like = done
				if err := p.parse(done, j.chunk); err != nil {
					cancel(&chunkError{j.at, err})
					continue
				}
				s.give(j.chunk)
				n := rows.Add(int64(done.n))
				if how.Progress != nil {
					how.Progress(int(n))
				}
				mu.Lock()
				for len(parts) <= j.at {
					parts = append(parts, nil)
				}
				parts[j.at] = done
				mu.Unlock()
			}
		})
	}
	var failed error
	for at, size := 0, 0; limit == 0 || size < limit; at++ {
		chunk, err := s.next(false)
		if err != nil || chunk == nil || ctx.Err() != nil {
			failed = err
			break
		}
		if limit > 0 {
			size += bytes.Count(chunk, []byte{'\n'})
		}
		jobs <- job{at, chunk}
	}
	close(jobs)
	wg.Wait()
	if ctx.Err() != nil {
		return nil, p.located(context.Cause(ctx), parts)
	}
	return parts, p.located(failed, parts)
}

// chunkError is an error within a chunk whose first line is not yet known.
type chunkError struct {
	at  int
	err error
}

func (e *chunkError) Error() string { return e.err.Error() }

// located adds the records of the chunks before to the line of an error, as far as they are known.
func (p *csvPlan) located(err error, parts []*part) error {
	var c *chunkError
	var in *InputError
	if !errors.As(err, &c) {
		if errors.As(err, &in) && in.Line == 0 {
			in.Line = 2
			for _, part := range parts {
				if part != nil {
					in.Line += part.n
				}
			}
		}
		return err
	}
	if errors.As(c.err, &in) {
		for i := 0; i < c.at && i < len(parts); i++ {
			if parts[i] != nil {
				in.Line += parts[i].n
			}
		}
	}
	return c.err
}

// parse reads the records of a chunk into a part.
func (p *csvPlan) parse(to *part, chunk []byte) error {
	rows := bytes.Count(chunk, []byte{'\n'}) + 1
	to.idEnd = make([]uint32, 0, rows)
	for i := range to.cols {
		if p.cell[i] < 0 {
			continue
		}
		switch p.data.model.Columns[i].Type {
		case Digits:
			to.cols[i].digits = make([]uint64, 0, rows)
		case Date:
			to.cols[i].dates = make([]Day, 0, rows)
		case Words:
			to.cols[i].at = make([]uint32, 0, rows)
			to.cols[i].words = make([]uint32, 0, 3*rows)
		default:
			to.cols[i].values = make([]uint32, 0, rows)
		}
	}
	c := cutter{b: chunk, comma: p.comma}
	cells := make([][]byte, p.width)
	var copies []byte
	for len(c.b) > 0 {
		if c.b[0] == '\n' || c.b[0] == '\r' && len(c.b) > 1 && c.b[1] == '\n' { // blank line
			c.b = c.b[1+one(c.b[0] == '\r'):]
			continue
		}
		n := 0
		copies = copies[:0]
		c.end = false
		for !c.end && c.cell() {
			v := c.value
			if len(c.held) > 0 && len(v) > 0 && &v[0] == &c.held[0] { // quoted: the next cell will overwrite it
				at := len(copies)
				copies = append(copies, v...)
				v = copies[at:len(copies):len(copies)]
			}
			if n < p.width {
				cells[n] = v
			} else if len(bytes.TrimSpace(v)) > 0 {
				return &InputError{Trouble: TooManyCells, Line: to.n + 2}
			}
			n++
		}
		for i := n; i < p.width; i++ {
			cells[i] = nil
		}
		if err := p.record(to, cells); err != nil {
			return err
		}
	}
	return nil
}

func (p *csvPlan) record(to *part, cells [][]byte) error {
	id := bytes.TrimSpace(cells[p.id])
	if len(id) == 0 {
		for _, c := range cells {
			if len(bytes.TrimSpace(c)) > 0 {
				return &InputError{Trouble: IDMissing, Line: to.n + 2, Column: p.idName}
			}
		}
		return nil // an empty record, as spreadsheets leave them at the end
	}
	to.id(id)
	for i, cell := range p.cell {
		if cell >= 0 {
			to.value(i, cells[cell])
		}
	}
	to.n++
	return nil
}
