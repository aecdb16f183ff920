import { useState, type ReactElement } from 'react'
import { roles } from '../../../../src/contract/nouns.ts'
import type { Role, Token } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Confirm, Secret } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { ListSection, type DialogState } from '../../parts/list-section.tsx'
import { When } from '../../parts/when.tsx'

type Scope = 'read' | 'write' | 'reports' | 'state'

/** What programs sign in with. */
export function TokensTab({ project }: { readonly project: string }): ReactElement {
  const answer = useAnswer(api.tokens.list, { project })
  const revoke = useCommand(api.tokens.revoke)
  return (
    <ListSection<Token>
      title="Tokens"
      note="only their hashes are kept"
      answer={answer}
      idOf={({ id }) => id}
      empty={{
        icon: 'line',
        title: 'No token yet',
        text: 'Pipelines, agents and scripts sign in with a token instead of a person.',
      }}
      adding={{
        action: 'Make a token',
        dialog: (state) => <MakeToken project={project} {...state} />,
      }}
      columns={[
        { head: 'Name', cell: ({ name }) => <strong>{name}</strong> },
        { head: 'Role', look: 'fit', cell: ({ role }) => role },
        { head: 'May', cell: ({ scopes }) => scopes.join(', ') },
        { head: 'Made by', cell: ({ createdBy }) => createdBy },
        {
          head: 'Used',
          look: 'fit',
          cell: ({ usedAt }) => (usedAt === undefined ? 'never' : <When at={usedAt} />),
        },
        {
          head: 'Expires',
          look: 'fit',
          cell: ({ expiresAt }) => (expiresAt === undefined ? 'never' : <When at={expiresAt} />),
        },
        {
          head: 'Actions',
          look: 'fit',
          cell: ({ id, name }) => (
            <Confirm
              action="Revoke"
              title={`Revoke ${name}?`}
              text="Whatever uses it is refused from now on."
              onConfirm={() => revoke.mutate({ project, token: id })}
            />
          ),
        },
      ]}
    />
  )
}

function MakeToken({ project, isOpen, onClose }: DialogState & { readonly project: string }): ReactElement {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [scope, setScope] = useState<Scope>('read')
  const [days, setDays] = useState('90')
  const create = useCommand(api.tokens.create)
  const close = (): void => {
    create.reset()
    setName('')
    onClose()
  }
  const submit = (): void => {
    const scopes: Scope[] = scope === 'write' ? ['read', 'write'] : [scope]
    create.mutate({ project, name, role, scopes, days: Number(days) })
  }
  return (
    <Dialog title="Make a token" isOpen={isOpen} onClose={close}>
      {create.data === undefined ? (
        <Form action="Make" error={create.error} isBusy={create.isPending} onSubmit={submit}>
          <Field label="Name" value={name} onChange={setName} placeholder="ci" isRequired />
          <Choice
            label="Role"
            value={role}
            options={roles.map((value) => ({ value, text: value }))}
            onChange={(value) => setRole(value as Role)}
          />
          <Choice
            label="May"
            value={scope}
            options={[
              { value: 'read', text: 'read' },
              { value: 'write', text: 'read and write' },
              { value: 'reports', text: 'send reports only' },
              { value: 'state', text: 'read and write Terraform states only' },
            ]}
            onChange={(value) => setScope(value as Scope)}
          />
          <Field
            label="Days"
            kind="number"
            value={days}
            onChange={setDays}
            hint="How long it holds."
            isRequired
          />
        </Form>
      ) : (
        <Secret what={`The token ${create.data.token.name}.`} secret={create.data.secret} />
      )}
    </Dialog>
  )
}
