/** Logs as sources of signals: what is remembered of their lines, and how many there were of each message. */
export const logs = `
alter table signal_sources add column kind text not null default 'prometheus';

-- Nothing of these is in the ledger. Lines are counted by the hour, an array with a place for each minute.
create table log_memories (
  project text not null, signals text not null, memory text, files jsonb not null,
  primary key (project, signals)
);
create table log_messages (
  project text not null, signals text not null, number int not null, template text not null, example text not null,
  level text, lines bigint not null, since timestamptz not null, until timestamptz not null,
  primary key (project, signals, number)
);
create table log_hours (
  project text not null, signals text not null, hour timestamptz not null, number int not null, counts int[] not null,
  primary key (project, signals, hour, number)
);
`
