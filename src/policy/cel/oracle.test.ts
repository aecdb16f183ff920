import { Environment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveOf, Missing } from '../testing.ts'
import { evaluate } from './evaluate.ts'
import { parseCel } from './language.ts'
import { wholeOf } from './look.ts'

/**
 * The library itself is the oracle: with everything known we say what it says, and what we decide of something that
 * isn't known holds for everything that it may turn out to be.
 */

const library = new Environment({
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
}).registerVariable('resource', 'map<string, dyn>')

type Answer = boolean | 'failed' | 'unknown'

function ours(text: string, resource: unknown): Answer {
  const parsed = parseCel(text)
  if (parsed.kind === 'bad') return 'failed'
  const outcome = wholeOf(evaluate(parsed.node, liveOf(resource)))
  if (outcome.kind !== 'plain') return outcome.kind
  return typeof outcome.plain === 'boolean' ? outcome.plain : 'failed'
}

function theirs(text: string, resource: unknown): Answer {
  try {
    const answer: unknown = library.evaluate(text, { resource: numbered(resource) })
    return typeof answer === 'boolean' ? answer : 'failed'
  } catch {
    return 'failed'
  }
}

/** Whole numbers are CEL's own. */
function numbered(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (Array.isArray(value)) return value.map(numbered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, numbered(one)]))
}

const scalar = fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.constantFrom('', 'a', 'ab'))
const anything = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), scalar) },
)
const flag = fc.boolean()
const number = fc.integer({ min: 0, max: 3 })
const text = fc.constantFrom('', 'a', 'ab')
const resources = fc.record({
  p: flag,
  q: flag,
  n: number,
  m: number,
  s: text,
  t: text,
  l: fc.array(number, { maxLength: 3 }),
  o: fc.record({ p: flag, n: number }, { requiredKeys: [] }),
})

type Conditions = Readonly<Record<'truth' | 'inner' | 'whole' | 'word' | 'list', string>>

const condition: fc.Arbitrary<string> = fc.letrec<Conditions>((tie) => ({
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false', 'resource.p', 'resource.q', 'resource.o.p', 'resource.nowhere'),
    fc.constantFrom('has(resource.o.p)', 'has(resource.n)', 'has(resource.none)', '"p" in resource.o'),
    fc.constantFrom(
      'resource.?o.?p.orValue(true)',
      'resource.?none.hasValue()',
      'resource.?l[?1].hasValue()',
    ),
    two(tie('truth'), '&&', tie('truth')),
    two(tie('truth'), '||', tie('truth')),
    two(tie('whole'), '==', tie('whole')),
    two(tie('whole'), '<', tie('whole')),
    two(tie('word'), '!=', tie('word')),
    two(tie('whole'), 'in', tie('list')),
    two(tie('list'), '==', tie('list')),
    tie('truth').map((one) => `!(${one})`),
    three(tie('truth'), tie('truth'), tie('truth')),
    over(tie('list'), 'exists', tie('inner')),
    over(tie('list'), 'all', tie('inner')),
    over(tie('list'), 'exists_one', tie('inner')),
    over(fc.constant('resource.o'), 'exists', fc.constantFrom('x == "n"', 'resource.o[x] == 1', 'true')),
    over(fc.constant('resource.o'), 'all', fc.constantFrom('x == "n"', 'resource.o[x] == 1', 'false')),
    fc
      .tuple(tie('word'), fc.constantFrom('startsWith', 'contains', 'matches'), tie('word'))
      .map(([a, method, b]) => `${a}.${method}(${b})`),
    tie('truth').map((one) => `cel.bind(y, ${one}, y && resource.p)`),
  ),
  inner: fc.oneof(
    fc.constantFrom('x == 1', 'x > resource.n', 'x in resource.l', 'resource.p', 'true', '1 / x == 1'),
    tie('truth'),
  ),
  whole: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('0', '1', '2', 'resource.n', 'resource.m', 'resource.o.n', 'resource.l[0]'),
    two(fc.constantFrom('resource.n', '1'), '+', tie('whole')),
    fc.constantFrom('size(resource.l)', 'size(resource.s)', 'size(resource.o)', 'resource.l.size()'),
    three(tie('truth'), tie('whole'), tie('whole')),
  ),
  word: fc.constantFrom('"a"', '"ab"', 'resource.s', 'resource.t', 'resource.s + "b"', 'string(resource.n)'),
  list: fc.oneof(
    fc.constantFrom('resource.l', '[1, 2]', '[resource.n, resource.m]', '[]', 'resource.l + [3]'),
    over(fc.constant('resource.l'), 'filter', tie('inner')),
    over(fc.constant('resource.l'), 'map', fc.constantFrom('x', 'x + resource.n', 'resource.m')),
  ),
})).truth

