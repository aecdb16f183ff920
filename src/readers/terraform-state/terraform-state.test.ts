import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import type { Reading } from '../../model/reading.ts'
import { ExactNumber } from '../../model/json-text.ts'
import { sensitiveJson, valueJson } from '../../model/value-json.ts'
import { terraformState } from './terraform-state.ts'

const options: ReadOptions = filesAlone()
const root = filePath('terraform.tfstate')

function read(text: string): Reading {
  const unit = { format: 'terraform-state', root, variant: '', options }
  const step = terraformState.read(unit, filesSnapshot({ [root]: text })).next()
  return step.done === true ? step.value : read('{}')
}

function isState(text: string): boolean {
  return terraformState.unitAt(filesSnapshot({ [root]: text }), root, options) !== undefined
}

function plain(value: unknown): unknown {
  if (value instanceof ExactNumber) return value.text
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]))
  return Array.isArray(value) ? value.map(plain) : value
}

/** Numbers as their digits. */
function values(reading: Reading): unknown {
  return Object.fromEntries(reading.resources.map((one) => [one.address, plain(valueJson(one.values))]))
}

const aws = 'provider["registry.terraform.io/hashicorp/aws"]'
const raw = JSON.stringify(
  {
    version: 4,
    terraform_version: '1.11.4',
    serial: 7,
    lineage: 'a',
    outputs: {
      url: { value: 'a.example', type: 'string' },
      key: { value: 'k', type: 'string', sensitive: true },
    },
    resources: [
      {
        mode: 'managed',
        type: 'aws_db_instance',
        name: 'main',
        provider: `${aws}.west`,
        instances: [
          {
            schema_version: 1,
            attributes: { identifier: 'models', password: 'p', size: 12, tags: { a: 'b' } },
            sensitive_attributes: [
              [{ type: 'get_attr', value: 'password' }],
              [
                { type: 'get_attr', value: 'tags' },
                { type: 'index', value: { value: 'a', type: 'string' } },
              ],
            ],
            dependencies: ['module.net.aws_subnet.this'],
          },
          { deposed: '00000001', attributes: { identifier: 'old' } },
        ],
      },
      {
        module: 'module.net',
        mode: 'managed',
        type: 'aws_subnet',
        name: 'this',
        provider: aws,
        instances: [
          { index_key: 'a"b', attributes: { cidr_block: '10.0.0.0/24' } },
          { index_key: 'c', attributes: { cidr_block: '10.0.1.0/24' } },
        ],
      },
      {
        mode: 'data',
        type: 'aws_ami',
        name: 'base',
        provider: aws,
        instances: [{ attributes: { id: 'ami-1' } }],
      },
      {
        mode: 'managed',
        type: 'terraform_data',
        name: 'any',
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [{ attributes: { input: { value: [1], type: ['tuple', ['number']] }, id: 'x' } }],
      },
    ],
  },
  undefined,
  1,
).replace('"size": 12', '"size": 12345678901234567890')

const shown = JSON.stringify({
  format_version: '1.0',
  terraform_version: '1.11.4',
  values: {
    outputs: { url: { value: 'a.example', sensitive: false } },
    root_module: {
      resources: [
        {
          address: 'aws_db_instance.main',
          mode: 'managed',
          type: 'aws_db_instance',
          name: 'main',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          values: { identifier: 'models', password: 'p' },
          sensitive_values: { password: true },
          depends_on: ['module.net.aws_subnet.this'],
        },
      ],
      child_modules: [
        {
          address: 'module.net["x"]',
          resources: [
            {
              address: 'module.net["x"].aws_subnet.this',
              mode: 'managed',
              type: 'aws_subnet',
              name: 'this',
              values: {},
            },
          ],
        },
      ],
    },
  },
})

describe('a state', () => {
  it('is told by its content', () => {
    expect([raw, shown, '{"format_version":"1.0"}'].map(isState)).toEqual([true, true, true])
    expect(
      [
        '{"version":4}',
        '{"format_version":"1.2","planned_values":{}}',
        '{"version":"4","resources":[]}',
        'x',
      ].map(isState),
    ).toEqual([false, false, false, false])
  })

  it('has every instance under its address, values exact and secret ones marked', () => {
    const reading = read(raw)
    expect(values(reading)).toEqual({
      'aws_db_instance.main': {
        identifier: 'models',
        password: '(sensitive)',
        size: '12345678901234567890',
        tags: { a: '(sensitive)' },
      },
      'data.aws_ami.base': { id: 'ami-1' },
      'module.net.aws_subnet.this["a\\"b"]': { cidr_block: '10.0.0.0/24' },
      'module.net.aws_subnet.this["c"]': { cidr_block: '10.0.1.0/24' },
      'terraform_data.any': { id: 'x', input: [1] },
    })
    expect(reading.resources[0]?.provider).toBe('registry.terraform.io/hashicorp/aws')
    expect(reading.named.map(({ address, value }) => [address, plain(valueJson(value))])).toEqual([
      ['output.key', '(sensitive)'],
      ['output.url', 'a.example'],
    ])
  })

  it('knows what depends on what', () => {
    expect(read(raw).references.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'aws_db_instance.main module.net.aws_subnet.this["a\\"b"]',
      'aws_db_instance.main module.net.aws_subnet.this["c"]',
    ])
    expect(read(shown).references.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'aws_db_instance.main module.net["x"].aws_subnet.this',
    ])
  })

  it('may be the document that show prints', () => {
    const reading = read(shown)
    expect(values(reading)).toMatchObject({
      'aws_db_instance.main': { identifier: 'models', password: '(sensitive)' },
    })
    expect(
      plain(sensitiveJson(reading.resources[0]?.values ?? { kind: 'absent', origin: 0, marks: 0 })),
    ).toEqual({ password: true })
    expect(reading.resources[1]?.module).toBe('module.net["x"]')
  })

  it('says where a value stands', () => {
    const reading = read(raw)
    const [main] = reading.resources
    const identifier = main?.values.kind === 'map' ? main.values.entries.get('identifier') : undefined
    const { start, end } = reading.origins.site(identifier?.origin ?? 0)
    expect([raw.slice(start, end), reading.origins.step(identifier?.origin ?? 0)]).toEqual([
      '"models"',
      'state',
    ])
  })

  it.each([
    ['{"version":3,"terraform_version":"0.11.0","resources":[]}', 'terraform-state/format'],
    [raw.slice(0, -3), 'json/unclosed'],
  ])('has a problem: %#', (text, code) => {
    expect(read(text).diagnostics.map((one) => one.code)).toEqual([code])
  })
})

function said(reading: Reading): string {
  return JSON.stringify([values(reading), reading.references, reading.diagnostics])
}

describe('any document', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', '"', ',', ':', 'true', 'null', '{"value":', '')
  const mutants = fc
    .tuple(
      fc.constantFrom(raw, shown),
      fc.array(fc.tuple(fc.nat({ max: 2500 }), fc.nat({ max: 50 }), pieces), { maxLength: 4 }),
    )
    .map(([text, changes]) =>
      changes.reduce(
        (made, [place, length, piece]) => made.slice(0, place) + piece + made.slice(place + length),
        text,
      ),
    )

  it('is read without a throw, each place inside the file, twice the same', () => {
    fc.assert(
      fc.property(mutants, (text) => {
        const one = read(text)
        if (said(one) !== said(read(text))) return false
        return one.resources.every(({ span }) => 0 <= span.start && span.end <= text.length)
      }),
      { numRuns: 500 },
    )
  })
})
