import { describe, expect, it } from 'vitest'
import { isRecording, recordedSignals } from './record.ts'

const good = {
  plumbline: { recording: 1 },
  start: 1_700_000_000,
  step: 60,
  count: 2,
  measures: [{ node: { name: 'web' }, measure: 'requests', values: [1, null] }],
}

describe('a recording', () => {
  it('is read also behind a mark of the order of bytes', () => {
    const text = `\uFEFF${JSON.stringify(good)}`
    expect(isRecording(text)).toBe(true)
    expect(recordedSignals(text)).toMatchObject({ stretch: { start: 1_700_000_000, end: 1_700_000_060 } })
  })

  it.each([
    ['that is cut off', JSON.stringify(good).slice(0, 60), 'it is no JSON; it may have been cut off.'],
    [
      'of a time that no calendar holds',
      JSON.stringify({ ...good, start: 1e15 }),
      'start is not as it should be',
    ],
    [
      'of another measure',
      JSON.stringify({ ...good, measures: [{ ...good.measures[0], measure: 'toString' }] }),
      'measures.0.measure is not as it should be',
    ],
    ['with fewer values than times', JSON.stringify({ ...good, count: 3 }), 'a list of values has 2 of them'],
  ])('%s says what is wrong with it', (_, text, why) => {
    expect(recordedSignals(text)).toContain(why)
  })
})
