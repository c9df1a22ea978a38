-- What belongs to no project: who signed in and out. Only ever added to.
CREATE TABLE organization_activity (
    id TEXT PRIMARY KEY,
    org_id TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    from_address TEXT NOT NULL,
    action TEXT NOT NULL
);
CREATE INDEX organization_activity_by_age ON organization_activity (org_id, happened_at, id);
