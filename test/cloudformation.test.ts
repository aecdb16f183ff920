import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { estateOf } from '../src/engine/testing.ts'
import { whyLine } from '../src/engine/why-line.ts'
import { why } from '../src/engine/why.ts'
import { leavesOf, pathText } from '../src/model/path.ts'
import type { Estate, Reading } from '../src/model/reading.ts'
import type { WhyAnswer } from '../src/model/why.ts'
import { printJson } from '../src/model/json-text.ts'
import { valueJson } from '../src/model/value-json.ts'
import { scalarText } from '../src/model/scalar.ts'
import { templates } from './cloudformation/templates.ts'

type Files = Readonly<Record<string, string>>

describe('origins of templates are true', () => {
  it('replacing the literal that why names replaces the value', () => {
    const wrong: string[] = []
    let tried = 0
    for (const [name, files] of Object.entries(templates)) {
      const estate = estateOf(files)
      for (const { reading, address, path, answer } of answersOf(estate)) {
        const [literal] = answer.literals
        const text = literal === undefined ? undefined : files[literal.span.file]
        if (!answer.exact || literal === undefined || text === undefined) continue
        // What a transform gives by itself has a place but no literal.
        if (literal.step === 'builtin') continue
        const { start, end } = literal.span
        const other = otherThan(text.slice(start, end))
        if (other === undefined) continue
        tried++
        const after = estateOf({
          ...files,
          [literal.span.file]: text.slice(0, start) + other + text.slice(end),
        })
        const value = whyIn(after, reading, address, path)?.value
        const says = value === undefined ? undefined : scalarText(value)
        if (value !== undefined && says !== other.replaceAll('"', ''))
          wrong.push(`${name}: ${reading.root}@${reading.variant} ${address} ${path} = ${says ?? value.kind}`)
      }
    }
    expect(tried).toBeGreaterThan(110)
    expect(wrong).toEqual([])
  })

  it('names the literal on its own line too: what why says of a value, the line says of itself', () => {
    const missing: string[] = []
    for (const files of Object.values(templates)) {
      const estate = estateOf(files)
      for (const { reading, address, path, answer } of answersOf(estate)) {
        const [literal] = answer.literals
        const text = literal === undefined ? undefined : files[literal.span.file]
        if (!answer.exact || literal === undefined || text === undefined) continue
        if (literal.step === 'builtin') continue
        const line = text.slice(0, literal.span.start).split('\n').length
        const effects = whyLine(estate, literal.span.file, line)
        const has = effects.some(
          (one) =>
            one.root === reading.root && one.address === address && one.path === path && one.how === 'sets',
        )
        if (!has && !address.includes('Parameters.') && !address.includes('Conditions.'))
          missing.push(`${literal.span.file}:${line} ${address} ${path}`)
      }
    }
    expect(missing).toEqual([])
  })
})

describe('reading templates is total', () => {
  const corpus = Object.values(templates).flatMap((files) => Object.entries(files))
  const pieces = [
    ...Array.from('{}[]()"\'=.,:?*!-|>&%$#~@\n\r\t 09aé'),
    '!Ref ',
    '!Sub ',
    '!If [',
    'Fn::ForEach::X',
    '${',
    '${!',
    'AWS::NoValue',
    '"Ref":',
    '&a ',
    '*a',
    '<<: ',
    '- - - ',
    '\u0000',
    '\ud800',
  ]
  const mutant = fc.record({
    which: fc.nat({ max: corpus.length - 1 }),
    changes: fc.array(
      fc.record({ at: fc.nat(), length: fc.nat({ max: 20 }), piece: fc.constantFrom(...pieces) }),
      { minLength: 1, maxLength: 5 },
    ),
  })

  it('reads any mutant without a throw, twice to the same document, and points into the file', () => {
    fc.assert(
      fc.property(mutant, ({ which, changes }) => {
        const [file = '', whole = ''] = corpus[which] ?? []
        const text = changes.reduce((one, { at, length, piece }) => {
          const from = at % (one.length + 1)
          return one.slice(0, from) + piece + one.slice(from + length)
        }, whole)
        const files = { [file]: text }
        const estate = estateOf(files)
        return documentOf(estate) === documentOf(estateOf(files)) && pointsInside(estate, files)
      }),
      { numRuns: 1000, seed: 3 },
    )
  })

  it.each([
    [
      'brackets',
      `Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      X: ${'['.repeat(10_000)}`,
    ],
    [
      'functions',
      `Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      X: ${'{"Fn::Base64": '.repeat(10_000)}1${'}'.repeat(10_000)}`,
    ],
    [
      'JSON',
      `{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}}`,
    ],
    ['conditions', conditionChain(10_000)],
    ['aliases that lead deeper and deeper', aliases(20_000, (at) => `[*a${at}]`)],
    ['functions in aliases', aliases(20_000, (at) => `!Base64 *a${at}`)],
    ['merges of merges', aliases(20_000, (at) => `{<<: *a${at}}`)],
    ['texts that double', doubling(60)],
    ['names that double', namesDoubling(60)],
    [
      'mappings of themselves',
      'Mappings: {M: {a: {b: !FindInMap [M, a, b]}}}\nResources: {B: {Type: AWS::S3::Bucket, Properties: {X: !FindInMap [M, a, b]}}}',
    ],
  ])('bears %s', (_, text) => {
    const [reading] = estateOf({ 't.yaml': text }).readings
    expect(reading?.resources.map(({ type }) => type)).toContain('AWS::S3::Bucket')
    expect(reading?.diagnostics.length).toBeGreaterThan(0)
  })

  it('says so where a condition depends on itself', () => {
    const text =
      'Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\nResources:\n  Q: {Type: AWS::SQS::Queue, Condition: A}\n'
    const [reading] = estateOf({ 't.yaml': text }).readings
    expect(reading?.diagnostics.map(({ code }) => code)).toEqual(['cloudformation/cycle'])
    expect(reading?.resources.map(({ address }) => address)).toEqual(['Q'])
  })
})

