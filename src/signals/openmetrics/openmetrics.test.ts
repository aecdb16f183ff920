import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { isExposition, readExposition, readOpenMetrics } from './openmetrics.ts'

const file = filePath('metrics.txt')

describe('a page of metrics', () => {
  it('is read with its types, escapes and what is no finite number', () => {
    const text = [
      '# HELP requests_total Requests\\nby code.',
      '# TYPE requests_total counter',
      String.raw`requests_total{code="200",path="a\"b\\c\nd",} 1027 1395066363000`,
      'requests_total{ code = "500" } +Inf',
      '# a comment',
      'nothing NaN',
      '{"with.dots", where="here"} 1e3',
      '',
    ].join('\n')
    const { value, diagnostics } = readExposition(file, text)
    expect(diagnostics).toEqual([])
    expect(value.families).toEqual([
      { name: 'requests_total', type: 'counter', help: 'Requests\nby code.', unit: '' },
    ])
    expect(value.samples).toEqual([
      {
        labels: { __name__: 'requests_total', code: '200', path: 'a"b\\c\nd' },
        value: 1027,
        time: 1395066363,
      },
      { labels: { __name__: 'requests_total', code: '500' }, value: Infinity, time: undefined },
      { labels: { __name__: 'nothing' }, value: Number.NaN, time: undefined },
      { labels: { __name__: 'with.dots', where: 'here' }, value: 1000, time: undefined },
    ])
  })

  it('may have blanks before its lines', () => {
    const { value, diagnostics } = readExposition(file, ' # TYPE a gauge\n\ta{b = "c"} 1\n  a 2\n')
    expect(diagnostics).toEqual([])
    expect(value.families.map(({ name, type }) => ({ name, type }))).toEqual([{ name: 'a', type: 'gauge' }])
    expect(value.samples.map(({ labels }) => labels)).toEqual([{ __name__: 'a', b: 'c' }, { __name__: 'a' }])
  })

  it('has its times in seconds and exemplars when it is OpenMetrics', () => {
    const text =
      '# TYPE a_seconds histogram\n# UNIT a_seconds seconds\na_seconds_bucket{le="1"} 3 1700000000.5 # {trace="x # y"} 0.5\n# EOF\n'
    const { value, diagnostics } = readExposition(file, text)
    expect(diagnostics).toEqual([])
    expect(value.families[0]).toMatchObject({ type: 'histogram', unit: 'seconds' })
    expect(value.samples[0]).toEqual({
      labels: { __name__: 'a_seconds_bucket', le: '1' },
      value: 3,
      time: 1700000000.5,
    })
  })

  it.each([
    ['a{b="c} 1', '"c} 1'],
    ['a', ''],
    ['a one', 'one'],
    ['a 1 2 3', '1 2 3'],
    ['a{b} 1', 'b} 1'],
    ['= 1', '= 1'],
    ['a{b="1" c="2"} 1', 'c="2"} 1'],
  ])('says where a line is wrong, and reads the others: %s', (line, from) => {
    const text = `x 1\n${line}\ny 2\n`
    const { value, diagnostics } = readExposition(file, text)
    expect(value.samples.map(({ labels }) => labels['__name__'])).toEqual(['x', 'y'])
    const [found] = diagnostics
    expect(found?.code).toBe('openmetrics/bad-line')
    const start = found?.span.start ?? 0
    expect(text.slice(start, text.indexOf('\n', start)).endsWith(from)).toBe(true)
    expect(start).toBeGreaterThanOrEqual(4)
  })

  it('gives series where samples have times, in their order', () => {
    const text = '# TYPE a gauge\na{b="c"} 2 20000\na{b="c"} 1 10000\na{b="d"} NaN 10000\nb 1\n'
    const { value } = readOpenMetrics(file, text)
    expect(value.map(({ id, times, values }) => ({ id, times: [...times], values: [...values] }))).toEqual([
      { id: 'a{b="c"}', times: [10, 20], values: [1, 2] },
      { id: 'a{b="d"}', times: [10], values: [Number.NaN] },
    ])
    expect(readOpenMetrics(file, 'a 1\n').diagnostics[0]?.code).toBe('openmetrics/no-times')
    expect([isExposition(text), isExposition('time,a\n1,2\n')]).toEqual([true, false])
  })

  it('never throws, whatever comes, and its spans stay inside', () => {
    const piece = fc.constantFrom(
      'a',
      '{',
      '}',
      '"',
      '\\',
      '=',
      ',',
      ' ',
      '1',
      '\n',
      '# ',
      'EOF',
      'é',
      '__proto__',
    )
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        (text) =>
          readExposition(file, text).diagnostics.every(
            ({ span }) => span.start <= span.end && span.end <= text.length,
          ),
      ),
    )
  })
})
