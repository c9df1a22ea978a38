-- What a person sees of their own sessions.
ALTER TABLE sessions ADD COLUMN from_address TEXT NOT NULL DEFAULT ''; -- of the last request
ALTER TABLE sessions ADD COLUMN user_agent TEXT NOT NULL DEFAULT ''; -- of the last request
CREATE INDEX sessions_by_user ON sessions (user_id, last_seen_at);
