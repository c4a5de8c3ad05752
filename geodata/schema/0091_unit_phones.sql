-- Up Migration
-- The duty telephone of a unit (值班电话), visible to everyone who may see the unit.
alter table units add column phone text;
