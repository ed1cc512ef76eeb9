-- Accounts whose password somebody else has given: it must be changed at the first sign-in.
CREATE TABLE account_temporary (
  account_id @id PRIMARY KEY REFERENCES account (id),
  given_at @text NOT NULL
);

-- What stands on letters, by government: the letterhead, the place, who signs; and whom to ask at the insurer's branch.
CREATE TABLE letterhead (
  government_id @id PRIMARY KEY REFERENCES government (id),
  head @text NOT NULL,
  place @text NOT NULL,
  number_pattern @text NOT NULL,
  signer_office @text NOT NULL,
  signer_name @text NOT NULL,
  signer_rank @text NOT NULL,
  signer_nip @text NOT NULL,
  copies @text NOT NULL,
  contact @text NOT NULL,
  contact_phone @text NOT NULL
);

-- Many files handed in at once. month and as_of are what the sender said for files that do not say it themselves.
CREATE TABLE bundle (
  id @id PRIMARY KEY,
  government_id @id NOT NULL,
  account_id @id NOT NULL,
  creator @text NOT NULL,
  month @text NOT NULL,
  as_of @date NOT NULL,
  request_key @text NOT NULL,
  state @text NOT NULL,
  created_at @text NOT NULL
);
CREATE INDEX bundle_account ON bundle (account_id, id);
CREATE UNIQUE INDEX bundle_request ON bundle (account_id, request_key);

-- One file of them: what it was taken for, on which ground, and the import that it became. totals is JSON of counts.
CREATE TABLE bundle_file (
  bundle_id @id NOT NULL REFERENCES bundle (id),
  seq @int NOT NULL,
  file_name @text NOT NULL,
  size @int NOT NULL,
  blob @text NOT NULL,
  state @text NOT NULL,
  kind @text NOT NULL,
  government_id @id NOT NULL,
  unit_id @id NOT NULL,
  month @text NOT NULL,
  as_of @date NOT NULL,
  told @bool NOT NULL,
  why @text NOT NULL,
  totals @text NOT NULL,
  batch_id @id NOT NULL,
  PRIMARY KEY (bundle_id, seq)
) @clustered;
CREATE INDEX bundle_file_batch ON bundle_file (batch_id);
