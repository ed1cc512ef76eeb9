-- Loads the two lists. In the environment: LEFT and RIGHT, the paths of the CSV files.
\set ON_ERROR_STOP on
set client_min_messages = warning;
\pset tuples_only on
\getenv left LEFT
\getenv right RIGHT
create extension if not exists fuzzystrmatch;
drop table if exists roster, list;
create unlogged table roster (id text, region_code text, nik text, name text, birth_date date, sex text);
create unlogged table list (id text, nik text, name text, birth_date date, npp text, active text, last_paid text);
\set copy_roster '\\copy roster from ' :'left' ' csv header'
\set copy_list '\\copy list from ' :'right' ' csv header'
\timing on
\echo load
:copy_roster
:copy_list
analyze roster;
analyze list;
\timing off
