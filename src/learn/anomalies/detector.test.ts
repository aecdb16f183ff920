import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnomalyDetector } from './detector.ts'
import { anomalies } from './task.ts'

function scores(values: readonly number[]): readonly number[] {
  const detector = new AnomalyDetector()
  return values.map((one) => detector.next(one).score)
}

/** A wave with a little noise that is always the same. */
function wave(length: number): number[] {
  return Array.from({ length }, (_, at) => 10 + Math.sin(at / 8) + 0.1 * Math.sin(at * at))
}

describe('the anomaly detector', () => {
  it('speaks of a spike where it is, once', () => {
    const values = wave(900)
    for (const at of [700, 701, 702]) values[at] = 20
    const spoken = scores(values).flatMap((one, at) => (one >= 0.5 && at > 600 ? [at] : []))
    expect(spoken).toEqual([700])
  })

  const numbers = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN)), {
    minLength: 80,
    maxLength: 300,
  })

  it('never looks ahead', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (values, cut) => {
        const end = cut % values.length
        const whole = scores(values)
        return scores(values.slice(0, end)).every((one, at) => one === whole[at])
      }),
    )
  })

  it('scores from 0 to 1 whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 200 }), (values) =>
        scores(values).every((one) => one >= 0 && one <= 1),
      ),
    )
  })

  it('does not mind another unit or another zero', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom(0.25, 4, 1024),
        fc.integer({ min: -64, max: 64 }),
        (values, unit, zero) => {
          const other = scores(values.map((one) => one * unit + zero))
          return scores(values).every((one, at) => Math.abs(one - (other[at] ?? 0)) < 1e-6)
        },
      ),
    )
  })

  it('is silent of what is always the same', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 900 }),
        (value, length) => scores(Array<number>(length).fill(value)).every((one) => one === 0),
      ),
    )
  })
})

describe('plumbline learn anomalies', () => {
  it('answers each line by itself', () => {
    const answers = [
      ...anomalies.answers('{"id":"a","values":[1,null,"2"]}\n{"id":"b"}\n{"id":"c","values":[]}'),
    ]
    expect(answers.map(({ json }) => json)).toEqual([
      { id: 'a', scores: [0, 0, 0], spoken: [] },
      {
        id: 'b',
        error: { code: 'learn/no-values', message: expect.stringContaining('`values`') as unknown },
      },
      { id: 'c', scores: [], spoken: [] },
    ])
    expect(answers.map(({ understood }) => understood)).toEqual([true, false, true])
  })
})
