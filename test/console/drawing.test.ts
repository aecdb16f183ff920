import { describe, expect, it } from 'vitest'
import { drawingOf } from '../../console/src/graph/drawing.ts'

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
})
