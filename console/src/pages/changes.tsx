import type { ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import { api } from '../../../src/contract/routes.ts'
import type { CommitSummary } from '../api/nouns.ts'
import { useAnswer, usePages, type Pages } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { CommitRow } from '../parts/commit.tsx'
import { Choice } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'

/** Commits and pull requests, newest first. */
export function ChangesPage({ project }: { readonly project: string }): ReactElement {
  const [search, setSearch] = useSearchParams()
  const source = search.get('source') ?? ''
  const branch = search.get('branch') ?? ''
  const { data: sources } = useAnswer(api.sources.list, { project })
  const commits = usePages(api.commits.list, {
    project,
    ...(source !== '' && { source }),
    ...(branch !== '' && { branch }),
    limit: 30,
  })
  const heads = (sources?.items ?? []).filter(({ id }) => source === '' || id === source)
  const branches = [...new Set(heads.flatMap((one) => one.heads.map((head) => head.branch)))].toSorted()
  const choose = (name: string, value: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (value === '') next.delete(name)
      else next.set(name, value)
      return next
    })
  return (
    <>
      <PageHead title="Changes">Every commit, what it changed in what runs, and what it made worse.</PageHead>
      <Filters>
        <Choice
          isBare
          label="Source"
          value={source}
          options={[
            { value: '', text: 'All sources' },
            ...(sources?.items ?? []).map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(value) => choose('source', value)}
        />
        <Choice
          isBare
          label="Branch"
          value={branch}
          options={[
            { value: '', text: 'All branches' },
            ...branches.map((value) => ({ value, text: value })),
          ]}
          onChange={(value) => choose('branch', value)}
        />
      </Filters>
      <Section flush>
        <Commits project={project} {...commits} />
      </Section>
    </>
  )
}

function Commits({
  project,
  items,
  isWaiting,
  error,
  more,
  again,
}: { readonly project: string } & Pages<CommitSummary>): ReactElement {
  if (error !== null && error !== undefined) return <Failed error={error} onRetry={again} />
  if (isWaiting) return <Waiting lines={10} />
  if (items.length === 0)
    return (
      <Empty icon="changes" title="No commits here">
        Commits appear as soon as their source has been fetched.
      </Empty>
    )
  return (
    <>
      <ul>
        {items.map((one) => (
          <CommitRow key={`${one.source} ${one.sha}`} project={project} commit={one} />
        ))}
      </ul>
      {more && (
        <div style={{ display: 'flex', justifyContent: 'center', padding: 12 }}>
          <Button onPress={more}>Show more</Button>
        </div>
      )}
    </>
  )
}
