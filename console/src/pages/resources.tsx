import type { ReactElement } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { ResourceSummary } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, usePages } from '../api/use.ts'
import { resourcePath } from '../parts/address.ts'
import { Choice, Field } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { useLater } from '../parts/later.ts'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table, type Column } from '../parts/table.tsx'

/** Everything that the sources make, found by address, type or file. */
export function ResourcesPage({ project }: { readonly project: string }): ReactElement {
  const [search, setSearch] = useSearchParams()
  const text = search.get('text') ?? ''
  const source = search.get('source') ?? ''
  const wanted = useLater(text)
  const { data: sources } = useAnswer(api.sources.list, { project })
  const found = usePages(api.resources.list, {
    project,
    ...(wanted !== '' && { text: wanted }),
    ...(source !== '' && { source }),
    limit: 60,
  })
  const change = (next: { readonly text?: string; readonly source?: string }): void => {
    const all = { text, source, ...next }
    setSearch(new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')), { replace: true })
  }
  return (
    <>
      <PageHead title="Resources">Each with all of its values, and the line that set every one.</PageHead>
      <Filters>
        <Field
          isBare
          kind="search"
          label="Search in resources"
          placeholder="Address, type or file"
          value={text}
          onChange={(value) => change({ text: value })}
        />
        <Choice
          isBare
          label="Source"
          value={source}
          options={[
            { value: '', text: 'All sources' },
            ...(sources?.items ?? []).map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(value) => change({ source: value })}
        />
      </Filters>
      <Section flush>
        {found.error !== undefined && found.error !== null ? (
          <Failed error={found.error} onRetry={found.again} />
        ) : found.isWaiting ? (
          <Waiting lines={10} />
        ) : found.items.length === 0 ? (
          <Empty icon="resources" title="No resource answers to this">
            Try a part of its address, such as a module, a kind or a name.
          </Empty>
        ) : (
          <Table
            label="Resources"
            narrow="stacked"
            columns={columnsOf(project)}
            rows={found.items}
            idOf={({ source: from, root, variant, address }) => `${from} ${root}@${variant}::${address}`}
            onMore={found.more}
          />
        )}
      </Section>
    </>
  )
}

function columnsOf(project: string): readonly Column<ResourceSummary>[] {
  return [
    {
      head: 'Resource',
      cell: (one) => (
        <Link href={resourcePath(project, one.source, one)}>
          <code>{one.address}</code>
        </Link>
      ),
    },
    { head: 'Type', cell: ({ type }) => <code className="quiet">{type}</code> },
    {
      head: 'Declared in',
      cell: ({ file, startLine }) => (
        <code className="quiet">
          {file}:{startLine}
        </code>
      ),
    },
    { head: 'Variant', look: 'fit', cell: ({ variant }) => variant },
    {
      head: 'Findings',
      look: 'right',
      cell: ({ findings }) =>
        findings === 0 ? <span className="quiet">–</span> : <span className="number">{findings}</span>,
    },
  ]
}
