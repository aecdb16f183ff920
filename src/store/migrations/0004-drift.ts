/** Drift: stacks, what was found and since when. */
export const drift = `
-- Projections.
create table stacks (
  project text not null, id text not null, name text not null, source text not null, watched jsonb not null,
  namespace text, state text, every_seconds int not null, created_at timestamptz not null, created_by text not null,
  primary key (project, id)
);
create unique index stacks_by_name on stacks (project, name);
create table drift_spans (
  project text not null, stack text not null, id text not null, since timestamptz not null, until timestamptz,
  source text not null, address text not null, path text not null, what text not null, is_silent boolean not null,
  search text not null, body jsonb not null,
  primary key (project, stack, id, since)
);
create index drift_spans_by_id on drift_spans (project, id, since);
create index drift_spans_open on drift_spans (project, stack, address, path) where until is null;
create table drift_acceptances (
  project text not null, drift text not null, by_whom text not null, reason text not null,
  until text not null, at timestamptz not null,
  primary key (project, drift)
);

-- What is going on now; nothing of it is in the ledger. What runs lies under a key.
create table stack_states (
  project text not null, stack text not null, due_at timestamptz, claimed_at timestamptz, checked_at timestamptz,
  sha text, problem text, observed_at timestamptz, observed_by text, live int not null, compared int not null,
  failures jsonb not null, digest text not null, key text, sealed bytea,
  primary key (project, stack)
);
create index stack_states_due on stack_states (due_at);
create table drift_proposals (
  project text not null, drift text not null, state text not null, by_whom text not null, at timestamptz not null,
  claimed_at timestamptz, sha text, problem text, branch text, url text, number int, key text, sealed bytea,
  primary key (project, drift)
);
create index drift_proposals_asked on drift_proposals (state) where state in ('asked', 'opening');
`
