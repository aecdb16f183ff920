import { useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import type { CommitDetail, FindingSummary, GateResult } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../api/use.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Verdict } from '../parts/commit.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { DifferenceView } from '../parts/difference.tsx'
import { Field } from '../parts/field.tsx'
import { FindingRow } from '../parts/finding-row.tsx'
import { Form } from '../parts/form.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { GateBadge } from '../parts/severity.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table, type Column } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'
import styles from './change.module.css'

interface ChangeProps {
  readonly project: string
  readonly source: string
  readonly sha: string
}

/** One commit: what it made worse, what it fixed, what it changes in what runs and by which line. */
export function ChangePage({ project, source, sha }: ChangeProps): ReactElement {
  const { data, error, refetch } = useAnswer(api.commits.get, { project, source, sha })
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={12} />
  return (
    <>
      <Head project={project} commit={data} />
      {data.problem !== undefined && (
        <Section title="The review could not be finished">
          <p>{data.problem}</p>
        </Section>
      )}
      {data.gates.map((gate) => (
        <Gate key={gate.gate} gate={gate} project={project} commit={data} />
      ))}
      <Findings title="Made worse" project={project} findings={data.madeWorse} />
      <Findings title="Fixed" project={project} findings={data.madeGood} />
      <Section
        title="What it changes"
        note={data.changes === 0 ? 'nothing that runs' : 'grouped by the line that causes it'}
        flush
      >
        {data.difference.length === 0 ? (
          <Empty icon="check" title="No value changes">
            Whatever this commit touches, every resource keeps its values.
          </Empty>
        ) : (
          <DifferenceView project={project} source={source} sha={data.sha} roots={data.difference} />
        )}
        {data.isCut && <p className={styles['cut']}>Only the first changes are shown.</p>}
      </Section>
      <Timings commit={data} />
    </>
  )
}

function Head({
  project,
  commit,
}: {
  readonly project: string
  readonly commit: CommitDetail
}): ReactElement {
  const { subject, sha, author, date, branch, change, base } = commit
  return (
    <PageHead
      above={<Link href={`/${project}/changes`}>Changes</Link>}
      title={subject === '' ? sha.slice(0, 10) : subject}
      actions={<Verdict commit={commit} />}
    >
      <code>{sha.slice(0, 10)}</code> by {author}, <When at={date} />, on{' '}
      {change === undefined ? (
        branch
      ) : (
        <a href={change.url} rel="noreferrer">
          #{change.number} {branch}
        </a>
      )}
      {base !== undefined && (
        <>
          , compared with <code>{base.slice(0, 10)}</code>
        </>
      )}
    </PageHead>
  )
}

function Findings({
  title,
  project,
  findings,
}: {
  readonly title: string
  readonly project: string
  readonly findings: readonly FindingSummary[]
}): ReactElement | null {
  if (findings.length === 0) return null
  return (
    <Section title={title} note={findings.length.toLocaleString('en')} flush>
      <ul>
        {findings.map((one) => (
          <FindingRow key={one.id} project={project} finding={one} />
        ))}
      </ul>
    </Section>
  )
}

const columns: readonly Column<GateResult['conditions'][number]>[] = [
  {
    head: 'Condition',
    cell: ({ name, detail }) => (
      <>
        <strong>{name}</strong>
        <p className="quiet">{detail}</p>
      </>
    ),
  },
  {
    head: 'Measured',
    look: 'right',
    cell: ({ measured }) => <span className="number">{measured ?? '–'}</span>,
  },
  {
    head: 'Asked',
    look: 'fit',
    cell: ({ comparison, limit }) => (
      <span className="number">
        {comparison} {limit}
      </span>
    ),
  },
  {
    head: 'Verdict',
    look: 'fit',
    cell: ({ verdict }) =>
      verdict === 'undecided' ? <Badge tone="info">Undecided</Badge> : <GateBadge verdict={verdict} />,
  },
]

function Gate({
  gate,
  project,
  commit,
}: {
  readonly gate: GateResult
  readonly project: string
  readonly commit: CommitDetail
}): ReactElement {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section
      title={`Gate ${gate.gate}`}
      note={gate.override && `overridden by ${gate.override.by}: ${gate.override.reason}`}
      flush
      actions={
        <>
          {gate.verdict === 'failed' && <Button onPress={() => setIsAsking(true)}>Override…</Button>}
          <GateBadge verdict={gate.verdict} />
        </>
      }
    >
      <Table label={`Gate ${gate.gate}`} columns={columns} rows={gate.conditions} idOf={({ name }) => name} />
      <Override
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        about={{ project, source: commit.source, sha: commit.sha, gate: gate.gate }}
      />
    </Section>
  )
}

function Override({
  isOpen,
  onClose,
  about,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly about: { project: string; source: string; sha: string; gate: string }
}): ReactElement {
  const [reason, setReason] = useState('')
  const override = useCommand(api.gates.override)
  return (
    <Dialog title={`Let ${about.sha.slice(0, 8)} pass`} isOpen={isOpen} onClose={onClose}>
      <Form
        action="Override the gate"
        error={override.error}
        isBusy={override.isPending}
        onSubmit={() => override.mutate({ ...about, reason }, { onSuccess: onClose })}
      >
        <p>The ledger keeps who let it pass, when and why.</p>
        <Field label="Reason" value={reason} onChange={setReason} isRequired isLong />
      </Form>
    </Dialog>
  )
}

function Timings({ commit }: { readonly commit: CommitDetail }): ReactElement | null {
  if (commit.timings.length === 0) return null
  const all = commit.timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  return (
    <p className={styles['timings']}>
      Reviewed in <span className="number">{(all / 1000).toFixed(1)} s</span>
      {commit.timings.map(({ step, milliseconds }) => (
        <span key={step}>
          {' · '}
          {step} <span className="number">{(milliseconds / 1000).toFixed(1)} s</span>
        </span>
      ))}
    </p>
  )
}
