/** Commits whose verdict has changed after their review, until somebody has begun to tell of it. */
export const verdicts = `
create table changed_verdicts (
  project text not null, source text not null, branch text not null, sha text not null, verdict text not null,
  number bigint generated always as identity primary key
);
`
