/** The application of each resource. What was read before has none until `plumbline ledger rebuild` or the next reading. */
export const applications = `
alter table resource_rows add column application text not null default '';
`
