-- Ids are taken in blocks, per government; government 0 is the installation itself.
CREATE TABLE id_block (
  government_id @id PRIMARY KEY,
  next_id @id NOT NULL
);
