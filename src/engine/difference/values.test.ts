import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marks, type Value } from '../../kernel/value.ts'
import { pathText } from '../../model/path.ts'
import { fingerprint } from './fingerprint.ts'
import { stepsOf, valueChanges, type TwofoldStep, type ValueChange } from './values.ts'

const common = { origin: 0, marks: marks.none }

function valueOf(json: unknown): Value {
  if (Array.isArray(json)) return { kind: 'list', items: json.map(valueOf), ...common }
  if (json === undefined) return { kind: 'unknown', because: [{ kind: 'computed', what: 'x' }], ...common }
  if (typeof json === 'object' && json !== null) {
    return {
      kind: 'map',
      entries: new Map(Object.entries(json).map(([name, one]) => [name, valueOf(one)])),
      ...common,
    }
  }
  return { kind: 'scalar', scalar: json as string | number | boolean | null, ...common }
}

const named = fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(2) }), {
  selector: ({ name }) => name,
  maxLength: 4,
})
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(1, 2, 'x', 'y', true, null, undefined),
    fc.array(tie('tree'), { maxLength: 4 }),
    named,
    fc.dictionary(fc.constantFrom('k', 'name', 'other'), tie('tree'), { maxKeys: 3 }),
  ),
}))
const anyValue = tree.map(valueOf)

describe('the changes between two values', () => {
  it('are none for equal ones', () => {
    fc.assert(fc.property(tree, (json) => valueChanges(valueOf(json), valueOf(json)).length === 0))
  })

  it('turn the old one into the new one', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (before, after) => {
        return fingerprint(applied(before, valueChanges(before, after))) === fingerprint(after)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    [
      'an element by its name, wherever it stands',
      {
        env: [
          { name: 'A', value: 1 },
          { name: 'B', value: 2 },
        ],
      },
      {
        env: [
          { name: 'NEW', value: 0 },
          { name: 'A', value: 1 },
          { name: 'B', value: 3 },
        ],
      },
      ['changed env[2].value', 'added env[0]'],
    ],
    ['one of several texts', { args: ['a', 'b', 'c'] }, { args: ['a', 'c'] }, ['removed args[1]']],
    [
      'only the order of names',
      [{ name: 'a' }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a' }],
      ['reordered '],
    ],
    ['what is not known any more', { a: 1 }, { a: undefined }, ['changed a']],
    ['null, which is a value', { a: null }, {}, ['removed a']],
  ])('name %s', (_, before, after, expected) => {
    const found = valueChanges(valueOf(before), valueOf(after))
    expect(found.map(({ kind, steps }) => `${kind} ${pathText(stepsOf(steps))}`)).toEqual(expected)
  })
})

function applied(value: Value, changes: readonly ValueChange[]): Value {
  const whole = changes.find(({ kind, steps }) => steps.length === 0 && kind !== 'reordered')
  if (whole !== undefined) return 'after' in whole ? whole.after : { kind: 'absent', ...common }
  if (value.kind === 'map') return { ...value, entries: entriesWith(value.entries, changes) }
  return value.kind === 'list' ? { ...value, items: itemsWith(value.items, changes) } : value
}

function entriesWith(
  entries: ReadonlyMap<string, Value>,
  changes: readonly ValueChange[],
): Map<string, Value> {
  const made = new Map(entries)
  for (const name of new Set(changes.map(({ steps }) => steps[0]))) {
    if (typeof name !== 'string') continue
    const next = applied(
      made.get(name) ?? { kind: 'absent', ...common },
      inside(changes, (step) => step === name),
    )
    if (next.kind === 'absent') made.delete(name)
    else made.set(name, next)
  }
  return made
}

function itemsWith(items: readonly Value[], changes: readonly ValueChange[]): readonly Value[] {
  const order = changes.find((one) => one.steps.length === 0 && one.kind === 'reordered')
  const gone = new Set(
    changes.flatMap(({ kind, steps }) => (kind === 'removed' && steps.length === 1 ? [oldOf(steps[0])] : [])),
  )
  const kept = order?.kind === 'reordered' ? order.order : [...items.keys()].filter((at) => !gone.has(at))
  const made = kept.map((at) => {
    const item = items[at] ?? { kind: 'absent', ...common }
    return applied(
      item,
      inside(changes, (step) => oldOf(step) === at),
    )
  })
  for (const one of changes) {
    const [step] = one.steps
    if (one.kind === 'added' && one.steps.length === 1 && typeof step === 'object')
      made.splice(step.after ?? 0, 0, one.after)
  }
  return made
}

function inside(
  changes: readonly ValueChange[],
  isIt: (step: TwofoldStep) => boolean,
): readonly ValueChange[] {
  return changes.flatMap((one) => {
    const [first, ...steps] = one.steps
    return first !== undefined && isIt(first) ? [{ ...one, steps }] : []
  })
}

function oldOf(step: TwofoldStep | undefined): number | undefined {
  return typeof step === 'object' ? step.before : undefined
}
