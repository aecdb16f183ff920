import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { DriftEdit, DriftItem } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../api/use.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Code, type CodeLine } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { DriftBadge } from '../parts/drift-badge.tsx'
import { Facts } from '../parts/facts.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Sites } from '../parts/sites.tsx'
import { Failed, Waiting } from '../parts/state.tsx'
import { textOf, ValueText } from '../parts/value.tsx'
import { sinceOf } from '../parts/drift-since.ts'
import { When } from '../parts/when.tsx'
import { blastFacts } from './drift/blast.tsx'
import { Revert } from './drift/revert.tsx'
import looks from './drift.module.css'
import styles from './finding.module.css'

/** One drift: what is different, since when and by whom, and the three answers to it. */
export function DriftItemPage({
  project,
  id,
}: {
  readonly project: string
  readonly id: string
}): ReactElement {
  const { data, error, refetch } = useAnswer(api.drift.get, { project, drift: id })
  const isWorking = [data?.proposal?.state, data?.reverting?.state].some(
    (state) => state !== undefined && underWay.includes(state),
  )
  useEffect(() => {
    if (!isWorking) return undefined
    const timer = setInterval(() => void refetch(), 1000)
    return () => clearInterval(timer)
  }, [isWorking, refetch])
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={12} />
  const isOpen = data.until === undefined && data.silence === undefined
  return (
    <>
      <PageHead
        above={<Link href={`/${project}/drift`}>Drift</Link>}
        title={data.path === '' ? data.address : `${data.path} of ${data.address}`}
      >
        <Marks drift={data} />
        <p>{data.silence?.why ?? data.why}</p>
      </PageHead>
      <Section title="What is different">
        <Facts facts={factsOf(data)} />
      </Section>
      {data.origin && (
        <Section title="The line that wants it">
          <Sites sites={[{ ...data.origin, startColumn: 1, endColumn: 1, step: 'literal' }]} isFirstMarked />
        </Section>
      )}
      {isOpen && <Answers project={project} drift={data} />}
    </>
  )
}

const underWay: readonly string[] = ['asked', 'opening', 'approved', 'applying']

function Marks({ drift: { what, until, silence, acceptance } }: { readonly drift: DriftItem }): ReactElement {
  return (
    <p className={styles['marks']}>
      <DriftBadge what={what} />
      {until !== undefined && <Badge tone="good">Gone</Badge>}
      {silence !== undefined && <Badge tone="info">Held back</Badge>}
      {acceptance !== undefined && <Badge tone="low">Accepted</Badge>}
    </p>
  )
}

function factsOf(drift: DriftItem): readonly (readonly [string, ReactNode])[] {
  const { wanted, remembered, live, by, since, until, path, root, format } = drift
  return [
    ...(path === ''
      ? []
      : [
          ['The code says', <Side key="wanted" state={wanted} />] as const,
          ...(remembered === undefined
            ? []
            : [['Applied last', <Side key="remembered" state={remembered} />] as const]),
          ['What runs', <Side key="live" state={live} />] as const,
        ]),
    [
      'Changed by',
      by === undefined ? (
        'not known'
      ) : (
        <>
          {by.name} {by.at !== undefined && <When at={by.at} />}
          {by.event !== undefined && <span className="quiet"> by {by.event}</span>}
        </>
      ),
    ],
    ['Since', <When key="since" at={sinceOf(drift)} />],
    ...(sinceOf(drift) === since ? [] : [['First seen', <When key="seen" at={since} />] as const]),
    ...(until === undefined ? [] : [['Gone', <When key="until" at={until} />] as const]),
    ...(format === '' ? [] : [['Code', `${format} ${root === '' ? '.' : root}`] as const]),
  ]
}

function Side({ state }: { readonly state: DriftItem['wanted'] }): ReactElement {
  return <ValueText value={state?.value} unknown={state?.isUnknown ?? false} />
}

function Answers({ project, drift }: { readonly project: string; readonly drift: DriftItem }): ReactElement {
  return (
    <>
      <Codify project={project} drift={drift} />
      <Revert project={project} drift={drift} />
      <Accept project={project} drift={drift} />
    </>
  )
}

const withEdit: readonly string[] = ['ready', 'opening', 'proposed', 'failed']

/** Writing it into the code: the edit first, with everything that it changes; then, when somebody wants it, the pull request. */
function Codify({ project, drift }: { readonly project: string; readonly drift: DriftItem }): ReactElement {
  const { proposal, id } = drift
  const [error, setError] = useState<Error | null>(null)
  const hasEdit = proposal !== undefined && withEdit.includes(proposal.state)
  const { data } = useAnswer(api.drift.edit, { project, drift: id }, hasEdit)
  return (
    <Section
      title="Codify"
      note="write into the code what runs"
      actions={<Moves project={project} drift={drift} hasEdit={hasEdit} onError={setError} />}
    >
      <Standing drift={drift} />
      {error !== null && <p role="alert">{error.message}</p>}
      {hasEdit && data?.edit && <Edit edit={data.edit} name={id} />}
    </Section>
  )
}

function Moves({
  project,
  drift: { id: drift, proposal },
  hasEdit,
  onError,
}: {
  readonly project: string
  readonly drift: DriftItem
  readonly hasEdit: boolean
  readonly onError: (error: Error | null) => void
}): ReactElement {
  const codify = useCommand(api.drift.codify)
  const propose = useCommand(api.drift.propose)
  const state = proposal?.state
  const how = { onError, onSuccess: () => onError(null) }
  const isOffered = state === 'ready' || state === 'failed'
  return (
    <>
      {(state === undefined || state === 'refused' || isOffered) && (
        <Button
          look={hasEdit ? 'quiet' : 'main'}
          isDisabled={codify.isPending}
          onPress={() => codify.mutate({ project, drift }, how)}
        >
          {state === undefined ? 'Work out the edit' : 'Work it out again'}
        </Button>
      )}
      {isOffered && (
        <Button
          look="main"
          isDisabled={propose.isPending}
          onPress={() => propose.mutate({ project, drift }, how)}
        >
          Open a pull request
        </Button>
      )}
    </>
  )
}

