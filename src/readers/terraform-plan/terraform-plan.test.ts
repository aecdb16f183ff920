import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { isPlan, type Change, type PlanReading } from '../../model/change.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { maskExcerpt, sensitiveSpans } from '../../model/mask.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import { becauseJson, sensitiveJson, unknownJson, valueJson } from '../../model/value-json.ts'
import { terraformPlan } from './terraform-plan.ts'

const options: ReadOptions = filesAlone()
const root = filePath('plan.json')
const platform = readFileSync(join(import.meta.dirname, 'fixtures/platform.json'), 'utf8')

function read(text: string): Reading {
  const step = terraformPlan
    .read({ format: 'terraform-plan', root, variant: '', options }, filesSnapshot({ 'plan.json': text }))
    .next()
  return step.done === true ? step.value : read('{}')
}

function plan(text = platform): PlanReading {
  const reading = read(text)
  return isPlan(reading) ? reading : plan('{}')
}

function change(reading: PlanReading, address: string): Change | undefined {
  return reading.changes.find((one) => one.address === address && one.deposed === undefined)
}

function resource(reading: Reading, address: string): Value | undefined {
  return reading.resources.find((one) => one.address === address)?.values
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
  return Array.isArray(value) ? value.map(plain) : value
}

describe('a plan', () => {
  it('is told by its content, whatever its name', () => {
    const files = {
      'tfplan.json': platform,
      'state.json': '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}',
      'other.json': '{"format_version":"1.0"}',
      'list.json': '[]',
    }
    const at = (file: string): string | undefined =>
      terraformPlan.unitAt(filesSnapshot(files), filePath(file), options)?.format
    expect(Object.keys(files).map(at)).toEqual(['terraform-plan', undefined, undefined, undefined])
  })

  it('has the resources that will be there, and the data that was read', () => {
    expect(plan().resources.map(({ address }) => address)).toEqual([
      'aws_db_instance.main',
      'aws_iam_role.ci',
      'aws_iam_role.train',
      'aws_instance.gpu["a.b"]',
      'aws_instance.gpu["c"]',
      'aws_security_group.db',
      'aws_sns_topic.alarms',
      'data.aws_ami.base',
      'data.aws_caller_identity.me',
      'module.net.aws_subnet.this[0]',
    ])
  })

  it('keeps values exact, and tells unknown, sensitive, null and missing apart', () => {
    const reading = plan()
    const main = resource(reading, 'aws_db_instance.main')
    expect(main && plain(valueJson(main))).toEqual({
      allocated_storage: 100,
      engine: 'postgres',
      identifier: 'models-2',
      password: '(sensitive)',
      tags: null,
      vpc_security_group_ids: [null],
    })
    expect(main && plain(unknownJson(main))).toEqual({
      endpoint: true,
      id: true,
      vpc_security_group_ids: [true],
    })
    expect(main && plain(sensitiveJson(main))).toMatchObject({ password: true })
    expect(JSON.stringify(main && plain(becauseJson(main)))).toContain(
      '{"kind":"computed","what":"aws_db_instance.main.endpoint"}',
    )
    const gpu = resource(reading, 'aws_instance.gpu["a.b"]')
    const size = gpu && valueAt(gpu, parsePath('ebs_block_device[0].volume_size') ?? [])
    expect(size).toMatchObject({ scalar: { number: '12345678901234567890' } })
    expect(gpu && valueAt(gpu, ['ebs_block_device', 0, 'volume_id'])?.kind).toBe('unknown')
  })

  it('says where in the document a value stands', () => {
    const reading = plan()
    const main = resource(reading, 'aws_db_instance.main')
    const identifier = main && valueAt(main, ['identifier'])
    const { file, start, end } = reading.origins.site(identifier?.origin ?? 0)
    expect([file, platform.slice(start, end)]).toEqual(['plan.json', '"models-2"'])
    expect(reading.origins.step(identifier?.origin ?? 0)).toBe('plan')
  })

  it('has its variables and outputs, the secret ones marked', () => {
    const reading = plan()
    expect(reading.named.map(({ address }) => address)).toEqual([
      'output.endpoint',
      'var.password',
      'var.size',
      'var.zone',
    ])
    expect(reading.variables.get('password')?.marks).toBe(marks.sensitive)
    expect(reading.variables.get('size')).toMatchObject({ scalar: { number: '12345678901234567890' } })
    expect(reading.outputChanges.map(({ name, actions, after }) => [name, actions, after.kind])).toEqual([
      ['endpoint', ['update'], 'unknown'],
      ['gone', ['destroy'], 'absent'],
    ])
  })
})

