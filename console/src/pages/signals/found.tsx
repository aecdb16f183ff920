import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { LearnedSignal } from '../../api/nouns.ts'
import { Badge } from '../../parts/badge.tsx'
import { commitPath } from '../../parts/commit.tsx'
import { durationText, quantityText } from '../../parts/quantity.ts'
import { Table } from '../../parts/table.tsx'
import type { Drawing } from './drawing.ts'
import { MarkTitle } from './happened.tsx'
import { kindTexts, type Happening } from './happening.ts'
import { momentText } from './moment.ts'
import styles from './found.module.css'

interface Found {
  readonly at: number
  readonly what: 'anomaly' | LearnedSignal['changes'][number]['kind']
  readonly values: string
  readonly words: string
}

/** What stands out, in words: anomalies and changes of level, each with the change before it. */
export function FoundTable({
  project,
  drawing,
  happenings,
}: {
  readonly project: string
  readonly drawing: Drawing
  readonly happenings: readonly Happening[]
}): ReactElement {
  const { learned, looked, times } = drawing
  return (
    <Table<Found>
      label="What stands out"
      narrow="stacked"
      rows={learned === undefined ? [] : foundIn(learned, looked.unit)}
      idOf={({ at, what }) => `${what} ${at}`}
      columns={[
        { head: 'When', look: 'fit', cell: ({ at }) => momentText(at, times.length * looked.step) },
        {
          head: 'What',
          look: 'fit',
          cell: ({ what }) => (
            <Badge tone={what === 'anomaly' ? 'high' : 'medium'}>
              {what === 'anomaly' ? what : `another ${what}`}
            </Badge>
          ),
        },
        { head: 'Value', look: 'fit', cell: ({ values }) => <span className="number">{values}</span> },
        { head: 'Why', cell: ({ words }) => <span className={styles['why']}>{words}</span> },
        {
          head: 'Change before',
          cell: ({ at }) => <Before project={project} happenings={happenings} at={at} />,
        },
      ]}
    />
  )
}

/** The newest first. */
function foundIn(learned: LearnedSignal, unit: Parameters<typeof quantityText>[1]): readonly Found[] {
  const anomalies = learned.anomalies.map(({ at, value, why }): Found => {
    return { at, what: 'anomaly', values: quantityText(value, unit), words: sentence(why) }
  })
  const changes = learned.changes.map(({ at, kind, before, after }): Found => {
    const per = kind === 'slope' ? ' an hour' : ''
    const values = `${quantityText(before, unit)} → ${quantityText(after, unit)}${per}`
    return { at, what: kind, values, words: meanings[kind] }
  })
  return [...anomalies, ...changes].toSorted((a, b) => b.at - a.at)
}

const meanings: Readonly<Record<LearnedSignal['changes'][number]['kind'], string>> = {
  level: 'The middle of the values before and behind.',
  slope: 'How much it rises, before and behind.',
  spread: 'How far values are from the middle, before and behind.',
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function Before({
  project,
  happenings,
  at,
}: {
  readonly project: string
  readonly happenings: readonly Happening[]
  readonly at: number
}): ReactElement {
  // What was only planned or decided has changed nothing.
  const before = happenings.find((one) => one.at <= at && one.kind !== 'plan' && one.kind !== 'review')
  if (before === undefined) return <span className="quiet">none in this stretch</span>
  const { of, title, kind } = before
  return (
    <>
      {of.kind === 'commit' ? (
        <Link href={commitPath(project, of.commit)}>{title}</Link>
      ) : (
        <MarkTitle project={project} mark={of.mark} />
      )}{' '}
      <span className="quiet">
        {kindTexts[kind]}, {durationText(Math.max(60, Math.round((at - before.at) / 60) * 60))} before
      </span>
    </>
  )
}
