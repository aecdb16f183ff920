import { describe, expect, it } from 'vitest'
import { containsMarked, hasKnownType, isWhollyKnown, marksDeep, unmarkDeep, withMarks } from './mark.ts'
import { dynamicType, stringType } from './types.ts'
import { nullOf, object, string, tuple, unknown, type Val } from './value.ts'

const cause = { kind: 'computed', what: 'a.b' } as const

function nested(value: Val, depth: number): Val {
  let made = value
  for (let level = 0; level < depth; level++) made = tuple([made])
  return made
}

describe('marks', () => {
  it('are found at any depth', () => {
    const deep = nested(string('x', 0, 2), 20_000)
    expect([deep.marks, marksDeep(deep), containsMarked(deep)]).toEqual([0, 2, true])
    expect(containsMarked(nested(string('x'), 20_000))).toBe(false)
  })

  it('are added without touching what has them', () => {
    const value = string('x', 3, 1)
    expect(withMarks(value, 1)).toBe(value)
    expect(withMarks(value, 2)).toEqual(string('x', 3, 3))
  })

  it('are taken off where they are, the rest handed on', () => {
    const clean = tuple([string('a')])
    const value = object(
      new Map<string, Val>([
        ['a', clean],
        ['b', string('x', 5, 1)],
      ]),
      2,
      1,
    )
    const bare = unmarkDeep(value)
    expect(marksDeep(bare)).toBe(0)
    expect(bare).toMatchObject({ kind: 'object', origin: 2 })
    expect('entries' in bare && bare.entries.get('a')).toBe(clean)
    expect(unmarkDeep(clean)).toBe(clean)
  })
})

describe('isWhollyKnown', () => {
  it('sees unknown values at any depth', () => {
    expect(isWhollyKnown(nested(unknown(stringType, [cause]), 20_000))).toBe(false)
    expect(isWhollyKnown(nested(nullOf(dynamicType), 20_000))).toBe(true)
  })

  it('does not call a block of unknown schema known', () => {
    expect(isWhollyKnown({ ...object(new Map()), open: cause })).toBe(false)
  })

  it('answers the same again for a large container inside another', () => {
    const many = tuple(
      Array.from({ length: 100 }, (_, at) =>
        at === 99 ? unknown(dynamicType, [cause], undefined, 0, 1) : string('x'),
      ),
    )
    for (const value of [many, tuple([many]), many]) {
      expect([isWhollyKnown(value), hasKnownType(value), marksDeep(value)]).toEqual([false, false, 1])
    }
  })
})
