import { useState, type ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import { useCommand } from '../../api/use.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { SourceChoice, useSource } from '../../parts/source-choice.tsx'

const kinds = ['upload', 'aws', 'terraform'] as const
const reverts = ['off', 'by-another', 'by-one'] as const
type Kind = (typeof kinds)[number]

/** Asks which source is compared with what. */
export function AddStack({
  project,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
  const [name, setName] = useState('')
  const [chosen, setSource] = useState('')
  const source = useSource(project, chosen)
  const [kind, setKind] = useState<Kind>('upload')
  const [region, setRegion] = useState('')
  const [revert, setRevert] = useState<Reverting>('off')
  const [root, setRoot] = useState('')
  const [state, setState] = useState('')
  const add = useCommand(api.stacks.add)
  const submit = (): void =>
    add.mutate(
      {
        project,
        name,
        source,
        watched:
          kind === 'upload'
            ? { kind }
            : kind === 'aws'
              ? { kind, ...(region !== '' && { region }) }
              : { kind, revert, ...(root !== '' && { folder: root }) },
        ...(state !== '' && { state }),
      },
      {
        onSuccess: () => {
          setName('')
          onClose()
        },
      },
    )
  return (
    <Dialog title="Compare a source with what runs" isOpen={isOpen} onClose={onClose}>
      <Form action="Compare" error={add.error} isBusy={add.isPending} onSubmit={submit}>
        <Field label="Name" value={name} onChange={setName} placeholder="prod" isRequired />
        <SourceChoice project={project} value={source} onChange={setSource} />
        <Choice
          label="What runs"
          value={kind}
          options={[
            { value: 'upload', text: 'is sent by somebody' },
            { value: 'aws', text: 'an account of AWS is asked' },
            { value: 'terraform', text: 'Terraform plans a root' },
          ]}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'upload')}
        />
        {kind === 'terraform' && <Root {...{ root, setRoot, revert, setRevert }} />}
        {kind === 'aws' && (
          <Field
            label="Region"
            value={region}
            onChange={setRegion}
            placeholder="eu-central-1"
            hint="Asked with the credentials of the workers; else the region of their environment."
          />
        )}
        <Field
          label="Terraform state"
          value={state}
          onChange={setState}
          hint="The name of a state that is kept here, if it remembers what was applied. May stay empty."
        />
      </Form>
    </Dialog>
  )
}

type Reverting = (typeof reverts)[number]

/** Which root Terraform plans, and whether what it plans may be applied. */
function Root({
  root,
  setRoot,
  revert,
  setRevert,
}: {
  readonly root: string
  readonly setRoot: (root: string) => void
  readonly revert: Reverting
  readonly setRevert: (revert: Reverting) => void
}): ReactElement {
  return (
    <>
      <Field
        label="Folder"
        value={root}
        onChange={setRoot}
        placeholder="infra/prod"
        hint="The root in the repository. The workers run init and plan in it, with the backend that it names."
      />
      <Choice
        label="Reverting"
        value={revert}
        options={[
          { value: 'off', text: 'off' },
          { value: 'by-another', text: 'once another person has approved the plan' },
          { value: 'by-one', text: 'once an approver has approved the plan' },
        ]}
        onChange={(value) => setRevert(reverts.find((one) => one === value) ?? 'off')}
      />
    </>
  )
}
