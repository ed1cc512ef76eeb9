CREATE TABLE budget_line (
  government_id @id NOT NULL,
  id @id NOT NULL,
  batch_id @id NOT NULL,
  unit_id @id NOT NULL,
  account_code @text NOT NULL,
  programmes @int NOT NULL,
  category @text NOT NULL,
  fund @text NOT NULL,
  first_month @text NOT NULL,
  last_month @text NOT NULL,
  heads @int NOT NULL,
  ceiling @rupiah NOT NULL,
  line_key @text NOT NULL,
  line_digest @text NOT NULL,
  live @bool NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX budget_line_batch ON budget_line (batch_id);
CREATE INDEX budget_line_key ON budget_line (government_id, line_key);

-- A payment as a line of a list told it. person rows carry keyed indexes; totals carry a unit or an NPP.
CREATE TABLE payment (
  government_id @id NOT NULL,
  id @id NOT NULL,
  batch_id @id NOT NULL,
  row_no @int NOT NULL,
  unit_id @id NOT NULL,
  npp @text NOT NULL,
  month @text NOT NULL,
  paid_on @date NOT NULL,
  reference @text NOT NULL,
  amount @rupiah NOT NULL,
  per_person @bool NOT NULL,
  nik_index @bytes,
  kpj_index @bytes,
  jkk @rupiah NOT NULL,
  jkm @rupiah NOT NULL,
  jht @rupiah NOT NULL,
  jp @rupiah NOT NULL,
  sealed @bytes NOT NULL,
  line_key @text NOT NULL,
  line_digest @text NOT NULL,
  live @bool NOT NULL,
  PRIMARY KEY (government_id, id)
);
CREATE INDEX payment_month ON payment (government_id, month);
CREATE INDEX payment_batch ON payment (batch_id);
CREATE INDEX payment_key ON payment (government_id, line_key);

-- The four facts of a person in a unit and month.
CREATE TABLE fact (
  government_id @id NOT NULL,
  month @text NOT NULL,
  unit_id @id NOT NULL,
  person_id @id NOT NULL,
  roster_row_id @id NOT NULL,
  category @text NOT NULL,
  segment @text NOT NULL,
  budgeted @bool NOT NULL,
  registered @bool NOT NULL,
  paid @bool NOT NULL,
  correct @bool NOT NULL,
  undecided @bool NOT NULL,
  owed @rupiah NOT NULL,
  why @text NOT NULL,
  PRIMARY KEY (government_id, month, unit_id, person_id)
) @clustered;
CREATE INDEX fact_person ON fact (government_id, person_id);

CREATE TABLE coverage_rollup (
  government_id @id NOT NULL,
  month @text NOT NULL,
  unit_id @id NOT NULL,
  category @text NOT NULL,
  segment @text NOT NULL,
  workers @int NOT NULL,
  budgeted @int NOT NULL,
  registered @int NOT NULL,
  paid @int NOT NULL,
  correct @int NOT NULL,
  protected @int NOT NULL,
  protected_correct @int NOT NULL,
  undecided @int NOT NULL,
  step_registered @int NOT NULL,
  step_paid @int NOT NULL,
  step_correct @int NOT NULL,
  owed @rupiah NOT NULL,
  liability @rupiah NOT NULL,
  PRIMARY KEY (government_id, month, unit_id, category, segment)
) @clustered;

-- A government's month whose facts must be computed anew, or were.
CREATE TABLE coverage_month (
  government_id @id NOT NULL,
  month @text NOT NULL,
  wanted @int NOT NULL,
  computed @int NOT NULL,
  computed_at @text NOT NULL,
  pack @text NOT NULL,
  PRIMARY KEY (government_id, month)
) @clustered;

CREATE TABLE frozen_figure (
  id @id PRIMARY KEY,
  government_id @id NOT NULL,
  month @text NOT NULL,
  question @text NOT NULL,
  body @text NOT NULL,
  definition @text NOT NULL,
  frozen_at @text NOT NULL,
  frozen_by @text NOT NULL
);
