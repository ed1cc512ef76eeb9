CREATE TABLE government (
  id @id PRIMARY KEY,
  code @text NOT NULL,
  name @text NOT NULL,
  checker @bool NOT NULL,
  sample @bool NOT NULL,
  created_at @text NOT NULL
);
CREATE UNIQUE INDEX government_code ON government (code);

-- Whatever employs or answers for people. path is "/12/45/", the ids from the root down to the unit itself.
CREATE TABLE unit (
  government_id @id NOT NULL REFERENCES government (id),
  id @id NOT NULL,
  code @text NOT NULL,
  name @text NOT NULL,
  kind @text NOT NULL,
  region_code @text NOT NULL,
  parent_id @id NOT NULL,
  path @text NOT NULL,
  business @text NOT NULL,
  jkk_class @int NOT NULL,
  programmes @int NOT NULL,
  wage_basis @text NOT NULL,
  contact @text NOT NULL,
  phone @text NOT NULL,
  from_date @date NOT NULL,
  to_date @date NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE UNIQUE INDEX unit_code ON unit (code);

CREATE TABLE unit_registration (
  government_id @id NOT NULL,
  unit_id @id NOT NULL,
  npp @text NOT NULL,
  division @text NOT NULL,
  PRIMARY KEY (government_id, unit_id, npp),
  FOREIGN KEY (government_id, unit_id) REFERENCES unit (government_id, id)
) @clustered;
CREATE INDEX unit_registration_npp ON unit_registration (npp);

-- One file that came in, of any kind. government_id is whose it is; 0 where it spans governments.
CREATE TABLE import_batch (
  id @id PRIMARY KEY,
  government_id @id NOT NULL,
  kind @text NOT NULL,
  unit_id @id NOT NULL,
  month @text NOT NULL,
  as_of @date NOT NULL,
  file_name @text NOT NULL,
  digest @bytes NOT NULL,
  blob @text NOT NULL,
  state @text NOT NULL,
  row_count @int NOT NULL,
  applied_count @int NOT NULL,
  waiting_count @int NOT NULL,
  rejected_count @int NOT NULL,
  unchanged_count @int NOT NULL,
  findings @text NOT NULL,
  layout @text NOT NULL,
  wrapped_key @bytes,
  created_by @id NOT NULL,
  creator @text NOT NULL,
  created_at @text NOT NULL,
  applied_at @text NOT NULL,
  undone_at @text NOT NULL,
  undone_by @text NOT NULL
);
CREATE INDEX import_batch_digest ON import_batch (digest);
CREATE INDEX import_batch_government ON import_batch (government_id, id);

-- A layout that a person confirmed, found again by the fingerprint of its header.
CREATE TABLE learnt_layout (
  government_id @id NOT NULL,
  kind @text NOT NULL,
  fingerprint @text NOT NULL,
  layout @text NOT NULL,
  at @text NOT NULL,
  PRIMARY KEY (government_id, kind, fingerprint)
) @clustered;

-- What an import or an edit changed in rows that are not its own, so that it can be undone.
CREATE TABLE import_change (
  batch_id @id NOT NULL,
  seq @int NOT NULL,
  government_id @id NOT NULL,
  what @text NOT NULL,
  target_id @id NOT NULL,
  before @text NOT NULL,
  after @text NOT NULL,
  PRIMARY KEY (batch_id, seq)
) @clustered;
CREATE INDEX import_change_target ON import_change (government_id, what, target_id);

-- One human in one government. The row holds no name: names stand in the roster rows that say so.
CREATE TABLE person (
  government_id @id NOT NULL,
  id @id NOT NULL,
  code @text NOT NULL,
  nik_index @bytes NOT NULL,
  wrapped_key @bytes,
  sealed_nik @bytes NOT NULL,
  created_at @text NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE UNIQUE INDEX person_nik ON person (government_id, nik_index);
CREATE INDEX person_nik_everywhere ON person (nik_index);

CREATE TABLE person_token (
  government_id @id NOT NULL,
  token @text NOT NULL,
  person_id @id NOT NULL,
  PRIMARY KEY (government_id, token, person_id)
) @clustered;

-- One line of a roster: an employment as its unit told it. sealed is under the person's key, or under the batch's key
-- while the row waits and is nobody yet.
CREATE TABLE roster_row (
  government_id @id NOT NULL,
  id @id NOT NULL,
  batch_id @id NOT NULL,
  unit_id @id NOT NULL,
  sheet @text NOT NULL,
  row_no @int NOT NULL,
  status @text NOT NULL,
  person_id @id NOT NULL,
  name @text NOT NULL,
  birth_year @int NOT NULL,
  sex @text NOT NULL,
  category @text NOT NULL,
  position @text NOT NULL,
  wage @milli NOT NULL,
  start_date @date NOT NULL,
  end_date @date NOT NULL,
  decree @text NOT NULL,
  fund @text NOT NULL,
  name_birth_index @bytes,
  digest @bytes NOT NULL,
  findings @text NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX roster_row_batch ON roster_row (government_id, batch_id, unit_id);
CREATE INDEX roster_row_person ON roster_row (government_id, person_id);

-- The pointer: which batch is the roster of a unit for a month. Applying moves it, undoing moves it back.
CREATE TABLE roster_current (
  government_id @id NOT NULL,
  unit_id @id NOT NULL,
  month @text NOT NULL,
  batch_id @id NOT NULL,
  answer @text NOT NULL,
  PRIMARY KEY (government_id, unit_id, month)
) @clustered;
CREATE INDEX roster_current_batch ON roster_current (government_id, batch_id);

CREATE TABLE participant_list (
  id @id PRIMARY KEY,
  government_id @id NOT NULL,
  batch_id @id NOT NULL,
  as_of @date NOT NULL,
  live @bool NOT NULL,
  entries @int NOT NULL
);
CREATE INDEX participant_list_batch ON participant_list (batch_id);

CREATE TABLE participant_coverage (
  list_id @id NOT NULL,
  npp @text NOT NULL,
  PRIMARY KEY (list_id, npp)
) @clustered;

CREATE TABLE participant_entry (
  list_id @id NOT NULL,
  row_no @int NOT NULL,
  npp @text NOT NULL,
  nik_index @bytes,
  kpj_index @bytes,
  name_birth_index @bytes,
  segment @text NOT NULL,
  programmes @int NOT NULL,
  active @bool NOT NULL,
  last_month @text NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (list_id, row_no)
) @clustered;
CREATE INDEX participant_entry_nik ON participant_entry (nik_index, list_id);
CREATE INDEX participant_entry_name ON participant_entry (name_birth_index, list_id);
CREATE INDEX participant_entry_kpj ON participant_entry (kpj_index);

-- Which entry of a list is which person, as judged; kept per person and list, judged anew after every import.
CREATE TABLE match_link (
  government_id @id NOT NULL,
  person_id @id NOT NULL,
  list_id @id NOT NULL,
  row_no @int NOT NULL,
  band @text NOT NULL,
  reason @text NOT NULL,
  PRIMARY KEY (government_id, person_id, list_id, row_no)
) @clustered;

-- What a person decided about a pair; no later judgement overrules it.
CREATE TABLE match_decision (
  government_id @id NOT NULL,
  id @id NOT NULL,
  person_id @id NOT NULL,
  entry_key @bytes NOT NULL,
  decision @text NOT NULL,
  reason @text NOT NULL,
  decided_by @text NOT NULL,
  decided_at @text NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE UNIQUE INDEX match_decision_pair ON match_decision (government_id, person_id, entry_key);

CREATE TABLE declared_figure (
  government_id @id NOT NULL,
  id @id NOT NULL,
  batch_id @id NOT NULL,
  unit_id @id NOT NULL,
  region_code @text NOT NULL,
  on_date @date NOT NULL,
  measure @text NOT NULL,
  value @int NOT NULL,
  out_of @int NOT NULL,
  source @text NOT NULL,
  line_key @text NOT NULL,
  line_digest @text NOT NULL,
  live @bool NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX declared_figure_batch ON declared_figure (batch_id);
CREATE INDEX declared_figure_key ON declared_figure (government_id, line_key);

-- What a waiting row held before a person repaired it, so that the repair can be undone.
CREATE TABLE roster_repaired (
  government_id @id NOT NULL,
  row_id @id NOT NULL,
  digest @bytes NOT NULL,
  findings @text NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (government_id, row_id)
);
