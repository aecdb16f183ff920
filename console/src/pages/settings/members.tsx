import { useState, type ReactElement } from 'react'
import { roles } from '../../../../src/contract/nouns.ts'
import type { Member, Role } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Button } from '../../parts/button.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { Section } from '../../parts/page.tsx'
import { Failed, Waiting } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'

/** Who may do what here. */
export function MembersTab({ project }: { readonly project: string }): ReactElement {
  const { data, error, refetch } = useAnswer(api.members.list, { project })
  const set = useCommand(api.members.set)
  const remove = useCommand(api.members.remove)
  const [isAdding, setIsAdding] = useState(false)
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const problem = set.error ?? remove.error
  return (
    <Section
      title="Members"
      note={
        problem === null
          ? 'viewers read, operators refresh, approvers accept, admins do all'
          : problem.message
      }
      flush
      actions={
        <Button icon="plus" onPress={() => setIsAdding(true)}>
          Add a member
        </Button>
      }
    >
      <Table<Member>
        label="Members"
        rows={data.items}
        idOf={({ user }) => user}
        columns={[
          { head: 'Member', cell: ({ user }) => <strong>{user}</strong> },
          {
            head: 'Role',
            look: 'fit',
            cell: ({ user, role }) => (
              <Choice
                isBare
                label={`Role of ${user}`}
                value={role}
                options={roles.map((value) => ({ value, text: value }))}
                onChange={(value) => set.mutate({ project, user, role: value as Role })}
              />
            ),
          },
          { head: 'Since', look: 'fit', cell: ({ since }) => <When at={since} /> },
          {
            head: 'Actions',
            look: 'fit',
            cell: ({ user }) => (
              <Confirm
                action="Remove"
                title={`Remove ${user}?`}
                text="They no longer see anything of this project."
                onConfirm={() => remove.mutate({ project, user })}
              />
            ),
          },
        ]}
      />
      <AddMember project={project} isOpen={isAdding} onClose={() => setIsAdding(false)} />
    </Section>
  )
}

function AddMember({
  project,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
  const [user, setUser] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const set = useCommand(api.members.set)
  return (
    <Dialog title="Add a member" isOpen={isOpen} onClose={onClose}>
      <Form
        action="Add"
        error={set.error}
        isBusy={set.isPending}
        onSubmit={() => set.mutate({ project, user, role }, { onSuccess: onClose })}
      >
        <Field label="Name" value={user} onChange={setUser} isRequired />
        <Choice
          label="Role"
          value={role}
          options={roles.map((value) => ({ value, text: value }))}
          onChange={(value) => setRole(value as Role)}
        />
      </Form>
    </Dialog>
  )
}
