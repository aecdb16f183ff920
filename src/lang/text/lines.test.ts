import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteOffsetAt, lineAt, lineOf, linesOf, positionAt, rangeOfLine } from './lines.ts'

const pieces = fc.array(
  fc.constantFrom(
    'a',
    ' ',
    '\n',
    '\r\n',
    '\r',
    'é',
    'e\u0301',
    '👩‍👩‍👧',
    '🇳🇱',
    '\u{1f600}',
    '\ufeff',
    '\u0600',
    '中',
  ),
  { maxLength: 40 },
)

describe('the line table', () => {
  it('knows where each line begins, and counts the empty line after a final line feed', () => {
    expect([...linesOf('a\nbc\n').starts]).toEqual([0, 2, 5])
    expect([...linesOf('').starts]).toEqual([0])
  })

  it('gives a line without its ending, whether that is LF or CRLF', () => {
    const text = 'one\r\ntwo\nthree\rstill three\n\r\n'
    const lines = linesOf(text)
    expect([1, 2, 3, 4, 5].map((line) => lineAt(text, lines, line))).toEqual([
      'one',
      'two',
      'three\rstill three',
      '',
      '',
    ])
  })

  it('gives an empty range at the end for a line that is not there', () => {
    const lines = linesOf('a\nb')
    expect(rangeOfLine('a\nb', lines, 3)).toEqual({ start: 3, end: 3 })
    expect(rangeOfLine('a\nb', lines, 0)).toEqual({ start: 3, end: 3 })
  })

  it('counts a line feed to the line that it ends', () => {
    const lines = linesOf('a\nb')
    expect([0, 1, 2, 3].map((offset) => lineOf(lines, offset))).toEqual([1, 1, 2, 2])
  })
})

describe('positions', () => {
  it.each([
    ['abc', 2, 1, 3],
    ['ab\ncd', 4, 2, 2],
    ['e\u0301x', 2, 1, 2],
    ['e\u0301x', 1, 1, 1],
    ['🇳🇱🇧🇪!', 4, 1, 2],
    ['🇳🇱🇧🇪!', 8, 1, 3],
    ['👩‍👩‍👧 = 1', 8, 1, 2],
    ['\ufeffab', 2, 1, 2],
    ['\ufeffab', 0, 1, 1],
    ['ab\r\n', 2, 1, 3],
    ['ab\r\n', 4, 2, 1],
    ['ab', 99, 1, 3],
    ['ab', -1, 1, 1],
  ])('places offset %2$d of %1$j at line %3$d', (text, offset, line, column) => {
    expect(positionAt(text, linesOf(text), offset)).toEqual({ line, column })
  })

  it('counts the clusters of the whole line, however it is mixed', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    fc.assert(
      fc.property(pieces, fc.nat(60), (parts, pick) => {
        const text = parts.join('').replace(/^\ufeff+/u, '')
        const offset = Math.min(pick, text.length)
        const { line, column } = positionAt(text, linesOf(text), offset)
        const before = text.slice(0, offset).split('\n')
        const start = text.lastIndexOf('\n', offset - 1) + 1
        const whole = text.slice(offset === 0 ? 0 : start).split(/\r?\n/u)[0] ?? ''
        const ended = [...segmenter.segment(whole)].filter(
          (one) => one.index + one.segment.length <= offset - start,
        )
        return line === before.length && column === ended.length + (offset - start > whole.length ? 2 : 1)
      }),
    )
  })

  it('finds a column at the end of a line of ten million characters', () => {
    const text = `${'x'.repeat(10_000_000)}é!`
    expect(positionAt(text, linesOf(text), text.length)).toEqual({ line: 1, column: 10_000_003 })
  })

  it('joins its lines back into the text', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const lines = linesOf(text)
        const again = Array.from(lines.starts, (start, index) => text.slice(start, lines.starts[index + 1]))
        return (
          again.join('') === text &&
          again.every((line, index) => line.startsWith(lineAt(text, lines, index + 1)))
        )
      }),
    )
  })
})

describe('byte offsets', () => {
  it('are those of the text in UTF-8', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const ends = parts.map((_, index) => parts.slice(0, index).join('').length)
        return ends.every((at) => byteOffsetAt(text, at) === Buffer.byteLength(text.slice(0, at)))
      }),
    )
  })

  it('count half a surrogate pair with its start', () => {
    expect([0, 1, 2, 3].map((at) => byteOffsetAt('😀x', at))).toEqual([0, 0, 4, 5])
  })
})
