import type { ReactElement } from 'react'
import { Link } from 'wouter'
import { api } from '../../../../src/contract/routes.ts'
import { useAnswer } from '../../api/use.ts'
import { Code } from '../../parts/code.tsx'
import { commitPath } from '../../parts/commit.tsx'
import { Section } from '../../parts/page.tsx'
import { GateBadge } from '../../parts/severity.tsx'
import { Empty, Failed, Waiting } from '../../parts/state.tsx'
import { Table } from '../../parts/table.tsx'

const example = `gates:
  production:
    new critical: 0
    new high: 0
    undecided share: 10`

/** How the default branches stand to their gates; gates are written in the sources. */
export function GatesTab({ project }: { readonly project: string }): ReactElement {
  const { data, error, refetch } = useAnswer(api.gates.list, { project })
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  return (
    <>
      <Section title="Gates" note="on the head of each default branch" flush>
        {data.items.length === 0 ? (
          <Empty icon="check" title="No commit has been reviewed yet" />
        ) : (
          <Table
            label="Gates"
            rows={data.items}
            idOf={({ source }) => source}
            columns={[
              { head: 'Source', cell: ({ sourceName }) => <strong>{sourceName}</strong> },
              {
                head: 'Commit',
                cell: (one) => (
                  <Link href={commitPath(project, one)}>
                    <code>{one.sha.slice(0, 8)}</code>
                  </Link>
                ),
              },
              {
                head: 'Conditions',
                cell: ({ gates }) => (
                  <ul>
                    {gates.flatMap(({ gate, conditions }) =>
                      conditions.map(({ name, measured, comparison, limit }) => (
                        <li key={`${gate} ${name}`}>
                          {name}: <span className="number">{measured ?? '–'}</span>{' '}
                          <span className="quiet">
                            ({comparison} {limit})
                          </span>
                        </li>
                      )),
                    )}
                  </ul>
                ),
              },
              { head: 'Verdict', look: 'fit', cell: ({ verdict }) => <GateBadge verdict={verdict} /> },
            ]}
          />
        )}
      </Section>
      <Section title="Where gates are written">
        <p style={{ marginBottom: 12 }}>
          In <code>plumbline.yaml</code> of each source. A pull request is held to what its base branch says,
          so no change can lower its own gate.
        </p>
        <Code
          file="plumbline.yaml"
          lines={example.split('\n').map((text, index) => ({ number: index + 1, text }))}
        />
      </Section>
    </>
  )
}
