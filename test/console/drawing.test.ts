import { describe, expect, it } from 'vitest'
import { drawingOf, mostDrawn } from '../../console/src/graph/drawing.ts'
import type { GraphView } from '../../src/contract/nouns.ts'

type Node = GraphView['nodes'][number]

function node(cluster: string, name: string): Node {
  const id = `${cluster}${cluster.endsWith('::') ? '' : '.'}${name}`
  return {
    id,
    address: id.split('::')[1] ?? id,
    type: 'aws_instance',
    cluster,
    findings: 0,
    worst: undefined,
  }
}

/** Two roots: one with modules in modules, one with applications, each with as many resources. */
function large(each: number): GraphView {
  const modules = Array.from({ length: each }, (_, at) =>
    node(`infra::module.team_${at % 20}.module.part_${at % 3}`, `aws_instance.n${at}`),
  )
  const applications = Array.from({ length: each }, (_, at) =>
    node(`shop::application app-${at % 30}`, `ConfigMap/shop/n${at}`),
  )
  const nodes = [node('infra::', 'aws_vpc.all'), ...modules, ...applications]
  const cluster = (id: string, parent?: string): GraphView['clusters'][number] => {
    const inside = nodes.filter((one) => one.cluster === id || one.cluster.startsWith(`${id}.`))
    const title = id.split('::')[1] ?? id
    const resources = parent === undefined ? each : inside.length
    return { id, title, resources, findings: 0, parent }
  }
  const teams = Array.from({ length: 20 }, (_, at) => `infra::module.team_${at}`)
  return {
    nodes,
    edges: modules.map(({ id }) => ({ from: id, to: 'infra::aws_vpc.all', path: 'subnet_id' })),
    clusters: [
      cluster('infra::'),
      cluster('shop::'),
      ...teams.map((id) => cluster(id, 'infra::')),
      ...teams.flatMap((id) => [0, 1, 2].map((at) => cluster(`${id}.module.part_${at}`, id))),
      ...Array.from({ length: 30 }, (_, at) => cluster(`shop::application app-${at}`, 'shop::')),
    ],
    isCut: false,
  }
}

function within(view: GraphView, cluster: string): GraphView {
  const nodes = view.nodes.filter((one) => one.cluster.startsWith(cluster))
  const ids = new Set(nodes.map(({ id }) => id))
  return { ...view, nodes, edges: view.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
}

const nothing = { cluster: '', focus: '' }

describe('a graph', () => {
  const view = large(5000)

  it('of 10,000 resources is its roots, and never more boxes than can be laid out', () => {
    const drawing = drawingOf(view, nothing)
    expect(drawing.nodes.map(({ id, note }) => [id, note])).toEqual([
      ['infra::', '5,000 resources'],
      ['shop::', '5,000 resources'],
    ])
    expect(drawing.left).toBe(0)
  })

  it('opens a root by the modules and the resources that lie in it, with lines between them', () => {
    const drawing = drawingOf(within(view, 'infra::'), { cluster: 'infra::', focus: '' })
    expect(drawing.nodes.map(({ id }) => id)).toContain('infra::module.team_7')
    expect(drawing.nodes.find(({ kind }) => kind === 'resource')?.id).toBe('infra::aws_vpc.all')
    expect(drawing.nodes).toHaveLength(21)
    expect(drawing.edges).toContainEqual({ from: 'infra::module.team_7', to: 'infra::aws_vpc.all' })
  })

  it('draws nothing else of what was opened while only the answer before is there', () => {
    const [before, after] = [view, within(view, 'infra::')].map((one) =>
      drawingOf(one, { cluster: 'infra::', focus: '' }),
    )
    expect(before?.nodes).toEqual(after?.nodes)
  })

  it('opens a module by the modules in it', () => {
    const team = 'infra::module.team_7'
    const drawing = drawingOf(within(view, team), { cluster: team, focus: '' })
    expect(drawing.nodes.map(({ id }) => id)).toEqual([
      `${team}.module.part_0`,
      `${team}.module.part_1`,
      `${team}.module.part_2`,
    ])
  })

  it('opens a root without modules by its applications, and an application by its resources', () => {
    const drawing = drawingOf(within(view, 'shop::'), { cluster: 'shop::', focus: '' })
    expect(drawing.nodes.map(({ id }) => id)).toContain('shop::application app-29')
    const one = 'shop::application app-3'
    const inside = drawingOf(
      { ...view, nodes: view.nodes.filter(({ cluster }) => cluster === one), edges: [] },
      { cluster: one, focus: '' },
    )
    expect(inside.nodes.every(({ kind }) => kind === 'resource')).toBe(true)
    expect(inside.nodes).toHaveLength(167)
  })

  it('says how many it leaves out where nothing divides them', () => {
    const flat = { ...view, nodes: view.nodes.map((one) => ({ ...one, cluster: 'infra::' })), clusters: [] }
    const drawing = drawingOf(flat, nothing)
    expect([drawing.nodes.length, drawing.left]).toEqual([mostDrawn, 10_001 - mostDrawn])
  })

  it('around a resource is drawn resource by resource', () => {
    const focus = 'infra::aws_vpc.all'
    const drawing = drawingOf(view, { cluster: '', focus })
    expect(drawing.nodes.find(({ isFocus }) => isFocus)?.id).toBe(focus)
    expect(drawing.nodes.every(({ kind }) => kind === 'resource')).toBe(true)
  })
})
