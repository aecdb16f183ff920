/** The first tables. Every index begins with the project. */
export const beginning = `
-- The ledger: what happened, in order, for ever.
create table ledger_heads (project text primary key, sequence bigint not null, hash text not null);
create table ledger (
  project text not null,
  sequence bigint not null,
  id text not null,
  type text not null,
  subject text not null,
  time timestamptz not null,
  event text not null,
  hash text not null,
  primary key (project, sequence)
);
create unique index ledger_by_id on ledger (project, id);
create index ledger_by_type on ledger (project, type text_pattern_ops, sequence);
create index ledger_by_subject on ledger (project, subject, sequence);
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_append_only before update or delete on ledger
  for each row execute function ledger_is_append_only();
create trigger ledger_not_truncated before truncate on ledger
  for each statement execute function ledger_is_append_only();

-- What events speak of by its hash.
create table blobs (
  project text not null,
  hash text not null,
  bytes bytea not null,
  primary key (project, hash)
);

-- Projections: made from the ledger and the blobs, and made again by a rebuild.
create table projects (id text primary key, name text not null, created_at timestamptz not null);
create table members (
  project text not null, user_name text not null, role text not null, since timestamptz not null,
  primary key (project, user_name)
);
create table sources (
  project text not null, id text not null, name text not null, url text not null,
  branches jsonb not null, path text not null, credential jsonb, every_seconds int not null,
  default_branch text not null,
  primary key (project, id)
);
create unique index sources_by_name on sources (project, name);
create table branches (
  project text not null, source text not null, branch text not null, sha text not null,
  primary key (project, source, branch)
);
create table changes (
  project text not null, source text not null, number int not null, title text not null, url text not null,
  state text not null, target_branch text not null, branch text not null, sha text not null,
  primary key (project, source, number)
);
create table commits (
  project text not null, source text not null, sha text not null, branch text not null,
  author text not null, email text not null, date text not null, subject text not null,
  parents jsonb not null, state text not null, base text, gate text, counts jsonb not null,
  worse int not null, fixed int not null, changes int not null, resources int not null,
  seen_at timestamptz not null, seen bigint not null, reviewed_at timestamptz, run text not null,
  problem text, body text, files text, timings jsonb not null, gates jsonb not null,
  primary key (project, source, sha)
);
create index commits_newest on commits (project, seen desc);
create index commits_of_source on commits (project, source, seen desc);
create table line_commits (
  project text not null, source text not null, branch text not null, sha text not null,
  seen bigint not null, sequence bigint,
  primary key (project, source, branch, sha)
);
create index line_commits_in_order on line_commits (project, source, branch, sequence);
create index line_commits_by_sha on line_commits (project, source, sha);
create table commit_chunks (
  project text not null, source text not null, sha text not null, kind text not null,
  position int not null, chunk text not null,
  primary key (project, source, sha, kind, position)
);
create index commit_chunks_by_chunk on commit_chunks (project, chunk);
create table resource_rows (
  project text not null, chunk text not null, position int not null, id text not null,
  format text not null, root text not null, variant text not null, address text not null,
  type text not null, name text not null, module text not null, file text not null,
  start_line int not null, digest text not null, search text not null,
  primary key (project, chunk, position)
);
-- All that is searched in a chunk, as one text: most chunks need no closer look.
create table resource_chunks (project text not null, chunk text not null, search text not null, primary key (project, chunk));
alter table resource_chunks alter column search set storage external;
create index resource_rows_by_id on resource_rows (project, id);
create table edge_rows (
  project text not null, chunk text not null, position int not null,
  from_id text not null, to_id text not null, path text not null,
  primary key (project, chunk, position)
);
create index edge_rows_to on edge_rows (project, to_id);
create table finding_spans (
  project text not null, source text not null, branch text not null, id text not null,
  since bigint not null, until bigint, first_sha text not null, since_sha text not null, until_sha text,
  rule text not null, title text not null, severity smallint not null, verdict text not null,
  is_waived boolean not null, address text not null, path text not null, message text not null,
  file text not null, start_line int not null, places int not null,
  chunk text not null, position int not null, digest text not null, search text not null,
  primary key (project, source, branch, id, since)
);
create index finding_spans_open on finding_spans (project, source, branch, severity, rule, address, id) where until is null;
create index finding_spans_of_resource on finding_spans (project, source, branch, address) where until is null;
create index finding_spans_by_id on finding_spans (project, id);
create index finding_spans_in_order on finding_spans (project, source, branch, since, until);
create table acceptances (
  project text not null, finding text not null, by_whom text not null, reason text not null,
  until text, at timestamptz not null,
  primary key (project, finding)
);
create table reports (
  project text not null, id text not null, source text not null, sha text not null, kind text not null,
  name text not null, hash text not null, numbers jsonb not null, by_whom text not null, at timestamptz not null,
  primary key (project, id)
);
create index reports_of_commit on reports (project, source, sha);
create table hooks (
  project text not null, id text not null, hook text not null, run_when text not null, target jsonb not null,
  seconds int not null, on_silence text not null, created_at timestamptz not null, created_by text not null,
  primary key (project, id)
);

-- What is going on now; nothing of it is in the ledger.
create table source_states (
  project text not null, source text not null, fetched_at timestamptz, problem text,
  due_at timestamptz not null,
  primary key (project, source)
);
create index source_states_due on source_states (due_at);
create table hook_secrets (project text not null, hook text not null, secret text not null, primary key (project, hook));
create table deliveries (
  project text not null, id text not null, hook text not null, event text not null, state text not null,
  attempts int not null, status int, problem text, next_at timestamptz, at timestamptz not null,
  primary key (project, id)
);
create index deliveries_of_hook on deliveries (project, hook, at desc);
create index deliveries_due on deliveries (next_at) where state = 'waiting';
create table tokens (
  project text not null, id text not null, name text not null, scopes jsonb not null, role text not null,
  created_by text not null, created_at timestamptz not null, expires_at timestamptz, used_at timestamptz,
  secret_hash text not null,
  primary key (project, id)
);
create unique index tokens_by_hash on tokens (secret_hash);
create table users (name text primary key, is_administrator boolean not null, created_at timestamptz not null);
create table sign_in_links (link_hash text primary key, user_name text not null, expires_at timestamptz not null);
create table sessions (
  secret_hash text primary key, user_name text not null, csrf text not null, expires_at timestamptz not null
);
create table idempotency (
  owner text not null, key text not null, digest text not null, status int, body text,
  at timestamptz not null,
  primary key (owner, key)
);
create table leases (executor text primary key, expires_at timestamptz not null);
`
