-- A search looks at every role of a project: in an index that has all it looks at, in the order of the list, this takes a
-- tenth of the time. PostgreSQL's indexes take no more than 2,700 bytes a row.
UPDATE access_roles SET search_text = substr(search_text, 1, 600);
UPDATE deleted_roles SET search_text = substr(search_text, 1, 600);
DROP INDEX access_roles_by_age;
CREATE INDEX access_roles_by_age ON access_roles (project_id, created_at, id, search_text);
DROP INDEX access_roles_by_status;
CREATE INDEX access_roles_by_status ON access_roles (project_id, status, created_at, id, search_text);
