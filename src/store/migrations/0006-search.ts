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
do $$ begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index resource_rows_search on resource_rows using gin (project, search gin_trgm_ops)
      with (gin_pending_list_limit = 256);
    create index finding_spans_search on finding_spans using gin (project, search gin_trgm_ops)
      with (gin_pending_list_limit = 256) where until is null;
  end if;
end $$;
alter table resource_chunks drop column search;
`