function Standing({ drift: { proposal } }: { readonly drift: DriftItem }): ReactElement {
  switch (proposal?.state) {
    case undefined:
      return <p>The edit is worked out and read again before anything is written: nothing changes yet.</p>
    case 'asked':
      return <p role="status">Working out the edit, and reading everything again …</p>
    case 'ready':
      return <p>This is the edit. Nothing is written until a pull request is opened.</p>
    case 'refused':
      return <p>There is no edit. {proposal.problem}</p>
    case 'opening':
      return <p role="status">Opening the pull request …</p>
    case 'failed':
      return <p role="alert">{proposal.problem}</p>
    case 'proposed':
      return proposal.url === undefined ? (
        <p>
          No forge is configured for this source, so that it is a commit in the mirror only, under{' '}
          <code>refs/{proposal.branch}</code>. Take it as a patch.
        </p>
      ) : (
        <p>
          {proposal.by} opened <a href={proposal.url}>the pull request</a> <When at={proposal.at} />. Once it
          is merged, the drift is gone.
        </p>
      )
  }
}

function Edit({ edit, name }: { readonly edit: DriftEdit; readonly name: string }): ReactElement {
  const patch = `data:text/x-patch;charset=utf-8,${encodeURIComponent(edit.diff)}`
  return (
    <>
      {filesIn(edit.diff).map(({ file, lines }) => (
        <div key={file} className={looks['edit']}>
          <code>{file}</code>
          <Code file={file} lines={lines} />
        </div>
      ))}
      <Facts
        facts={[
          ['Other values', changesText(edit.others, 'None changes.')],
          ['What follows it', changesText(edit.follows, 'Nothing.')],
          ['New findings', edit.appeared.length === 0 ? 'None.' : edit.appeared.join(', ')],
          ...(edit.gone.length === 0 ? [] : [['Findings that go', edit.gone.join(', ')] as const]),
          ...blastFacts(edit.blast),
          ...(edit.imports === undefined
            ? []
            : [['Then', <pre key="imports">{edit.imports.join('\n')}</pre>] as const]),
          [
            'Patch',
            <a key="patch" href={patch} download={`drift-${name}.patch`}>
              Take it as a patch
            </a>,
          ],
        ]}
      />
    </>
  )
}

function changesText(changes: DriftEdit['others'], none: string): ReactNode {
  if (changes.length === 0) return none
  return (
    <ul>
      {changes.slice(0, 20).map(({ address, path, before, after }) => (
        <li key={`${address} ${path}`}>
          <code>
            {address} {path}
          </code>
          : {before === undefined ? 'nothing' : textOf(before)} →{' '}
          {after === undefined ? 'nothing' : textOf(after)}
        </li>
      ))}
    </ul>
  )
}

/** The lines of each file in a unified diff. */
function filesIn(diff: string): readonly { readonly file: string; readonly lines: readonly CodeLine[] }[] {
  const files: { file: string; lines: CodeLine[] }[] = []
  let [before, after] = [0, 0]
  for (const line of diff.split('\n')) {
    const [, file] = /^\+\+\+ (?:b\/)?(.+)$/u.exec(line) ?? []
    const [, from, to] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/u.exec(line) ?? []
    if (file !== undefined) files.push({ file, lines: [] })
    else if (from !== undefined) [before, after] = [Number(from), Number(to)]
    else if (/^[-+ ]/u.test(line) && !line.startsWith('--- ')) {
      const look = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : undefined
      files.at(-1)?.lines.push({ number: look === 'added' ? after : before, text: line.slice(1), look })
      if (look !== 'added') before++
      if (look !== 'removed') after++
    }
  }
  return files
}

function Accept({ project, drift }: { readonly project: string; readonly drift: DriftItem }): ReactElement {
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const accept = useCommand(api.drift.accept)
  const reopen = useCommand(api.drift.reopen)
  const { acceptance, id } = drift
  return (
    <Section
      title="Accept"
      note="live with it until a day"
      actions={
        acceptance === undefined ? (
          <Button onPress={() => setIsAsking(true)}>Accept…</Button>
        ) : (
          <Button onPress={() => reopen.mutate({ project, drift: id })}>Open again</Button>
        )
      }
    >
      {acceptance === undefined ? (
        <p>It stays visible as accepted, and comes back by itself when the day is over.</p>
      ) : (
        <p>
          Accepted by {acceptance.by} <When at={acceptance.at} /> until {acceptance.until}:{' '}
          {acceptance.reason}
        </p>
      )}
      {reopen.error !== null && <p role="alert">{reopen.error.message}</p>}
      <Dialog title="Accept this drift" isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <Form
          action="Accept"
          error={accept.error}
          isBusy={accept.isPending}
          onSubmit={() =>
            accept.mutate({ project, drift: id, reason, until }, { onSuccess: () => setIsAsking(false) })
          }
        >
          <p>The ledger keeps who, when and why.</p>
          <Field label="Reason" value={reason} onChange={setReason} isRequired isLong />
          <Field
            label="Until"
            kind="date"
            value={until}
            onChange={setUntil}
            isRequired
            hint="The last day on which it holds."
          />
        </Form>
      </Dialog>
    </Section>
  )
}
