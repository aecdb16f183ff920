/**
 * The resources in which something stands on a branch: of a finding that has many places, each. Of what was reviewed before,
 * the first of them, until `plumbline ledger rebuild` or until the finding changes.
 */
export const findingPlaces = `
create table finding_places (
  project text not null, source text not null, branch text not null, address text not null, id text not null,
  severity smallint not null,
  primary key (project, source, branch, address, id)
);
insert into finding_places select project, source, branch, address, id, severity from finding_spans where until is null;
drop index finding_spans_of_resource;
analyze finding_places;
`
