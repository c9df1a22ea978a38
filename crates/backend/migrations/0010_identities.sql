-- People whom an identity provider vouches for, and what their groups give.

CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL, -- what the issuer calls the person
    user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

-- What counts is `role`, the stronger of the two; at least one is there.
ALTER TABLE members ADD COLUMN hand_role TEXT; -- what a person gave
ALTER TABLE members ADD COLUMN group_role TEXT; -- what groups gave when the person last signed in
UPDATE members SET hand_role = role;

-- 0 or 1, at least one is 1.
ALTER TABLE organization_owners ADD COLUMN by_hand BIGINT NOT NULL DEFAULT 1;
ALTER TABLE organization_owners ADD COLUMN by_group BIGINT NOT NULL DEFAULT 0;

-- Whom or what it was done to; empty where the action says it all.
ALTER TABLE organization_activity ADD COLUMN subject TEXT NOT NULL DEFAULT '';
