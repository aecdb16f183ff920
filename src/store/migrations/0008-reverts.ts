/** Bringing back what the code says: what goes on now, and how it ended last. The plan lies under a key. */
export const reverts = `
create table drift_reverts (
  project text not null, drift text not null, stack text not null, address text not null, state text not null,
  by_whom text not null, at timestamptz not null, claimed_at timestamptz, sha text, plan text, does jsonb,
  decided_by text, decided_at timestamptz, problem text, key text, sealed bytea,
  primary key (project, drift)
);
create index drift_reverts_asked on drift_reverts (state) where state in ('asked', 'approved');
`
