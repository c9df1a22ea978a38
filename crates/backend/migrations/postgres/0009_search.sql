-- Finds text anywhere in what a search looks at, however many roles there are: an index of trigrams. Its extension comes with
-- PostgreSQL, but some packages leave it out, and some operators reserve it: a search is slower then and finds the same.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX access_roles_by_text ON access_roles USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE WARNING 'pg_trgm is not there, so searches among very many roles take longer: %', SQLERRM;
END
$$;
