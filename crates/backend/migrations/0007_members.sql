-- Who owns a whole organization, and who was invited.

CREATE INDEX members_by_project ON members (project_id);
CREATE INDEX projects_by_organization ON projects (org_id);

CREATE TABLE organization_owners (
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, org_id)
);
CREATE INDEX organization_owners_by_organization ON organization_owners (org_id);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256 of what the link has
    org_id TEXT NOT NULL,
    project_id TEXT REFERENCES projects (id) ON DELETE CASCADE, -- or to own the whole organization
    email TEXT NOT NULL, -- in lower case; empty where whoever accepts chooses it
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX invitations_by_project ON invitations (project_id, expires_at);
