"""Links roster.csv to part.csv with Splink on DuckDB.

    python splink_link.py --left roster.csv --right part.csv --out links.csv --setting documented|conditional [--no-district]
"""

import argparse
import csv
import json
import logging
import resource
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

import clean

# The same candidates for both settings, and the same as ours: any difference is one of evidence, not of blocking.
BLOCKING = [
    block_on("nik"),
    block_on("dob"),
    "l.dob_swapped = r.dob",
    "l.nik_date = r.dob",
    "l.dob = r.nik_date",
    block_on("sound", "birth_year"),
    block_on("sound", "month_day"),
    block_on("nik12"),
]


def documented(district):
    """Ready-made comparisons of the documentation: names with Jaro-Winkler levels, frequencies and a phonetic column, birth
    date with its own levels, an identity number by edit distance."""
    comparisons = [
        cl.NameComparison("name", dmeta_col_name="sounds_key"),
        cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y-%m-%d"),
        cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
        cl.ExactMatch("sex"),
    ]
    if district:
        comparisons.append(cl.ExactMatch("region"))
    return comparisons


def level(sql, label, tf=None):
    made = cll.CustomLevel(sql, label)
    if not tf:
        return made
    # The frequency of the value stands for u itself, also where the level is not plain equality.
    return made.configure(tf_adjustment_column=tf, disable_tf_exact_match_detection=True)


NEAR = "damerau_levenshtein(nik_l, nik_r) <= 1"
SAME = "dob_l = dob_r"
ONE_PART = "(cast(dob_l[1:4] = dob_r[1:4] as int) + cast(dob_l[6:7] = dob_r[6:7] as int) + cast(dob_l[9:10] = dob_r[9:10] as int)) = 2"
DATES = [
    ("date =", SAME),
    ("swapped", "dob_swapped_l = dob_r"),
    ("near", f"({ONE_PART} or month_day_l = '01-01' and birth_year_l = birth_year_r or month_day_r = '01-01' and birth_year_l = birth_year_r)"),
    ("other", "1=1"),
]


def joint_levels():
    """Birth date and NIK together, from the strongest to the weakest: (label, condition)."""
    out = []
    for label, date in DATES:
        out.append((f"{label}, NIK =", f"{date} and nik_l = nik_r"))
        if label == "date =":
            broken = "(nik_date_l <> dob_l or nik_date_r <> dob_r)"
            out += [
                ("date =, NIK date digit", f"{SAME} and {NEAR} and nik_l[7:12] <> nik_r[7:12] and {broken}"),
                ("date =, NIK region digit", f"{SAME} and {NEAR} and nik_l[1:6] <> nik_r[1:6]"),
                ("date =, NIK serial digit", f"{SAME} and {NEAR}"),
            ]
        else:
            out.append((f"{label}, NIK near", f"{date} and {NEAR}"))
        out.append((f"{label}, NIK missing", f"{date} and (nik_l is null or nik_r is null)"))
        out.append((f"{label}, NIK different", date))
    return out


def joint_u(con, seed=1):
    """Shares of these levels among pairs of strangers. Random pairs hardly ever share a birth date or a number, so the rare
    levels are counted where they can occur: inside blocks of equal date, equal number and equal first twelve digits, among
    pairs whose names have nothing in common."""
    levels = joint_levels()
    case = "case " + " ".join(f"when {sql} then {i}" for i, (_, sql) in enumerate(levels)) + " end"
    columns = "nik, dob, dob_swapped, nik_date, nik12, month_day, birth_year, sound, sounds"
    for side, table in (("l", "left_list"), ("r", "right_list")):
        con.execute(f"create or replace temp view u_{side} as select " + ", ".join(f"{c.strip()} as {c.strip()}_{side}" for c in columns.split(",")) + f" from {table}")
    total = con.execute("select (select count(*) from u_l) * (select count(*) from u_r)").fetchall()[0][0]
    strangers = "len(list_intersect(sounds_l, sounds_r)) = 0"

    def counts(where, sample):
        left = f"(select * from u_l using sample {sample} percent (bernoulli, {seed}))"
        rows = con.execute(f"select {case}, count(*) from {left} join u_r on {where} where {strangers} group by 1").fetchall()
        return dict(rows), sum(n for _, n in rows)

    same = con.execute("select sum(a.n * b.n) from (select dob_l d, count(*) n from u_l group by 1) a join (select dob_r d, count(*) n from u_r group by 1) b using (d)").fetchall()[0][0]
    swap = con.execute("select sum(a.n * b.n) from (select dob_swapped_l d, count(*) n from u_l group by 1) a join (select dob_r d, count(*) n from u_r group by 1) b using (d)").fetchall()[0][0]
    in_date, in_date_n = counts("dob_l = dob_r", min(100, 200 * 1e6 / same))
    in_number, _ = counts("nik_l = nik_r", 100)
    in_twelve, _ = counts("nik12_l = nik12_r and nik_l <> nik_r and dob_l <> dob_r", 100)
    rows = con.execute(
        f"select {case}, count(*) from (select * from u_l using sample 2000 rows (reservoir, {seed})), (select * from u_r using sample 1000 rows (reservoir, {seed})) group by 1"
    ).fetchall()
    random, random_n = dict(rows), sum(n for _, n in rows)
    u = {}
    for i, (label, _) in enumerate(levels):
        date, nik = label.split(", ")
        if date == "date =" and nik != "NIK =":
            u[label] = max(in_date.get(i, 0), 0.5) / in_date_n * same / total
        elif nik == "NIK =":
            u[label] = max(in_number.get(i, 0), 0.5) / total
        elif nik == "NIK near":
            u[label] = max(in_twelve.get(i, 0), 0.5) / total
        elif date == "swapped":
            missing = con.execute("select 1 - (1 - avg((nik_l is null)::int)) * (1 - (select avg((nik_r is null)::int) from u_r)) from u_l").fetchall()[0][0]
            u[label] = max(swap / total * (missing if nik == "NIK missing" else 1 - missing), 1e-12)
        else:
            u[label] = max(random.get(i, 0), 0.5) / random_n
    return u


