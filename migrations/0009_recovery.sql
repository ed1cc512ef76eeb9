-- Recovery keys: what backups are encrypted to. Only the recipient is kept; the secret was shown once. The newest counts.
CREATE TABLE recovery_key (
  id @id PRIMARY KEY,
  recipient @text NOT NULL,
  made_at @text NOT NULL,
  confirmed_at @text NOT NULL,
  confirmed_by @text NOT NULL
);

-- Backups that were finished: when they began, and what they are.
CREATE TABLE backup_made (
  id @id PRIMARY KEY,
  at @text NOT NULL,
  recipient @text NOT NULL,
  size @int NOT NULL,
  row_count @int NOT NULL
);
