-- How often something was tried: in the database, so that it holds over all nodes. name is a keyed digest of what is
-- counted (a username, an address), so the table names nobody.
CREATE TABLE attempt (
  name @bytes PRIMARY KEY,
  tries @int NOT NULL,
  since @text NOT NULL,
  until @text NOT NULL
);
CREATE INDEX attempt_since ON attempt (since);

-- The second factor of an account: the secret of its codes, sealed. last_step is the last code that was used: none twice.
CREATE TABLE account_factor (
  account_id @id PRIMARY KEY REFERENCES account (id),
  wrapped_key @bytes NOT NULL,
  sealed @bytes NOT NULL,
  confirmed_at @text NOT NULL,
  last_step @int NOT NULL
);

-- Codes on paper for who loses the telephone: keyed digests, each used once.
CREATE TABLE account_code (
  account_id @id NOT NULL REFERENCES account (id),
  digest @bytes NOT NULL,
  PRIMARY KEY (account_id, digest)
) @clustered;

-- Sessions that have given the password and not yet the second factor: they open nothing else.
CREATE TABLE session_half (
  token_hash @bytes PRIMARY KEY,
  at @text NOT NULL
);
