import { accountOf, gate, shiftIn, type Unit } from './account.ts'
import { callsOf, reachFrom, withoutReturns, type Calls } from './graph.ts'
import { kindOf, statisticOf, type MetricKind } from './metric.ts'
import type { Observed } from './observe.ts'
import { toCommonCallee } from './common-callee.ts'
import { greatestOf } from './resources.ts'
import type { Shift } from './shift.ts'
import type { Question, Suspect } from './question.ts'
import { starvedAlone } from './starved.ts'
import { handedDown, otherUnit, toHungry, toUnseen, toWhoAsksMore, toWhoHolds } from './hand-down.ts'
import { alsoRelative } from './measure.ts'
import { coverageOf, placeOf } from './statistic.ts'
import { whyOf, type Evidence } from './why.ts'

/**
 * The nodes that may have caused the symptom, the likeliest first. What was changed before it (from 0 to 1, how much
 * speaks for that) counts only where nobody measures what would tell.
 */
export function rankNodes(
  question: Question,
  observed: ReadonlyMap<string, Observed>,
  changed: ReadonlyMap<string, number>,
): readonly Suspect[] {
  const wrong = howWrong(question, observed)
  const calls = callsOf(withoutReturns(question.edges, question.target.node))
  const told =
    question.edges.length === 0
      ? alone(question, observed)
      : byAccount({ question, observed, calls, changed })
  const isUnseen = wrong === 'unseen' && ![...told.values()].some(isClear)
  const evidence = isUnseen ? byUse(question, observed, calls) : told
  const suspects = [...evidence.values()].filter(({ share }) => share > 1e-6)
  if (wrong === 'nothing' || (wrong !== 'clear' && !suspects.some(isClear))) return []
  const whole = suspects.reduce((sum, { share }) => sum + share, 0)
  return suspects
    .toSorted((left, right) => right.share - left.share || (left.node < right.node ? -1 : 1))
    .map((one) => ({
      node: one.node,
      score: Math.min(1, one.share / Math.max(1, whole)),
      why: whyOf(one, observed, {
        target: question.target.node,
        unit: question.units?.latency,
        isBytes: question.units?.memory === 'bytes',
        unseen: (calls.callees.get(one.node) ?? []).filter(
          (callee) => observed.get(callee)?.callers.has(one.node) !== true,
        ),
      }),
    }))
}

/** The units in which a symptom is counted, first the one that adds up best. */
function unitsOf({ target }: Question, observed: ReadonlyMap<string, Observed>): readonly Unit[] {
  const kind = kindOf(target.metric)
  const wanted = statisticOf(`${target.metric} ${target.statistic}`)
  const times = statisticsOf(wanted, observed.get(target.node), observed).map((statistic): Unit => ({
    kind: 'latency',
    statistic,
  }))
  const failing: readonly Unit[] = [{ kind: 'failing' }]
  if (kind === 'availability' || kind === 'errors') return failing
  return kind === 'latency' && times.length > 0 ? times : [...times, ...failing]
}

/**
 * The mean, which adds up, and the statistic that is asked about, where others measure them too; else the nearest that
 * others measure and in which the target shows its symptom.
 */
function statisticsOf(
  wanted: string,
  target: Observed | undefined,
  observed: ReadonlyMap<string, Observed>,
): readonly string[] {
  const known = target?.latency ?? new Map<string, Shift>()
  if (known.size === 0) return commonest(wanted, observed)
  const isCommon = (statistic: string): boolean =>
    known.has(statistic) && coverageOf(statistic, observed) >= 0.5
  const best = [...new Set(['average', wanted])].filter(isCommon)
  if (best.length > 0) return best
  const near = [...known]
    .filter(([statistic, shift]) => isCommon(statistic) && gate(shift.z) > 0)
    .map(([statistic]) => statistic)
    .toSorted((left, right) => distance(left, wanted) - distance(right, wanted))
  return [...near, ...(known.has(wanted) ? [wanted] : []), ...known.keys()].slice(0, 1)
}