function two(
  left: fc.Arbitrary<string>,
  operator: string,
  right: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.tuple(left, right).map(([a, b]) => `(${a} ${operator} ${b})`)
}

function three(
  a: fc.Arbitrary<string>,
  b: fc.Arbitrary<string>,
  c: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return fc.tuple(a, b, c).map(([x, y, z]) => `(${x} ? ${y} : ${z})`)
}

function over(list: fc.Arbitrary<string>, macro: string, inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(list, inner).map(([of, one]) => `${of}.${macro}(x, ${one})`)
}

/** A resource with some values missing, and what they turn out to be; undefined for what turns out not to be there. */
interface Hidden {
  readonly seen: unknown
  readonly turnsOut: readonly unknown[]
}

const hidden: fc.Arbitrary<Hidden> = fc
  .tuple(
    resources,
    fc.subarray(['p', 'q', 'n', 'm', 's', 't', 'l', 'o', 'l.0', 'l.1', 'o.p', 'o.n'], { minLength: 1 }),
    fc.array(fc.array(fc.option(anything, { nil: undefined }), { minLength: 12, maxLength: 12 }), {
      minLength: 6,
      maxLength: 6,
    }),
  )
  .map(([resource, paths, rounds]) => ({
    seen: paths.reduce(
      (whole, path) => put(whole, path.split('.'), new Missing(`var.${path}`)),
      resource as unknown,
    ),
    turnsOut: rounds.map((values) =>
      paths.reduce((whole, path, at) => put(whole, path.split('.'), values[at]), resource as unknown),
    ),
  }))

/** The same with another value at a path that is there; an item of a list stays one. */
function put(whole: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(whole)) {
    return whole.map((item: unknown, at) => (String(at) === step ? (value ?? 'gone') : item))
  }
  if (typeof whole !== 'object' || whole === null || whole instanceof Missing || !(step in whole))
    return whole
  const entries = Object.entries(whole).flatMap(([key, one]): readonly (readonly [string, unknown])[] => {
    if (key !== step) return [[key, one]]
    const inner = rest.length === 0 ? value : put(one, rest, value)
    return inner === undefined ? [] : [[key, inner]]
  })
  return Object.fromEntries(entries)
}

describe('against the library', () => {
  it('says the same of what is known', () => {
    fc.assert(
      fc.property(condition, resources, (one, resource) => ours(one, resource) === theirs(one, resource)),
      { numRuns: 1000 },
    )
  })

  it('decides nothing of what is missing that could turn out otherwise', () => {
    fc.assert(
      fc.property(condition, hidden, (one, { seen, turnsOut }) => {
        const answer = ours(one, seen)
        if (answer === 'unknown') return true
        // What CEL can't evaluate at all judges nothing, either way.
        return turnsOut
          .map((known) => theirs(one, known))
          .every((then) => then === answer || then === 'failed')
      }),
      { numRuns: 1500 },
    )
  })
})

const truths = { T: true, F: false, U: new Missing('var.u') } as const
type Truth = keyof typeof truths

function lower(a: Truth, b: Truth): Truth {
  if (a === 'F' || b === 'F') return 'F'
  return a === 'U' || b === 'U' ? 'U' : 'T'
}

function turned(a: Truth): Truth {
  if (a === 'U') return 'U'
  return a === 'T' ? 'F' : 'T'
}

describe.each(['T', 'F', 'U'] as const)('with %s on the left', (left) => {
  it.each(['T', 'F', 'U'] as const)('and %s on the right, logic is Kleene’s', (right) => {
    const resource = { l: truths[left], r: truths[right] }
    const said = { T: true, F: false, U: 'unknown' } as const
    expect([
      ours('resource.l && resource.r', resource),
      ours('resource.l || resource.r', resource),
      ours('!resource.l', resource),
      ours('[resource.l, resource.r].all(x, x)', resource),
      ours('[resource.l, resource.r].exists(x, x)', resource),
      ours('resource.l ? resource.r : resource.r', resource),
    ]).toEqual([
      said[lower(left, right)],
      said[turned(lower(turned(left), turned(right)))],
      said[turned(left)],
      said[lower(left, right)],
      said[turned(lower(turned(left), turned(right)))],
      left === 'U' ? 'unknown' : said[right],
    ])
  })
})
