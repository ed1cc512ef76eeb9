-- The trail is now keyed and sealed; the unkeyed chain of the time before any release ends here.
DROP TABLE audit_entry;
DROP TABLE audit_head;

-- The last link of each government's chain (0 is the installation). mac is keyed, so that nobody without the key can set
-- a chain back to an earlier end.
CREATE TABLE audit_head (
  government_id @id PRIMARY KEY,
  seq @int NOT NULL,
  link @bytes NOT NULL,
  mac @bytes NOT NULL
);

-- One event. leaf is the plain digest of all that the row says, link the keyed hash of the leaf and the link before it.
CREATE TABLE audit_entry (
  government_id @id NOT NULL,
  seq @int NOT NULL,
  at @text NOT NULL,
  account_id @id NOT NULL,
  actor @text NOT NULL,
  op @text NOT NULL,
  target_kind @text NOT NULL,
  target_id @id NOT NULL,
  purpose @text NOT NULL,
  detail @text NOT NULL,
  leaf @bytes NOT NULL,
  link @bytes NOT NULL,
  PRIMARY KEY (government_id, seq)
) @clustered;
CREATE INDEX audit_entry_target ON audit_entry (government_id, target_kind, target_id, seq);
CREATE INDEX audit_entry_account ON audit_entry (government_id, account_id, seq);

-- Signed batches of entries: one chain of seals for the whole installation. root is the Merkle root of the leaves from
-- first_seq to last_seq of one government, previous the root of the seal before.
CREATE TABLE audit_seal (
  nth @int PRIMARY KEY,
  government_id @id NOT NULL,
  first_seq @int NOT NULL,
  last_seq @int NOT NULL,
  at @text NOT NULL,
  previous @bytes NOT NULL,
  root @bytes NOT NULL,
  signer @bytes NOT NULL,
  signature @bytes NOT NULL
);
CREATE UNIQUE INDEX audit_seal_end ON audit_seal (government_id, last_seq);
