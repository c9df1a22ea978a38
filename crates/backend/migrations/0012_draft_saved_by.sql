-- Who saved a draft last, and when; unknown of drafts from before.
ALTER TABLE access_roles ADD COLUMN draft_saved_by TEXT;
ALTER TABLE access_roles ADD COLUMN draft_saved_at BIGINT;
ALTER TABLE deleted_roles ADD COLUMN draft_saved_by TEXT;
ALTER TABLE deleted_roles ADD COLUMN draft_saved_at BIGINT;
