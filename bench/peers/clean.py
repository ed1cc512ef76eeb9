"""Cleaning of names and numbers for the peers, as one SQL SELECT that DuckDB runs (PostgreSQL has its own in linkage.sql).

The rules are common knowledge of Indonesian spelling: titles, short forms of frequent names, old and Arabic spellings.
"""

TITLE_FRONT = r"^((H|HJ|DRS|DRA|DR|IR|KH|NY|TN|PROF)\.? +)+"
TITLE_BACK = (
    r" +(S\.?PD(\.?I|\.?SD)?|S\.?KOM|S\.?E|S\.?SOS|A\.?MD(\.?(KEB|KEP))?|S\.?H|S\.?T|S\.?KEP(\.?NS)?|S\.?AP|M\.?PD|S\.?P"
    r"|S\.?KM|S\.?PSI|S\.?AG|M\.?M|S\.?STP)\.?$"
)

# Each pair is applied in order to the cleaned name.
SHORT_FORMS = [
    (r"\b(MU?H|MO?H|MOCH|MUCH|MOKH|MHD|MOHD)\b", "MUHAMMAD"),
    (r"\bM[OU](C|K)?HA?MM?[AE]D\b", "MUHAMMAD"),
    (r"\bABD(UR)?\b", "ABDUL"),
    (r"\b(ST|SITTI)\b", "SITI"),
    (r"\bNO+E?R\b", "NUR"),
    (r"\bA(C|K)H?MAD\b", "AHMAD"),
    (r" BIN(TI)? .*$", ""),
]

PHONETIC = [
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "S"), ("SY", "S"), ("SH", "S"), ("KH", "H"), ("CH", "H"), ("DZ", "S"), ("Z", "S"),
    ("TH", "T"), ("DH", "D"), ("Q", "K"), ("V", "P"), ("F", "P"), ("AI", "E"), ("AE", "E"), ("OI", "E"), ("IY", "I"), ("Y", "I"),
    ("J", "I"), ("O", "U"), ("H", ""), ("IK( |$)", r"I\1"), (r"(.)\1+", r"\1"),
]


def quote(text):
    return "'" + text.replace("'", "''") + "'"


def chain(expression, rules):
    for pattern, put in rules:
        expression = f"regexp_replace({expression}, {quote(pattern)}, {quote(put)}, 'g')"
    return expression


def distinct_letters(expression):
    """RE2 has no back references: doubled letters are made single one by one."""
    for letter in "ABCDEFGIKLMNPRSTUW":
        expression = f"regexp_replace({expression}, '{letter}{letter}+', '{letter}', 'g')"
    return expression


def select(path, source, region, sex):
    """A SELECT that reads a CSV file and gives the columns that the settings use."""
    name = f"split_part(upper(name), ',', 1)"
    name = f"regexp_replace(regexp_replace({name}, {quote(TITLE_FRONT)}, ''), {quote(TITLE_BACK)}, '')"
    name = f"trim(regexp_replace(regexp_replace({name}, '''', '', 'g'), '[^A-Z]+', ' ', 'g'))"
    name = chain(name, SHORT_FORMS)
    phonetic = distinct_letters(chain("name", PHONETIC[:-1]))
    return f"""
    with raw as (select * from read_csv({quote(path)}, header=true, all_varchar=true)),
    named as (
        select id as unique_id, nullif({name}, '') as name,
               case when regexp_matches(nik, '^[0-9]{{16}}$') then nik end as nik, birth_date as dob, {region} as region, {sex} as sex
        from raw
    ),
    keyed as (select *, {phonetic} as phonetic from named)
    select *, array_to_string(list_sort(string_split(name, ' ')), ' ') as name_sorted, replace(name, ' ', '') as name_joined,
           string_split(name, ' ') as tokens, string_split(phonetic, ' ') as sounds,
           array_to_string(list_sort(string_split(phonetic, ' ')), ' ') as sound,
           dob[1:4] as birth_year, dob[6:10] as month_day, dob[1:4] || '-' || dob[9:10] || '-' || dob[6:7] as dob_swapped,
           nik[1:12] as nik12,
           case when nik is not null then
               (case when cast(nik[11:12] as int) <= 12 then '20' else '19' end) || nik[11:12] || '-' || nik[9:10] || '-' ||
               lpad(cast(case when cast(nik[7:8] as int) > 40 then cast(nik[7:8] as int) - 40 else cast(nik[7:8] as int) end as varchar), 2, '0')
           end as nik_date,
           {quote(source)} as source_dataset
    from keyed
    """


ROSTER = dict(source="roster", region="replace(region_code, '.', '')", sex="sex")
LIST = dict(
    source="zlist", region="nik[1:4]",
    sex="case when regexp_matches(nik, '^[0-9]{16}$') then case when cast(nik[7:8] as int) > 40 then 'P' else 'L' end end",
)
