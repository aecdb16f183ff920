import { holtWinters } from './holt-winters.ts'
import { lags } from './lags.ts'
import { logged } from './logged.ts'
import type { Member } from './member.ts'
import { averageOfCycles, lastCycle, medianOfCycles } from './repeat.ts'
import { damped, theta } from './smoothing.ts'

const everySeason = theta('all seasons and Theta', (seasons) => seasons, 0.8)
const smoothedFirst = plain(holtWinters('Holt-Winters', (seasons) => seasons.slice(0, 1)))
const smoothedAll = holtWinters('Holt-Winters with all seasons', (seasons) => seasons)
const regression = lags('regression on earlier values', 0.003)
const dampedFirst = plain(damped('damped trend', (seasons) => seasons.slice(0, 1), 0.7))

/** The ways to forecast that are mixed. Each is simple; what is best for a series is what its own past shows. */
export const members: readonly Member[] = [
  lastCycle('last season', 'first'),
  lastCycle('last long season', 'last'),
  averageOfCycles('mean of 3 seasons', { season: 'first', cycles: 3, level: 0.3 }),
  averageOfCycles('mean of 7 seasons', { season: 'first', cycles: 7, level: 0.3 }),
  averageOfCycles('last long season, moved', { season: 'last', cycles: 1, level: 0.7 }),
  averageOfCycles('mean of 3 long seasons', { season: 'last', cycles: 3, level: 0.5 }),
  averageOfCycles('mean of 4 long seasons', { season: 'last', cycles: 4, level: 0.9 }),
  medianOfCycles('median of 7 seasons', { season: 'first', cycles: 7, level: 0 }),
  medianOfCycles('median of 4 long seasons', { season: 'last', cycles: 4, level: 0 }),
  medianOfCycles('median of 5 long seasons, moved', { season: 'last', cycles: 5, level: 0.5 }),
  plain(theta('Theta', (seasons) => seasons.slice(0, 1), 1)),
  damped('damped trend with all seasons', (seasons) => seasons, 0.8),
  lags('held regression on earlier values', 0.1),
  everySeason,
  smoothedFirst,
  smoothedAll,
  regression,
  dampedFirst,
  ...[everySeason, smoothedFirst, smoothedAll, regression, dampedFirst].map(logged),
]

function plain(member: Member): Member {
  return { ...member, isPlain: true }
}
