import type { ReactElement, ReactNode } from 'react'
import { Link } from 'wouter'
import { api } from '../../../src/contract/routes.ts'
import type { IncidentDetail, IncidentReport } from '../api/nouns.ts'
import { useAnswer, useCommand } from '../api/use.ts'
import { signalsPath } from '../parts/address.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Code } from '../parts/code.tsx'
import { commitPath } from '../parts/commit.tsx'
import { Facts } from '../parts/facts.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { ValueText } from '../parts/value.tsx'
import { When } from '../parts/when.tsx'
import { MarkTitle } from './signals/happened.tsx'
import { kindTexts, kindOf } from './signals/happening.ts'
import { Shape } from './signals/shape.tsx'
import { IncidentState } from './incidents.tsx'
import { WhatToDo } from './incidents/what-to-do.tsx'
import styles from './incident.module.css'

/** One incident: what is wrong since when, the way to where it comes from, and the change that did it. */
export function IncidentPage({
  project,
  id,
}: {
  readonly project: string
  readonly id: string
}): ReactElement {
  const { data, error, refetch } = useAnswer(api.incidents.get, { project, incident: id })
  const again = useCommand(api.incidents.again)
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={12} />
  return (
    <>
      <PageHead
        above={<Link href={`/${project}/incidents`}>Incidents</Link>}
        title={data.name}
        actions={
          data.until === undefined && (
            <Button
              icon="refresh"
              isDisabled={again.isPending}
              onPress={() => again.mutate({ project, incident: id })}
            >
              Look again
            </Button>
          )
        }
      >
        <p>
          <IncidentState incident={data} />{' '}
          <Link href={signalsPath(project, data)}>What was measured around it</Link>
        </p>
        {data.report !== undefined && (
          <p>
            {data.report.headline} {data.report.summary !== '' && `${data.report.summary}.`}
          </p>
        )}
      </PageHead>
      {data.problem !== undefined && (
        <p className={styles['problem']} role="alert">
          It could not be looked into: {data.problem}
        </p>
      )}
      <Section title="Since when">
        <Facts facts={factsOf(data)} />
      </Section>
      {data.report === undefined ? (
        <Section flush>
          <Empty icon="activity" title="Nobody has looked into it yet">
            What was found stands here as soon as Prometheus has answered.
          </Empty>
        </Section>
      ) : (
        <Report project={project} source={data.source} report={data.report} />
      )}
    </>
  )
}

function factsOf({
  since,
  until,
  service,
  alerts,
  reportedAt,
  report,
}: IncidentDetail): readonly (readonly [string, ReactNode])[] {
  return [
    ['Since', <When key="since" at={since} />],
    ...(until === undefined ? [] : [['Over', <When key="until" at={until} />] as const]),
    ...(service === undefined ? [] : [['Shows in', service] as const]),
    ...(alerts.length === 0
      ? []
      : [['Alerts', [...new Set(alerts.map(({ name }) => name))].join(', ')] as const]),
    ...(reportedAt === undefined || report === undefined
      ? []
      : [
          [
            'Looked into',
            <span key="asked">
              <When at={reportedAt} />, with <code>{report.sha.slice(0, 8)}</code> and {report.asked}
            </span>,
          ] as const,
        ]),
  ]
}

