-- A whole linkage by hand: clean, find candidates by several keys, give points, take pairs that are each other's best.
-- The points are what a careful person would choose who has seen such lists; nothing is learnt from the data.
-- The tables roster and list are loaded (load.sql). In the environment: OUT, the file for the links.
set work_mem = '256MB';
set jit = off;
set client_min_messages = warning;
\getenv out OUT

create or replace function cleaned(name text) returns text language sql immutable parallel safe as $$
  select trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    replace(split_part(upper(name), ',', 1), '''', ''),
    '^((H|HJ|DRS|DRA|DR|IR|KH|NY|TN|PROF)\.? +)+', ''),
    ' +(S\.?PD(\.?I|\.?SD)?|S\.?KOM|S\.?E|S\.?SOS|A\.?MD(\.?(KEB|KEP))?|S\.?H|S\.?T|S\.?KEP(\.?NS)?|S\.?AP|M\.?PD|S\.?P|S\.?KM|S\.?PSI|S\.?AG|M\.?M|S\.?STP)\.?$', ''),
    '[^A-Z]+', ' ', 'g'),
    '\m(MU?H|MO?H|MOCH|MUCH|MOKH|MHD|MOHD|M[OU][CK]?HA?MM?[AE]D)\M', 'MUHAMMAD', 'g'),
    '\mABD(UR)?\M', 'ABDUL', 'g'),
    '\m(ST|SITTI)\M', 'SITI', 'g'),
    '\mNO+E?R\M', 'NUR', 'g'),
    ' BIN(TI)? .*$', ''))
$$;

create or replace function sound(name text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(translate(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    name, 'OE', 'U', 'g'), 'DJ', 'J', 'g'), 'TJ', 'C', 'g'), '(KH|CH|H)', '', 'g'), '(AI|AE|OI)', 'E', 'g'), 'IY', 'I', 'g'),
    'ZQVFYJO', 'SKPPIIU'), 'IK( |$)', 'I\1', 'g'), '(.)\1+', '\1', 'g')
$$;

\timing on
\echo clean
drop table if exists l, r, pair;
create unlogged table l as
select id, case when nik ~ '^[0-9]{16}$' then nik end nik, c.name, sound(c.name) sound, birth_date born, sex, replace(region_code, '.', '') region,
  case when extract(day from birth_date) <= 12 then make_date(extract(year from birth_date)::int, extract(day from birth_date)::int, extract(month from birth_date)::int) end swapped
from roster, lateral (select cleaned(roster.name) as name) c;
create unlogged table r as
select id, case when nik ~ '^[0-9]{16}$' then nik end nik, c.name, sound(c.name) sound, birth_date born
from list, lateral (select cleaned(list.name) as name) c;
analyze l; analyze r;
\echo candidates
create unlogged table pair as
select l.id l, r.id r from l join r on l.nik = r.nik
union
select l.id, r.id from l join r on l.born = r.born where levenshtein_less_equal(l.sound, r.sound, 4) <= 4 or split_part(l.sound, ' ', 1) = split_part(r.sound, ' ', 1)
union
select l.id, r.id from l join r on l.swapped = r.born where levenshtein_less_equal(l.sound, r.sound, 3) <= 3
union
select l.id, r.id from l join r on l.sound = r.sound and extract(year from l.born) = extract(year from r.born)
union
select l.id, r.id from l join r on l.sound = r.sound and to_char(l.born, 'MMDD') = to_char(r.born, 'MMDD');
analyze pair;
\echo compare
create unlogged table scored as
select p.l, p.r,
  case when l.nik = r.nik then 18 when l.nik is null or r.nik is null then 0
       when levenshtein_less_equal(l.nik, r.nik, 2) <= 2 then case when substr(l.nik, 1, 12) = substr(r.nik, 1, 12) then 0 else 9 end else -6 end
  + case when l.born = r.born then 12 when l.swapped = r.born then 7
       when to_char(l.born, 'YYYYMM') = to_char(r.born, 'YYYYMM') or to_char(l.born, 'MMDD') = to_char(r.born, 'MMDD')
         or (extract(year from l.born) = extract(year from r.born) and (to_char(l.born, 'MMDD') = '0101' or extract(day from l.born) = extract(day from r.born))) then 3
       else -5 end
  + case when l.name = r.name then 10 + least(length(l.name) / 6, 4) when replace(l.sound, ' ', '') = replace(r.sound, ' ', '') then 9
       when levenshtein_less_equal(l.sound, r.sound, 1) <= 1 then 8
       when string_to_array(l.sound, ' ') <@ string_to_array(r.sound, ' ') or string_to_array(r.sound, ' ') <@ string_to_array(l.sound, ' ') then 6
       when levenshtein_less_equal(l.sound, r.sound, 3) <= 3 then 4
       when split_part(l.sound, ' ', 1) = split_part(r.sound, ' ', 1) then 1 else -7 end
  + case when l.nik = r.nik or r.nik is null then 0 when l.region = substr(r.nik, 1, 4) then 3 else -2 end
  + case when l.nik = r.nik or r.nik is null then 0 when (l.sex = 'P') = (substr(r.nik, 7, 1) >= '4') then 1 else -5 end as points
from pair p join l on l.id = p.l join r on r.id = p.r;
\echo choose
create unlogged table chosen as
select l, r, points from (
  select *, row_number() over (partition by l order by points desc, r) best_l, row_number() over (partition by r order by points desc, l) best_r from scored where points >= 12) x
where best_l = 1 and best_r = 1;
\timing off
\set write '\\copy (select l as left_id, r as right_id, round((1 / (1 + power(2.0, 19 - points)))::numeric, 6) as probability, points as weight, case when points >= 24 then ''match'' else ''review'' end as verdict from chosen order by 1) to ' :'out' ' csv header'
:write
drop table l, r, pair, scored, chosen;
