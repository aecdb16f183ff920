import { array, assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawingOf, type Drawing } from '../../console/src/graph/drawing.ts'
import { boxHeight, boxWidth, quickLayout } from '../../console/src/graph/quick-layout.ts'

const resource = {
  id: 'infra::module.a.aws_vpc.v',
  address: 'module.a.aws_vpc.v',
  type: 'aws_vpc',
  cluster: 'infra::module.a',
  findings: 1,
  worst: 'high',
} as const

describe('a graph', () => {
  it('is a box for each cluster, named as within what is open, and one for each resource in none', () => {
    const view = {
      clusters: [
        { id: 'infra::module.a.module.b', title: 'module.a.module.b', resources: 1204, findings: 3 },
        { id: 'infra::module.a.module.c', title: 'module.a.module.c', resources: 1, findings: 0 },
      ],
      nodes: [resource],
      edges: [{ from: 'infra::module.a.module.b', to: resource.id }],
      within: [{ id: 'infra::module.a', title: 'module.a' }],
      total: 9,
    }
    const { nodes, edges, left } = drawingOf(view, resource.id)
    expect(nodes.map(({ title, note, isFocus }) => [title, note, isFocus])).toEqual([
      ['module.b', '1,204 resources', false],
      ['module.c', '1 resource', false],
      ['aws_vpc.v', 'aws_vpc', true],
    ])
    expect([edges, left]).toEqual([view.edges, 6])
  })

  it('is drawn at once, what uses something left of it, and what uses nothing below in rows', () => {
    const { boxes, lines } = quickLayout(pictureOf(6, [0, 1], [1, 2], [3, 2]))
    const [user, middle, used, other, alone, beside] = [0, 1, 2, 3, 4, 5].map((at) => boxes.get(`n${at}`))
    expect([user?.x, middle?.x, used?.x, other?.x]).toEqual([0, 254, 508, 254])
    expect(alone?.y).toBeGreaterThan(Math.max(...[user, middle, used, other].map((one) => one?.y ?? 0)))
    expect(beside?.y).toBe(alone?.y)
    expect(lines.map(({ corners }) => [corners[0]?.[0], corners.at(-1)?.[0]])).toEqual([
      [190, 254],
      [444, 508],
      [444, 508],
    ])
  })

  it('has room for every box and a line for every use, whoever uses whom', () => {
    const ends = tuple(integer({ min: 0, max: 11 }), integer({ min: 0, max: 11 }))
    expect(() =>
      assert(
        property(array(ends, { maxLength: 30 }), (uses) => {
          const { boxes, lines, width, height } = quickLayout(pictureOf(12, ...uses))
          const places = [...boxes.values()]
          const isFree = places.every((one, at) =>
            places
              .slice(at + 1)
              .every(
                (other) => Math.abs(one.x - other.x) >= boxWidth || Math.abs(one.y - other.y) >= boxHeight,
              ),
          )
          const isWithin = places.every(
            ({ x, y }) => x >= 0 && y >= 0 && x + boxWidth <= width && y + boxHeight <= height,
          )
          return boxes.size === 12 && lines.length === uses.length && isFree && isWithin
        }),
      ),
    ).not.toThrow()
  })
})

function pictureOf(count: number, ...uses: readonly (readonly [number, number])[]): Drawing {
  const box = {
    kind: 'resource',
    title: '',
    note: '',
    worst: undefined,
    findings: 0,
    isFocus: false,
  } as const
  return {
    nodes: Array.from({ length: count }, (_, at) => ({ ...box, id: `n${at}` })),
    edges: uses.map(([from, to]) => ({ from: `n${from}`, to: `n${to}` })),
    left: 0,
  }
}
