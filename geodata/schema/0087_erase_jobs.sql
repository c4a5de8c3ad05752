-- Up Migration
-- Erasing an account deletes its jobs (任务). A server that works on one notices it when it renews the lease,
-- and rolls back.
grant delete on jobs to shuangxi_admin;
