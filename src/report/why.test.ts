import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Step } from '../kernel/origin.ts'
import type { Span } from '../kernel/span.ts'
import { marks, type Value } from '../kernel/value.ts'
import { printJson } from '../model/json-text.ts'
import type { Site, WhyAnswer } from '../model/why.ts'
import type { View } from './view.ts'
import { whyJson, whyText, type Why } from './why.ts'

const files: Readonly<Record<string, string>> = {
  'production.tfvars': 'gpu_pools = {\n  train = {\n    desired = 12\n  }\n}\n',
  'main.tf': 'module "gpu_pool" {\n  source = "./gpu-pool"\n  size   = var.gpu_pools.train\n}\n',
  'gpu-pool/main.tf': 'resource "aws_eks_node_group" "this" {\n  desired_size = var.size.desired\n}\n',
  'variables.tf':
    'variable "gpu_pools" {\n  default = { train = { desired = 1 } }\n}\nvariable "region" {\n}\n',
}

const view: View = {
  width: 80,
  colour: false,
  showSensitive: false,
  path: (file) => file,
  text: (file) => files[file],
  secrets: () => new Map(),
}

function span(file: string, text: string): Span {
  const start = files[file]?.indexOf(text) ?? -1
  return { file: filePath(file), start, end: start + text.length }
}

function site(step: Step, file: string, text: string): Site {
  return { step, span: span(file, text) }
}

function scalar(of: number | string): Value {
  return { kind: 'scalar', scalar: of, origin: 0, marks: marks.none }
}

const answer: WhyAnswer = {
  root: '',
  variant: 'production',
  address: 'module.gpu_pool.aws_eks_node_group.this',
  path: 'desired_size',
  name: 'x',
  value: scalar(12),
  hops: [
    site('attribute', 'gpu-pool/main.tf', 'var.size.desired'),
    site('module-input', 'main.tf', 'var.gpu_pools.train'),
  ],
  literals: [site('literal', 'production.tfvars', '12')],
  exact: true,
  losers: [site('default', 'variables.tf', '{ train = { desired = 1 } }')],
  under: [],
  because: [],
  parts: [],
}

function shown(parts: Partial<WhyAnswer>, commit?: Why['commit']): string {
  return whyText(view, [{ answer: { ...answer, ...parts }, commit }])
}

describe('the text', () => {
  it('shows a line for each part of a whole, and where it was set', () => {
    const parts = [
      { path: 'size', name: 'size', value: scalar(12), site: site('literal', 'production.tfvars', '12') },
      { path: 'tags.Name', name: 'Name', value: scalar('train'), site: undefined },
    ]
    const whole: Value = { kind: 'map', entries: new Map(), origin: 0, marks: marks.none }
    const [, first, second] = shown({ path: '', value: whole, parts }).split('\n')
    expect(first).toMatch(/^size {6}= 12 +production\.tfvars:\d+$/u)
    expect(second).toBe('tags.Name = "train"')
  })

  it('shows the value, its line with a caret, the way it came, what lost, and the commit', () => {
    const commit = {
      kind: 'commit',
      sha: '3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4',
      author: 'Ada Lovelace',
      email: 'ada@example.com',
      date: '2026-03-02T09:30:00+01:00',
      subject: 'feat: twelve nodes for the June run',
    } as const
    expect(`\n${shown({}, commit)}`).toBe(`
module.gpu_pool.aws_eks_node_group.this  desired_size                 production
= 12

  set in production.tfvars:3
     3 │     desired = 12
       │               ^^

  through
    main.tf:3           size = var.gpu_pools.train  module input
    gpu-pool/main.tf:2  desired_size = var.size.desired

  instead of
    variables.tf:2  default = { train = { desired = 1 } }

  last changed in 3f2c1ab4d5  Ada Lovelace, 2026-03-02
    feat: twelve nodes for the June run
`)
  })

  it('lists the literals of what is computed from several', () => {
    const literals = [site('literal', 'production.tfvars', '12'), site('default', 'variables.tf', '1')]
    const text = shown({ literals, exact: false })
    expect(text).toContain('  computed from\n')
    expect(text).toContain('production.tfvars:3  desired = 12')
    expect(text).toContain('variables.tf:2       default = { train')
  })

  it('says what an unknown value waits for, and where that is declared', () => {
    const because = [
      { kind: 'variable', what: 'var.region', site: span('variables.tf', 'variable "region"') },
    ] as const
    const text = shown({
      value: { kind: 'unknown', because, origin: 0, marks: marks.none },
      because,
      literals: [],
      exact: false,
    })
    expect(text).toContain('waits for')
    expect(text).toContain('var.region: no default and no value given  variables.tf:4')
  })

  it('gives one answer for variants that agree', () => {
    const other = { ...answer, variant: 'staging' }
    const same = whyText(
      view,
      [answer, other].map((one) => ({ answer: one, commit: undefined })),
    )
    expect(same.split('\n')[0]).toMatch(/ production, staging$/u)
    expect(same.match(/set in/gu)).toHaveLength(1)
    const different = [answer, { ...other, value: scalar(13) }]
    expect(
      whyText(
        view,
        different.map((one) => ({ answer: one, commit: undefined })),
      ).match(/set in/gu),
    ).toHaveLength(2)
  })

  it('masks a sensitive value', () => {
    const text = shown({ value: { ...scalar('hunter2'), marks: marks.sensitive } })
    expect(text).toContain('= (sensitive)')
    expect(text).not.toContain('hunter2')
  })

  it.each([40, 60, 80, 120])('has no line wider than %d columns', (width) => {
    const lines = whyText({ ...view, width }, [{ answer, commit: { kind: 'uncommitted' } }]).split('\n')
    expect(lines.filter((line) => line.length > width)).toEqual([])
  })

  it('says that a line is not committed yet', () => {
    expect(shown({}, { kind: 'uncommitted' })).toContain('last changed by you, not committed yet')
  })

  it('shows nothing that a terminal would obey', () => {
    const text = shown({ address: 'a\u001B[31m', value: scalar('x\u009B2J\u202Ey') })
    // oxlint-disable-next-line no-control-regex -- it looks for exactly these
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/u)
  })
})

describe('the document', () => {
  it('has the places of the literal, the hops and the losers by line and column', () => {
    const json = JSON.parse(printJson(whyJson(view, { answer, commit: undefined })))
    expect(json).toMatchObject({
      root: '.',
      variant: 'production',
      value: 12,
      unknown: false,
      sensitive: false,
      origin: {
        exact: true,
        literals: [
          { step: 'literal', file: 'production.tfvars', startLine: 3, startColumn: 15, endColumn: 17 },
        ],
        hops: [
          { step: 'attribute', startLine: 2 },
          { step: 'module-input', startLine: 3 },
        ],
      },
      losers: [{ step: 'default', file: 'variables.tf', startLine: 2 }],
    })
    expect(json).not.toHaveProperty('commit')
  })
})
