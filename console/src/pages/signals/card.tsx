import type { ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import type { CommitSummary, FeedMark } from '../../api/nouns.ts'
import { useAnswer } from '../../api/use.ts'
import { ValueText } from '../../parts/value.tsx'
import { kindTexts } from './happening.ts'
import { leadOf, type Mark } from './marks.ts'
import { momentText } from './moment.ts'
import styles from './lanes.module.css'

/** As many values as can be read in passing. */
const shown = 4

/** What is said of a mark while it is pointed at. */
export function Card({
  project,
  mark,
  stretch,
}: {
  readonly project: string
  readonly mark: Mark
  readonly stretch: number
}): ReactElement | null {
  const newest = leadOf(mark)
  if (newest === undefined) return null
  const { of, title, kind, at, author } = newest
  return (
    <>
      <strong>{title}</strong>
      <p className="quiet">
        {kindTexts[kind]} · {momentText(at, stretch)}
        {author !== '' && ` · ${author}`}
        {of.kind === 'commit' && (
          <>
            {' '}
            · <code>{of.commit.sha.slice(0, 8)}</code>
          </>
        )}
      </p>
      {of.kind === 'commit' ? (
        <CommitValues project={project} commit={of.commit} others={mark.all.length - 1} />
      ) : (
        <Resources mark={of.mark} others={mark.all.length - 1} />
      )}
    </>
  )
}

function CommitValues({
  project,
  commit,
  others,
}: {
  readonly project: string
  readonly commit: CommitSummary
  readonly others: number
}): ReactElement {
  const { source, sha } = commit
  const { data } = useAnswer(api.commits.get, { project, source, sha }, commit.changes > 0)
  const values = data?.sha === sha ? data.difference.flatMap(({ groups }) => groups) : []
  const changes = values.flatMap(({ causes, changes: all }) => {
    const place = causes[0]?.after ?? causes[0]?.before
    return all.filter(({ path }) => path !== '').map((one) => ({ ...one, place }))
  })
  const more = commit.changes - Math.min(shown, changes.length)
  return (
    <>
      {changes.slice(0, shown).map(({ address, path, before, after, place }) => (
        <p key={`${address} ${path}`} className={styles['value']}>
          <code>{path}</code> of <code>{address}</code>
          <br />
          {before?.value !== undefined && <ValueText value={before.value} />} →{' '}
          {after?.value === undefined ? (
            <span className="quiet">nothing</span>
          ) : (
            <ValueText value={after.value} />
          )}
          {place !== undefined && (
            <span className="quiet">
              {' '}
              {place.file}:{place.startLine}
            </span>
          )}
        </p>
      ))}
      <p className="quiet">
        {commit.changes === 0 ? 'It changes no value that runs.' : moreText(more, 'value')}
        {othersText(others)} Press to see all of it.
      </p>
    </>
  )
}

function Resources({
  mark: { resources, services, more },
  others,
}: {
  readonly mark: FeedMark
  readonly others: number
}): ReactElement {
  return (
    <>
      {services.length > 0 && <p className={styles['value']}>of {services.slice(0, shown).join(', ')}</p>}
      {resources.slice(0, shown).map(({ address, path }) => (
        <p key={`${address} ${path}`} className={styles['value']}>
          <code>{address}</code> {path !== '' && <code className="quiet">{path}</code>}
        </p>
      ))}
      <p className="quiet">
        {moreText(more + Math.max(0, resources.length - shown), 'resource')}
        {othersText(others)} Press to see all of it.
      </p>
    </>
  )
}

function moreText(more: number, what: string): string {
  if (more <= 0) return ''
  return more === 1 ? `One more ${what}.` : `${more.toLocaleString('en')} more ${what}s.`
}

function othersText(others: number): string {
  if (others === 0) return ''
  return others === 1 ? ' One more change beside it.' : ` ${others} more changes beside it.`
}
