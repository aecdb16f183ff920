/** States of Terraform, and secrets that lie under a key. None of them is in the ledger. */
export const states = `
create table states (
  project text not null, name text not null, version int not null, is_removed boolean not null,
  primary key (project, name)
);
create table state_versions (
  project text not null, name text not null, version int not null, serial bigint not null, lineage text not null,
  terraform_version text not null, resources int, bytes int not null, digest text not null, how text not null,
  restored_from int, by_whom text not null, at timestamptz not null, key text not null, sealed bytea not null,
  primary key (project, name, version)
);
alter table state_versions alter column sealed set storage external;
create table state_locks (
  project text not null, name text not null, id text not null, operation text not null, who text not null,
  version text not null, info text not null, by_whom text not null, at timestamptz not null,
  primary key (project, name)
);
alter table hook_secrets alter column secret drop not null;
alter table hook_secrets add column key text, add column sealed bytea;
`
