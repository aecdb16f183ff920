import { useEffect, useId, useRef, useState, type ReactElement, type RefObject } from 'react'
import { Link } from 'wouter'
import { api } from '../../../../src/contract/routes.ts'
import type { CommitSummary, Incident } from '../../api/nouns.ts'
import { useAnswer } from '../../api/use.ts'
import { incidentPath } from '../../parts/address.ts'
import { ValueText } from '../../parts/value.tsx'
import type { Drawing } from './drawing.ts'
import { marksOf, spansOf, type Mark } from './marks.ts'
import { momentText } from './moment.ts'
import { gutter } from './plot-options.ts'
import styles from './lanes.module.css'

interface LanesProps {
  readonly project: string
  readonly drawing: Drawing
  readonly commits: readonly CommitSummary[]
  readonly incidents: readonly Incident[]
  /** The commit whose difference is shown. */
  readonly change: string
  readonly onChange: (sha: string) => void
  /** The moment of what is pointed at. */
  readonly onPoint: (at: number | undefined) => void
}

/** What happened, under the same axis: commits as marks, incidents as bars. */
export function Lanes({ drawing, commits, incidents, ...rest }: LanesProps): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  const from = drawing.times[0] ?? 0
  const to = drawing.times.at(-1) ?? from + 1
  const now = drawing.times[drawing.count - 1] ?? to
  // A mark can be pressed when it is 24 pixels wide: https://www.w3.org/TR/WCAG22/#target-size-minimum
  const marks = marksOf(commits, { from, to, apart: 26 / Math.max(100, width - gutter - right) })
  const spans = spansOf(incidents, { from, to, now })
  return (
    <div ref={place} className={styles['lanes']}>
      <div className={styles['lane']}>
        <span className={styles['name']}>Changes</span>
        <ul aria-label="Changes">
          {marks.map((mark) => (
            <ChangeMark key={mark.commits[0]?.sha} mark={mark} stretch={to - from} {...rest} />
          ))}
        </ul>
        {marks.length === 0 && (
          <span className={styles['nothing']} style={{ left: gutter }}>
            none in this stretch
          </span>
        )}
      </div>
      {spans.length > 0 && (
        <div className={styles['lane']}>
          <span className={styles['name']}>Incidents</span>
          <ul aria-label="Incidents">
            {spans.map(({ incident, from: begin, to: end }) => (
              <li key={incident.id} style={{ ...leftOf(begin), width: widthOf(end - begin) }}>
                <Link
                  href={incidentPath(rest.project, incident.id)}
                  className={`${styles['span']} ${incident.until === undefined ? styles['open'] : ''}`}
                  title={incident.headline ?? incident.name}
                  aria-label={`Incident ${incident.name}, ${incident.until === undefined ? 'goes on' : 'over'}`}
                >
                  {(end - begin) * width > 90 && <span>{incident.name}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** What is free right of the plot. */
const right = 12

function leftOf(place: number): { readonly left: string } {
  return { left: `calc(${gutter}px + (100% - ${gutter + right}px) * ${place})` }
}

function widthOf(share: number): string {
  return `max(24px, calc((100% - ${gutter + right}px) * ${share}))`
}

function ChangeMark({
  project,
  mark,
  stretch,
  change,
  onChange,
  onPoint,
}: Pick<LanesProps, 'project' | 'change' | 'onChange' | 'onPoint'> & {
  readonly mark: Mark
  readonly stretch: number
}): ReactElement | null {
  const [isPointed, setIsPointed] = useState(false)
  const id = useId()
  const [newest] = mark.commits
  if (newest === undefined) return null
  const isOn = mark.commits.some(({ sha }) => sha === change)
  const point = (is: boolean): void => {
    setIsPointed(is)
    onPoint(is ? mark.at : undefined)
  }
  const count = mark.commits.length
  const words = count === 1 ? newest.subject : `${count} changes, the last: ${newest.subject}`
  return (
    <li style={leftOf(mark.place)} className={styles['place']}>
      <button
        type="button"
        className={`${styles['mark']} ${isOn ? styles['on'] : ''}`}
        aria-label={`${words}, ${momentText(mark.at, stretch)}`}
        aria-describedby={isPointed ? id : undefined}
        aria-pressed={isOn}
        onMouseEnter={() => point(true)}
        onMouseLeave={() => point(false)}
        onFocus={() => point(true)}
        onBlur={() => point(false)}
        onKeyDown={(event) => event.key === 'Escape' && point(false)}
        onClick={() => onChange(isOn ? '' : newest.sha)}
      >
        <span>{count > 1 ? count : ''}</span>
      </button>
      {isPointed && (
        <div
          id={id}
          role="tooltip"
          className={`${styles['card']} ${mark.place > 0.55 ? styles['leftwards'] : ''}`}
        >
          <Card project={project} mark={mark} newest={newest} stretch={stretch} />
        </div>
      )}
    </li>
  )
}

/** As many values as can be read in passing. */
const shown = 4

function Card({
  project,
  mark,
  newest,
  stretch,
}: {
  readonly project: string
  readonly mark: Mark
  readonly newest: CommitSummary
  readonly stretch: number
}): ReactElement {
  const { source, sha } = newest
  const { data } = useAnswer(api.commits.get, { project, source, sha }, newest.changes > 0)
  const values = data?.sha === sha ? data.difference.flatMap(({ groups }) => groups) : []
  const changes = values.flatMap(({ causes, changes: all }) => {
    const place = causes[0]?.after ?? causes[0]?.before
    return all.filter(({ path }) => path !== '').map((one) => ({ ...one, place }))
  })
  return (
    <>
      <strong>{newest.subject === '' ? sha.slice(0, 10) : newest.subject}</strong>
      <p className="quiet">
        {momentText(Date.parse(newest.date) / 1000, stretch)} · {newest.author} ·{' '}
        <code>{sha.slice(0, 8)}</code>
      </p>
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
      <p className="quiet">{restText(newest, changes.length, mark)}</p>
    </>
  )
}

function restText({ changes }: CommitSummary, known: number, { commits }: Mark): string {
  const more = changes - Math.min(shown, known)
  const values =
    changes === 0
      ? 'It changes no value that runs.'
      : more > 0
        ? more === 1
          ? 'One more value.'
          : `${more.toLocaleString('en')} more values.`
        : ''
  const others =
    commits.length > 1
      ? ` ${commits.length === 2 ? 'One more change' : `${commits.length - 1} more changes`} just before.`
      : ''
  return `${values}${others} Press to see all of it.`.trim()
}

/** How wide an element is, whenever that changes. */
function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setWidth(element.getBoundingClientRect().width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return width
}
