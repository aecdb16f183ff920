/** The settings of a reactive scaler, with the defaults of Kubernetes. */
export interface HpaSettings {
  /** The share of a replica's capacity that is aimed at. */
  readonly target: number
  /** No change for a ratio so near to one. */
  readonly tolerance: number
  readonly downWindowSeconds: number
  readonly upWindowSeconds: number
  readonly stepSeconds: number
  readonly least: number
  readonly most: number
}

export const kubernetesDefaults = {
  target: 0.8,
  tolerance: 0.1,
  downWindowSeconds: 300,
  upWindowSeconds: 0,
} as const

const policySeconds = 15

/**
 * The Horizontal Pod Autoscaler on one metric: the ratio of use to target with a tolerance, the highest (down) or
 * lowest (up) recommendation of a stabilisation window, and the default policies, at most doubling or adding four
 * each 15 seconds (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/).
 */
export class Hpa {
  readonly #settings: HpaSettings
  readonly #recommended: number[] = []

  constructor(settings: HpaSettings) {
    this.#settings = settings
  }

  /** How many replicas are wanted, from the use of a replica's capacity in the mean of those that are ready. */
  next(usage: number, current: number): number {
    const { target, tolerance, least, most, stepSeconds, downWindowSeconds, upWindowSeconds } = this.#settings
    const ratio = usage / target
    const plain =
      Number.isFinite(ratio) && Math.abs(ratio - 1) > tolerance ? Math.ceil(current * ratio - 1e-9) : current
    this.#recommended.push(Math.min(most, Math.max(least, plain)))
    const kept = 1 + Math.floor(Math.max(downWindowSeconds, upWindowSeconds) / stepSeconds)
    while (this.#recommended.length > kept) this.#recommended.shift()
    const highest = Math.max(...lastOf(this.#recommended, downWindowSeconds / stepSeconds))
    const lowest = Math.min(...lastOf(this.#recommended, upWindowSeconds / stepSeconds))
    const stable = current < lowest ? lowest : current > highest ? highest : current
    return Math.min(most, Math.max(least, Math.min(stable, fastest(current, stepSeconds))))
  }
}

function lastOf(values: readonly number[], steps: number): readonly number[] {
  return values.slice(-(1 + Math.floor(steps)))
}

/** As many as the default policies allow within a step; removing has no limit. */
function fastest(current: number, stepSeconds: number): number {
  let count = current
  for (let time = 0; time < Math.min(stepSeconds, 20 * policySeconds); time += policySeconds)
    count = Math.max(2 * count, count + 4)
  return count
}
