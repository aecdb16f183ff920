import { useState, type ReactElement } from 'react'
import { api } from '../../../../src/contract/routes.ts'
import { useCommand } from '../../api/use.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Choice, Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { SourceChoice, useSource } from '../../parts/source-choice.tsx'

/** Asks which Prometheus measures the services of which source. */
export function AddSignals({
  project,
  isOpen,
  onClose,
}: {
  readonly project: string
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactElement {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [chosen, setSource] = useState('')
  const source = useSource(project, chosen)
  const [variable, setVariable] = useState('')
  const [every, setEvery] = useState('')
  const [service, setService] = useState('')
  const [namespace, setNamespace] = useState('')
  const labels = { service: labelsIn(service), namespace: labelsIn(namespace) }
  const add = useCommand(api.signals.add)
  const submit = (): void =>
    add.mutate(
      {
        project,
        name,
        url,
        source,
        ...(variable !== '' && { credential: { scheme: 'bearer', from: { kind: 'env', name: variable } } }),
        ...(labels.service.length + labels.namespace.length > 0 && { labels }),
        ...(every !== '' && { everySeconds: Number(every) }),
      },
      {
        onSuccess: () => {
          setName('')
          setUrl('')
          onClose()
        },
      },
    )
  return (
    <Dialog title="Add a Prometheus" isOpen={isOpen} onClose={onClose}>
      <Form action="Add" error={add.error} isBusy={add.isPending} onSubmit={submit}>
        <Field label="Name" value={name} onChange={setName} placeholder="prod" isRequired />
        <Field
          label="Address"
          value={url}
          onChange={setUrl}
          placeholder="https://prometheus.example"
          isRequired
        />
        <SourceChoice project={project} value={source} onChange={setSource} />
        <Choice
          label="Look"
          value={every}
          options={[
            { value: '', text: 'when an alert tells' },
            { value: '60', text: 'every minute too' },
            { value: '300', text: 'every 5 minutes too' },
            { value: '900', text: 'every 15 minutes too' },
          ]}
          onChange={setEvery}
        />
        <Field
          label="Token"
          value={variable}
          onChange={setVariable}
          placeholder="PLUMBLINE_SIGNALS_PROD"
          hint="The variable of the workers that holds it. May stay empty."
        />
        <Field
          label="Label of services"
          value={service}
          onChange={setService}
          placeholder="component"
          hint="Only where your metrics call it otherwise than service, app, job and the like; several with commas."
        />
        <Field
          label="Label of namespaces"
          value={namespace}
          onChange={setNamespace}
          placeholder="env"
          hint="Only where it is none of namespace, service_namespace or kubernetes_namespace."
        />
      </Form>
    </Dialog>
  )
}

function labelsIn(text: string): string[] {
  return text
    .split(/[\s,]+/u)
    .filter((one) => one !== '')
    .slice(0, 10)
}
