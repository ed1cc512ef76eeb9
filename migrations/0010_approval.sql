-- What one person asks for and another decides. version grows with each decision, so that two deciders cannot both win.
CREATE TABLE approval (
  government_id @id NOT NULL,
  id @id NOT NULL,
  kind @text NOT NULL,
  subject_id @id NOT NULL,
  unit_id @id NOT NULL,
  fingerprint @bytes NOT NULL,
  state @text NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
  version @int NOT NULL,
  submitted_by @id NOT NULL,
  submitter @text NOT NULL,
  submitted_at @text NOT NULL,
  note @text NOT NULL,
  decided_by @id NOT NULL,
  decider @text NOT NULL,
  decided_at @text NOT NULL,
  reason @text NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE UNIQUE INDEX approval_waiting ON approval (government_id, kind, subject_id) WHERE state = 'waiting';
CREATE INDEX approval_subject ON approval (government_id, kind, subject_id, id);

-- Everybody who had a hand in what is to be approved.
CREATE TABLE approval_maker (
  government_id @id NOT NULL,
  kind @text NOT NULL,
  subject_id @id NOT NULL,
  account_id @id NOT NULL,
  PRIMARY KEY (government_id, kind, subject_id, account_id)
) @clustered;

-- Accounts of one human: who has two accounts is still one person.
CREATE TABLE account_human (
  account_id @id PRIMARY KEY REFERENCES account (id),
  human_id @id NOT NULL
);
CREATE INDEX account_human_human ON account_human (human_id);
