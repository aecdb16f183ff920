import { useState, type ReactElement } from 'react'
import { hookNames } from '../../../../src/contract/nouns.ts'
import type { Delivery, Hook, HookName } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand, usePages } from '../../api/use.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Confirm, Secret } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { ListSection, type DialogState } from '../../parts/list-section.tsx'
import { Section } from '../../parts/page.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'

/** Who is told of events, who is asked before, and what became of each message. */
export function HooksTab({ project }: { readonly project: string }): ReactElement {
  const answer = useAnswer(api.hooks.list, { project })
  const remove = useCommand(api.hooks.remove)
  const renew = useCommand(api.hooks.renew)
  return (
    <>
      <ListSection<Hook>
        title="Hooks"
        note="told of events, or asked before"
        answer={answer}
        idOf={({ id }) => id}
        empty={{
          icon: 'activity',
          title: 'Nobody is told yet',
          text: 'A hook sends signed events to an address, or asks it before something is done.',
        }}
        adding={{
          action: 'Add a hook',
          dialog: (state) => <AddHook project={project} {...state} />,
        }}
        columns={[
          { head: 'Hook', cell: ({ hook }) => <code>{hook}</code> },
          { head: 'When', look: 'fit', cell: ({ when }) => when },
          {
            head: 'To',
            cell: ({ to }) => <code>{to.kind === 'http' ? to.url : to.command.join(' ')}</code>,
          },
          {
            head: 'Actions',
            look: 'fit',
            cell: ({ id, to }) => (
              <>
                {to.kind === 'http' && (
                  <Confirm
                    action="New secret"
                    title="Sign with a new secret?"
                    text="What is sent from now on is signed with it, and the old one is forgotten."
                    onConfirm={() => renew.mutate({ project, hook: id })}
                  />
                )}
                <Confirm
                  action="Remove"
                  title="Remove this hook?"
                  text="It is no longer told of anything."
                  onConfirm={() => remove.mutate({ project, hook: id })}
                />
              </>
            ),
          },
        ]}
      />
      <Dialog title="The new secret" isOpen={renew.data !== undefined} onClose={() => renew.reset()}>
        <Secret what="Deliveries are signed with this secret." secret={renew.data?.secret ?? ''} />
      </Dialog>
      <Deliveries project={project} />
    </>
  )
}

function Deliveries({ project }: { readonly project: string }): ReactElement | null {
  const list = usePages(api.hooks.deliveries, { project, limit: 20 })
  const replay = useCommand(api.hooks.replay)
  if (list.items.length === 0) return null
  return (
    <Section title="Deliveries" flush>
      <Table<Delivery>
        label="Deliveries"
        rows={list.items}
        idOf={({ id }) => id}
        onMore={list.more}
        columns={[
          { head: 'When', look: 'fit', cell: ({ at }) => <When at={at} /> },
          { head: 'Event', cell: ({ event }) => <code>{event}</code> },
          {
            head: 'State',
            look: 'fit',
            cell: ({ state, attempts }) => (
              <Badge tone={state === 'delivered' ? 'good' : state === 'dead' ? 'critical' : 'info'}>
                {state}
                {attempts > 1 ? ` after ${attempts} tries` : ''}
              </Badge>
            ),
          },
          { head: 'Answer', cell: ({ status, problem }) => problem ?? status ?? '–' },
          {
            head: 'Actions',
            look: 'fit',
            cell: ({ id, state }) =>
              state === 'dead' && (
                <Button look="quiet" onPress={() => replay.mutate({ project, delivery: id })}>
                  Send again
                </Button>
              ),
          },
        ]}
      />
    </Section>
  )
}

function AddHook({ project, isOpen, onClose }: DialogState & { readonly project: string }): ReactElement {
  const [hook, setHook] = useState<HookName>(hookNames[0])
  const [when, setWhen] = useState<'before' | 'after'>('after')
  const [url, setUrl] = useState('')
  const add = useCommand(api.hooks.add)
  const close = (): void => {
    add.reset()
    setUrl('')
    onClose()
  }
  return (
    <Dialog title="Add a hook" isOpen={isOpen} onClose={close}>
      {add.data === undefined ? (
        <Form
          action="Add"
          error={add.error}
          isBusy={add.isPending}
          onSubmit={() => add.mutate({ project, hook, when, to: { kind: 'http', url } })}
        >
          <Choice
            label="Hook"
            value={hook}
            options={hookNames.map((value) => ({ value, text: value }))}
            onChange={(value) => setHook(value as HookName)}
          />
          <Choice
            label="When"
            value={when}
            options={[
              { value: 'after', text: 'After: it is told' },
              { value: 'before', text: 'Before: it is asked, and may say no' },
            ]}
            onChange={(value) => setWhen(value as 'before' | 'after')}
          />
          <Field label="Address" kind="url" value={url} onChange={setUrl} placeholder="https://" isRequired />
        </Form>
      ) : (
        <Secret what="Deliveries are signed with this secret." secret={add.data.secret} />
      )}
    </Dialog>
  )
}
