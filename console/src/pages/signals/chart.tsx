import { useState, type ReactElement } from 'react'
import type { Incident } from '../../api/nouns.ts'
import { quantityText } from '../../parts/quantity.ts'
import { focusValues, type Drawing } from './drawing.ts'
import { kindTexts, type Happening } from './happening.ts'
import { Lanes } from './lanes.tsx'
import { momentText } from './moment.ts'
import { Plot } from './plot.tsx'
import { Shape } from './shape.tsx'
import styles from './chart.module.css'

/** The picture, what is said of the moment that is pointed at, and what happened under the same axis. */
export function Chart({
  drawing,
  title,
  onStretch,
  ...rest
}: {
  readonly project: string
  readonly drawing: Drawing
  readonly title: string
  readonly happenings: readonly Happening[]
  readonly incidents: readonly Incident[]
  readonly change: string
  readonly onChange: (id: string) => void
  readonly onStretch: (from: number, to: number) => void
}): ReactElement {
  const [at, setAt] = useState<number>()
  const [pointed, setPointed] = useState<number>()
  const selected = rest.happenings.find(({ id }) => id === rest.change)
  const marked = pointed ?? selected?.at
  return (
    <>
      <Readout drawing={drawing} at={at} />
      <div className={styles['picture']}>
        <Plot
          drawing={drawing}
          label={`${title}: ${summaryOf(drawing)}`}
          at={at}
          marked={marked}
          onPoint={setAt}
          onStretch={onStretch}
        />
        <input
          type="range"
          className={styles['keys']}
          aria-label="Moment"
          min={0}
          max={drawing.times.length - 1}
          value={at ?? drawing.count - 1}
          aria-valuetext={textAt(drawing, at ?? drawing.count - 1)}
          onChange={(event) => setAt(Number(event.target.value))}
        />
      </div>
      <Lanes drawing={drawing} onPoint={setPointed} {...rest} />
      <Legend drawing={drawing} happenings={rest.happenings} />
    </>
  )
}

function Readout({
  drawing,
  at,
}: {
  readonly drawing: Drawing
  readonly at: number | undefined
}): ReactElement {
  const { times, looked, count, expected } = drawing
  const values = focusValues(drawing)
  const place =
    at ??
    Math.max(
      0,
      values.findLastIndex((one) => one !== null),
    )
  const isAhead = place >= count
  const value = isAhead ? expected[place] : values[place]
  return (
    <p className={styles['readout']}>
      <span className={styles['big']}>{quantityText(value, looked.unit)}</span>
      <span className="quiet">
        {momentText(times[place] ?? 0, times.length * looked.step)}
        {isAhead && ', expected'}
      </span>
      <UsualText drawing={drawing} at={place} value={isAhead ? undefined : value} />
    </p>
  )
}

function UsualText({
  drawing: { lower, upper, looked },
  at,
  value,
}: {
  readonly drawing: Drawing
  readonly at: number
  readonly value: number | null | undefined
}): ReactElement | null {
  const low = lower[at] ?? undefined
  const high = upper[at] ?? undefined
  if (low === undefined || high === undefined) return null
  const isOutside = typeof value === 'number' && (value < low || value > high)
  return (
    <span className={isOutside ? styles['outside'] : 'quiet'}>
      usual {quantityText(low, looked.unit)} to {quantityText(high, looked.unit)}
    </span>
  )
}

function textAt(drawing: Drawing, at: number): string {
  const { times, looked, lower, upper, expected, count } = drawing
  const value = at < count ? quantityText(focusValues(drawing)[at], looked.unit) : ''
  const low = lower[at] ?? null
  const band =
    low === null ? '' : `, usual ${quantityText(low, looked.unit)} to ${quantityText(upper[at], looked.unit)}`
  const what = at < count ? value : `expected ${quantityText(expected[at], looked.unit)}`
  return `${momentText(times[at] ?? 0, times.length * looked.step)}: ${what}${band}`
}

function summaryOf(drawing: Drawing): string {
  const { looked, learned } = drawing
  const values = focusValues(drawing).filter((one) => one !== null)
  const range = `from ${quantityText(Math.min(...values), looked.unit)} to ${quantityText(Math.max(...values), looked.unit)}`
  if (learned === undefined) return range
  return `${range}, ${learned.anomalies.length} anomalies, ${learned.changes.length} changes of level`
}

function Legend({
  drawing: { learned, looked },
  happenings,
}: {
  readonly drawing: Drawing
  readonly happenings: readonly Happening[]
}): ReactElement {
  const kinds = [...new Set(['commit' as const, ...happenings.map(({ kind }) => kind)])]
  return (
    <ul className={styles['legend']} aria-label="What is drawn">
      <li>
        <i className={styles['line']} /> {looked.series.length > 1 ? 'the series, others grey' : 'the series'}
      </li>
      {learned !== undefined && (
        <>
          <li>
            <i className={styles['band']} /> usual, {Math.round(learned.level * 100)} %
          </li>
          <li>
            <i className={styles['dot']} /> anomaly
          </li>
          <li>
            <i className={styles['flag']} /> another level, slope or spread from here on
          </li>
        </>
      )}
      {kinds.map((kind) => (
        <li key={kind}>
          <Shape kind={kind} /> {kindTexts[kind]}
        </li>
      ))}
    </ul>
  )
}
