import { Fragment, useMemo, type ReactElement } from 'react'
import { useSearchParams } from 'wouter'
import { api } from '../../../src/contract/routes.ts'
import type { GraphView } from '../api/nouns.ts'
import { useAnswer } from '../api/use.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/field.tsx'
import { Filters } from '../parts/filters.tsx'
import { PageHead, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/state.tsx'
import { Picture } from '../graph/picture.tsx'
import { drawingOf, type Drawing } from '../graph/drawing.ts'
import { NodeSearch } from '../graph/node-search.tsx'
import styles from './graph.module.css'

/** What uses what: clusters first where there is much, one cluster or one neighbourhood when asked. */
export function GraphPage({ project }: { readonly project: string }): ReactElement {
  const [at, go] = usePlace(project)
  const { source, cluster, focus, depth } = at
  const { data, error, refetch } = useAnswer(
    api.resources.graph,
    { project, source, ...(focus === '' ? cluster !== '' && { cluster } : { focus, depth }) },
    source !== '',
  )
  const drawing = useMemo(() => data && drawingOf(data, focus), [data, focus])
  return (
    <>
      <PageHead title="Graph">
        Which resource uses which. Press a cluster to open it, a resource to see around it.
      </PageHead>
      <Narrow project={project} at={at} go={go} />
      {(focus !== '' || cluster !== '') && <Way within={data?.within ?? []} go={go} />}
      <Section title={titleOf(at, data?.within)} note={drawing && noteOf(drawing)} flush>
        <div className={styles['picture']}>
          {error !== null && data === undefined ? (
            <Failed error={error} onRetry={() => void refetch()} />
          ) : (
            <Drawn
              project={project}
              source={source}
              drawing={drawing}
              isPart={focus !== '' || cluster !== ''}
              onCluster={(id) => go({ cluster: id })}
              onFocus={(id) => go({ focus: id })}
            />
          )}
        </div>
      </Section>
    </>
  )
}

/** What the address of the page says is looked at. */
interface At {
  readonly source: string
  readonly cluster: string
  readonly focus: string
  readonly depth: number
}
type Go = (next: Readonly<Partial<Record<keyof At, string>>>) => void

function usePlace(project: string): readonly [At, Go] {
  const [search, setSearch] = useSearchParams()
  const { data: sources } = useAnswer(api.sources.list, { project })
  const source = search.get('source') ?? sources?.items[0]?.id ?? ''
  const go: Go = (next) =>
    setSearch(new URLSearchParams(Object.entries({ source, ...next }).filter(([, value]) => value !== '')))
  const [cluster, focus] = [search.get('cluster') ?? '', search.get('focus') ?? '']
  return [{ source, cluster, focus, depth: Number(search.get('depth') ?? '2') }, go]
}

function Narrow({
  project,
  at: { source, focus, depth },
  go,
}: {
  readonly project: string
  readonly at: At
  readonly go: Go
}): ReactElement {
  const { data: sources } = useAnswer(api.sources.list, { project })
  return (
    <Filters>
      {(sources?.items.length ?? 0) > 1 && (
        <Choice
          isBare
          label="Source"
          value={source}
          options={(sources?.items ?? []).map(({ id, name }) => ({ value: id, text: name }))}
          onChange={(value) => go({ source: value })}
        />
      )}
      <NodeSearch project={project} source={source} onChoose={(id) => go({ focus: id })} />
      {focus !== '' && (
        <Choice
          isBare
          label="How far around"
          value={String(depth)}
          options={['1', '2', '3', '4'].map((value) => ({ value, text: `${value} steps around` }))}
          onChange={(value) => go({ focus, depth: value })}
        />
      )}
    </Filters>
  )
}

/** From all of it to what is open. */
function Way({ within, go }: { readonly within: GraphView['within']; readonly go: Go }): ReactElement {
  const around = within.slice(0, -1)
  return (
    <nav className={styles['way']} aria-label="Where this lies">
      <Button look="quiet" onPress={() => go({})}>
        All of it
      </Button>
      {around.map(({ id, title }) => (
        <Fragment key={id}>
          <span aria-hidden="true">›</span>
          <Button look="quiet" onPress={() => go({ cluster: id })}>
            {title}
          </Button>
        </Fragment>
      ))}
    </nav>
  )
}

function Drawn({
  drawing,
  isPart,
  ...rest
}: Omit<Parameters<typeof Picture>[0], 'drawing'> & {
  readonly drawing: Drawing | undefined
  readonly isPart: boolean
}): ReactElement {
  if (drawing === undefined) return <Waiting lines={9} />
  if (drawing.nodes.length > 0) return <Picture drawing={drawing} {...rest} />
  return (
    <Empty icon="graph" title="Nothing to draw">
      {isPart ? 'This is not in the newest commit.' : 'No resource has been read here yet.'}
    </Empty>
  )
}

function titleOf({ cluster, focus }: At, within: GraphView['within'] = []): string {
  if (focus !== '') return `Around ${focus.split('::').at(-1)}`
  return cluster === '' ? 'All of it' : (within.at(-1)?.title ?? cluster)
}

function noteOf({ nodes, edges, left }: Drawing): string {
  const shown = `${nodes.length.toLocaleString('en')} shown, ${edges.length.toLocaleString('en')} uses`
  if (left === 0) return shown
  return `${shown}; ${left.toLocaleString('en')} more: search for a resource to see around it`
}
