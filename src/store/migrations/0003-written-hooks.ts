/** Hooks that a source says in its plumbline.yaml, and what each commit says there. */
export const writtenHooks = `
alter table hooks add column source text;
alter table commits add column hooks jsonb not null default '[]';
`
