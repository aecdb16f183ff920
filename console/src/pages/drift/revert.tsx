import { useState, type ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import type { DriftItem } from '../../api/nouns.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Button } from '../../parts/button.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Section } from '../../parts/page.tsx'
import { ValueText } from '../../parts/value.tsx'
import { When } from '../../parts/when.tsx'
import styles from '../drift.module.css'
import { blastFacts } from './blast.tsx'

/** Bringing back what the code says: what it would be, and for roots of Terraform the plan, its approval and its end. */
export function Revert({
  project,
  drift,
}: {
  readonly project: string
  readonly drift: DriftItem
}): ReactElement {
  const { data } = useAnswer(api.stacks.list, { project })
  const [error, setError] = useState<Error | null>(null)
  const watched = data?.items.find(({ id }) => id === drift.stack)?.watched
  const isOn = watched?.kind === 'terraform' && (watched.revert ?? 'off') !== 'off'
  return (
    <Section
      title="Revert"
      note="bring back what the code says"
      actions={isOn ? <Moves project={project} drift={drift} onError={setError} /> : undefined}
    >
      <Wanted drift={drift} />
      {drift.reverting?.does === undefined && drift.blast !== undefined && (
        <div className={styles['plan']}>
          <Facts facts={blastFacts(drift.blast)} />
        </div>
      )}
      {isOn ? (
        <Standing drift={drift} needsAnother={watched.revert !== 'by-one'} />
      ) : (
        <p className="quiet">
          {watched?.kind === 'terraform'
            ? 'Reverting is off for this stack. An administrator of the installation turns it on when the stack is added.'
            : 'Plumbline changes no live system of this kind. Roll the code out again with what brings it there.'}
        </p>
      )}
      {error !== null && <p role="alert">{error.message}</p>}
    </Section>
  )
}

function Wanted({ drift: { revert } }: { readonly drift: DriftItem }): ReactElement {
  if (revert === undefined) return <p>Nothing is known that would bring it back.</p>
  const { action, address, path, value } = revert
  const words = { set: 'Set', remove: 'Remove', create: 'Create', delete: 'Delete', add: 'Add' } as const
  return (
    <p>
      {words[action]} {path !== '' && <code>{path}</code>} {path !== '' && 'of '}
      <code>{address}</code>
      {value !== undefined && (
        <>
          {' '}
          to <ValueText value={value} />
        </>
      )}
      .
    </p>
  )
}

function Moves({
  project,
  drift: { id: drift, reverting },
  onError,
}: {
  readonly project: string
  readonly drift: DriftItem
  readonly onError: (error: Error | null) => void
}): ReactElement {
  const revert = useCommand(api.drift.revert)
  const decide = useCommand(api.drift.decide)
  const how = { onError, onSuccess: () => onError(null) }
  const { state, plan } = reverting ?? {}
  const isIdle =
    state === undefined || ['rejected', 'expired', 'failed', 'applied', 'waiting'].includes(state)
  const decided = (approves: boolean) => (): void => {
    if (plan !== undefined) decide.mutate({ project, drift, plan, approves }, how)
  }
  return (
    <>
      {isIdle && (
        <Button
          look={state === 'waiting' ? 'quiet' : 'main'}
          isDisabled={revert.isPending}
          onPress={() => revert.mutate({ project, drift }, how)}
        >
          {state === undefined ? 'Plan it' : 'Plan it again'}
        </Button>
      )}
      {state === 'waiting' && (
        <>
          <Button isDisabled={decide.isPending} onPress={decided(false)}>
            Reject
          </Button>
          <Confirm
            action="Approve and apply"
            title="Apply this plan"
            text="It changes what runs, at once. The ledger keeps who asked for it and who approved it."
            onConfirm={decided(true)}
          />
        </>
      )}
    </>
  )
}

function Standing({
  drift: { reverting },
  needsAnother,
}: {
  readonly drift: DriftItem
  readonly needsAnother: boolean
}): ReactElement {
  if (reverting === undefined)
    return <p className="quiet">It is planned first, and shown. Nothing changes before it is approved.</p>
  return (
    <>
      <State reverting={reverting} needsAnother={needsAnother} />
      {reverting.does !== undefined && (
        <div className={styles['plan']}>
          <Plan does={reverting.does} />
        </div>
      )}
    </>
  )
}

type Reverting = NonNullable<DriftItem['reverting']>

function State({
  reverting: { state, by, at, decidedBy, decidedAt, problem },
  needsAnother,
}: {
  readonly reverting: Reverting
  readonly needsAnother: boolean
}): ReactElement {
  const decided = decidedAt === undefined ? null : <When at={decidedAt} />
  switch (state) {
    case 'asked':
      return <p role="status">Planning it at the newest commit …</p>
    case 'waiting':
      return (
        <p>
          Asked for by {by} <When at={at} />. It waits for {needsAnother ? 'another' : 'an'} approver.
        </p>
      )
    case 'approved':
    case 'applying':
      return (
        <p role="status">
          {decidedBy} approved it {decided}. It is being applied …
        </p>
      )
    case 'rejected':
      return (
        <p>
          {decidedBy} rejected it {decided}. Nothing was changed.
        </p>
      )
    case 'expired':
      return (
        <p>
          {by} asked for it <When at={at} />, and nobody approved it within a day. Nothing was changed.
        </p>
      )
    case 'applied':
      return (
        <p>
          Applied: {by} asked for it, {decidedBy} approved it {decided}. What runs is compared again.
        </p>
      )
    case 'failed':
      return <p role="alert">{problem}</p>
  }
}

function Plan({ does }: { readonly does: NonNullable<Reverting['does']> }): ReactElement {
  const { created, changed, replaced, destroyed, changes, dangers } = does
  return (
    <Facts
      facts={[
        ['The plan', `${created} created, ${changed} changed, ${replaced} replaced, ${destroyed} destroyed`],
        [
          'What it touches',
          <ul key="changes">
            {changes.map(({ address, action }) => (
              <li key={address}>
                <code>{address}</code>: {action}
              </li>
            ))}
          </ul>,
        ],
        [
          'Dangers',
          dangers.length === 0 ? (
            'None found.'
          ) : (
            <ul key="dangers">
              {dangers.map(({ address, message, class: danger, rule, dependents = [] }) => (
                <li key={address + message}>
                  {danger !== undefined && <strong>{danger.replaceAll('-', ' ')} </strong>}
                  <code>{address}</code>: {message}{' '}
                  {rule !== undefined && <span className="quiet">{rule}</span>}
                  {dependents.length > 0 && <span className="quiet">, used by {dependents.join(', ')}</span>}
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  )
}
