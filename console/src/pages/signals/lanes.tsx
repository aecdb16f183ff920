import { useEffect, useId, useRef, useState, type ReactElement, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { Link } from 'wouter'
import type { Incident } from '../../api/nouns.ts'
import { incidentPath } from '../../parts/address.ts'
import { Card } from './card.tsx'
import type { Drawing } from './drawing.ts'
import { kindTexts, type Happening } from './happening.ts'
import { leadOf, marksOf, spansOf, type Mark } from './marks.ts'
import { momentText } from './moment.ts'
import { gutter } from './plot-options.ts'
import { Shape } from './shape.tsx'
import styles from './lanes.module.css'

interface LanesProps {
  readonly project: string
  readonly drawing: Drawing
  readonly happenings: readonly Happening[]
  readonly incidents: readonly Incident[]
  /** The one of which everything is shown. */
  readonly change: string
  readonly onChange: (id: string) => void
  /** The moment of what is pointed at. */
  readonly onPoint: (at: number | undefined) => void
}

/** What happened, under the same axis: changes as marks, incidents as bars. */
export function Lanes({ drawing, happenings, incidents, ...rest }: LanesProps): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  const from = drawing.times[0] ?? 0
  const to = drawing.times.at(-1) ?? from + 1
  const now = drawing.times[drawing.count - 1] ?? to
  // A mark can be pressed when it is 24 pixels wide: https://www.w3.org/TR/WCAG22/#target-size-minimum
  const marks = marksOf(happenings, { from, to, apart: 26 / Math.max(100, width - gutter - right) })
  const spans = spansOf(incidents, { from, to, now })
  return (
    <div ref={place} className={styles['lanes']}>
      <div className={styles['lane']}>
        <span className={styles['name']}>Changes</span>
        <ul aria-label="Changes">
          {marks.map((mark) => (
            <ChangeMark key={mark.all[0]?.id} mark={mark} stretch={to - from} {...rest} />
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
  const newest = leadOf(mark)
  if (newest === undefined) return null
  const isOn = mark.all.some(({ id: one }) => one === change)
  const point = (is: boolean): void => {
    setIsPointed(is)
    onPoint(is ? mark.at : undefined)
  }
  const count = mark.all.length
  const last = `${kindTexts[newest.kind]}: ${newest.title}`
  const words = count === 1 ? last : `${count} changes, one a ${last}`
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
        onClick={() => onChange(isOn ? '' : newest.id)}
      >
        {count > 1 ? <span>{count}</span> : <Shape kind={newest.kind} />}
      </button>
      {isPointed && (
        <div
          id={id}
          role="tooltip"
          className={`${styles['card']} ${mark.place > 0.55 ? styles['leftwards'] : ''}`}
        >
          <Card project={project} mark={mark} stretch={stretch} />
        </div>
      )}
    </li>
  )
}

/** How wide an element is, whenever that changes. */
function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    // In the same frame: marks that are too near to each other for a wide page are never drawn on a narrow one.
    const observer = new ResizeObserver(() =>
      flushSync(() => setWidth(element.getBoundingClientRect().width)),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [place])
  return width
}
