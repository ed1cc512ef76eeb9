-- Work that outlives a request (platform/job). A payload holds ids, never personal values; phase and message are texts
-- for people as JSON of kit/lang. fence grows with each claim: who holds an older one has lost the job.
CREATE TABLE job (
  government_id @id NOT NULL,
  job_id @id NOT NULL,
  kind @text NOT NULL,
  dedupe @text NOT NULL,
  payload @text NOT NULL,
  state @text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  again @bool NOT NULL,
  cancel @bool NOT NULL,
  attempt @int NOT NULL,
  run_after @text NOT NULL,
  fence @int NOT NULL,
  runner @text NOT NULL,
  leased_until @text NOT NULL,
  done_rows @int NOT NULL,
  total_rows @int NOT NULL,
  furthest @int NOT NULL,
  phase @text NOT NULL,
  message @text NOT NULL,
  result @text NOT NULL,
  queued_at @text NOT NULL,
  started_at @text NOT NULL,
  ended_at @text NOT NULL,
  version @int NOT NULL,
  PRIMARY KEY (government_id, job_id)
);
CREATE INDEX job_open ON job (state, run_after) WHERE state IN ('waiting', 'running');
CREATE INDEX job_last ON job (government_id, kind, dedupe, job_id);
CREATE INDEX job_ended ON job (ended_at) WHERE state IN ('done', 'failed', 'cancelled');
CREATE UNIQUE INDEX job_dedupe ON job (government_id, kind, dedupe) WHERE dedupe <> '' AND state IN ('waiting', 'running');

-- Files that came in, sealed by a key of their own (platform/blob). content is the keyed digest of the plain bytes and is
-- null while the file is being received or removed.
CREATE TABLE blob (
  government_id @id NOT NULL,
  blob_id @id NOT NULL,
  content @bytes,
  size @int NOT NULL,
  chunks @int NOT NULL,
  wrapped_key @bytes NOT NULL,
  received_at @text NOT NULL,
  keep_until @text NOT NULL,
  PRIMARY KEY (government_id, blob_id)
);
CREATE UNIQUE INDEX blob_content ON blob (government_id, content);
CREATE INDEX blob_keep ON blob (keep_until);

CREATE TABLE blob_chunk (
  government_id @id NOT NULL,
  blob_id @id NOT NULL,
  nth @int NOT NULL,
  sealed @bytes NOT NULL,
  PRIMARY KEY (government_id, blob_id, nth),
  FOREIGN KEY (government_id, blob_id) REFERENCES blob (government_id, blob_id)
);
