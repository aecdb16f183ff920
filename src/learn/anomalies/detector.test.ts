import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnomalyDetector } from './detector.ts'
import { anomalies } from './task.ts'

function scores(values: readonly number[], step = 300): readonly number[] {
  const detector = new AnomalyDetector()
  return values.map((one, at) => detector.next(at * step, one).score)
}

/** Where it speaks behind the first 600. */
function spokenOf(values: readonly number[], step = 300): readonly number[] {
  return scores(values, step).flatMap((one, at) => (one >= 0.5 && at > 600 ? [at] : []))
}

/** A wave with a little noise that is always the same. */
function wave(length: number): number[] {
  return Array.from({ length }, (_, at) => 10 + Math.sin(at / 8) + 0.1 * Math.sin(at * at))
}

describe('the anomaly detector', () => {
  it('speaks of a spike where it is, once', () => {
    const values = wave(900)
    for (const at of [700, 701, 702]) values[at] = 20
    expect(spokenOf(values)).toEqual([700])
  })

  it('speaks of a level that was never there', () => {
    const [first] = spokenOf(wave(900).map((one, at) => (at >= 700 ? one + 4 : one)))
    expect(first).toBe(700)
  })

  it('speaks of what stands still, and of values that are missing', () => {
    const [still] = spokenOf(wave(900).map((one, at) => (at >= 700 ? 10 : one)))
    expect(still).toBeGreaterThan(700)
    expect(still).toBeLessThan(730)
    const [missing] = spokenOf(wave(900).map((one, at) => (at >= 700 && at < 740 ? Number.NaN : one)))
    expect(missing).toBeGreaterThan(700)
    expect(missing).toBeLessThan(720)
  })

  it('speaks of a gap that only the times tell of', () => {
    const detector = new AnomalyDetector()
    const spoken = wave(900).flatMap((one, at) => {
      const { score, why } = detector.next(at * 300 + (at >= 700 ? 20_000 : 0), one)
      return score >= 0.5 && at > 600 ? [{ at, why }] : []
    })
    expect(spoken).toMatchObject([{ at: 700, why: expect.stringContaining('values are missing') as unknown }])
  })

  it('speaks of a day that is left out', () => {
    const days = Array.from({ length: 24 * 40 }, (_, at) => {
      const hour = at % 24
      const busy = hour > 8 && hour < 18 && Math.floor(at / 24) !== 35
      return (busy ? 10 : 0) + Math.sin(at * at)
    })
    const [first] = spokenOf(days, 3600)
    expect(first).toBeGreaterThanOrEqual(24 * 35)
    expect(first).toBeLessThan(24 * 36)
  })

  it('speaks of a sudden move where all goes up and down by more', () => {
    const values = Array.from(
      { length: 1500 },
      (_, at) => 100 * Math.sin(at / 30) + 80 * Math.sin(at / 17.3) + 60 * Math.sin(at / 41.7),
    )
    expect(spokenOf(values)).toEqual([])
    values[1300] = (values[1300] ?? 0) + 25
    expect(spokenOf(values)).toEqual([1300])
  })

  it('speaks of a slow rise while it rises', () => {
    const detector = new AnomalyDetector()
    const spoken = Array.from({ length: 3400 }, (_, at) => {
      const risen = Math.min(100, Math.max(0, at - 3200))
      const { why } = detector.next(at * 300, 10 * Math.sin(at / 300) + Math.sin(at * at) + 0.1 * risen)
      return at > 2000 && why !== undefined ? { at, why } : undefined
    }).filter((one) => one !== undefined)
    expect(spoken[0]?.why).toContain('16 that were 80 before')
    expect(spoken[0]?.at).toBeGreaterThan(3200)
    expect(spoken[0]?.at).toBeLessThan(3300)
  })

  it('speaks once of what goes on to grow', () => {
    const values = wave(900)
    for (let at = 700; at < 706; at++) values[at] = 20 * 2 ** (at - 700)
    expect(spokenOf(values)).toEqual([700])
  })

  it('speaks of an outage that comes soon after a blip', () => {
    const values = wave(900)
    values[700] = (values[700] ?? 0) + 2
    for (let at = 705; at < 720; at++) values[at] = 100
    expect(spokenOf(values)).toEqual([700, 705])
  })

  it('speaks of a spike soon after a gap', () => {
    const detector = new AnomalyDetector()
    const spoken = wave(900).flatMap((one, at) => {
      const time = at * 300 + (at >= 700 ? 90_000 : 0)
      return detector.next(time, at === 750 ? one + 2 : one).score >= 0.5 && at > 600 ? [at] : []
    })
    expect(spoken).toEqual([700, 750])
  })

  it('speaks of a spike after much larger ones', () => {
    const values = wave(2000)
    for (const at of [1000, 1050, 1100, 1150, 1200]) values[at] = 300
    values[1900] = (values[1900] ?? 0) + 5
    expect(spokenOf(values).filter((at) => at > 1300)).toEqual([1900])
  })

  const numbers = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN)), {
    minLength: 80,
    maxLength: 300,
  })

  it('says the same each time', () => {
    expect(scores(wave(700))).toEqual(scores(wave(700)))
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

  it('takes times that go back as they come, and says so', () => {
    const [answer] = anomalies.answers('{"id":"a","values":[1,2,3],"timestamps":[60,0,"?"]}')
    expect(answer?.json).toMatchObject({
      scores: [0, 0, 0],
      notes: [
        expect.stringContaining('1 timestamps are not after'),
        expect.stringContaining('1 timestamps could not'),
      ],
    })
    const [refused] = anomalies.answers('{"id":"a","values":[1,2,3],"timestamps":[60]}')
    expect(refused?.json).toMatchObject({ error: { code: 'learn/bad-timestamps' } })
  })
})
