import type { ReactElement } from 'react'
import { Link } from 'wouter'
import type { StateSummary } from '../api/nouns.ts'
import { api } from '../../../src/contract/routes.ts'
import { useAnswer } from '../api/use.ts'
import { statePath } from '../parts/address.ts'
import { Badge } from '../parts/badge.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { When } from '../parts/when.tsx'

/** The Terraform states that are kept here: who wrote each last, and who holds it. */
export function StatesPage({ project }: { readonly project: string }): ReactElement {
  const answer = useAnswer(api.states.list, { project })
  return (
    <>
      <PageHead title="States">
        Terraform states that are kept here, encrypted, with every version and who holds them.
      </PageHead>
      <Section flush>
        <List project={project} answer={answer} />
      </Section>
    </>
  )
}

function List({
  project,
  answer: { data, error, refetch },
}: {
  readonly project: string
  readonly answer: ReturnType<typeof useAnswer<typeof api.states.list>>
}): ReactElement {
  if (data === undefined)
    return error === null ? <Waiting lines={5} /> : <Failed error={error} onRetry={() => void refetch()} />
  if (data.problem !== undefined)
    return (
      <Empty icon="settings" title="No states are kept here yet">
        {data.problem}
      </Empty>
    )
  if (data.items.length === 0)
    return (
      <Empty icon="resources" title="No state yet">
        Make a token with the role operator and the scope <code>state</code>, and name this as the address of
        Terraform&apos;s backend <code>http</code>:{' '}
        <code>
          {location.origin}/api/projects/{project}/states/NAME/terraform
        </code>
      </Empty>
    )
  return (
    <Table<StateSummary>
      label="States"
      rows={data.items}
      idOf={({ name }) => name}
      columns={[
        {
          head: 'State',
          cell: ({ name, isRemoved }) => (
            <>
              <Link href={statePath(project, name)}>{name}</Link>{' '}
              {isRemoved && <Badge tone="info">deleted</Badge>}
            </>
          ),
        },
        { head: 'Serial', look: 'right', cell: ({ head }) => head?.serial ?? '–' },
        { head: 'Resources', look: 'right', cell: ({ head }) => head?.resources ?? '–' },
        {
          head: 'Written',
          cell: ({ head }) =>
            head === undefined ? (
              'never'
            ) : (
              <>
                <When at={head.at} /> by {head.by}
              </>
            ),
        },
        {
          head: 'Held by',
          cell: ({ lock }) =>
            lock === undefined ? (
              <span className="quiet">nobody</span>
            ) : (
              <>
                <Badge tone="medium">locked</Badge> {lock.who || lock.by} <When at={lock.at} />
              </>
            ),
        },
      ]}
    />
  )
}
