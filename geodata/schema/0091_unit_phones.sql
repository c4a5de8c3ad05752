-- Up Migration
-- The telephone on duty of a unit (值班电话), for those who may see the unit.
alter table units add column phone text;
