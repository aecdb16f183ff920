import { useState, type ReactElement } from 'react'
import type { Source } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Button } from '../../parts/button.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { ListSection, type DialogState } from '../../parts/list-section.tsx'
import { When } from '../../parts/when.tsx'

/** The git repositories that are watched. */
export function SourcesTab({ project }: { readonly project: string }): ReactElement {
  const answer = useAnswer(api.sources.list, { project })
  const refresh = useCommand(api.sources.refresh)
  const remove = useCommand(api.sources.remove)
  return (
    <ListSection<Source>
      title="Sources"
      note="each new commit of their branches is reviewed"
      answer={answer}
      idOf={({ id }) => id}
      empty={{
        icon: 'plus',
        title: 'No source yet',
        text: 'A source is a git repository, by its address or by a path on the server.',
      }}
      adding={{
        action: 'Add a source',
        dialog: (state) => <AddSource project={project} {...state} />,
      }}
      columns={[
        {
          head: 'Source',
          cell: ({ name, url, problem }) => (
            <>
              <strong>{name}</strong>
              <br />
              <code className="quiet">{url}</code>
              {problem !== undefined && (
                <p role="alert" style={{ color: 'var(--high)' }}>
                  {problem}
                </p>
              )}
            </>
          ),
        },
        { head: 'Branches', cell: ({ branches }) => branches.join(', ') || 'all' },
        { head: 'Path', cell: ({ path }) => <code>{path === '' ? '/' : path}</code> },
        {
          head: 'Fetched',
          look: 'fit',
          cell: ({ fetchedAt }) => (fetchedAt === undefined ? 'not yet' : <When at={fetchedAt} />),
        },
        {
          head: 'Actions',
          look: 'fit',
          cell: ({ id, name }) => (
            <span style={{ display: 'flex', gap: 4 }}>
              <Button
                look="quiet"
                icon="refresh"
                label={`Fetch ${name} now`}
                onPress={() => refresh.mutate({ project, source: id })}
              />
              <Confirm
                action="Remove"
                title={`Remove ${name}?`}
                text="Its commits and findings are no longer shown. The ledger keeps what happened."
                onConfirm={() => remove.mutate({ project, source: id })}
              />
            </span>
          ),
        },
      ]}
    />
  )
}

function AddSource({ project, isOpen, onClose }: DialogState & { readonly project: string }): ReactElement {
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [branches, setBranches] = useState('')
  const [path, setPath] = useState('')
  const add = useCommand(api.sources.add)
  const submit = (): void => {
    const chosen = branches.split(/[\s,]+/u).filter((one) => one !== '')
    add.mutate(
      {
        project,
        url,
        name: name === '' ? nameOf(url) : name,
        ...(chosen.length > 0 && { branches: chosen }),
        ...(path !== '' && { path }),
      },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog title="Add a source" isOpen={isOpen} onClose={onClose}>
      <Form action="Add" error={add.error} isBusy={add.isPending} onSubmit={submit}>
        <Field
          label="Repository"
          value={url}
          onChange={setUrl}
          placeholder="https://github.com/acme/infrastructure"
          isRequired
        />
        <Field label="Name" value={name} onChange={setName} placeholder={nameOf(url)} />
        <Field
          label="Branches"
          value={branches}
          onChange={setBranches}
          placeholder="main, release/*"
          hint="By name or with *. All of them when nothing is said."
        />
        <Field label="Folder" value={path} onChange={setPath} hint="Only this folder is read." />
      </Form>
    </Dialog>
  )
}

function nameOf(url: string): string {
  return (
    url
      .replace(/\/+$/u, '')
      .replace(/\.git$/u, '')
      .split(/[/:]/u)
      .at(-1) ?? ''
  )
}
