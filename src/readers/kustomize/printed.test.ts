import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone } from '../../model/options.ts'
import { kustomize } from './kustomize.ts'

type Files = Readonly<Record<string, string>>

/** What is printed for a kustomization, or what is refused, and where. */
function printed(kustomization: string, files: Files = {}): string {
  const all: Files = { 'a.yaml': plain, 'kustomization.yaml': kustomization, ...files }
  const unit = { format: 'kustomize', root: filePath(''), variant: '', options: filesAlone() } as const
  const steps = kustomize.render?.(unit, filesSnapshot(all))
  const step = steps?.next()
  if (step?.done !== true) return 'it asks for something'
  const { documents, diagnostics } = step.value
  const [wrong] = diagnostics
  if (wrong === undefined) return documents.map(({ text }) => `${text}\n`).join('---\n')
  const { file, start, end } = wrong.span
  return `${wrong.code} ${file}: ${(all[file] ?? '').slice(start, end)}`
}

const plain = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n'
const resource = (more: string): Files => ({ 'a.yaml': plain + more })
const one = (more: string): string => `apiVersion: v1\n${more}kind: ConfigMap\nmetadata:\n  name: a\n`
const patched = (...operations: readonly string[]): string =>
  `resources: [a.yaml]\npatches:\n- target: { kind: ConfigMap }\n  patch: |-\n${operations.map((text) => `    - { ${text} }\n`).join('')}`

function jsonOf(name: string): string {
  return `{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "${name}" } }\n`
}

function namespaceOf(version: string, name: string): string {
  return `apiVersion: ${version}\nkind: Namespace\nmetadata: { name: ${name} }\n`
}

function withoutOperations(target: string): string {
  return printed(`resources: [a.yaml]\npatches: [{ ${target}patch: "# none" }]\n`)
}

function mergedKey(key: string): string {
  return printed(
    `resources: [a.yaml]\npatches: [{ patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { ${key}: z } }' }]\n`,
  )
}

function replacedAt(path: string): string {
  return printed(
    `resources: [a.yaml]\nreplacements: [{ source: { kind: ConfigMap }, targets: [{ select: { kind: ConfigMap }, fieldPaths: ["${path}"] }] }]\n`,
    resource('data: { z: y, p.q: y }\n'),
  )
}

function labelledAt(group: string, create: boolean): string {
  return printed(
    `resources: [a.yaml]\nlabels: [{ pairs: { l: m }, includeTemplates: true, fields: [{ path: spec/template/metadata/labels, kind: Deployment, group: ${group}, create: ${create} }] }]\n`,
  )
}

// What kubectl kustomize 5.7.1 prints for each of these.
describe('what is printed', () => {
  it.each([
    [
      'whole numbers of 64 bits',
      'data: { most: 18446744073709551615, least: -9223372036854775808, more: 18446744073709551616 }\n',
      'data:\n  least: -9223372036854775808\n  more: 1.8446744073709552e+19\n  most: 18446744073709551615\n',
    ],
    [
      'times, which are texts in brackets where they have a colon',
      'data:\n  a: 2020-1-2 10:00:00\n  b: 2020-1-2\n  c: 2020-01-01T10:00:00\n  d: [2020-01-01 10:00:00, 2020-1-2]\n',
      'data:\n  a: "2020-01-02T10:00:00Z"\n  b: "2020-01-02T00:00:00Z"\n  c: 2020-01-01T10:00:00\n  d:\n  - "2020-01-01 10:00:00"\n  - "2020-01-02T00:00:00Z"\n',
    ],
    ['nothing, which is an empty text in brackets', 'data: { a: , b: ~ }\n', 'data:\n  a: ""\n  b: null\n'],
    ['bytes', 'data: { a: !!binary aGVsbG8= }\n', 'data:\n  a: hello\n'],
    ['keys in quotes', 'data: { "1": a, "true": b }\n', 'data:\n  "1": a\n  "true": b\n'],
  ])('has %s', (_, written, text) => {
    expect(printed('resources: [a.yaml]\n', resource(written))).toBe(one(text))
  })

  it.each([
    ['a number as a key', 'data: { 1: b }\n', 'kustomize/invalid-object a.yaml: b'],
    ['a key that is true', 'data: { x: [{ true: b }] }\n', 'kustomize/invalid-object a.yaml: b'],
    ['a control character', 'data: { x: "a\\x80" }\n', 'kustomize/invalid-object a.yaml: "a\\x80"'],
    [
      'an escape that only JSON has',
      'data: { x: "a\\/b" }\n',
      'kustomize/invalid-yaml a.yaml: data: { x: "a\\/b" }',
    ],
    ['the end of nothing', '---\n...\n', 'kustomize/invalid-yaml a.yaml: ...'],
    ['content behind dashes', '--- {}\n', 'kustomize/invalid-yaml a.yaml: --- {}'],
  ])('is not %s', (_, written, refusal) => {
    expect(printed('resources: [a.yaml]\n', resource(written))).toBe(refusal)
  })

  it('is the first document of each part of a file', () => {
    expect(printed('resources: [a.yaml]\n', { 'a.yaml': `${jsonOf('a')}${jsonOf('b')}` })).toBe(one(''))
  })

  it('has a list that has no items, and labels of any kind', () => {
    const list = 'apiVersion: x.io/v1\nkind: AllowList\nmetadata: { name: a, labels: [x] }\n'
    expect(printed('resources: [a.yaml]\n', { 'a.yaml': list })).toBe(
      'apiVersion: x.io/v1\nkind: AllowList\nmetadata:\n  labels:\n  - x\n  name: a\n',
    )
  })

  it('has no notes that another run has left', () => {
    const noted = plain.replace(
      'name: a',
      'name: a, annotations: { config.kubernetes.io/index: "0", internal.config.kubernetes.io/previousNames: b }',
    )
    expect(printed('resources: [a.yaml]\n', { 'a.yaml': noted })).toBe(one(''))
  })

  it('begins with the namespaces of the API itself', () => {
    const text = printed('resources: [a.yaml]\n', {
      'a.yaml': `${namespaceOf('x.io/v1', 'a')}---\n${namespaceOf('v1', 'b')}`,
    })
    expect(text).toMatch(/name: b\n---\n[\s\S]*name: a\n$/u)
  })
})

