package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/payung-id/payung/bench/score"
)

// rule links rows with the same NIK, each row at most once, the first pair first: what everybody does without a program.
func rule(args []string) error {
	if len(args) != 3 {
		return errors.New("rule LEFT RIGHT OUT")
	}
	owners := map[string]string{}
	if err := numbers(args[1], func(id, nik string) {
		if _, taken := owners[nik]; !taken {
			owners[nik] = id
		}
	}); err != nil {
		return err
	}
	f, err := os.Create(args[2])
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "left_id,right_id,probability,verdict")
	err = numbers(args[0], func(id, nik string) {
		if right, has := owners[nik]; has {
			delete(owners, nik)
			fmt.Fprintf(w, "%s,%s,1,match\n", id, right)
		}
	})
	return errors.Join(err, w.Flush(), f.Close())
}

func numbers(path string, f func(id, nik string)) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	return score.Rows(io.Reader(in), func(row map[string]string) error {
		if row["nik"] != "" {
			f(string([]byte(row["id"])), string([]byte(row["nik"])))
		}
		return nil
	}, "id", "nik")
}
