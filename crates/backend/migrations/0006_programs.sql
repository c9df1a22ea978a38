-- What API keys and service accounts have in common in one table, with what each kind signs in by.

CREATE TABLE programs (
    id TEXT PRIMARY KEY, -- the public key or the client ID
    kind TEXT NOT NULL, -- api-key or service-account
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    access_list TEXT NOT NULL, -- CIDR blocks with commas in between; empty for all addresses
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    last_used_at BIGINT,
    expires_at BIGINT,
    ha1_md5 TEXT, -- of an API key: RFC 7616, section 3.4.2, sealed by the operator's key
    ha1_sha256 TEXT,
    secret_hash TEXT -- of a service account: SHA-256 of the client secret
);
CREATE INDEX programs_by_project ON programs (project_id, created_at, id);
INSERT INTO programs (id, kind, project_id, role, label, access_list, created_at, created_by, ha1_md5, ha1_sha256)
    SELECT public_key, 'api-key', project_id, role, '', '', created_at, '', ha1_md5, ha1_sha256 FROM api_keys;
DROP TABLE api_keys;

-- Of service accounts; good for an hour.
CREATE TABLE access_tokens (
    token_hash TEXT PRIMARY KEY, -- SHA-256 of the token
    program_id TEXT NOT NULL REFERENCES programs (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_tokens_by_program ON access_tokens (program_id);
CREATE INDEX access_tokens_by_end ON access_tokens (expires_at);
