import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { readSeries } from '../index.ts'
import { signalsOfSeries } from './series.ts'

function read(rows: readonly string[]): ReturnType<typeof signalsOfSeries> {
  return signalsOfSeries(readSeries(filePath('measures.csv'), rows.join('\n')).value)
}

describe('measures of services in a file', () => {
  it('are told by their names, and nothing else is a measure', () => {
    const found = read(['time,service,requests,constructor', '1700000000,web,5,1', '1700000060,web,6,1'])
    expect(found?.measures.map(({ measure }) => measure)).toEqual(['requests'])
    expect(read(['time,service,toString', '1700000000,web,5', '1700000060,web,6'])).toBeUndefined()
  })

  it('are put at common times where services are measured a few seconds apart', () => {
    const rows = [0, 1, 2, 4].flatMap((at) => [
      `${1_700_000_000 + 60 * at},web,${at}`,
      `${1_700_000_007 + 60 * at},pay,${at}`,
    ])
    const found = read(['time,service,requests', ...rows, `${1_700_000_000 + 60 * 5},web,5`])
    expect(found?.measures.map(({ node, values }) => ({ name: node.name, values: [...values] }))).toEqual([
      { name: 'web', values: [0, 1, 2, Number.NaN, 4, 5] },
      { name: 'pay', values: [0, 1, 2, Number.NaN, 4, Number.NaN] },
    ])
  })
})
