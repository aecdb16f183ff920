import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, filePath } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import { isOpen, type Drift, type DriftedValue, type Writer } from '../../model/drift.ts'
import { noHabits, type Habits } from '../../model/drift-habits.ts'
import { withHabits, writesOfHabit } from './habits.ts'

interface Write {
  readonly path: string
  readonly value: string | number
  readonly by?: Writer
}

function drift(writes: readonly Write[]): Drift {
  const values = writes.map(({ path, value, by }): DriftedValue => ({
    path,
    name: path,
    what: 'by-hand',
    wanted: scalar(1),
    remembered: undefined,
    live: scalar(value),
    site: undefined,
    by,
    why: '',
    silence: undefined,
  }))
  const live = {
    address: addressOf('Deployment/web'),
    mode: 'managed' as const,
    type: 'Deployment',
    name: 'web',
    index: undefined,
    module: '',
    provider: 'kubernetes',
    values: scalar(0),
    span: { file: filePath('x'), start: 0, end: 0 },
  }
  const object = {
    address: 'Deployment/web',
    type: 'Deployment',
    what: 'changed',
    reading: undefined,
    wanted: undefined,
    live,
    values,
    by: undefined,
    silence: undefined,
  } as const
  return { objects: [object], live: 1, compared: 1, elsewhere: [], failures: [] }
}

function scalar(value: string | number): Value {
  return { kind: 'scalar', scalar: value, origin: 0, marks: 0 }
}

/** Which paths are told, cycle by cycle. */
function told(
  cycles: readonly (readonly Write[])[],
  start: Habits = noHabits,
): readonly (readonly string[])[] {
  let habits = start
  return cycles.map((writes) => {
    const seen = withHabits(drift(writes), habits, '2026-11-21')
    habits = seen.habits
    return seen.drift.objects.flatMap(({ values }) => values.filter(isOpen).map(({ path }) => path))
  })
}

const scaler: Writer = { name: 'scaler', at: '' }
const replicas = (value: number, by: Writer = scaler): Write => ({ path: 'replicas', value, by })

const image = (value: string): readonly Write[] => [{ path: 'image', value, by: scaler }]

describe('a habit', () => {
  it('is what one writer writes anew again and again: it goes quiet within five cycles, with the reason', () => {
    const cycles = [2, 3, 4, 5, 6].map((value) => [replicas(value)])
    expect(told(cycles)).toEqual([['replicas'], ['replicas'], ['replicas'], [], []])
    const { drift: last } = cycles.reduce(
      (before, writes) => withHabits(drift(writes), before.habits, '2026-11-21'),
      { drift: drift([]), habits: noHabits },
    )
    expect(last.objects[0]?.values[0]?.silence).toEqual({
      kind: 'habit',
      why: 'scaler has written it anew 5 times since 2026-11-21, always in this form. --alert with its address has it told all the same.',
    })
  })

  it('is not the same change that nobody takes back', () => {
    expect(told(Array.from({ length: 9 }, () => [replicas(2)])).flat()).toHaveLength(9)
  })

  it('is also the same value, when it is put back each time', () => {
    const cycles = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? [replicas(2)] : []))
    expect(told(cycles).map((one) => one.length)).toEqual([1, 0, 1, 0, 1, 0, 0, 0])
  })

  it('is nobody else’s: another writer, another field, another form are told', () => {
    const quiet = [2, 3, 4, 5].map((value) => [replicas(value)])
    const others = [
      replicas(6, { name: 'anna', at: '' }),
      replicas(600),
      { path: 'image', value: 'shop:v1', by: scaler },
    ]
    for (const one of others) expect(told([...quiet, [one]]).at(-1)).toEqual([one.path])
  })

  it('has words that count, and numbers in them that do not', () => {
    expect(told(['v1.2', 'v1.3', 'v2.0', 'v2.1'].map(image)).at(-1)).toEqual([])
    expect(told(['blue', 'green', 'red', 'gold'].map(image)).at(-1)).toEqual(['image'])
  })

  it('can be overruled', () => {
    const cycles = [2, 3, 4, 5, 6].map((value) => [replicas(value)])
    expect(told(cycles, { ...noHabits, alerts: ['Deployment/web replicas'] }).at(-1)).toEqual(['replicas'])
    expect(told(cycles, { ...noHabits, alerts: ['*'] }).at(-1)).toEqual(['replicas'])
  })
})

const anyWrite = fc.record({
  path: fc.constantFrom('a', 'b'),
  value: fc.integer({ min: 10, max: 99 }),
  by: fc.constantFrom({ name: 'one', at: '' }, { name: 'two', at: '' }),
})

describe('habits of any history', () => {
  it('never hold back what a writer wrote less often than a habit takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(anyWrite, { selector: ({ path }) => path }), { maxLength: 12 }),
        (cycles) => {
          const counts = new Map<string, number>()
          const lines = told(cycles)
          return cycles.every((writes, at) =>
            writes.every(({ path, by }) => {
              const key = `${path} ${by.name}`
              counts.set(key, (counts.get(key) ?? 0) + 1)
              return (counts.get(key) ?? 0) >= writesOfHabit || lines[at]?.includes(path) === true
            }),
          )
        },
      ),
    )
  })

  it('are the same bytes for the same history, and survive being written and read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(anyWrite, { selector: ({ path }) => path }), { maxLength: 6 }),
        (cycles) => {
          const run = (through: (habits: Habits) => Habits): string =>
            JSON.stringify(
              cycles.reduce(
                (habits, writes) => through(withHabits(drift(writes), habits, '2026-11-21').habits),
                noHabits,
              ),
            )
          return run((one) => one) === run((one) => JSON.parse(JSON.stringify(one)) as Habits)
        },
      ),
    )
  })
})
