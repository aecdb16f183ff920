/**
 * Searching by any part of a text: https://www.postgresql.org/docs/18/pgtrgm.html. Where a database has no such extensions,
 * or doesn't let us have them, searches read all rows of a project, and find the same. What is new waits in a list that each
 * search reads through, so that list is kept short.
 */
export const search = `
do $$ begin
  create extension if not exists pg_trgm;
  create extension if not exists btree_gin;
exception when others then
  raise notice 'searches have no index: %', sqlerrm;
end $$;
do $$
declare place text;
begin
  -- Somebody may have put it where names without a schema don't reach.
  select n.nspname into place from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm' and exists (select 1 from pg_extension where extname = 'btree_gin');
  if place is not null then
    execute format('create index resource_rows_search on resource_rows using gin (project, search %I.gin_trgm_ops)
      with (gin_pending_list_limit = 256)', place);
    execute format('create index finding_spans_search on finding_spans using gin (project, search %I.gin_trgm_ops)
      with (gin_pending_list_limit = 256) where until is null', place);
  end if;
exception when others then
  raise notice 'searches have no index: %', sqlerrm;
end $$;
alter table resource_chunks drop column search;
`
