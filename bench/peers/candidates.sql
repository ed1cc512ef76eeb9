-- Candidates only, by the join that is written first in a database: same birth date, names at most three letters apart. It
-- decides nothing; it is a yardstick of time. The tables roster and list are loaded (load.sql).
set work_mem = '256MB';
\timing on
\echo candidates
select count(*) from roster r join list p on p.birth_date = r.birth_date
where levenshtein_less_equal(upper(split_part(r.name, ',', 1)), p.name, 3) <= 3;
\timing off
