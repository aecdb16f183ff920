import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { CommitSummary, Overview, Source } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer } from '../api/use.ts'
import { CommitRow } from '../parts/commit.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { GateBadge, severities } from '../parts/severity.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table, type Column } from '../parts/table.tsx'
import { Trend } from '../parts/trend.tsx'
import { When } from '../parts/when.tsx'
import styles from './overview.module.css'

/** A project at a glance: does it hold, where is it heading, what has changed. */
export function OverviewPage({ project }: { readonly project: string }): ReactElement {
  const { data, error, refetch } = useAnswer(api.projects.overview, { project })
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={8} />
  return (
    <>
      <PageHead title={data.project.name}>{sentenceOf(data)}</PageHead>
      <Tiles overview={data} />
      <Section title="Findings on the default branches" note="each bar is a commit">
        {data.trend.length === 0 ? (
          <Empty icon="activity" title="No commit has been reviewed yet">
            The first review begins as soon as a source has been fetched.
          </Empty>
        ) : (
          <Trend project={project} points={data.trend} />
        )}
      </Section>
      <div className={styles['two']}>
        <Section title="Latest changes" flush actions={<Link href={`/${project}/changes`}>All changes</Link>}>
          <Latest project={project} commits={data.latest} />
        </Section>
        <Section title="Sources" flush actions={<Link href={`/${project}/settings`}>Settings</Link>}>
          <Sources project={project} sources={data.sources} />
        </Section>
      </div>
    </>
  )
}

function sentenceOf({ sources, resources, counts }: Overview): string {
  const open = severities.reduce((sum, one) => sum + counts[one], 0)
  const where = sources.length === 1 ? '1 source' : `${sources.length} sources`
  return `${resources.toLocaleString('en')} resources in ${where}, ${open.toLocaleString('en')} open findings.`
}

function Tiles({ overview }: { readonly overview: Overview }): ReactElement {
  const { counts, sources, resources } = overview
  const heads = sources.flatMap(({ heads: all, defaultBranch }) =>
    all.filter(({ branch }) => branch === defaultBranch),
  )
  const failing = heads.filter(({ gate }) => gate === 'failed').length
  const urgent = counts.critical + counts.high
  return (
    <dl className={styles['tiles']}>
      <Tile
        name="Gate"
        note={failing === 0 ? 'on every default branch' : `${failing} of ${heads.length} fail`}
      >
        {heads.length === 0 ? '–' : failing === 0 ? 'Holds' : 'Fails'}
      </Tile>
      <Tile name="Critical and high" note={`${counts.accepted} accepted`}>
        {urgent.toLocaleString('en')}
      </Tile>
      <Tile name="Undecided" note="an input is missing">
        {counts.undecided.toLocaleString('en')}
      </Tile>
      <Tile name="Resources" note="with every value traced">
        {resources.toLocaleString('en')}
      </Tile>
    </dl>
  )
}

function Tile({
  name,
  note,
  children,
}: {
  readonly name: string
  readonly note: string
  readonly children: string
}): ReactElement {
  return (
    <div className={styles['tile']}>
      <dt>{name}</dt>
      <dd className={styles['big']}>{children}</dd>
      <dd className={styles['note']}>{note}</dd>
    </div>
  )
}

function Latest({
  project,
  commits,
}: {
  readonly project: string
  readonly commits: readonly CommitSummary[]
}): ReactElement {
  if (commits.length === 0) return <Empty icon="changes" title="No commits yet" />
  return (
    <ul>
      {commits.slice(0, 8).map((one) => (
        <CommitRow key={`${one.source} ${one.sha}`} project={project} commit={one} />
      ))}
    </ul>
  )
}

function Sources({
  project,
  sources,
}: {
  readonly project: string
  readonly sources: readonly Source[]
}): ReactElement {
  if (sources.length === 0)
    return (
      <Empty icon="plus" title="No source yet">
        <Link href={`/${project}/settings`}>Add a git repository</Link> to have its commits reviewed.
      </Empty>
    )
  return <Table label="Sources" columns={columns} rows={sources} idOf={({ id }) => id} />
}

const columns: readonly Column<Source>[] = [
  {
    head: 'Source',
    cell: ({ name, defaultBranch, problem }) => (
      <>
        <strong>{name}</strong> <span className="quiet">{defaultBranch}</span>
        {problem !== undefined && <p className={styles['problem']}>{problem}</p>}
      </>
    ),
  },
  {
    head: 'Gate',
    look: 'fit',
    cell: ({ heads, defaultBranch }) => (
      <GateBadge verdict={heads.find(({ branch }) => branch === defaultBranch)?.gate} />
    ),
  },
  {
    head: 'Fetched',
    look: 'fit',
    cell: ({ fetchedAt }) => (fetchedAt === undefined ? '–' : <When at={fetchedAt} />),
  },
]