/** Of a target that nobody measures: the mean where half of the others have it, else what is asked about, else what most have. */
function commonest(wanted: string, observed: ReadonlyMap<string, Observed>): readonly string[] {
  const all = new Set([...observed.values()].flatMap(({ latency }) => [...latency.keys()]))
  const coverage = new Map([...all].map((statistic) => [statistic, coverageOf(statistic, observed)] as const))
  const good = ['average', wanted].find((statistic) => (coverage.get(statistic) ?? 0) >= 0.5)
  if (good !== undefined) return [good]
  return [...coverage]
    .toSorted((left, right) => right[1] - left[1] || distance(left[0], wanted) - distance(right[0], wanted))
    .map(([statistic]) => statistic)
    .slice(0, 1)
}

function distance(left: string, right: string): number {
  return Math.abs(placeOf(left) - placeOf(right))
}

/** Of a target that nobody measures the symptom is believed; else it has to show in one of its measures. */
function howWrong(
  question: Question,
  observed: ReadonlyMap<string, Observed>,
): 'clear' | 'doubtful' | 'nothing' | 'unseen' {
  const target = observed.get(question.target.node)
  const asked = kindOf(question.target.metric)
  const isOther = asked === 'requests' || asked === 'resource'
  const shifts = shiftsShown(target, isOther)
  if (shifts.length === 0) return isOther ? 'doubtful' : 'unseen'
  const most = Math.max(...shifts.map(({ z }) => Math.abs(z)))
  if (most > 3) return 'clear'
  if (!isOther && !isMeasured(asked, target)) return 'unseen'
  const isSmall = shifts.every((shift) => sizeOf(shift, shift === target?.failing) < least)
  return most > 1 && !isSmall ? 'doubtful' : 'nothing'
}

/** More visitors or more memory are no symptom where it is asked how long requests take or how many fail. */
function shiftsShown(target: Observed | undefined, isOther: boolean): readonly Shift[] {
  const shown = [...(target?.latency.values() ?? []), target?.failing]
  const others = isOther ? [target?.requests, target?.resource?.shift] : []
  return [...shown, ...others].flatMap((one) => one ?? [])
}

/** Whether what is asked about was measured at all while it showed; there may be a hole. */
function isMeasured(asked: MetricKind, target: Observed | undefined): boolean {
  return asked === 'latency' ? (target?.latency.size ?? 0) > 0 : target?.failing !== undefined
}

/** What hardly stands out and is a smaller part of what is usual than this, nobody asks about. */
const least = 0.15

/** By which part of what is usual a measure moved; of failures, where none are usual, of a tenth of the requests. */
function sizeOf({ extra, before }: Shift, isShare: boolean): number {
  return Math.abs(extra) / Math.max(isShare ? 0.1 : 1e-9, Math.abs(before))
}

/** One that stands out far, and explains a good part. */
function isClear({ share, entry, uses, spreads = 0 }: Evidence): boolean {
  return share > 0.3 && (uses === true || (entry?.shift.z ?? spreads) > 6)
}

/** Where nobody measures the symptom, nor anything that it could be counted in: who uses up more than ever, and how much more. */
function byUse(
  question: Question,
  observed: ReadonlyMap<string, Observed>,
  calls: Calls,
): ReadonlyMap<string, Evidence> {
  const reach = reachFrom(question.target.node, calls, () => false)
  const greatest = greatestOf([...observed.values()].map(({ appetites }) => appetites))
  return new Map(
    [...observed].map(([node, { appetites }]) => {
      const near = question.edges.length === 0 ? 1 : (reach.get(node) ?? 0.2)
      const parts = appetites.map(
        ({ metric, hunger, extra }) => (hunger * extra) / (greatest.get(metric) ?? extra),
      )
      const share = near * parts.reduce((sum, one) => sum + one, 0)
      return [node, { node, share, unit: undefined, entry: undefined, instead: undefined, uses: true }]
    }),
  )
}

/** In the symptom's units; where nothing shows in them (holes, a target that nobody measures so), in the others. */
function byAccount(known: Known): ReadonlyMap<string, Evidence> {
  const { question, observed } = known
  const units = unitsOf(question, observed)
  const found = inUnits(alsoRelative(units, question, observed), known)
  if ([...found.values()].some(({ share }) => share > 0.02)) return found
  const others = [...new Set(units.map((unit) => otherUnit(unit, observed)))].slice(0, 1)
  return inUnits(alsoRelative(others, question, observed), known)
}

/** What nodes are ranked by. */
interface Known {
  readonly question: Question
  readonly observed: ReadonlyMap<string, Observed>
  readonly calls: Calls
  readonly changed: ReadonlyMap<string, number>
}

