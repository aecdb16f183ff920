import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { printed, sprint, sprintf, sprintln } from './print.ts'
import { textOf, writtenText, type Text } from './text.ts'
import type { GoValue } from './value.ts'

const one: GoValue = { kind: 'int', type: 'int', value: 1n, origin: 11 }
const half: GoValue = { kind: 'float', value: 0.5, origin: 12 }
const hi: GoValue = { kind: 'string', text: textOf('hi', 13) }
const list: GoValue = { kind: 'list', items: [one, hi], origin: 14 }
const map: GoValue = {
  kind: 'map',
  entries: new Map<string, GoValue>([
    ['b', one],
    ['a', list],
  ]),
  origin: 15,
}

describe('what an action prints', () => {
  it('prints maps sorted and lists with blanks, each scalar a piece of its own', () => {
    expect(show(printed(map))).toBe('map[:15 a:14 ::15 [:14 1:11! _:14 hi:13! ]:14 _:15 b:11 ::15 1:11! ]:15')
  })

  it('prints floats with an exponent from a million on', () => {
    const floats = [1e6, 999999, 1.5, 1e-5, 0.0001, 1234567, 1e21, -0].map((value) =>
      printed({ kind: 'float', value, origin: 0 }),
    )
    expect(floats.map(({ value }) => value)).toEqual([
      '1e+06',
      '999999',
      '1.5',
      '1e-05',
      '0.0001',
      '1.234567e+06',
      '1e+21',
      '-0',
    ])
  })

  it('prints nothing as no value on its own and as nil inside', () => {
    const nil: GoValue = { kind: 'nil', origin: 3 }
    expect(printed(nil).value).toBe('<no value>')
    expect(printed({ kind: 'list', items: [nil], origin: 0 }).value).toBe('[<nil>]')
  })

  it('refuses a map that holds itself', () => {
    const entries = new Map<string, GoValue>()
    const self: GoValue = { kind: 'map', entries, origin: 0 }
    entries.set('self', self)
    expect(() => printed(self)).toThrow('holds itself')
  })
})

describe('sprint', () => {
  it('puts blanks only between two that are no strings', () => {
    expect(sprint([one, one, hi, one, hi, hi]).value).toBe('1 1hi1hihi')
    expect(sprintln([one, hi]).value).toBe('1 hi\n')
  })
})

describe('sprintf', () => {
  it('keeps the pieces of the format and of the strings put in', () => {
    expect(show(sprintf(textOf('a%sb%d', 1), [hi, one]))).toBe('a:1 hi:13! b:1 1:11!')
  })

  it('knows that a number that is padded is not what is printed plainly', () => {
    expect(show(sprintf(textOf('%03d %v', 1), [one, half]))).toBe('001:11 _:1 0.5:12!')
  })

  it('keeps what stands in quotes apart from the quotes', () => {
    expect(show(sprintf(textOf('%q', 1), [hi]))).toBe('":0 hi:13! ":0')
  })

  it('points at no letters behind a written text that was made longer', () => {
    const written = writtenText('"é', { file: filePath('t.yaml'), start: 10 })
    const { value, pieces } = sprintf(textOf('%q %x', 1), [
      { kind: 'string', text: written },
      { kind: 'string', text: written },
    ])
    expect(value).toBe('"\\"é" 22c3a9')
    const ends = pieces.map(
      (piece, at) => (piece.written?.start ?? 0) + piece.end - (pieces[at - 1]?.end ?? 0),
    )
    expect(pieces.every((piece, at) => piece.written === undefined || (ends[at] ?? 0) <= 12)).toBe(true)
    expect(pieces.some((piece) => piece.written !== undefined)).toBe(true)
  })

  it.each([
    ['%!', '%!!(string=hi)%!(EXTRA int=1)'],
    ['%d', '%!d(string=hi)%!(EXTRA int=1)'],
    ['%[2]d %[3]d', '1 %!d(BADINDEX)'],
    ['%s %d %v', 'hi 1 %!v(MISSING)'],
    ['%5s|%-5d|', '   hi|1    |'],
    ['%x %#x', '6869 0x1'],
  ])('says of %s what Go says', (format, said) => {
    expect(sprintf(textOf(format, 1), [hi, one]).value).toBe(said)
  })
})

describe('any format', () => {
  it('ends, and its pieces cover what it makes', () => {
    const formats = fc
      .array(fc.constantFrom(...Array.from('%%%vsdqxXfg+-# 0129.*[]Té😀')))
      .map((all) => all.join(''))
    const args = fc.array(fc.constantFrom(one, half, hi, list, map))
    fc.assert(
      fc.property(formats, args, (format, given) => {
        const { value, pieces } = sprintf(textOf(format, 1), given)
        return (
          pieces.every(({ end }, at) => end >= (pieces[at - 1]?.end ?? 0)) &&
          (pieces.at(-1)?.end ?? 0) === value.length
        )
      }),
    )
  })
})

/** The pieces: what stands there, its origin, and `!` where it is exact. */
function show({ value, pieces }: Text): string {
  let start = 0
  return pieces
    .map(({ end, origin, exact }) => {
      const text = value.slice(start, end).replaceAll(' ', '_')
      start = end
      return `${text}:${origin}${exact ? '!' : ''}`
    })
    .join(' ')
}
