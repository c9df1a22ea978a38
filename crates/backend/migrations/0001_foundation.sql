-- One schema for SQLite and PostgreSQL, so TEXT and BIGINT only. Times are milliseconds since 1970 in UTC.

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE, -- in lower case
    password_hash TEXT NOT NULL, -- Argon2id, in the PHC string format
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY, -- SHA-256 of the cookie's value
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    org_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, project_id)
);

CREATE TABLE api_keys (
    public_key TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    ha1_md5 TEXT NOT NULL, -- RFC 7616, section 3.4.2, sealed by the operator's key
    ha1_sha256 TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_roles (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    external_id TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    status TEXT NOT NULL, -- in-progress or authorized
    arn TEXT, -- once authorized
    authorized_at BIGINT, -- once authorized
    draft_procedure TEXT,
    draft_role_name TEXT NOT NULL,
    draft_role_arn TEXT NOT NULL,
    draft_revision BIGINT NOT NULL,
    last_attempt_id TEXT,
    search_text TEXT NOT NULL, -- what a search looks at, in lower case
    version BIGINT NOT NULL
);
CREATE INDEX access_roles_by_age ON access_roles (project_id, created_at, id);
CREATE INDEX access_roles_by_status ON access_roles (project_id, status, created_at, id);

CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    role_id TEXT NOT NULL REFERENCES access_roles (id) ON DELETE CASCADE,
    arn TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    verdict TEXT NOT NULL,
    outcome TEXT NOT NULL -- the checks and the failure, as JSON
);
CREATE INDEX attempts_by_role ON attempts (role_id);
CREATE INDEX attempts_by_verdict ON attempts (verdict);

CREATE TABLE feature_usages (
    role_id TEXT NOT NULL REFERENCES access_roles (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    feature_type TEXT NOT NULL,
    feature_id TEXT NOT NULL,
    PRIMARY KEY (role_id, feature_type, feature_id)
);
CREATE INDEX feature_usages_by_project ON feature_usages (project_id);

-- Only ever added to. No reference to access_roles: the log outlives them.
CREATE TABLE activity (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    happened_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    role_id TEXT NOT NULL,
    arn TEXT,
    failure TEXT
);
CREATE INDEX activity_by_age ON activity (project_id, happened_at, id);

CREATE TABLE encryption_at_rest (
    project_id TEXT PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    customer_master_key_id TEXT NOT NULL,
    region TEXT NOT NULL,
    role_id TEXT REFERENCES access_roles (id), -- or by credentials
    access_key_id TEXT,
    secret_access_key TEXT, -- sealed by the operator's key
    valid BIGINT -- 0 or 1, once used
);

CREATE TABLE clusters (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    tier TEXT NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL,
    encryption TEXT NOT NULL, -- NONE or AWS
    PRIMARY KEY (project_id, name)
);