describe('what is generated', () => {
  it('keeps a quote that stands alone', () => {
    expect(
      printed(
        `configMapGenerator: [{ name: a, literals: ["x='"], options: { disableNameSuffixHash: true } }]\n`,
      ),
    ).toBe(one("data:\n  x: ''''\n"))
  })

  it('has no key that is a number to YAML, as it is written without quotes', () => {
    expect(printed('configMapGenerator: [{ name: a, literals: ["1=x"] }]\n')).toMatch(
      /^kustomize\/invalid-object/u,
    )
    expect(printed('resources: [a.yaml]\ncommonAnnotations: { "n": b, "true": c }\n')).toMatch(
      /^kustomize\/invalid-object/u,
    )
  })
})

describe('operations', () => {
  it('make JSON of the whole object, where numbers are floats and dates in them are texts', () => {
    const data = 'data: { a: 9007199254740993, b: 2020-01-01 }\n'
    expect(printed(patched('op: add, path: /data/c, value: 2020-01-01'), resource(data))).toBe(
      one('data:\n  a: 9007199254740992\n  b: "2020-01-01T00:00:00Z"\n  c: "2020-01-01"\n'),
    )
  })

  it('put another object in the place of the whole', () => {
    const value = '{ apiVersion: v1, kind: Secret, metadata: { name: b } }'
    expect(printed(patched(`op: replace, path: "", value: ${value}`, 'op: add, path: /x, value: z'))).toBe(
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: b\nx: z\n',
    )
  })

  it('go by what stands behind the first slash', () => {
    expect(printed(patched('op: add, path: spec/x, value: z'))).toBe(`${one('')}x: z\n`)
    expect(printed(patched('op: add, path: x, value: z'))).toMatch(/^kustomize\/invalid-patch/u)
  })

  it('leave an object its kind and name', () => {
    expect(printed(patched('op: remove, path: /metadata/name'))).toMatch(/^kustomize\/invalid-patch/u)
    expect(printed(patched('op: remove, path: /kind'))).toMatch(/^kustomize\/invalid-patch/u)
  })

  it('may be none, for a target that is said', () => {
    expect(withoutOperations('target: { kind: ConfigMap }, ')).toBe(one(''))
    expect(withoutOperations('')).toMatch(/^kustomize\/invalid-patch/u)
  })
})

describe('what is merged', () => {
  it('does not replace a whole object', () => {
    const patch = '{ $patch: replace, apiVersion: v1, kind: ConfigMap, metadata: { name: a }, x: z }'
    expect(printed(`resources: [a.yaml]\npatches: [{ patch: "${patch}" }]\n`, resource('y: x\n'))).toBe(
      `${one('')}"y": x\n`,
    )
  })

  it('takes the quotes of a key along', () => {
    expect(mergedKey('"1"')).toBe(one('data:\n  "1": z\n'))
    expect(mergedKey('1')).toMatch(/^kustomize\/invalid-object/u)
  })
})

describe('places', () => {
  it('are no items in brackets without a key', () => {
    expect(replacedAt('data.[p.q]')).toBe(one('data:\n  p.q: a\n  z: "y"\n'))
    expect(replacedAt('data.[z]')).toMatch(/^kustomize\/invalid-replacement/u)
  })

  it('are there already where a kind of another group is meant', () => {
    expect(labelledAt('x', true)).toBe(one('').replace('  name', '  labels:\n    l: m\n  name'))
    expect(labelledAt('x', false)).toMatch(/^kustomize\/invalid-field/u)
  })

  it('are changed by no validator', () => {
    const config =
      'apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: v }\nlabels: { l: m }\nfieldSpecs: [{ path: metadata/labels, create: true }]\n'
    expect(printed('resources: [a.yaml]\nvalidators: [v.yaml]\n', { 'v.yaml': config })).toMatch(
      /^kustomize\/invalid-transformer v\.yaml/u,
    )
  })

  it('are described by maps', () => {
    expect(printed('resources: [a.yaml]\ncrds: [a.yaml]\n')).toMatch(/^kustomize\/invalid-field a\.yaml/u)
  })
})

it('says of each item of a list what set it', () => {
  const list = 'x: [one, --two, "three: 3"]\n'
  const unit = { format: 'kustomize', root: filePath(''), variant: '', options: filesAlone() } as const
  const files = {
    'a.yaml': plain + list,
    'kustomization.yaml': patched('op: replace, path: /x/0, value: new'),
  }
  const step = kustomize.render?.(unit, filesSnapshot(files)).next()
  const rendering = step?.done === true ? step.value : undefined
  const [document] = rendering?.documents ?? []
  const set = (document?.lines() ?? []).flatMap(({ text, origin }) => {
    const { file, start, end } = rendering?.origins.site(origin) ?? { file: '', start: 0, end: 0 }
    return text.startsWith('- ') ? [`${text} ${file}: ${(plain + list).slice(start, end)}`] : []
  })
  expect(set.slice(1)).toEqual(['- --two a.yaml: --two', '- \'three: 3\' a.yaml: "three: 3"'])
  expect(set[0]).toMatch(/^- new kustomization\.yaml/u)
})
