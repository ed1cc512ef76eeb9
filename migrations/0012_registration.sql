-- What happened to a person and ends or interrupts work: a death, a work accident. Nothing here is deleted: a mistake is
-- withdrawn.
CREATE TABLE person_event (
  government_id @id NOT NULL,
  id @id NOT NULL,
  person_id @id NOT NULL,
  kind @text NOT NULL CHECK (kind IN ('died', 'accident')),
  on_date @date NOT NULL,
  noted_by @text NOT NULL,
  noted_at @text NOT NULL,
  withdrawn_by @text NOT NULL,
  withdrawn_at @text NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX person_event_person ON person_event (government_id, person_id);

-- What the insurer's templates ask and no roster tells: of a unit once, of a person sealed under the person's key.
CREATE TABLE registration_unit (
  government_id @id NOT NULL,
  unit_id @id NOT NULL,
  workplace @text NOT NULL,
  contract @text NOT NULL,
  PRIMARY KEY (government_id, unit_id)
);

CREATE TABLE registration_detail (
  government_id @id NOT NULL,
  person_id @id NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (government_id, person_id)
);

-- A template that a user downloaded from the portal and uploaded here; body is JSON of the layout and its code lists.
CREATE TABLE registration_template (
  government_id @id NOT NULL,
  id @id NOT NULL,
  kind @text NOT NULL,
  body @text NOT NULL,
  added_by @text NOT NULL,
  added_at @text NOT NULL,
  PRIMARY KEY (government_id, id)
);

-- A file that was made for the insurer, and where it stands. The workbook itself is in the blob.
CREATE TABLE registration_file (
  government_id @id NOT NULL,
  id @id NOT NULL,
  unit_id @id NOT NULL,
  npp @text NOT NULL,
  month @text NOT NULL,
  kind @text NOT NULL,
  version @text NOT NULL,
  row_count @int NOT NULL,
  blob @text NOT NULL,
  state @text NOT NULL CHECK (state IN ('made', 'sent', 'answered', 'dropped')),
  made_by @text NOT NULL,
  made_at @text NOT NULL,
  sent_by @text NOT NULL,
  sent_at @text NOT NULL,
  answered_at @text NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX registration_file_unit ON registration_file (government_id, unit_id, id);

-- One person in a file. reason is the insurer's word, sealed under the person's key.
CREATE TABLE registration_line (
  government_id @id NOT NULL,
  file_id @id NOT NULL,
  row_no @int NOT NULL,
  person_id @id NOT NULL,
  state @text NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'fixed')),
  reason @bytes,
  PRIMARY KEY (government_id, file_id, row_no)
) @clustered;
CREATE INDEX registration_line_person ON registration_line (government_id, person_id);
