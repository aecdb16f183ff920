/** Sources of signals, and incidents. */
export const incidents = `
-- Projections.
create table signal_sources (
  project text not null, id text not null, name text not null, source text not null, url text not null,
  credential jsonb, every_seconds int, allows_private boolean not null, created_at timestamptz not null,
  created_by text not null,
  primary key (project, id)
);
create unique index signal_sources_by_name on signal_sources (project, name);
create table incidents (
  project text not null, id text not null, signals text not null, source text not null, name text not null,
  since timestamptz not null, until timestamptz, headline text, service text, suspect text, change jsonb,
  body text, reported_at timestamptz,
  primary key (project, id)
);
create index incidents_by_time on incidents (project, (until is null), since, id);

-- What is going on now; nothing of it is in the ledger. One row for each group of alerts, and one without a group for
-- what is looked for without being told.
create table investigations (
  project text not null, signals text not null, alert_group text not null, incident text, alerts jsonb not null,
  due_at timestamptz, claimed_at timestamptz, checked_at timestamptz, problem text,
  primary key (project, signals, alert_group)
);
create index investigations_due on investigations (due_at);
create index investigations_by_incident on investigations (project, incident);
`
