-- Who answers for a row that waits, once it was handed over. It hangs on what the row says, so that the same row of the
-- next month has the same owner.
CREATE TABLE waiting_owner (
  government_id @id NOT NULL,
  unit_id @id NOT NULL,
  digest @bytes NOT NULL,
  account_id @id NOT NULL,
  at @text NOT NULL,
  PRIMARY KEY (government_id, unit_id, digest)
);
-- Of rows that are nobody yet, or were said to be nobody.
CREATE INDEX roster_row_nobody ON roster_row (government_id, digest) WHERE person_id = 0;
CREATE INDEX roster_repaired_digest ON roster_repaired (government_id, digest);

-- Corrections in a draft whose file is being read anew, sealed under the batch, until they stand in the new rows.
CREATE TABLE roster_kept (
  government_id @id NOT NULL,
  batch_id @id NOT NULL,
  row_id @id NOT NULL,
  sheet @text NOT NULL,
  row_no @int NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (government_id, batch_id, row_id)
);
