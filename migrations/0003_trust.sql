-- People who sign in. The installation owns them, not a government.
CREATE TABLE account (
  id @id PRIMARY KEY,
  username @text NOT NULL,
  name @text NOT NULL,
  title @text NOT NULL,
  phone @text NOT NULL,
  password @text NOT NULL,
  language @text NOT NULL,
  active @bool NOT NULL,
  failed_count @int NOT NULL,
  locked_until @text NOT NULL,
  created_at @text NOT NULL
);
CREATE UNIQUE INDEX account_username ON account (username);

-- What an account may do, and where: one row is one role within one reach.
CREATE TABLE account_grant (
  id @id PRIMARY KEY,
  account_id @id NOT NULL REFERENCES account (id),
  role @text NOT NULL,
  government_id @id NOT NULL,
  region_prefix @text NOT NULL,
  unit_id @id NOT NULL,
  npp @text NOT NULL
);
CREATE INDEX account_grant_account ON account_grant (account_id);

CREATE TABLE session (
  token_hash @bytes PRIMARY KEY,
  account_id @id NOT NULL REFERENCES account (id),
  grant_id @id NOT NULL,
  created_at @text NOT NULL,
  seen_at @text NOT NULL,
  ends_at @text NOT NULL,
  agent @text NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- The trail: one chain of keyed hashes per government (0 is the installation).
CREATE TABLE audit_head (
  government_id @id PRIMARY KEY,
  seq @int NOT NULL,
  hash @bytes NOT NULL
);
CREATE TABLE audit_entry (
  government_id @id NOT NULL,
  seq @int NOT NULL,
  at @text NOT NULL,
  account_id @id NOT NULL,
  actor @text NOT NULL,
  op @text NOT NULL,
  target_kind @text NOT NULL,
  target_id @id NOT NULL,
  detail @text NOT NULL,
  hash @bytes NOT NULL,
  PRIMARY KEY (government_id, seq)
) @clustered;
CREATE INDEX audit_entry_target ON audit_entry (government_id, target_kind, target_id);

-- A request that was done once is answered again, not done again.
CREATE TABLE idempotency (
  government_id @id NOT NULL,
  request_key @text NOT NULL,
  body_hash @bytes NOT NULL,
  answer @text NOT NULL,
  at @text NOT NULL,
  PRIMARY KEY (government_id, request_key)
) @clustered;

-- Filters that a person saved under a name.
CREATE TABLE saved_filter (
  id @id PRIMARY KEY,
  account_id @id NOT NULL REFERENCES account (id),
  name @text NOT NULL,
  query @text NOT NULL
);
