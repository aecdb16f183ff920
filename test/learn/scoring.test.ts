import { describe, expect, it } from 'vitest'
import { AnomalyDetector } from '../../src/learn/anomalies/detector.ts'
import { changesIn } from '../../src/learn/changepoints/changes.ts'
import { forecast } from '../../src/learn/forecast/forecast.ts'
import { anomalySuite } from '../../bench/learn/anomaly-suite.ts'
import { changeSuite } from '../../bench/learn/change-suite.ts'
import { futureSuite } from '../../bench/learn/forecast-suite.ts'
import { judged, probationOf, scoreOf, windowsOf, worthOf, type Labelled } from '../../bench/learn/nab.ts'
import { covering, f1 } from '../../bench/learn/tcpd.ts'

const series: Labelled = {
  name: 'a',
  timestamps: Array.from({ length: 1000 }, (_, at) => at),
  values: Array.from({ length: 1000 }, () => 0),
  anomalies: [400, 800],
}

function score(detections: readonly number[]): number {
  return scoreOf([worthOf(series, detections)])
}

describe('the scoring of anomalies', () => {
  it('gives 0 for silence, nearly 100 for the starts of all windows, less the later', () => {
    expect(windowsOf(series)).toEqual([
      [375, 425],
      [775, 825],
    ])
    expect(score([])).toBe(0)
    expect(score([375, 775])).toBeGreaterThan(99)
    expect(score([400, 800])).toBeLessThan(score([375, 775]))
    expect(score([400])).toBeLessThan(55)
  })

  it('takes something off for each detection outside, nothing for more in a window or in the probation', () => {
    expect(score([375, 775, 600])).toBeLessThan(score([375, 775]))
    expect(score([375, 376, 380, 775])).toBe(score([375, 775]))
    expect(score([10, 140, 375, 775])).toBe(score([375, 775]))
  })
})

describe('the scoring of change points', () => {
  it('is 1 where all agree, and counts a near place as the place', () => {
    expect(f1([[50], [50]], [50])).toBe(1)
    expect(f1([[50]], [54])).toBe(1)
    expect(f1([[50]], [56])).toBe(0.5)
    expect(covering([[50]], [50], 100)).toBe(1)
    expect(covering([[50]], [], 100)).toBe(0.5)
  })

  it('knows that one of two people said so', () => {
    // Precision 1; recall 1 for the first, 1 for the second who said nothing but the start.
    expect(f1([[50], []], [50])).toBe(1)
    // Saying nothing finds half of what the first said.
    expect(f1([[50], []], [])).toBeCloseTo((2 * 0.75) / 1.75)
  })
})

describe('on series that we make ourselves', () => {
  it('anomalies are found in more than half of the windows, and the fixed threshold is near the best', () => {
    const all = anomalySuite([51], ['cpu', 'seasonal', 'plateau', 'steps', 'memory', 'zeros']).map((one) => {
      const detector = new AnomalyDetector(probationOf(one.values.length))
      const scores = one.values.map((value, at) => detector.next(one.timestamps[at] ?? 0, value).score)
      return { series: one, scores }
    })
    const { atFixed, found, windows } = judged(all, 0.5)
    expect(found / windows).toBeGreaterThan(0.5)
    expect(atFixed).toBeGreaterThan(40)
  })

  it('change points are better than saying nothing, in steps and in a year', () => {
    const suite = changeSuite([51, 52, 53, 54], ['steps', 'rough', 'months', 'weeks'])
    const gains = suite.map(({ values, annotators }) => {
      const column = Float64Array.from(values as readonly number[])
      const found = changesIn([column]).changes.map(({ at }) => at)
      return f1(annotators, found) - f1(annotators, [])
    })
    expect(gains.reduce((sum, one) => sum + one, 0) / gains.length).toBeGreaterThan(0.1)
  })

  it('forecasts of loads are better than repeating the last day', () => {
    const errors = futureSuite([51, 52, 53], 'load').map(({ history, actual, seasons, stepSeconds }) => {
      const { mean } = forecast(Float64Array.from(history), {
        given: seasons,
        stepSeconds,
        horizon: 48,
        levels: [],
      })
      const miss = (path: ArrayLike<number>): number =>
        actual.reduce((sum, one, at) => sum + Math.abs(one - (path[at] ?? 0)), 0)
      return miss(mean) / miss([...history.slice(-24), ...history.slice(-24)])
    })
    expect(errors.reduce((sum, one) => sum + one, 0) / errors.length).toBeLessThan(0.85)
  })
})