function conditionChain(length: number): string {
  const lines = Array.from({ length }, (_, at) => `  C${at}: !Not [!Condition C${at + 1}]`)
  return `Conditions:\n${lines.join('\n')}\n  C${length}: !Equals [a, a]\nResources:\n  B: {Type: AWS::S3::Bucket, Condition: C0}\n`
}

function aliases(times: number, next: (at: number) => string): string {
  const lines = Array.from({ length: times }, (_, at) => `  a${at + 1}: &a${at + 1} ${next(at)}`)
  return [
    'Transform: AWS::Serverless-2016-10-31',
    'Metadata:',
    '  a0: &a0 {k: 1}',
    ...lines,
    `Globals: {Function: {Environment: *a${times}}}`,
    'Resources:',
    `  B: {Type: AWS::S3::Bucket, Properties: {X: *a${times}}}`,
    `  F: {Type: AWS::Serverless::Function, Properties: {Environment: *a${times}}}\n`,
  ].join('\n')
}

function doubling(times: number): string {
  let inner = 'text'
  for (let at = 0; at < times; at++)
    inner = `{"Fn::Sub": ["\${a}\${a}", {"a": ${at === 0 ? '"text"' : inner}}]}`
  return `{"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"X": ${inner}}}}}`
}

function namesDoubling(times: number): string {
  const buckets = Array.from(
    { length: times },
    (_, at) =>
      `  B${at}: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "\${B${at + 1}}\${B${at + 1}}"}}`,
  )
  return `Resources:\n${buckets.join('\n')}\n  B${times}: {Type: AWS::S3::Bucket, Properties: {BucketName: ab}}\n`
}

interface Asked {
  readonly reading: Reading
  readonly address: string
  readonly path: string
  readonly answer: WhyAnswer
}

function* answersOf(estate: Estate): Generator<Asked> {
  for (const reading of estate.readings) {
    const all = [
      ...reading.resources.map(({ address, values }) => ({ address, whole: values })),
      ...reading.named.map(({ address, value }) => ({ address, whole: value })),
    ]
    for (const { address, whole } of all) {
      for (const { steps, value } of leavesOf(whole)) {
        if (value.kind !== 'scalar' || value.scalar === null) continue
        const path = pathText(steps)
        const answer = whyIn(estate, reading, address, path)
        if (answer === undefined) throw new TypeError(`why does not find ${address} ${path}`)
        yield { reading, address, path, answer }
      }
    }
  }
}

function whyIn(
  estate: Estate,
  { root, variant }: Reading,
  address: string,
  path: string,
): WhyAnswer | undefined {
  const found = why(estate, `${root}::${address}`, path)
  return 'kind' in found ? undefined : found.find((one) => one.variant === variant)
}

/** Another literal of the same form. */
function otherThan(literal: string): string | undefined {
  if (/^"[^"\\$%{]*"$/u.test(literal)) return '"plumb-line"'
  if (/^\d+$/u.test(literal)) return '73'
  if (/^[A-Za-z][\w./ -]*$/u.test(literal) && !/^(?:true|false|yes|no|on|off|null|y|n)$/iu.test(literal))
    return 'plumb-line'
  return undefined
}

function documentOf({ readings }: Estate): string {
  return readings
    .map(({ resources, named, diagnostics, references }) =>
      [
        ...resources.map(({ address, values }) => `${address} ${printJson(valueJson(values) ?? null)}`),
        ...named.map(({ address, value }) => `${address} ${printJson(valueJson(value) ?? null)}`),
        JSON.stringify(diagnostics),
        JSON.stringify(references),
      ].join('\n'),
    )
    .join('\n')
}

function pointsInside({ readings }: Estate, files: Files): boolean {
  return readings.every(({ resources, diagnostics, named }) =>
    [...resources, ...diagnostics, ...named].every(({ span: { file, start, end } }) => {
      const length = files[filePath(file)]?.length ?? -1
      return start >= 0 && start <= end && end <= length
    }),
  )
}
