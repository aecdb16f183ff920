/** A commit of which a forge that was away is told later: since when it is away, and when it is asked again. */
export const lateTelling = `
alter table changed_verdicts add column due_at timestamptz not null default now(), add column missed_at timestamptz;
`
