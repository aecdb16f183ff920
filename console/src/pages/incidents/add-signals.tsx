import { useState, type ReactElement } from 'react'
import type { InputOf } from '../../../../src/contract/route.ts'
import { api } from '../../../../src/contract/routes.ts'
import { useCommand } from '../../api/use.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { SourceChoice, useSource } from '../../parts/source-choice.tsx'

/** What it is: a Prometheus, or logs that come in one of two ways. */
type Kind = 'prometheus' | 'sent' | 'folder'

const kinds: readonly { readonly value: Kind; readonly text: string }[] = [
  { value: 'prometheus', text: 'a Prometheus' },
  { value: 'sent', text: 'logs that are sent' },
  { value: 'folder', text: 'logs in a folder of the server' },
]

/** What is written in the form. */
interface Written {
  readonly kind: Kind
  readonly name: string
  readonly url: string
  readonly folder: string
  readonly variable: string
  readonly every: string
  readonly service: string
  readonly namespace: string
}

const nothing: Written = {
  kind: 'prometheus',
  name: '',
  url: '',
  folder: '',
  variable: '',
  every: '',
  service: '',
  namespace: '',
}

/** Asks what measures the services of which source. */
export function AddSignals({
  project,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
  const [written, setWritten] = useState(nothing)
  const [chosen, setSource] = useState('')
  const source = useSource(project, chosen)
  const add = useCommand(api.signals.add)
  const change = (some: Partial<Written>): void => setWritten({ ...written, ...some })
  const { kind, name } = written
  return (
    <Dialog title="Add a source of signals" isOpen={isOpen} onClose={onClose}>
      <Form
        action="Add"
        error={add.error}
        isBusy={add.isPending}
        onSubmit={() =>
          add.mutate(
            { project, source, ...inputOf(written) },
            {
              onSuccess: () => {
                setWritten(nothing)
                onClose()
              },
            },
          )
        }
      >
        <Choice
          label="What"
          value={kind}
          options={kinds}
          onChange={(value) => change({ kind: kinds.find((one) => one.value === value)?.value ?? kind })}
        />
        <Field
          label="Name"
          value={name}
          onChange={(to) => change({ name: to })}
          placeholder="prod"
          isRequired
        />
        <SourceChoice project={project} value={source} onChange={setSource} />
        {kind === 'prometheus' && <PrometheusFields written={written} onChange={change} />}
        {kind === 'sent' && (
          <p className="quiet">
            Lines are sent as text or JSON to{' '}
            <code>
              /api/projects/{project}/signals/{name === '' ? 'NAME' : encodeURIComponent(name)}/lines
            </code>{' '}
            with a token of the role operator that may send reports.
          </p>
        )}
        {kind === 'folder' && (
          <Field
            label="Folder"
            value={written.folder}
            onChange={(folder) => change({ folder })}
            placeholder="/var/log/shop"
            hint="One that PLUMBLINE_LOG_FOLDERS of the server allows; for administrators of the installation."
            isRequired
          />
        )}
      </Form>
    </Dialog>
  )
}

function PrometheusFields({
  written: { url, every, variable, service, namespace },
  onChange,
}: {
  readonly written: Written
  readonly onChange: (some: Partial<Written>) => void
}): ReactElement {
  return (
    <>
      <Field
        label="Address"
        value={url}
        onChange={(to) => onChange({ url: to })}
        placeholder="https://prometheus.example"
        isRequired
      />
      <Choice
        label="Look"
        value={every}
        options={[
          { value: '', text: 'when an alert tells' },
          { value: '60', text: 'every minute too' },
          { value: '300', text: 'every 5 minutes too' },
          { value: '900', text: 'every 15 minutes too' },
        ]}
        onChange={(to) => onChange({ every: to })}
      />
      <Field
        label="Token"
        value={variable}
        onChange={(to) => onChange({ variable: to })}
        placeholder="PLUMBLINE_SIGNALS_PROD"
        hint="The variable of the workers that holds it. May stay empty."
      />
      <Field
        label="Label of services"
        value={service}
        onChange={(to) => onChange({ service: to })}
        placeholder="component"
        hint="Only where your metrics call it otherwise than service, app, job and the like; several with commas."
      />
      <Field
        label="Label of namespaces"
        value={namespace}
        onChange={(to) => onChange({ namespace: to })}
        placeholder="env"
        hint="Only where it is none of namespace, service_namespace or kubernetes_namespace."
      />
    </>
  )
}

type Input = Omit<InputOf<typeof api.signals.add>, 'project' | 'source'>

function inputOf({ kind, name, url, folder, variable, every, service, namespace }: Written): Input {
  if (kind === 'sent') return { kind: 'logs', name }
  if (kind === 'folder')
    return { kind: 'logs', name, url: `file://${folder.split('/').map(encodeURIComponent).join('/')}` }
  const labels = { service: labelsIn(service), namespace: labelsIn(namespace) }
  return {
    name,
    url,
    ...(variable !== '' && { credential: { scheme: 'bearer', from: { kind: 'env', name: variable } } }),
    ...(labels.service.length + labels.namespace.length > 0 && { labels }),
    ...(every !== '' && { everySeconds: Number(every) }),
  }
}

function labelsIn(text: string): string[] {
  return text
    .split(/[\s,]+/u)
    .filter((one) => one !== '')
    .slice(0, 10)
}