function Report({
  project,
  source,
  report,
}: {
  readonly project: string
  readonly source: string
  readonly report: IncidentReport
}): ReactElement {
  return (
    <>
      <WhatToDo project={project} source={source} report={report} />
      {report.way.length > 0 && (
        <Section title="The way it came" note="from where it shows to where it comes from">
          <Way report={report} />
        </Section>
      )}
      <Section title="Changes" note={lookedText(report)}>
        {report.changes.length === 0 ? (
          <p>No change explains this.</p>
        ) : (
          <Changes project={project} source={source} changes={report.changes} />
        )}
      </Section>
      {report.suspects.length > 0 && (
        <Section title="Suspects" note="the likeliest first">
          <ol className={styles['list']}>
            {report.suspects.map(({ node, why }) => (
              <li key={node}>
                <strong>{node}</strong> <span className="quiet">{why}</span>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {report.logs !== undefined && (
        <Section title="In the logs since then" note="messages that are new, or come much oftener">
          <ul className={styles['list']}>
            {report.logs.map((one) => (
              <li key={one.template}>
                <p>
                  {one.level !== undefined && <Badge tone={levelTone(one.level)}>{one.level}</Badge>}{' '}
                  <code>{one.example}</code>
                </p>
                <p className="quiet">
                  {one.count.toLocaleString('en')} {one.count === 1 ? 'line' : 'lines'},{' '}
                  {one.isNew
                    ? 'never before'
                    : `${perHour(one.during)} an hour instead of ${perHour(one.before)}`}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Sentences title="What speaks against it" items={report.against} />
      <Sentences title="What would disprove it" items={report.disproof} />
      <Sentences title="What else is to be said" items={report.said} />
      <Section title="Besides">
        <Facts
          facts={[
            ['As always', report.quiet.length === 0 ? 'nothing that is measured' : report.quiet.join(', ')],
            ...(report.unmeasured.length === 0
              ? []
              : [['Not measured', report.unmeasured.join(', ')] as const]),
          ]}
        />
      </Section>
    </>
  )
}

function levelTone(level: string): Tone {
  return level === 'error' || level === 'fatal' ? 'high' : level === 'warning' ? 'medium' : 'info'
}

function perHour(lines: number): string {
  return lines.toLocaleString('en', { maximumSignificantDigits: 2 })
}

function lookedText({ looked: { changes, after } }: IncidentReport): string {
  const of = changes === 1 ? '1 change was looked at' : `${changes} changes were looked at`
  return after === 0 ? of : `${of}, ${after} of them came only afterwards`
}

function Way({ report: { way } }: { readonly report: IncidentReport }): ReactElement {
  return (
    <ol className={styles['way']}>
      {way.map(({ node, isMeasured, moved, origins }) => (
        <li key={node}>
          {origins.length > 0 && <p className="quiet">which calls, by {origins[0]}</p>}
          <p>
            <strong>{node}</strong> {!isMeasured && <span className="quiet">nobody measures it</span>}
          </p>
          <ul className={styles['moves']}>
            {moved.map(({ measure, title, before, during, since }) => (
              <li key={measure}>
                {title} {before} → <strong>{during}</strong>{' '}
                {since !== undefined && (
                  <span className="quiet">
                    <When at={since} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

const tones: Readonly<Record<'likely' | 'possible' | 'weak', Tone>> = {
  likely: 'high',
  possible: 'medium',
  weak: 'info',
}

function Changes({
  project,
  source,
  changes,
}: {
  readonly project: string
  readonly source: string
  readonly changes: IncidentReport['changes']
}): ReactElement {
  return (
    <ol className={styles['list']}>
      {changes.map(({ id, kind, title, author, at, confidence, why, values, link }) => (
        <li key={id}>
          <p>
            <Badge tone={tones[confidence]}>{confidence}</Badge>{' '}
            {kind === 'commit' ? (
              <Link href={commitPath(project, { source, sha: id })}>{title}</Link>
            ) : (
              <MarkTitle project={project} mark={{ title, link }} />
            )}{' '}
            <span className="quiet">
              {kind === 'commit' ? (
                <code>{id.slice(0, 8)}</code>
              ) : (
                <>
                  <Shape kind={kindOf(kind)} size={10} /> {kindTexts[kindOf(kind)]} ·
                </>
              )}{' '}
              {author} · <When at={at} />
            </span>
          </p>
          <p>{why}</p>
          {values.slice(0, 5).map((value) => (
            <Value key={`${value.address} ${value.path}`} value={value} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function Value({
  value: { address, path, before, after, isSecret, line },
}: {
  readonly value: IncidentReport['changes'][number]['values'][number]
}): ReactElement {
  return (
    <div className={styles['value']}>
      <p>
        <code>{address}</code> <code className="quiet">{path}</code>{' '}
        <ValueText value={before} sensitive={isSecret} /> → <ValueText value={after} sensitive={isSecret} />
      </p>
      {line !== undefined && (
        <>
          <p className="quiet">
            <code>
              {line.file}:{line.number}
            </code>
          </p>
          {line.source !== undefined && (
            <Code file={line.file} lines={[{ number: line.number, text: line.source, look: 'marked' }]} />
          )}
        </>
      )}
    </div>
  )
}

function Sentences({
  title,
  items,
}: {
  readonly title: string
  readonly items: readonly string[]
}): ReactElement | null {
  if (items.length === 0) return null
  return (
    <Section title={title}>
      <ul className={styles['list']}>
        {items.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Section>
  )
}
