/**
 * What the picture of a whole estate is made of: how many resources of each module or application a chunk has, and what these
 * use outside of it. There are a hundred times fewer of both than of resources and uses.
 */
export const graphLevels = `
create table graph_groups (
  project text not null, chunk text not null, position int not null, root text not null, variant text not null,
  module text not null, application text not null, resources int not null,
  primary key (project, chunk, position)
);
create table graph_lines (
  project text not null, chunk text not null, position int not null, root text not null, variant text not null,
  module text not null, application text not null, to_id text not null,
  primary key (project, chunk, position)
);
insert into graph_groups select project, chunk, min(position), root, variant, module, application, count(*)
  from resource_rows group by project, chunk, root, variant, module, application;
insert into graph_lines select project, chunk, row_number() over (partition by project, chunk order by module, application, to_id) - 1,
    root, variant, module, application, to_id
  from (select distinct e.project, e.chunk, f.root, f.variant, f.module, f.application, e.to_id from edge_rows e
    join resource_rows f on f.project = e.project and f.chunk = e.chunk and f.id = e.from_id
    left join resource_rows t on t.project = e.project and t.chunk = e.chunk and t.id = e.to_id
    where t.id is null or t.module <> f.module or t.application <> f.application) l;
analyze graph_groups, graph_lines;
`
