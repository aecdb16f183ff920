import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from './brand.ts'
import type { Origin, OriginId } from './origin.ts'
import { Origins } from './origins.ts'

interface Row {
  readonly file: number
  readonly start: number
  readonly links: readonly number[]
}

const rows = fc.array(
  fc.record({
    file: fc.nat(3),
    start: fc.nat(1000),
    links: fc.array(fc.nat(1000), { maxLength: 6 }),
  }),
  { maxLength: 150 },
)

describe('adopting a table', () => {
  it('says of each node what the other table says, with other ids', () => {
    fc.assert(
      fc.property(rows, rows, (own, theirs) => {
        const other = tableOf(theirs)
        const table = tableOf(own)
        const before = table.size
        const offset = table.adopt(other)
        const ids = Array.from({ length: other.size }, (_, at) => at + 1)
        return (
          offset === before &&
          table.size === before + other.size &&
          ids.every((id) => same(table.get(id + offset), moved(other.get(id), offset)))
        )
      }),
    )
  })

  it('leaves what either table said before, and what is added later', () => {
    fc.assert(
      fc.property(rows, rows, (own, theirs) => {
        const other = tableOf(theirs)
        const [table, plain] = [tableOf(own), tableOf(own)]
        const twin = tableOf(theirs)
        table.adopt(other)
        const id = table.add('merge', filePath('later'), 1, 2, { inputs: [1, 2], losers: [1, 2, 3] })
        const { inputs, losers } = table.get(id) ?? {}
        return (
          Array.from({ length: plain.size }, (_, at) => at + 1).every((one) =>
            same(table.get(one), plain.get(one)),
          ) &&
          Array.from({ length: other.size }, (_, at) => at + 1).every((one) =>
            same(other.get(one), twin.get(one)),
          ) &&
          JSON.stringify([inputs, losers]) === '[[1,2],[1,2,3]]'
        )
      }),
    )
  })

  it('knows the files of both', () => {
    const table = new Origins()
    table.add('literal', filePath('a'), 1, 2)
    const other = new Origins()
    const id = other.add('literal', filePath('b'), 3, 4)
    expect(table.site(id + table.adopt(other))).toEqual({ file: 'b', start: 3, end: 4 })
  })
})

/** Each link is to an earlier node, or to none. */
function tableOf(all: readonly Row[]): Origins {
  const origins = new Origins()
  for (const [at, { file, start, links }] of all.entries()) {
    const [through = 0, under = 0, ...others] = links.map((link) => link % (at + 1))
    origins.add('merge', filePath(`file${file}`), start, start + 1, {
      through,
      under,
      inputs: others.slice(0, 2).filter((one) => one !== 0),
      losers: others.slice(2).filter((one) => one !== 0),
    })
  }
  return origins
}

function moved(origin: Origin | undefined, offset: number): Origin | undefined {
  if (origin === undefined) return undefined
  const to = (id: OriginId): OriginId => (id === 0 ? 0 : id + offset)
  return {
    ...origin,
    id: to(origin.id),
    through: to(origin.through),
    under: to(origin.under),
    inputs: origin.inputs.map(to),
    losers: origin.losers.map(to),
  }
}

function same(one: Origin | undefined, other: Origin | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
