import { useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import type { StateSummary, StateVersion } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import type { ReplyOf } from '../../../src/contract/route.ts'
import { useAnswer, useCommand, usePages } from '../api/use.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { Form } from '../parts/form.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { ValueText } from '../parts/value.tsx'
import { When } from '../parts/when.tsx'

interface Named {
  readonly project: string
  readonly name: string
}

/** One Terraform state: who holds it, its versions, and what is different between two of them. */
export function StatePage({ project, name }: Named): ReactElement {
  const { data, error, refetch } = useAnswer(api.states.get, { project, state: name })
  const versions = usePages(api.states.versions, { project, state: name, limit: 50 })
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={10} />
  return (
    <>
      <PageHead above={<Link href={`/${project}/states`}>States</Link>} title={name}>
        {data.isRemoved
          ? 'It was deleted. Its versions are still here, and can be restored.'
          : 'What is in it is shown to nobody here; two versions can be compared, without their secrets.'}
      </PageHead>
      {data.lock && <Lock project={project} name={name} lock={data.lock} />}
      <Compare project={project} name={name} versions={versions.items} />
      <Section title="Versions" flush>
        {versions.items.length === 0 ? (
          <Empty icon="resources" title="Nothing was written yet" />
        ) : (
          <Table<StateVersion>
            label="Versions"
            rows={versions.items}
            idOf={({ version }) => String(version)}
            onMore={versions.more}
            columns={[
              { head: 'Version', look: 'right', cell: ({ version }) => version },
              { head: 'Serial', look: 'right', cell: ({ serial }) => serial },
              { head: 'Resources', look: 'right', cell: ({ resources }) => resources ?? '–' },
              {
                head: 'Written',
                cell: ({ at, by }) => (
                  <>
                    <When at={at} /> by {by}
                  </>
                ),
              },
              { head: 'How', look: 'fit', cell: (one) => <How version={one} /> },
              { head: 'Terraform', look: 'fit', cell: ({ terraformVersion }) => terraformVersion },
              { head: 'Key', look: 'fit', cell: ({ key }) => <code>{key}</code> },
              {
                head: 'Actions',
                look: 'fit',
                cell: ({ version }) =>
                  (version !== data.head?.version || data.isRemoved) && (
                    <Restore project={project} name={name} version={version} />
                  ),
              },
            ]}
          />
        )}
      </Section>
    </>
  )
}

function How({ version: { how, restoredFrom } }: { readonly version: StateVersion }): ReactElement {
  if (how === 'restored') return <Badge tone="accent">version {restoredFrom} restored</Badge>
  return how === 'forced' ? <Badge tone="medium">forced</Badge> : <>written</>
}

function Lock({
  project,
  name,
  lock,
}: Named & { readonly lock: NonNullable<StateSummary['lock']> }): ReactElement {
  const unlock = useCommand(api.states.unlock)
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <Section title="Held" actions={<Button onPress={() => setIsAsking(true)}>Take the lock away…</Button>}>
      <p>
        {lock.who || lock.by} holds it since <When at={lock.at} /> for {lock.operation || 'something'}, with{' '}
        {lock.by}. The lock is <code>{lock.id}</code>.
      </p>
      <Dialog title="Take the lock away" isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <Form
          action="Take it away"
          error={unlock.error}
          isBusy={unlock.isPending}
          onSubmit={() =>
            unlock.mutate(
              { project, state: name, lock: lock.id, reason },
              { onSuccess: () => setIsAsking(false) },
            )
          }
        >
          <p>
            Do so when its holder is dead. If it lives, what it still writes is refused, and what it has
            changed in the meantime is in no state.
          </p>
          <Field label="Reason" value={reason} onChange={setReason} isRequired isLong />
        </Form>
      </Dialog>
    </Section>
  )
}

function Restore({ project, name, version }: Named & { readonly version: number }): ReactElement {
  const restore = useCommand(api.states.restore)
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button look="quiet" onPress={() => setIsAsking(true)}>
        Restore…
      </Button>
      <Dialog title={`Restore version ${version}`} isOpen={isAsking} onClose={() => setIsAsking(false)}>
        <Form
          action="Restore"
          error={restore.error}
          isBusy={restore.isPending}
          onSubmit={() =>
            restore.mutate(
              { project, state: name, version: String(version), reason },
              { onSuccess: () => setIsAsking(false) },
            )
          }
        >
          <p>
            It becomes the newest version, with the next serial, so that Terraform goes on from it. Nothing
            that runs is changed: the next plan shows what has become different since.
          </p>
          <Field label="Reason" value={reason} onChange={setReason} isRequired isLong />
        </Form>
      </Dialog>
    </>
  )
}

function Compare({
  project,
  name,
  versions,
}: Named & { readonly versions: readonly StateVersion[] }): ReactElement | null {
  const [newest, before] = versions
  const [chosen, setChosen] = useState<{ readonly from?: number; readonly to?: number }>({})
  const from = chosen.from ?? before?.version ?? 0
  const to = chosen.to ?? newest?.version ?? 0
  const isWanted = from > 0 && to > 0 && from !== to
  if (before === undefined) return null
  const options = versions.map(({ version, serial }) => ({
    value: String(version),
    text: `Version ${version}, serial ${serial}`,
  }))
  return (
    <Section title="What is different" note="in the shape of the live API">
      <Filters>
        <Choice
          label="From"
          value={String(from)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, from: Number(value) })}
        />
        <Choice
          label="To"
          value={String(to)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, to: Number(value) })}
        />
      </Filters>
      {isWanted ? (
        <Compared project={project} name={name} from={from} to={to} />
      ) : (
        <p>Choose two versions.</p>
      )}
    </Section>
  )
}

function Compared({
  project,
  name,
  from,
  to,
}: Named & { readonly from: number; readonly to: number }): ReactElement {
  const { data, error } = useAnswer(api.states.compare, { project, state: name, from, to })
  if (error !== null) return <p role="alert">{error.message}</p>
  return data === undefined ? <Waiting lines={3} /> : <Changes {...data} />
}

function Changes({ changes, isCut }: ReplyOf<typeof api.states.compare>): ReactElement {
  if (changes.length === 0) return <p>Nothing is different but the serial.</p>
  return (
    <>
      <Table
        label="What is different"
        rows={changes}
        idOf={({ address, path, kind }) => `${address} ${path} ${kind}`}
        columns={[
          {
            head: 'Value',
            cell: ({ address, path }) => (
              <code>
                {address} {path}
              </code>
            ),
          },
          { head: 'Type', cell: ({ type }) => <code>{type}</code> },
          { head: 'Before', cell: ({ before }) => <Side state={before} /> },
          { head: 'After', cell: ({ after }) => <Side state={after} /> },
        ]}
      />
      {isCut && <p>Only the first of them are shown.</p>}
    </>
  )
}

function Side({
  state,
}: {
  readonly state: ReplyOf<typeof api.states.compare>['changes'][number]['before']
}): ReactElement {
  return (
    <ValueText value={state?.value} unknown={state?.unknown === true} sensitive={state?.sensitive === true} />
  )
}
