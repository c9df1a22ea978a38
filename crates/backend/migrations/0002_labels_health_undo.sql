-- What an owner calls a role, whether it still passes, deletes that can be undone, and lists that cost the same at any size.

ALTER TABLE access_roles ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- These five once authorized:
ALTER TABLE access_roles ADD COLUMN health TEXT; -- good or bad
ALTER TABLE access_roles ADD COLUMN health_since BIGINT;
ALTER TABLE access_roles ADD COLUMN health_failure TEXT; -- JSON, while it is bad
ALTER TABLE access_roles ADD COLUMN checked_at BIGINT; -- when AWS last gave an answer
ALTER TABLE access_roles ADD COLUMN looked_at BIGINT; -- when a check last began
ALTER TABLE access_roles ADD COLUMN unreachable_since BIGINT; -- while AWS gives no answer
UPDATE access_roles SET health = 'good', health_since = authorized_at, checked_at = authorized_at,
    looked_at = authorized_at WHERE status = 'authorized';

-- One for each order of the list; 'authorized' sorts before 'in-progress'.
CREATE INDEX access_roles_by_arn ON access_roles (project_id, status, arn, id);
CREATE INDEX access_roles_by_arn_descending ON access_roles (project_id, status, arn DESC, id DESC);
CREATE INDEX access_roles_by_authorized ON access_roles (project_id, status, authorized_at, id);
CREATE INDEX access_roles_by_authorized_descending
    ON access_roles (project_id, status, authorized_at DESC, id DESC);
CREATE INDEX access_roles_by_bad_health ON access_roles (project_id, health_since) WHERE health = 'bad';
CREATE INDEX access_roles_by_look ON access_roles (looked_at) WHERE status = 'authorized';

-- What was deleted is kept here for a time, so that no query of access roles can find it. The columns are those of
-- access_roles, and when and by whom it was deleted.
CREATE TABLE deleted_roles (
    id TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id),
    external_id TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    label TEXT NOT NULL,
    status TEXT NOT NULL,
    arn TEXT,
    authorized_at BIGINT,
    health TEXT,
    health_since BIGINT,
    health_failure TEXT,
    checked_at BIGINT,
    unreachable_since BIGINT,
    draft_procedure TEXT,
    draft_role_name TEXT NOT NULL,
    draft_role_arn TEXT NOT NULL,
    draft_revision BIGINT NOT NULL,
    last_attempt_id TEXT,
    search_text TEXT NOT NULL,
    version BIGINT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL
);
CREATE INDEX deleted_roles_by_age ON deleted_roles (project_id, deleted_at, id);
CREATE INDEX deleted_roles_by_end ON deleted_roles (deleted_at);

-- Attempts stay while their role is deleted, so they can't refer to access_roles any more.
CREATE TABLE attempts_of_any_role (
    id TEXT PRIMARY KEY,
    role_id TEXT NOT NULL,
    arn TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT, -- once over
    actor TEXT NOT NULL,
    from_address TEXT NOT NULL,
    verdict TEXT NOT NULL,
    outcome TEXT NOT NULL -- the checks and the failure, as JSON
);
-- When the attempts until now were over is not known.
INSERT INTO attempts_of_any_role (id, role_id, arn, started_at, actor, from_address, verdict, outcome)
    SELECT id, role_id, arn, started_at, actor, '', verdict, outcome FROM attempts;
DROP TABLE attempts;
ALTER TABLE attempts_of_any_role RENAME TO attempts;
CREATE INDEX attempts_by_role ON attempts (role_id, started_at, id);
CREATE INDEX attempts_running ON attempts (id) WHERE verdict = 'running';

-- How many access roles a project has, changed together with them.
ALTER TABLE projects ADD COLUMN in_progress_roles BIGINT NOT NULL DEFAULT 0;
ALTER TABLE projects ADD COLUMN authorized_roles BIGINT NOT NULL DEFAULT 0;
ALTER TABLE projects ADD COLUMN bad_roles BIGINT NOT NULL DEFAULT 0;
UPDATE projects SET
    in_progress_roles =
        (SELECT COUNT(*) FROM access_roles r WHERE r.project_id = projects.id AND r.status = 'in-progress'),
    authorized_roles =
        (SELECT COUNT(*) FROM access_roles r WHERE r.project_id = projects.id AND r.status = 'authorized');

ALTER TABLE activity ADD COLUMN from_address TEXT NOT NULL DEFAULT '';
CREATE INDEX activity_by_role ON activity (project_id, role_id, happened_at, id);
CREATE INDEX activity_by_action ON activity (project_id, action, happened_at, id);