describe('the changes of a plan', () => {
  it.each([
    [
      'aws_db_instance.main',
      ['replace'],
      { order: 'destroy-first', replacePaths: ['identifier'], reason: 'replace_because_cannot_update' },
    ],
    [
      'aws_security_group.db',
      ['replace'],
      { order: 'create-first', replacePaths: [], reason: 'replace_by_request' },
    ],
    ['aws_s3_bucket.old', ['destroy'], { order: undefined, reason: 'delete_because_no_resource_config' }],
    ['aws_instance.gpu["a.b"]', ['create'], { index: 'a.b', type: 'aws_instance', name: 'gpu' }],
    ['aws_iam_role.ci', ['no-op', 'import'], { importing: { id: 'ci' } }],
    ['aws_iam_role.train', ['update', 'move'], { previousAddress: 'aws_iam_role.training' }],
    ['aws_kms_key.logs', ['forget'], {}],
    ['data.aws_ami.base', ['read'], { mode: 'data' }],
    ['module.net.aws_subnet.this[0]', ['create'], { module: 'module.net', index: 0 }],
  ])('of %s are %j', (address, actions, rest) => {
    const found = change(plan(), address)
    expect(found).toMatchObject({ actions, ...rest })
    expect(found && platform.slice(found.span.start, found.span.end)).toBe(JSON.stringify(address))
  })

  it('have what was before and what will be after', () => {
    const reading = plan()
    const main = change(reading, 'aws_db_instance.main')
    expect(main && plain(valueJson(main.before))).toMatchObject({
      identifier: 'models',
      password: '(sensitive)',
    })
    expect(main && valueAt(main.after, ['identifier'])).toMatchObject({ scalar: 'models-2' })
    expect(change(reading, 'aws_s3_bucket.old')?.after.kind).toBe('absent')
    expect(change(reading, 'aws_instance.gpu["c"]')?.before.kind).toBe('absent')
    expect(reading.changes.find(({ deposed }) => deposed === '8b1a9953')?.actions).toEqual(['destroy'])
  })

  it('stand beside drift, checks, the state before and what is relevant', () => {
    const reading = plan()
    expect(
      reading.drift.map(({ address, after }) => [address, valueAt(after, ['ingress', 0, 'from_port'])?.kind]),
    ).toEqual([['aws_security_group.db', 'scalar']])
    expect(reading.checks).toMatchObject([
      { address: 'check.health', kind: 'check', status: 'fail', problems: ['Not healthy.'] },
    ])
    expect(reading.prior.map(({ address }) => address)).toEqual([
      'aws_s3_bucket.old',
      'data.aws_caller_identity.me',
    ])
    expect(reading.relevantAttributes).toEqual([{ resource: 'aws_db_instance.main', path: 'tags.0.x' }])
    expect([reading.terraformVersion, reading.errored, reading.complete]).toEqual(['1.11.4', false, true])
  })

  it('know what refers to what, through modules and from the state', () => {
    const edges = plan().references.map(({ from, path, to }) => `${from} ${path} ${to}`)
    expect(edges.toSorted()).toEqual([
      'aws_db_instance.main depends_on aws_iam_role.ci',
      'aws_db_instance.main vpc_security_group_ids aws_security_group.db',
      'aws_instance.gpu["a.b"] for_each aws_iam_role.ci',
      'aws_instance.gpu["a.b"] subnet_id module.net.aws_subnet.this[0]',
      'aws_instance.gpu["c"] for_each aws_iam_role.ci',
      'aws_instance.gpu["c"] subnet_id module.net.aws_subnet.this[0]',
      'aws_s3_bucket.old depends_on aws_kms_key.logs',
      'module.net.aws_subnet.this[0] tags aws_iam_role.train',
    ])
  })

  it.each([
    ['{"format_version":"2.0","resource_changes":[]}', ['terraform-plan/format "2.0"']],
    ['{"format_version":"1.2","resource_changes":[],"errored":true}', ['terraform-plan/errored true']],
    [
      '{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"actions":["explode"]}}]}',
      ['terraform-plan/unknown-action ["explode"]'],
    ],
    [
      '{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"actions":["create","forget"],"after":{}}}]}',
      [],
    ],
    ['{"format_version":"1.2","resource_changes":[', ['terraform-plan/unreadable ']],
  ])('that are not to be relied on are problems: %s', (text, expected) => {
    const { diagnostics } = read(text)
    expect(diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`)).toEqual(
      expected,
    )
  })

  it('keep what is left to itself and made anew among the resources', () => {
    const text =
      '{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"actions":["create","forget"],"after":{}}}]}'
    expect(plan(text).resources.map(({ address }) => address)).toEqual(['a.b'])
  })

  it('keep secrets of both sides out of excerpts', () => {
    const reading = plan()
    const start = platform.indexOf('"identifier": "models"')
    const excerpt = maskExcerpt(sensitiveSpans([reading]), root, start, platform.slice(start, start + 200))
    expect(excerpt.text).toContain('"password": "(sensitive)"')
  })
})

/** Everything that is worked out when it is asked for. */
function all(reading: PlanReading): string {
  const { resources, changes, drift, outputChanges, references, diagnostics, checks, prior } = reading
  return JSON.stringify([
    resources.map(({ address, values }) => [address, plain(valueJson(values)), plain(unknownJson(values))]),
    [...changes, ...drift].map(({ address, before, after }) => [
      address,
      plain(valueJson(before)),
      plain(valueJson(after)),
    ]),
    outputChanges.map(({ name, after }) => [name, plain(valueJson(after))]),
    prior.map(({ values }) => plain(valueJson(values))),
    references,
    diagnostics,
    checks,
  ])
}

describe('any document', () => {
  /** Texts that stand in the place of others, so that the document is still whole. */
  const pieces = fc.constantFrom('null', 'true', '1e999', '{}', '[]', '""', '[[]]', '{"a":null}', '"create"')
  const values = /(?<=": ?)(?:"(?:[^"\\]|\\.)*"|[\w.+-]+|\[\]|\{\})/gu
  const most = (platform.match(values)?.length ?? 0) - 1
  const mutants = fc
    .array(fc.tuple(fc.nat({ max: most }), pieces), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const made = new Map(changes)
      let at = -1
      return platform.replaceAll(values, (old) => {
        at += 1
        return made.get(at) ?? old
      })
    })

  it('is read without a throw, each place inside the file, twice the same', () => {
    fc.assert(
      fc.property(mutants, (text) => {
        const one = plan(text)
        if (!isPlan(read(text))) return false
        if (all(one) !== all(plan(text))) return false
        for (let id = 1; id <= one.origins.size; id++) {
          const { start, end } = one.origins.site(id)
          if (start < 0 || end < start || end > text.length) return false
        }
        return one.diagnostics.every(({ span }) => span.end <= text.length)
      }),
      { numRuns: 300 },
    )
  })

  it('says nothing of changes when it is broken, cut off, or nests too deep', () => {
    const deep = `{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"actions":["create"],"after":{"x":${'['.repeat(50_000)}}}}]}`
    const cut = platform.slice(0, platform.length / 2)
    for (const text of [deep, cut, `${platform}]`]) {
      const reading = read(text)
      expect(isPlan(reading)).toBe(false)
      expect(reading.resources).toEqual([])
      expect(reading.diagnostics.map(({ code }) => code)).toEqual(['terraform-plan/unreadable'])
    }
    expect(isPlan(read(platform))).toBe(true)
  })
})
