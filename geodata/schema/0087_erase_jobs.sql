-- Up Migration
-- Whoever erases an account erases its jobs (任务) with it. A server that works on one hears of it when it
-- renews its lease, and rolls back.
grant delete on jobs to shuangxi_admin;
