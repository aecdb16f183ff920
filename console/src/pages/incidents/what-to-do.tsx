import type { ReactElement, ReactNode } from 'react'
import { Link } from 'wouter'
import type { IncidentReport } from '../../api/nouns.ts'
import { commitPath } from '../../parts/commit.tsx'
import { Section } from '../../parts/page.tsx'
import { ValueText } from '../../parts/value.tsx'
import styles from '../incident.module.css'

/** The next steps, in order: what to look at, how to take back the change that most likely did it, what would show that it did not. */
export function WhatToDo({
  project,
  source,
  report,
}: {
  readonly project: string
  readonly source: string
  readonly report: IncidentReport
}): ReactElement | null {
  const steps = [...changeSteps(project, source, report), ...suspectSteps(report), ...disproofSteps(report)]
  if (steps.length === 0) return null
  return (
    <Section title="What to do">
      <ol className={styles['steps']}>
        {steps.map(([key, step]) => (
          <li key={key}>{step}</li>
        ))}
      </ol>
    </Section>
  )
}

type Step = readonly [key: string, step: ReactNode]

/** A weak change is nothing to take back before somebody has looked. */
function changeSteps(project: string, source: string, { changes }: IncidentReport): readonly Step[] {
  const [change] = changes
  if (change === undefined || change.confidence === 'weak') return []
  const [value] = change.values
  const title =
    change.kind === 'commit' ? (
      <Link href={commitPath(project, { source, sha: change.id })}>{change.title}</Link>
    ) : (
      change.title
    )
  const place = value?.line === undefined ? value?.address : `${value.line.file}:${value.line.number}`
  return [
    [
      'look',
      <>
        Look at {title}
        {place !== undefined && (
          <>
            , first at <code>{place}</code>
          </>
        )}
        .
      </>,
    ],
    [
      'back',
      <>
        {value !== undefined && !value.isSecret && value.kind === 'changed' ? (
          <>
            Set <code>{value.path}</code> back from <ValueText value={value.after} sensitive={false} /> to{' '}
            <ValueText value={value.before} sensitive={false} />
          </>
        ) : (
          'Take it back'
        )}
        {change.kind === 'commit' && (
          <>
            , or all of it with <code>git revert {change.id.slice(0, 12)}</code>
          </>
        )}
        . If it was this, that shows within a few samples.
      </>,
    ],
  ]
}

function suspectSteps({ changes, suspects, way, logs }: IncidentReport): readonly Step[] {
  const [suspect] = suspects
  const isTold = changes.some(({ confidence }) => confidence !== 'weak')
  if (suspect === undefined || isTold) return []
  const moved = way.find(({ node }) => node === suspect.node)?.moved.map(({ title }) => title) ?? []
  return [
    [
      'suspect',
      <>
        No change explains it well: look at <strong>{suspect.node}</strong>
        {moved.length > 0 && ` (${moved.slice(0, 3).join(', ')})`}
        {logs !== undefined && ' and at its new messages below'}, and at what is changed without being written
        down.
      </>,
    ],
  ]
}

function disproofSteps({ disproof }: IncidentReport): readonly Step[] {
  return disproof.slice(0, 1).map((one): Step => ['disproof', `Check what would disprove it: ${one}`])
}
