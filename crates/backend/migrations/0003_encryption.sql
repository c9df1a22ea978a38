-- Encryption at rest with master keys. What was kept of it before had no master key, so it protected nothing, and only
-- AWS KMS could make one for it: it is to be configured anew.

DELETE FROM feature_usages WHERE feature_type = 'ENCRYPTION_AT_REST';
DROP TABLE encryption_at_rest;
ALTER TABLE clusters DROP COLUMN encryption;
ALTER TABLE clusters DROP COLUMN state;

CREATE TABLE encryption (
    project_id TEXT PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    roles_only_since BIGINT -- once set it stays: credentials are refused for ever
);

-- A row while encryption at rest is on.
CREATE TABLE encryption_settings (
    project_id TEXT PRIMARY KEY REFERENCES encryption (project_id) ON DELETE CASCADE,
    enabled_at BIGINT NOT NULL,
    current_generation BIGINT NOT NULL,
    rotation_failure TEXT, -- as JSON
    health_failure TEXT, -- as JSON; without one the key could be used
    health_since BIGINT NOT NULL,
    checked_at BIGINT NOT NULL,
    reached_at BIGINT NOT NULL,
    automatic_rotation BIGINT, -- 0 or 1, once known
    reminded BIGINT NOT NULL
);

CREATE TABLE master_keys (
    project_id TEXT NOT NULL REFERENCES encryption_settings (project_id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    key_id TEXT NOT NULL, -- as it was typed
    region TEXT NOT NULL,
    role_id TEXT REFERENCES access_roles (id), -- or by credentials
    access_key_id TEXT,
    secret_access_key TEXT, -- sealed by the operator's key
    key_arn TEXT NOT NULL,
    ciphertext TEXT NOT NULL, -- hexadecimal; only AWS KMS decrypts it
    since BIGINT NOT NULL,
    PRIMARY KEY (project_id, generation)
);

CREATE TABLE cluster_keys (
    project_id TEXT NOT NULL,
    cluster_name TEXT NOT NULL,
    generation BIGINT NOT NULL,
    wrapped_key TEXT NOT NULL, -- hexadecimal; only the master key of that generation opens it
    PRIMARY KEY (project_id, cluster_name),
    FOREIGN KEY (project_id, cluster_name) REFERENCES clusters (project_id, name) ON DELETE CASCADE,
    FOREIGN KEY (project_id, generation) REFERENCES master_keys (project_id, generation)
);
CREATE INDEX cluster_keys_by_generation ON cluster_keys (project_id, generation, cluster_name);

CREATE TABLE encryption_attempts (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    started_at BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    attempt TEXT NOT NULL -- as JSON
);
CREATE INDEX encryption_attempts_by_age ON encryption_attempts (project_id, started_at, id);
CREATE INDEX encryption_attempts_by_verdict ON encryption_attempts (verdict);

-- Of an entry without an access role, role_id is empty.
ALTER TABLE activity ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN key_failure TEXT;
