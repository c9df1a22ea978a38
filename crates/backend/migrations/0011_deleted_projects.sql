-- A deleted project stays as the one whom its log is about; nothing else of it does.
ALTER TABLE projects ADD COLUMN deleted_at BIGINT;
