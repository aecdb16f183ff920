import { describe, expect, it, vi } from 'vitest'
import type { ReadingChunk, ResourceRecord } from '../../src/contract/records.ts'
import type { GraphFilter } from '../../src/contract/queries.ts'
import type { GraphView } from '../../src/contract/nouns.ts'
import { emptyStore } from './empty-store.ts'
import { chunk, commitFacts, finding, record, resource } from './records.ts'

/** A machine that is busy with something else is no mistake. */
vi.setConfig({ testTimeout: 120_000 })

const { store, newProject, newSource, reviewed } = await emptyStore()

async function drawn(
  readings: readonly ReadingChunk[],
  findings: readonly string[] = [],
): Promise<(asked?: Partial<GraphFilter>) => Promise<GraphView | undefined>> {
  const project = await newProject()
  const source = await newSource(project)
  const found = findings.map((address, at) => finding(`f${at}`, { address, severity: 'high' }))
  await reviewed(project, source, commitFacts(1), record({ readings, findings: [{ findings: found }] }))
  return (asked) => store.queries.graph.view(project, { source, ...asked })
}

/** What is drawn, in short. */
function boxes(view: GraphView | undefined): readonly string[] {
  return [
    ...(view?.clusters ?? []).map(({ title, resources }) => `${title} (${resources})`),
    ...(view?.nodes ?? []).map(({ address }) => address),
  ]
}

function within(module: string, name: string, uses: readonly string[] = []): ResourceRecord {
  return { ...resource(`${module}.aws_instance.${name}`, 'small', uses), type: 'aws_instance', module }
}

function labelled(address: string, path: string, value: string): ResourceRecord {
  return { ...resource(address, 'small'), values: [{ path, value, exact: true, literals: [0] }] }
}

function using(name: string, ...others: readonly string[]): ResourceRecord {
  const uses = others.map((one) => `aws_instance.${one}`)
  return resource(`aws_instance.${name}`, 'small', uses)
}

const network = 'aws_vpc.all'
const hub = `infra::${network}`

/** A network, and three teams with two modules of fifty instances each, all of which use it. */
const teams = chunk([
  resource('aws_vpc.all', 'large'),
  ...['a', 'b', 'c'].flatMap((team) =>
    ['x', 'y'].flatMap((part) =>
      Array.from({ length: 50 }, (_, at) =>
        within(`module.${team}.module.${part}`, `n${at}`, [
          network,
          ...(at === 0 && part === 'y' ? [`module.${team}.module.x.aws_instance.n0`] : []),
        ]),
      ),
    ),
  ),
])

describe('the graph of a source', () => {
  it('is the modules of its only root and what lies in none, with the uses between them', async () => {
    const view = await drawn(
      [teams],
      ['module.b.module.x.aws_instance.n7', 'module.b.module.x.aws_instance.n7'],
    )
    const top = await view()
    expect(boxes(top)).toEqual(['module.a (100)', 'module.b (100)', 'module.c (100)', 'aws_vpc.all'])
    expect(top?.edges).toEqual(['a', 'b', 'c'].map((team) => ({ from: `infra::module.${team}`, to: hub })))
    expect(top?.clusters.map(({ findings, worst }) => [findings, worst])).toEqual([
      [0, undefined],
      [2, 'high'],
      [0, undefined],
    ])
    expect([top?.total, top?.within]).toEqual([4, [{ id: 'infra::', title: 'infra' }]])
  })

  it('opens a module by the modules in it, and one with few resources by these', async () => {
    const view = await drawn([teams])
    const team = await view({ cluster: 'infra::module.b' })
    expect(boxes(team)).toEqual(['module.b.module.x (50)', 'module.b.module.y (50)'])
    expect(team?.edges).toEqual([{ from: 'infra::module.b.module.y', to: 'infra::module.b.module.x' }])
    expect(team?.within.map(({ title }) => title)).toEqual(['infra', 'module.b'])
    const part = await view({ cluster: 'infra::module.b.module.y' })
    expect([part?.clusters, part?.nodes.length, part?.total]).toEqual([[], 50, 50])
  })

  it('gives no more boxes than are asked for, and says how many there are', async () => {
    const view = await drawn([teams])
    const top = await view({ limit: 2 })
    expect([boxes(top), top?.total]).toEqual([['module.a (100)', 'module.b (100)'], 4])
    const part = await view({ cluster: 'infra::module.b.module.y', limit: 3 })
    expect([part?.nodes.map(({ address }) => address.split('.').at(-1)), part?.total]).toEqual([
      ['n0', 'n1', 'n2'],
      50,
    ])
  })

  it('around a resource is what is near, one by one, and what is much by its clusters', async () => {
    const view = await drawn([teams])
    const first = 'infra::module.a.module.x.aws_instance.n0'
    const near = await view({ focus: first, depth: 1 })
    expect(near?.nodes.map(({ id }) => id)).toEqual([first, hub, 'infra::module.a.module.y.aws_instance.n0'])
    expect(near?.edges).toContainEqual({ from: 'infra::module.a.module.y.aws_instance.n0', to: first })
    const wide = await view({ focus: hub, depth: 1 })
    expect(boxes(wide)).toEqual(['module.a (100)', 'module.b (100)', 'module.c (100)', 'aws_vpc.all'])
    expect(wide?.edges).toContainEqual({ from: 'infra::module.c', to: hub })
  })

  it('follows who uses a resource, by way of others too, and nothing else', async () => {
    const project = await newProject()
    const source = await newSource(project)
    const readings = [
      chunk([using('a'), using('b', 'a'), using('c', 'b', 'd'), using('d'), using('e', 'e', 'c', 'a')]),
    ]
    await reviewed(project, source, commitFacts(1), record({ readings }))
    const { graph } = store.queries
    const found = await graph.dependents(project, { source, id: 'infra::aws_instance.a' }, 2)
    expect(found).toEqual({
      items: [
        { address: 'aws_instance.b', steps: 1 },
        { address: 'aws_instance.e', steps: 1 },
      ],
      total: 3,
    })
  })

  it('has applications where labels name them, roots where there are several, and nothing where nothing is', async () => {
    const many = Array.from({ length: 70 }, (_, at) => resource(`ConfigMap/shop/c${at}`, 'small'))
    const web = [
      labelled('ConfigMap/shop/web', 'metadata.labels["app.kubernetes.io/name"]', 'web'),
      labelled('Service/shop/web', 'metadata.labels.app', 'web'),
    ]
    const view = await drawn([chunk([...web, ...many]), chunk([resource('aws_vpc.v', 'small')], 'net')])
    expect(boxes(await view())).toEqual(['infra (72)', 'net (1)'])
    const root = await view({ cluster: 'infra::' })
    expect(boxes(root).slice(0, 2)).toEqual(['web (2)', 'ConfigMap/shop/c0'])
    expect(boxes(await view({ cluster: 'infra::application web' }))).toEqual([
      'ConfigMap/shop/web',
      'Service/shop/web',
    ])
    expect([await view({ cluster: 'gone::' }), await view({ focus: 'gone::x' })].map(boxes)).toEqual([[], []])
  })
})
