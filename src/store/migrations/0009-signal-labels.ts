/** What labels of services are called at a source of signals. */
export const signalLabels = `
alter table signal_sources add column labels jsonb;
`