def conditional(district, con):
    """What an expert would build: name levels by tokens, and birth date and NIK in one comparison, because the date is inside
    the number: agreeing twice is not twice the evidence."""
    u = joint_u(con)
    joint = [cll.NullLevel("dob")]
    for label, sql in joint_levels():
        # No frequency of the date here: in a joint level Splink would put it in the place of the whole u.
        made = cll.ElseLevel() if label == "other, NIK different" else level(sql, label)
        joint.append(made.configure(u_probability=u[label], fix_u_probability=True))
    names = [
        cll.NullLevel("name"),
        level("name_l = name_r", "equal", "name"),
        level("name_sorted_l = name_sorted_r or name_joined_l = name_joined_r", "order or blanks", "name_sorted"),
        level("sound_l = sound_r", "same sound", "sound"),
        level("jaro_winkler_similarity(name_joined_l, name_joined_r) >= 0.95", "JW 0.95"),
        level("len(list_intersect(sounds_l, sounds_r)) = least(len(sounds_l), len(sounds_r)) and len(sounds_l) + len(sounds_r) >= 3", "within"),
        level("jaro_winkler_similarity(name_joined_l, name_joined_r) >= 0.9", "JW 0.9"),
        level("jaro_winkler_similarity(sound_l, sound_r) >= 0.88", "JW of sounds 0.88"),
        level("len(list_intersect(sounds_l, sounds_r)) >= 1", "a shared token"),
        cll.ElseLevel(),
    ]
    comparisons = [
        cl.CustomComparison(names, output_column_name="name"),
        cl.CustomComparison(joint, output_column_name="born_and_number"),
        # Sex and district are inside the NIK: no evidence where it agrees.
        cl.CustomComparison(
            [level("sex_l is null or sex_r is null or nik_l = nik_r", "no evidence").configure(is_null_level=True), level("sex_l = sex_r", "equal"), cll.ElseLevel()],
            output_column_name="sex",
        ),
    ]
    if district:
        comparisons.append(
            cl.CustomComparison(
                [
                    level("region_l is null or region_r is null or nik_l = nik_r", "no evidence").configure(is_null_level=True),
                    level("region_l = region_r", "equal"),
                    cll.ElseLevel(),
                ],
                output_column_name="region",
            )
        )
    return comparisons


def train(linker, setting, max_pairs):
    linker.training.estimate_probability_two_random_records_match([block_on("nik")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=max_pairs, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("nik"))
    if setting == "documented":
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob", "name"))
    else:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("sound", "birth_year"), max_pairs=1e7)


def one_to_one(pairs):
    """Greedy by probability, then by weight; the same rule as ours."""
    used_left, used_right, out = set(), set(), []
    for left, right, p, weight in pairs:
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
            out.append((left, right, p, weight))
    return out


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--left", required=True)
    ask.add_argument("--right", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--setting", choices=["documented", "conditional"], default="documented")
    ask.add_argument("--no-district", action="store_true")
    ask.add_argument("--memory", default="8GB", help="limit for DuckDB")
    ask.add_argument("--max-pairs", type=float, default=2e6, help="pairs from which Splink estimates u")
    ask.add_argument("--verbose", action="store_true")
    a = ask.parse_args()
    logging.getLogger("splink").setLevel(logging.INFO if a.verbose else logging.ERROR)
    began = time.time()
    con = duckdb.connect()
    con.execute(f"set memory_limit='{a.memory}'")
    con.execute("create table left_list as " + clean.select(a.left, **clean.ROSTER))
    con.execute("create table right_list as " + clean.select(a.right, **clean.LIST))
    for table in ("left_list", "right_list"):
        con.execute(f"alter table {table} add column sounds_key varchar[]")
        con.execute(f"update {table} set sounds_key = [sound]")
    cleaned = time.time() - began
    api = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=documented(not a.no_district) if a.setting == "documented" else conditional(not a.no_district, con),
        blocking_rules_to_generate_predictions=BLOCKING,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker([api.register("left_list", dataset_display_name="roster"), api.register("right_list", dataset_display_name="zlist")], settings, log_level=logging.INFO if a.verbose else logging.ERROR)
    train(linker, a.setting, a.max_pairs)
    trained = time.time() - began
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    pairs = con.execute(
        f"select unique_id_l, unique_id_r, match_probability, match_weight from {predicted.physical_name} "
        "order by match_weight desc, unique_id_l, unique_id_r"
    ).fetchall()
    links = sorted(one_to_one(pairs))
    with open(a.out, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["left_id", "right_id", "probability", "weight", "verdict"])
        for left, right, p, weight in links:
            if p >= 0.05:
                w.writerow([left, right, f"{p:.6f}", f"{weight:.3f}", "match" if p >= 0.95 else "review"])
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "peer": f"splink {a.setting}", "wall": round(time.time() - began, 2), "cpu": round(own.ru_utime + own.ru_stime, 2),
        "peak_mb": own.ru_maxrss // 1024, "clean_wall": round(cleaned, 2), "trained_wall": round(trained, 2), "pairs": len(pairs), "links": len(links),
    }))
    if a.verbose:
        linker.misc.save_model_to_json(a.out + ".model.json", overwrite=True)


if __name__ == "__main__":
    main()
