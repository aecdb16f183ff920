import { randomOf } from './random.ts'

export const loadKinds = [
  'daily',
  'weekly',
  'growing',
  'bursts',
  'office',
  'night jobs',
  'wandering',
  'shifting',
  'hourly jobs',
  'square',
] as const
export type LoadKind = (typeof loadKinds)[number]

/** A load in five-minute steps over four weeks. */
export function loadOf(kind: LoadKind, seed: number): Float64Array {
  const random = randomOf(seed * 131 + loadKinds.indexOf(kind))
  const day = 288
  const swing = 0.4 + 0.4 * random.next()
  const noise = 0.03 + 0.07 * random.next()
  const peak = random.next()
  let wander = 0
  let burst = 0
  let level = 1
  return Float64Array.from({ length: 28 * day }, (_, at) => {
    wander = 0.995 * wander + 0.02 * random.normal()
    if (random.next() < 0.004) burst = 0.3 + 0.8 * random.next()
    burst *= 0.85
    if (kind === 'shifting' && random.next() < 1 / (7 * day)) level *= random.pick([0.6, 1.6])
    const phase = (at % day) / day
    const wave =
      1 + swing * Math.sin(2 * Math.PI * (phase - peak)) + 0.15 * Math.sin(4 * Math.PI * (phase - peak) + 1)
    const weekday = Math.floor(at / day) % 7
    const shape = shapeOf(kind, { phase, wave, weekday, at, day })
    const value =
      100 *
      level *
      shape *
      Math.exp(wander * (kind === 'wandering' ? 2 : 0.5)) *
      (1 + noise * random.normal())
    return Math.max(0, value + (kind === 'bursts' ? 100 * burst : 0))
  })
}

interface Moment {
  readonly phase: number
  readonly wave: number
  readonly weekday: number
  readonly at: number
  readonly day: number
}

function shapeOf(kind: LoadKind, { phase, wave, weekday, at, day }: Moment): number {
  switch (kind) {
    case 'weekly':
      return wave * (weekday >= 5 ? 0.6 : 1)
    case 'growing':
      return wave * (1 + at / (20 * day))
    case 'office':
      return weekday >= 5 || phase < 0.33 || phase > 0.75 ? 0.15 : 1 + 0.2 * Math.sin(10 * phase)
    case 'night jobs':
      return 0.5 * wave + (phase > 0.08 && phase < 0.14 ? 1.5 : 0)
    case 'wandering':
      return 1
    case 'hourly jobs':
      return 0.5 + (at % 12 === 3 ? 1.3 : at % 12 === 4 ? 0.6 : 0)
    case 'square':
      return weekday < 5 && phase >= 0.375 && phase < 0.75 ? 2 : 0.3
    default:
      return wave
  }
}
