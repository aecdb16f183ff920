import { useState, type ReactElement } from 'react'
import type { Source } from '../../api/nouns.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer, useCommand } from '../../api/use.ts'
import { Button } from '../../parts/button.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { Section } from '../../parts/page.tsx'
import { Empty, Failed, Waiting } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'

/** The git repositories that are watched. */
export function SourcesTab({ project }: { readonly project: string }): ReactElement {
  const { data, error, refetch } = useAnswer(api.sources.list, { project })
  const [isAdding, setIsAdding] = useState(false)
  const refresh = useCommand(api.sources.refresh)
  const remove = useCommand(api.sources.remove)
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  return (
    <Section
      title="Sources"
      note="each new commit of their branches is reviewed"
      flush
      actions={
        <Button icon="plus" onPress={() => setIsAdding(true)}>
          Add a source
        </Button>
      }
    >
      {data.items.length === 0 ? (
        <Empty icon="plus" title="No source yet">
          A source is a git repository, by its address or by a path on the server.
        </Empty>
      ) : (
        <Table<Source>
          label="Sources"
          rows={data.items}
          idOf={({ id }) => id}
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
      )}
      <AddSource project={project} isOpen={isAdding} onClose={() => setIsAdding(false)} />
    </Section>
  )
}

function AddSource({
  project,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
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
