-- Finds text anywhere in what a search looks at, however many roles there are: an index of trigrams. It knows a row by a number,
-- and the numbers that SQLite gives by itself may change in a VACUUM, so they have a table.
CREATE TABLE access_role_keys (
    number INTEGER PRIMARY KEY,
    role_id TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE access_role_texts USING fts5 (search_text, content='', contentless_delete=1, tokenize='trigram');

INSERT INTO access_role_keys (role_id) SELECT id FROM access_roles;
INSERT INTO access_role_texts (rowid, search_text)
    SELECT k.number, r.search_text FROM access_roles r JOIN access_role_keys k ON k.role_id = r.id;

CREATE TRIGGER access_role_text_added AFTER INSERT ON access_roles BEGIN
    INSERT INTO access_role_keys (role_id) VALUES (new.id);
    INSERT INTO access_role_texts (rowid, search_text)
        SELECT number, new.search_text FROM access_role_keys WHERE role_id = new.id;
END;
CREATE TRIGGER access_role_text_changed AFTER UPDATE OF search_text ON access_roles WHEN old.search_text <> new.search_text BEGIN
    UPDATE access_role_texts SET search_text = new.search_text
        WHERE rowid = (SELECT number FROM access_role_keys WHERE role_id = new.id);
END;
CREATE TRIGGER access_role_text_gone AFTER DELETE ON access_roles BEGIN
    DELETE FROM access_role_texts WHERE rowid = (SELECT number FROM access_role_keys WHERE role_id = old.id);
    DELETE FROM access_role_keys WHERE role_id = old.id;
END;
