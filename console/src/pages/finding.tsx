import { useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import type { FindingDetail } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../api/use.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Facts } from '../parts/facts.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { SeverityBadge } from '../parts/severity.tsx'
import { Sites } from '../parts/sites.tsx'
import { Failed, Waiting } from '../parts/state.tsx'
import { textOf } from '../parts/value.tsx'
import { When } from '../parts/when.tsx'
import styles from './finding.module.css'

/** One finding: the line to change, why it matters, how to mend it, and where else it is. */
export function FindingPage({
  project,
  id,
}: {
  readonly project: string
  readonly id: string
}): ReactElement {
  const { data, error, refetch } = useAnswer(api.findings.get, { project, finding: id })
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={12} />
  return (
    <>
      <Head project={project} finding={data} />
      <Section
        title="The line to change"
        note={data.trace.length > 1 ? 'first, and the way it came' : undefined}
      >
        <Sites sites={data.trace.length > 0 ? data.trace.toReversed() : [siteOf(data)]} isFirstMarked />
      </Section>
      <div className={styles['two']}>
        <Section title="Why it matters">
          <p>{data.why}</p>
        </Section>
        <Section title="How to mend it">
          <p>{data.fix}</p>
          {data.wanted && (
            <p className={styles['wanted']}>
              <code>
                {data.wanted.path} = {textOf(data.wanted.value)}
              </code>
            </p>
          )}
        </Section>
      </div>
      <Section title="About it">
        <Facts facts={factsOf(data)} />
      </Section>
    </>
  )
}

function siteOf({ file, startLine }: FindingDetail): FindingDetail['trace'][number] {
  return {
    file,
    startLine,
    startColumn: 1,
    endLine: startLine,
    endColumn: 1,
    step: 'literal',
    source: undefined,
  }
}

function Head({
  project,
  finding,
}: {
  readonly project: string
  readonly finding: FindingDetail
}): ReactElement {
  const { title, severity, verdict, state, message, acceptance } = finding
  const [isAsking, setIsAsking] = useState(false)
  const reopen = useCommand(api.findings.reopen)
  return (
    <PageHead
      above={<Link href={`/${project}/findings`}>Findings</Link>}
      title={title}
      actions={
        <>
          {state === 'open' && <Button onPress={() => setIsAsking(true)}>Accept…</Button>}
          {state === 'accepted' && acceptance?.where === 'console' && (
            <Button onPress={() => reopen.mutate({ project, finding: finding.id })}>Open again</Button>
          )}
        </>
      }
    >
      <p className={styles['marks']}>
        <SeverityBadge severity={severity} />
        {verdict === 'undecided' && <Badge tone="info">Undecided</Badge>}
        {state === 'accepted' && <Badge tone="low">Accepted</Badge>}
        {state === 'fixed' && <Badge tone="good">Fixed</Badge>}
      </p>
      <p>{message}</p>
      {acceptance && (
        <p className="quiet">
          Accepted by {acceptance.by} <When at={acceptance.at} />
          {acceptance.until === undefined ? '' : ` until ${acceptance.until}`}: {acceptance.reason}
        </p>
      )}
      <Accept project={project} finding={finding} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </PageHead>
  )
}

function Accept({
  project,
  finding,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly finding: FindingDetail
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const accept = useCommand(api.findings.accept)
  const submit = (): void =>
    accept.mutate(
      { project, finding: finding.id, reason, ...(until !== '' && { until }) },
      { onSuccess: onClose },
    )
  return (
    <Dialog title="Accept this finding" isOpen={isOpen} onClose={onClose}>
      <Form action="Accept" error={accept.error} isBusy={accept.isPending} onSubmit={submit}>
        <p>
          It stays visible as accepted and no longer counts at the gate. The ledger keeps who, when and why.
        </p>
        <Field label="Reason" value={reason} onChange={setReason} isRequired isLong />
        <Field
          label="Until"
          kind="date"
          value={until}
          onChange={setUntil}
          hint="The last day on which it holds. Without one it holds until somebody opens it again."
        />
      </Form>
    </Dialog>
  )
}

function factsOf(finding: FindingDetail): readonly (readonly [string, ReactElement | string])[] {
  const { rule, address, path, aliases, compliance, because, allPlaces, since, until } = finding
  return [
    ['Rule', <code key="rule">{rule}</code>],
    ['Resource', <code key="address">{address}</code>],
    ...(path === '' ? [] : [['Value', <code key="path">{path}</code>] as const]),
    ...(allPlaces.length > 1 ? [['Places', `${allPlaces.length} instances have this cause`] as const] : []),
    ...(because.length > 0
      ? [['Missing', because.map(({ kind, what }) => `${kind} ${what}`).join(', ')] as const]
      : []),
    ['Since', <code key="since">{since.slice(0, 10)}</code>],
    ...(until === undefined ? [] : [['Gone with', <code key="until">{until.slice(0, 10)}</code>] as const]),
    ...(aliases.length > 0 ? [['Elsewhere called', aliases.join(', ')] as const] : []),
    ...(compliance.length > 0 ? [['Asked for by', compliance.join(', ')] as const] : []),
  ]
}
