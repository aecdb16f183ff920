import { useState, type ReactElement } from 'react'
import { roles } from '../../../../src/contract/nouns.ts'
import type { Member, Role } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { ListSection, type DialogState } from '../../parts/list-section.tsx'
import { When } from '../../parts/when.tsx'

/** Who may do what here. */
export function MembersTab({ project }: { readonly project: string }): ReactElement {
  const answer = useAnswer(api.members.list, { project })
  const set = useCommand(api.members.set)
  const remove = useCommand(api.members.remove)
  const problem = set.error ?? remove.error
  return (
    <ListSection<Member>
      title="Members"
      note={
        problem === null
          ? 'viewers read, operators refresh, approvers accept, admins do all'
          : problem.message
      }
      answer={answer}
      idOf={({ user }) => user}
      adding={{
        action: 'Add a member',
        dialog: (state) => <AddMember project={project} {...state} />,
      }}
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
  )
}

function AddMember({ project, isOpen, onClose }: DialogState & { readonly project: string }): ReactElement {
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
