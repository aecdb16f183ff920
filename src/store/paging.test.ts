import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cursorOf, pageOf } from './paging.ts'

const kinds = ['text', 'whole', 'count', 'moment'] as const
const rowKeys = fc.tuple(
  fc.string().filter((one) => !one.includes('\0')),
  fc.maxSafeInteger(),
  fc.integer(),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') })
    .map((one) => one.toISOString()),
)

describe('the place to go on from', () => {
  it('is read as the page before has given it', () => {
    fc.assert(
      fc.property(rowKeys, (given) => {
        const page = pageOf(
          [given, given],
          { limit: 1 },
          (one) => one,
          (one) => one,
        )
        return JSON.stringify(cursorOf({ after: page.next }, kinds)) === JSON.stringify(given)
      }),
    )
    expect(cursorOf({}, kinds)).toBeUndefined()
  })

  it.each([
    ['rubbish', 'not-a-cursor'],
    ['nothing', ''],
    ['of no list', cursor({ a: 1 })],
    ['of another list', cursor(['a', 1, 2])],
    ['a word for a number', cursor(['a', 'b', 2, '2026-11-22T06:00:00.000Z'])],
    ['beyond what the database counts to', cursor(['a', 1, 2 ** 31, '2026-11-22T06:00:00.000Z'])],
    ['no whole number', cursor(['a', 1.5, 2, '2026-11-22T06:00:00.000Z'])],
    ['a day that there is not', cursor(['a', 1, 2, '2026-02-31T06:00:00.000Z'])],
    ['a mark that the database does not keep', cursor(['\0', 1, 2, '2026-11-22T06:00:00.000Z'])],
  ])('is refused when it is %s', (_, after) => {
    expect(() => cursorOf({ after }, kinds)).toThrow(
      expect.objectContaining({ code: 'store/bad-cursor', facts: { after } }),
    )
  })

  it('is never taken for the beginning, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue().map(cursor)), (after) => {
        try {
          return cursorOf({ after }, kinds) !== undefined
        } catch {
          return true
        }
      }),
    )
  })
})

function cursor(keys: unknown): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}
