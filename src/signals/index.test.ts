import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Series } from '../model/series.ts'
import { readSeries } from './index.ts'

const file = filePath('series')

function plain({ id, times, values, step }: Series): unknown {
  return { id, times: [...times], values: [...values], step }
}

describe('series in files', () => {
  it.each([
    ['a table', 'time,a,b\n1700000000,1,\n1700000060,2,5\n'],
    ['with semicolons, quotes and other line ends', '"time";"a";b\r\n1700000000;"1";\r\n1700000060;2;5\r\n'],
    ['tabs and texts as times', 'date\ta\tb\n2023-11-14T22:13:20Z\t1\tNaN\n2023-11-14 22:14:20\t2\t5\n'],
    [
      'lines of JSON',
      '{"id": "a", "timestamps": [1700000000, 1700000060000], "values": [1, "2"]}\n{"id": "b", "start": 1700000000, "step_seconds": 60, "y": [null, 5]}\n',
    ],
    [
      'an answer of Prometheus',
      '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a"},"values":[[1700000000,"1"],[1700000060,"2"]]},{"metric":{"__name__":"b"},"values":[[1700000000,"NaN"],[1700000060,"5"]]}]}}',
    ],
    [
      'OpenMetrics',
      '# TYPE a gauge\na 1 1700000000\na 2 1700000060\nb NaN 1700000000\nb 5 1700000060\n# EOF\n',
    ],
  ])('are the same in %s, also behind a mark of the order of bytes', (_, text) => {
    const { value, diagnostics } = readSeries(file, text)
    expect(diagnostics).toEqual([])
    expect(readSeries(file, `\uFEFF${text}`)).toEqual({ value, diagnostics })
    const times = [1700000000, 1700000060]
    expect(value.map(plain)).toEqual([
      { id: 'a', times, values: [1, 2], step: 60 },
      { id: 'b', times, values: [Number.NaN, 5], step: 60 },
    ])
  })

  it('have the columns of texts as labels', () => {
    const text = 'time,pod,zone,cpu\n100,api-1,a,1\n100,api-2,b,2\n160,api-1,a,3\n160,api-2,b,4\n'
    const { value } = readSeries(file, text)
    expect(value.map(({ id, labels, values }) => ({ id, labels, values: [...values] }))).toEqual([
      {
        id: 'cpu{pod="api-1", zone="a"}',
        labels: { __name__: 'cpu', pod: 'api-1', zone: 'a' },
        values: [1, 3],
      },
      {
        id: 'cpu{pod="api-2", zone="b"}',
        labels: { __name__: 'cpu', pod: 'api-2', zone: 'b' },
        values: [2, 4],
      },
    ])
    const named = readSeries(file, 'time,series,value\n100,load,1\n160,load,2\n').value
    expect(named.map(({ id }) => id)).toEqual(['load'])
  })

  it('are none where a column is empty, and stay in their row whatever stands behind a quote', () => {
    expect(readSeries(file, 'time,a,\n100,1,\n160,2,\n').value.map(({ id }) => id)).toEqual(['a'])
    const { value, diagnostics } = readSeries(file, 'time;pod;a\n100;"x",y;1\n160;"x",y;2\n')
    expect(diagnostics).toEqual([])
    expect(value.map(({ id, values }) => ({ id, values: [...values] }))).toEqual([
      { id: 'a{pod="x"}', values: [1, 2] },
    ])
  })

  it('may have commas for decimals, unless they may as well part thousands', () => {
    const { value } = readSeries(file, 'time;cpu;memory\n100;0,5;1234\n160;1,234;2,5\n220;;1e3\n')
    expect(value.map(({ id, values }) => ({ id, values: [...values] }))).toEqual([
      { id: 'cpu', values: [0.5, 1.234, Number.NaN] },
      { id: 'memory', values: [1234, 2.5, 1000] },
    ])
    const doubtful = readSeries(file, 'time;cpu\n100;1,500\n160;2,250\n')
    expect(doubtful.value).toEqual([])
    expect(doubtful.diagnostics.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('in "cpu" each comma may be of decimals or of thousands. Write 1.234 or 1234.'),
    ])
  })

  it('are read behind millions of empty lines, and with a label of millions of letters', () => {
    const long = 'x'.repeat(20_000_000)
    expect(readSeries(file, `${'\n#\n'.repeat(5_000_000)}time,a\n100,1\n`).value.map(({ id }) => id)).toEqual(
      ['a'],
    )
    const [series] = readSeries(file, `# TYPE a gauge\na{b="${long}"} 1 1700000000000\n`).value
    expect(series?.labels['b'] === long).toBe(true)
  })

  it('have no times that no calendar holds', () => {
    const { value } = readSeries(file, '{"id":"a","timestamps":[1e300,1700000000],"values":[1,2]}')
    expect(value.map(({ times }) => [...times])).toEqual([[1_700_000_000]])
  })

  it('have a gap where a row is left out, and no step where times are uneven', () => {
    const gap = readSeries(file, 'time,a\n100,1\n160,2\n280,4\n220,3\n400,6\n').value[0]
    expect([...(gap?.values ?? [])]).toEqual([1, 2, 3, 4, Number.NaN, 6])
    expect(gap?.step).toBe(60)
    const uneven = readSeries(file, 'time,a\n100,1\n160,2\n195,3\n').value[0]
    expect(uneven?.step).toBeUndefined()
    expect([...(uneven?.times ?? [])]).toEqual([100, 160, 195])
  })

  it.each([
    ['nothing', '', 'files/no-series', 0],
    ['no times', 'a,b\nx,1\n', 'files/no-series', 0],
    ['no numbers', 'time,b\n100,x\n', 'files/no-series', 0],
    ['a row without a time', 'time,b\n100,1\nlater,2\n', 'files/no-time', 13],
    ['lists of other lengths', '{"id":"a","timestamps":[1],"values":[1,2]}', 'files/no-series', 0],
    [
      'a line that is no JSON',
      '{"id":"a","start":0,"step_seconds":1,"values":[1]}\n{"id":\n',
      'files/no-series',
      51,
    ],
    [
      'an answer that was cut off',
      '{"status":"success","data":{"resultType":"matrix","re',
      'files/no-series',
      0,
    ],
  ])('say where %s is', (_, text, code, start) => {
    const [found] = readSeries(file, text).diagnostics
    expect({ code: found?.code, start: found?.span.start }).toEqual({ code, start })
  })

  it('never throw, and times rise, whatever comes', () => {
    const piece = fc.constantFrom(
      'time',
      'a',
      ',',
      ';',
      '"',
      '\n',
      '1',
      '1700000000',
      'NaN',
      '{',
      '}',
      '[',
      ']',
      ':',
      '-',
      '\r',
      '# TYPE',
      ' ',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
        (text) => {
          const { value, diagnostics } = readSeries(file, text)
          const rise = value.every(
            ({ times, values }) =>
              times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0)) &&
              times.length === values.length,
          )
          return rise && diagnostics.every(({ span }) => span.start <= span.end && span.end <= text.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})