function inUnits(units: readonly Unit[], known: Known): ReadonlyMap<string, Evidence> {
  const shares = new Map<string, Evidence>()
  for (const unit of units) {
    for (const [node, one] of sharesIn(unit, known)) {
      const before = shares.get(node)
      const share = (before?.share ?? 0) + one.share / units.length
      shares.set(node, { ...(before ?? { ...one, part: one.share }), share })
    }
  }
  return shares
}

/** The part of the symptom that each node has of its own. */
function sharesIn(unit: Unit, { question, observed, calls, changed }: Known): ReadonlyMap<string, Evidence> {
  const account = accountOf(unit, observed, calls, question.target.node)
  const other = accountOf(otherUnit(unit, observed), observed, calls, question.target.node)
  const reach = reachFrom(question.target.node, calls, (node) => isQuiet(observed.get(node)))
  const starved = starvedAlone(observed)
  const owns = [...account.values()].map((entry) => {
    const hunger = observed.get(entry.node)?.hunger ?? 0
    // Of two that are slow by themselves the one that burns or fills something is likelier what slows the other, whoever
    // calls whom; and the one that lacks what a stranger has is likelier slow by that than by anything else.
    const near = Math.max(reach.get(entry.node) ?? 0.05, 0.5 * hunger)
    return { entry, part: entry.own * near * (1 + 3 * Math.max(hunger, starved.get(entry.node) ?? 0)) }
  })
  const whole = Math.max(
    account.get(question.target.node)?.total ?? 0,
    ...owns.map(({ part }) => part),
    1e-12,
  )
  const shares = new Map(
    owns.map(({ entry, part }): [string, Evidence] => [
      entry.node,
      { node: entry.node, share: part / whole, unit, entry, instead: undefined },
    ]),
  )
  const handed = handedDown(shares, other, observed, calls)
  const held = toWhoHolds(handed, observed, calls)
  return toHungry(
    toWhoAsksMore(toUnseen(toCommonCallee(held, observed, calls), observed, calls, changed), observed),
    observed,
  )
}

function isQuiet(one: Observed | undefined): boolean {
  if (one === undefined || (one.latency.size === 0 && one.failing === undefined)) return false
  return [...one.latency.values(), one.failing].every((shift) => shift === undefined || gate(shift.z) < 0.2)
}

/** Without knowing who calls whom: by how much a node's own measures grew, among those that stand out. */
function alone(question: Question, observed: ReadonlyMap<string, Observed>): ReadonlyMap<string, Evidence> {
  const units = unitsOf(question, observed)
  const same = growthIn(units, observed)
  const other = growthIn(
    units.slice(0, 1).map((unit) => otherUnit(unit, observed)),
    observed,
  )
  const most = Math.max(1e-12, ...same.values())
  const mostOther = Math.max(1e-12, ...other.values())
  // Failing because of something slow: what grew by so much is no consequence.
  const crossed = mostOther > 2 && units[0]?.kind === 'failing' ? 1.2 : 0.3
  return new Map(
    [...observed.keys()].map((node) => {
      const share = (same.get(node) ?? 0) / most + (crossed * (other.get(node) ?? 0)) / mostOther
      const one = observed.get(node)
      const spreads = Math.max(
        0,
        ...units.map((unit) => (one === undefined ? 0 : (shiftIn(unit, one)?.z ?? 0))),
      )
      return [node, { node, share, unit: undefined, entry: undefined, instead: undefined, spreads }]
    }),
  )
}

/** By how many times its usual a node grew, if it stands out. */
function growthIn(
  units: readonly Unit[],
  observed: ReadonlyMap<string, Observed>,
): ReadonlyMap<string, number> {
  return new Map(
    [...observed].map(([node, one]) => {
      const growth = units.flatMap((unit) => {
        const shift = shiftIn(unit, one)
        if (shift === undefined) return []
        // Failures come out of nothing, times don't, and may be in any unit.
        const usual = unit.kind === 'failing' ? Math.abs(shift.before) + 0.01 : Math.abs(shift.before)
        return usual > 0 ? [(gate(shift.z) * Math.max(0, shift.extra)) / usual] : []
      })
      return [node, Math.max(0, ...growth)]
    }),
  )
}
