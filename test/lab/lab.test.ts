import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { home, textOf } from '../tree.ts'
import { figuresOf, recordingsFolder, recordingsIn, share, silenceOf, summed, tableOf } from './judge.ts'
import { kindNames } from './kinds.ts'
import { isBusy } from './recording.ts'

const all = recordingsIn(join(home, recordingsFolder))
const incidents = all.filter(({ kind }) => kind !== 'nothing')
const controls = all.filter(({ kind }) => kind === 'nothing')

describe('the recordings of the lab', () => {
  it('are of ten kinds and more, six and more of each, with twenty runs and more in which nothing happened', () => {
    const counts = kindNames.map((kind) => incidents.filter((one) => one.kind === kind).length)
    expect(kindNames.length).toBeGreaterThanOrEqual(10)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(6)
    expect(controls.length).toBeGreaterThanOrEqual(20)
  })

  it('hold what was measured before and after, of every service and the database', () => {
    const short = all.filter(({ series, onsetAt }) => {
      const length = series['gateway']?.['requests']?.length ?? 0
      return Object.keys(series).length !== 9 || onsetAt < 50 || length < onsetAt + 20
    })
    expect(short.map(({ kind, seed }) => `${kind} ${seed}`)).toEqual([])
  })

  it('name a commit where a change is behind it, and none where none is', () => {
    const without = ['traffic surge', 'credential expired', 'noisy neighbour', 'nothing']
    const wrong = all.filter(
      ({ kind, change, commits }) =>
        (change === undefined) !== without.includes(kind) ||
        (change !== undefined && !commits.some(({ id }) => id === change)),
    )
    expect(wrong.map(({ kind, seed }) => `${kind} ${seed}`)).toEqual([])
  })
})

describe('learn cause in the lab', () => {
  it('finds service and change in the half that only judges', () => {
    const { serviceFirst, serviceAmongThree, changeRight } = summed(figuresOf(all, 'judging'))
    expect(serviceFirst).toBeGreaterThanOrEqual(0.8)
    expect(serviceAmongThree).toBeGreaterThanOrEqual(0.93)
    expect(changeRight).toBeGreaterThanOrEqual(0.9)
  })

  it('names no cause where nothing happened, and the detector is silent', () => {
    const quiet = controls.filter((one) => !isBusy(one)).map(silenceOf)
    expect(quiet.length).toBeGreaterThanOrEqual(20)
    expect(share(quiet, ({ noCause }) => noCause)).toBeGreaterThanOrEqual(0.85)
    expect(share(quiet, ({ noAnomaly }) => noAnomaly)).toBeGreaterThanOrEqual(0.85)
  })

  it('is as right as docs/lab.md says', () => {
    expect(textOf('docs/lab.md')).toContain(tableOf(join(home, recordingsFolder)).trim())
  })
})
