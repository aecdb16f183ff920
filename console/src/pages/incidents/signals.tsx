import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { api } from '../../../../src/contract/routes.ts'
import type { SignalSource } from '../../api/nouns.ts'
import { useCommand } from '../../api/use.ts'
import { Badge } from '../../parts/badge.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { Table } from '../../parts/table.tsx'
import { When } from '../../parts/when.tsx'
import styles from '../drift.module.css'
import own from './signals.module.css'

/** Where it is learnt how services do, and how that stands. */
export function Signals({
  project,
  signals,
}: {
  readonly project: string
  readonly signals: readonly SignalSource[]
}): ReactElement {
  const remove = useCommand(api.signals.remove)
  return (
    <>
      <Table<SignalSource>
        label="Sources of signals"
        rows={signals}
        idOf={({ id }) => id}
        narrow="stacked"
        columns={[
          { head: 'Name', cell: ({ name }) => <strong>{name}</strong> },
          {
            head: 'From',
            cell: ({ kind, url }) =>
              kind === 'prometheus' ? (
                <code>{url}</code>
              ) : url === '' ? (
                'lines that are sent'
              ) : (
                <code>{decodeURIComponent(url.replace(/^file:\/\//u, ''))}</code>
              ),
          },
          {
            head: 'Looks',
            cell: ({ kind, everySeconds }) =>
              kind === 'logs'
                ? 'as lines come'
                : everySeconds === undefined
                  ? 'when an alert tells'
                  : `every ${Math.round(everySeconds / 60)} min`,
          },
          {
            head: 'Asked',
            look: 'fit',
            cell: ({ kind, checkedAt, problem }) =>
              kind === 'logs' ? (
                '–'
              ) : problem !== undefined ? (
                <Badge tone="medium">failed</Badge>
              ) : checkedAt === undefined ? (
                'not yet'
              ) : (
                <When at={checkedAt} />
              ),
          },
          {
            head: 'Actions',
            look: 'fit',
            cell: ({ id, name }) => (
              <Confirm
                action="Remove"
                title={`Ask ${name} no longer?`}
                text="What goes on of its incidents ends with it. What was found stays."
                onConfirm={() => remove.mutate({ project, signals: id })}
              />
            ),
          },
        ]}
      />
      {signals
        .filter(({ problem }) => problem !== undefined)
        .map(({ id, name, problem }) => (
          <p key={id} className={styles['problem']} role="alert">
            {name} could not be asked: {problem}
          </p>
        ))}
      <Receiver
        project={project}
        names={signals.filter(({ kind }) => kind === 'prometheus').map(({ name }) => name)}
      />
    </>
  )
}

/** What Alertmanager is told, so that it tells of its alerts. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function Receiver({
  project,
  names,
}: {
  readonly project: string
  readonly names: readonly string[]
}): ReactElement | null {
  if (names.length === 0) return null
  const addresses = names.map(
    (name) => `${location.origin}/api/projects/${project}/signals/${encodeURIComponent(name)}/alerts`,
  )
  return (
    <details className={own['receiver']}>
      <summary>Let Alertmanager tell of its alerts</summary>
      <p className="quiet">
        With a token of the role operator that may send reports, from{' '}
        <Link href={`/${project}/settings`}>the settings</Link>:
      </p>
      <pre tabIndex={0}>{`receivers:
  - name: plumbline
    webhook_configs:
${addresses.map((url) => `      - url: ${url}\n        http_config: { authorization: { credentials_file: /etc/alertmanager/plumbline } }`).join('\n')}`}</pre>
    </details>
  )
}
