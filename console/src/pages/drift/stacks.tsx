import { useState, type ReactElement } from 'react'
import type { Stack } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useCommand } from '../../api/use.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'
import { Send } from './send.tsx'
import styles from '../drift.module.css'

/** The live systems that sources are compared with, and how each stands. */
export function Stacks({
  project,
  stacks,
}: {
  readonly project: string
  readonly stacks: readonly Stack[]
}): ReactElement {
  const [sending, setSending] = useState<Stack>()
  return (
    <>
      <Table<Stack>
        label="Stacks"
        narrow="stacked"
        rows={stacks}
        idOf={({ id }) => id}
        columns={[
          { head: 'Stack', cell: ({ name, watched }) => <StackName name={name} kind={watched.kind} /> },
          { head: 'Drift', look: 'fit', cell: (stack) => <Standing stack={stack} /> },
          {
            head: 'Objects',
            look: 'fit',
            cell: ({ compared, live }) => `${compared} of ${live} in the code`,
          },
          {
            head: 'Compared',
            cell: ({ checkedAt, sha, isDue }) =>
              isDue ? (
                'now'
              ) : checkedAt === undefined ? (
                'not yet'
              ) : (
                <>
                  <When at={checkedAt} />{' '}
                  {sha !== undefined && (
                    <>
                      with <code>{sha.slice(0, 8)}</code>
                    </>
                  )}
                </>
              ),
          },
          {
            head: 'What runs is from',
            cell: ({ observedAt, observedBy }) =>
              observedAt === undefined ? (
                '–'
              ) : (
                <>
                  <When at={observedAt} /> by {observedBy}
                </>
              ),
          },
          {
            head: 'Actions',
            look: 'fit',
            cell: (stack) => <Actions project={project} stack={stack} onSend={() => setSending(stack)} />,
          },
        ]}
      />
      {stacks
        .filter(({ problem }) => problem !== undefined)
        .map(({ id, name, problem }) => (
          <p key={id} className={styles['problem']} role="alert">
            {name} could not be compared: {problem}
          </p>
        ))}
      {sending && <Send project={project} stack={sending} onClose={() => setSending(undefined)} />}
    </>
  )
}

function StackName({ name, kind }: { readonly name: string; readonly kind: string }): ReactElement {
  return (
    <>
      <strong>{name}</strong> <span className="quiet">{kind === 'upload' ? 'sent' : kind}</span>
    </>
  )
}

function Standing({ stack }: { readonly stack: Stack }): ReactElement {
  const { open, silent, checkedAt, problem } = stack
  if (problem !== undefined) return <Badge tone="medium">failed</Badge>
  if (checkedAt === undefined) return <Badge tone="info">waiting</Badge>
  return (
    <span className={styles['marks']}>
      {open === 0 ? (
        <Badge tone="good" icon="check">
          none
        </Badge>
      ) : (
        <Badge tone="high">{open} open</Badge>
      )}
      {silent > 0 && <span className="quiet">{silent} held back</span>}
    </span>
  )
}

function Actions({
  project,
  stack,
  onSend,
}: {
  readonly project: string
  readonly stack: Stack
  readonly onSend: () => void
}): ReactElement {
  const check = useCommand(api.stacks.check)
  const remove = useCommand(api.stacks.remove)
  const isSent = stack.watched.kind === 'upload'
  const isUnknown = isSent && stack.observedAt === undefined
  return (
    <span className={styles['actions']}>
      {isSent && (
        <Button look="quiet" onPress={onSend}>
          Send what runs
        </Button>
      )}
      <Button
        look="quiet"
        isDisabled={stack.isDue || isUnknown}
        onPress={() => check.mutate({ project, stack: stack.id })}
      >
        Compare now
      </Button>
      <Confirm
        action="Remove"
        title={`Stop comparing ${stack.name}?`}
        text="What was found is no longer shown. The ledger keeps that it happened."
        onConfirm={() => remove.mutate({ project, stack: stack.id })}
      />
    </span>
  )
}
