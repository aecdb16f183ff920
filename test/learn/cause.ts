import { cause } from '../../src/learn/cause/task.ts'
import { hardlyChanged, type ChangeKind } from './hard-changes.ts'
import { meshIncident, type FaultKind, type MeshIncident, type ShapeKind } from './mesh.ts'
import { requestIncident, type BreakKind, type RequestIncident } from './requests.ts'
import { tracedIncident } from './traced.ts'
import type { TracedKind } from './traced-system.ts'

/** Which systems, which faults, how many of each. */
export interface CauseSuite {
  readonly shapes: readonly ShapeKind[]
  readonly faults: readonly (FaultKind | 'none')[]
  readonly seeds: readonly number[]
  readonly hard: boolean
  /** Whether it is told who calls whom. */
  readonly edges: boolean
}

/** How many of the incidents of a kind were answered rightly. */
export interface CauseFigure {
  readonly incidents: number
  readonly first: number
  readonly amongThree: number
  readonly silent: number
  readonly change: number
}

/** What is answered to one incident, in the form that the command prints. */
export interface CauseAnswered {
  readonly ranking: readonly { readonly node: string; readonly score: number; readonly why: string }[]
  readonly changes: readonly { readonly id: string; readonly score: number; readonly why: string }[]
}

export function answerTo(one: Pick<MeshIncident, 'scenario' | 'incident'>, edges: boolean): CauseAnswered {
  const scenario = edges ? one.scenario : { ...one.scenario, edges: [] }
  const [answer] = cause.answers(`${JSON.stringify(scenario)}\n${JSON.stringify(one.incident)}`)
  return answer?.json as unknown as CauseAnswered
}

/** The figures of systems whose requests are followed one by one; in `none` nothing is wrong. */
export function requestFigures(
  kinds: readonly BreakKind[],
  seeds: readonly number[],
  sizes: readonly number[],
): ReadonlyMap<BreakKind, CauseFigure> {
  const all = sizes.flatMap((size) => seeds.map((seed) => ({ size, seed })))
  return new Map(
    kinds.map((kind) => [
      kind,
      figureOf(
        all.map(({ seed, size }) => requestIncident(seed, kind, size)),
        true,
      ),
    ]),
  )
}

/** The figures of systems as a tracing service shows them; in `none` nothing is wrong. */
export function tracedFigures(
  kinds: readonly TracedKind[],
  seeds: readonly number[],
  edges: boolean,
): ReadonlyMap<TracedKind, CauseFigure> {
  return new Map(
    kinds.map((kind) => [
      kind,
      figureOf(
        seeds.map((seed) => tracedIncident(seed, kind)),
        edges,
      ),
    ]),
  )
}

/** The figures of incidents whose change is harder to find. */
export function changeFigures(
  kinds: readonly ChangeKind[],
  seeds: readonly number[],
): ReadonlyMap<ChangeKind, CauseFigure> {
  return new Map(
    kinds.map((kind) => [
      kind,
      figureOf(
        seeds.map((seed) => hardlyChanged(seed, kind)),
        true,
      ),
    ]),
  )
}

/** How many are answered rightly, of incidents whose guilty change is called `right`. */
function figureOf(incidents: readonly RequestIncident[], edges: boolean): CauseFigure {
  const answers = incidents.map((one) => ({ one, answer: answerTo(one, edges) }))
  return {
    incidents: answers.length,
    first: share(answers, ({ one, answer }) => answer.ranking[0]?.node === one.root),
    amongThree: share(answers, ({ one, answer }) =>
      answer.ranking.slice(0, 3).some(({ node }) => node === one.root),
    ),
    silent: share(answers, ({ answer }) => answer.ranking.length === 0),
    change: share(
      answers,
      ({ one, answer }) => answer.changes[0]?.id === (one.root === undefined ? undefined : 'right'),
    ),
  }
}

/** The figures of a suite by the kind of fault. */
export function causeFigures(
  suite: CauseSuite,
  missed?: (text: string) => void,
): ReadonlyMap<string, CauseFigure> {
  const figures = new Map<string, CauseFigure>()
  for (const fault of suite.faults) {
    const all = suite.shapes.flatMap((shape) => suite.seeds.map((seed) => ({ shape, seed })))
    const answers = all.map(({ shape, seed }) => {
      const late = seed % 4 === 0 ? 4 : seed % 3
      const one = meshIncident({ seed, shape, fault, late, decoys: 30, hard: suite.hard })
      const answer = answerTo(one, suite.edges)
      if (answer.ranking[0]?.node !== one.root || answer.changes[0]?.id !== one.change)
        missed?.(
          `${shape} ${fault} ${seed}: ${one.root} ${JSON.stringify(one.incident['target'])}; ${JSON.stringify([answer.ranking.slice(0, 3), answer.changes.slice(0, 2), answer.changes.find(({ id }) => id === 'right')])}`,
        )
      return { one, answer }
    })
    figures.set(fault, {
      incidents: answers.length,
      first: share(answers, ({ one, answer }) => answer.ranking[0]?.node === one.root),
      amongThree: share(answers, ({ one, answer }) =>
        answer.ranking.slice(0, 3).some(({ node }) => node === one.root),
      ),
      silent: share(answers, ({ answer }) => answer.ranking.length === 0),
      change: share(answers, ({ one, answer }) => answer.changes[0]?.id === one.change),
    })
  }
  return figures
}

function share<Item>(all: readonly Item[], holds: (one: Item) => boolean): number {
  return Math.round((1000 * all.filter(holds).length) / Math.max(1, all.length)) / 1000
}
