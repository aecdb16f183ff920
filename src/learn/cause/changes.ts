import { spreadOf } from '../statistics.ts'
import { isOfNumbers, weightOfContent } from './content.ts'
import { callsOf, type Calls } from './graph.ts'
import { meantBy, nodesOf } from './names.ts'
import type { Observed } from './observe.ts'
import { starvedAlone } from './starved.ts'
import { stepOf } from './step.ts'
import type { Change, Question, Suspect, SuspectChange } from './question.ts'

/** When the symptom began: not before `after`, and seen at `seen`. */
export interface Onset {
  readonly seen: number
  /** The distance between samples: within one, times can't be told apart. */
  readonly step: number
}

/** There is always a chance that none of them did it: as much as a change of a sure suspect some twelve hours ago. */
const noChange = 0.007
/** What uses up more than ever for the same work most likely runs another program, or is set up in another way. */
const sameProgram = 0.7
/** Where the load explains the symptom there is a good one. */
const loadInstead = 0.1
/** Somebody else may have the processor of the suspect. */
const starvedInstead = 0.05
/** A node suspected less than this needs a better reason than a change of it. */
const leastSuspected = 0.03
/** What a change of a node that calls a suspect counts of it. */
const nextTo = 0.12
const day = 86_400

/**
 * The changes that may have done it, the likeliest first: of a node that is suspected, before the symptom began, and
 * the later the likelier (twice the distance, half the weight). Empty when no change explains it.
 */
export function rankChanges(
  question: Question,
  ranking: readonly Suspect[],
  onsetAt: (node: string) => Onset,
  observed: ReadonlyMap<string, Observed>,
): readonly SuspectChange[] {
  const calls = callsOf(question.edges)
  const onsets = new Map<string, Onset>()
  const suspected = new Map(ranking.map((one) => [one.node, one.score]))
  const nodes = nodesOf(question)
  const weighed = question.changes.flatMap((change) => {
    const at = placeOf(change, suspected, { calls, observed, nodes })
    if (at === undefined || at.weight < leastSuspected) return []
    const onset = onsets.get(at.node) ?? onsetAt(at.node)
    onsets.set(at.node, onset)
    const when = weightOf(onset.seen + onset.step - change.time, onset.step)
    return when <= 0
      ? []
      : [{ change, at, onset, weight: at.weight * when * weightFor(change, observed.get(at.node)) }]
  })
  const none =
    noChange * (1 - sameProgram * (observed.get(ranking[0]?.node ?? '')?.hunger ?? 0)) +
    loadInstead * loadPart(ranking, calls, observed) +
    starvedInstead * (starvedAlone(observed).get(ranking[0]?.node ?? '') ?? 0)
  if (weighed.every(({ weight }) => weight < none)) return []
  const whole = weighed.reduce((sum, { weight }) => sum + weight, none)
  return eachOnce(weighed)
    .toSorted((left, right) => right.weight - left.weight || (left.change.id < right.change.id ? -1 : 1))
    .map(({ change, at, onset, weight }) => ({
      id: change.id,
      score: weight / whole,
      why: `${whenOf(change, onset)} ${at.why}`,
    }))
}

interface Weighed {
  readonly change: Change
  readonly at: Where
  readonly onset: Onset
  readonly weight: number
}

/** A change of several nodes may have done it through each of them; told is the one through which it is likeliest. */
function eachOnce(weighed: readonly Weighed[]): readonly Weighed[] {
  const found = new Map<string, Weighed>()
  for (const one of weighed) {
    const known = found.get(one.change.id)
    if (known === undefined) found.set(one.change.id, one)
    else
      found.set(one.change.id, {
        ...(known.weight < one.weight ? one : known),
        weight: known.weight + one.weight,
      })
  }
  return [...found.values()]
}

/**
 * How much speaks for each node that was changed before the onset, from 0 to 1: what the latest and most telling of its
 * changes weighs. The nodes that aren't in it weren't changed.
 */
export function changedBefore(question: Question, onset: Onset): ReadonlyMap<string, number> {
  const nodes = nodesOf(question)
  const found = new Map<string, number>()
  for (const change of question.changes) {
    const node = change.node === undefined ? undefined : meantBy(change.node, nodes)
    if (node === undefined) continue
    const when = weightOf(onset.seen + onset.step - change.time, onset.step)
    const weight = Math.min(1, when * weightOfContent(change))
    if (weight > (found.get(node) ?? 0)) found.set(node, weight)
  }
  return found
}

/**
 * How likely what a change says makes it the cause of what its node shows. What fails as fast as ever isn't short of
 * anything: names, keys and programs do that, and sizes and times only where they leave next to nothing.
 */
function weightFor(change: Change, one: Observed | undefined): number {
  const weight = weightOfContent(change)
  const fails = (one?.failing?.z ?? 0) > 4
  const waits = one?.took === undefined || one.took.z > 3 || one.hunger > 0
  return fails && !waits && weight < 2 && isOfNumbers(change) ? 0.3 * weight : weight
}

interface Where {
  readonly node: string
  readonly weight: number
  readonly why: string
}

/** What is known of where changes may be. */
interface Places {
  readonly calls: Calls
  readonly observed: ReadonlyMap<string, Observed>
  readonly nodes: ReadonlySet<string>
}

/** How suspicious the place of a change is. */
function placeOf(
  { node, said }: Change,
  suspected: ReadonlyMap<string, number>,
  { calls, observed, nodes }: Places,
): Where | undefined {
  const named = node === undefined ? nodeIn(said, suspected) : meantBy(node, nodes)
  if (named === undefined) return undefined
  const own = suspected.get(named) ?? 0
  // What a caller sends can make its callee slow; a callee that isn't suspected itself makes nobody slow.
  const neighbours = calls.callees.get(named) ?? []
  const best = neighbours
    .map((one) => ({ one, score: (suspected.get(one) ?? 0) * (isAskedMore(observed.get(one)) ? 1 : 0.2) }))
    .toSorted((left, right) => right.score - left.score)[0]
  if (best !== undefined && nextTo * best.score > own)
    return {
      node: named,
      weight: nextTo * best.score,
      why: `It is of ${named}, which calls the suspected ${best.one}.`,
    }
  return { node: named, weight: own, why: `It is of ${named}, which is suspected with ${own.toFixed(2)}.` }
}

/** Who calls can do so more often, which shows; or ask for more each time, which is seldom. */
function isAskedMore(one: Observed | undefined): boolean {
  const requests = one?.requests
  return requests === undefined || (requests.z > 3 && requests.during > 1.3 * requests.before)
}

/**
 * By how much the load explains the symptom, from 0 to 1: the first suspect has more to do because those that nobody
 * calls have.
 */
export function loadPart(
  ranking: readonly Suspect[],
  { callers }: Calls,
  observed: ReadonlyMap<string, Observed>,
): number {
  const first = ranking[0]?.node
  if (first === undefined) return 0
  const growth = [first, ...entriesAbove(first, callers)].map((node) => {
    const requests = observed.get(node)?.requests
    return requests === undefined || requests.z < 1.5 ? 1 : requests.during / Math.max(1e-9, requests.before)
  })
  return Math.min(1, Math.max(0, Math.min(...growth) - 1.3))
}

function entriesAbove(start: string, callers: Calls['callers']): readonly string[] {
  const seen = new Set([start])
  for (const node of seen) for (const caller of callers.get(node) ?? []) seen.add(caller)
  return [...seen].filter((node) => (callers.get(node) ?? []).length === 0)
}

/** The suspect that the words of a change name. */
function nodeIn(said: string, suspected: ReadonlyMap<string, number>): string | undefined {
  const words = plain(said)
  const named = [...suspected.keys()].filter((one) => plain(one).length > 2 && words.includes(plain(one)))
  return named.length === 1 ? named[0] : undefined
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** A change after the symptom did nothing; of those before, each doubling of the distance halves it. */
function weightOf(distance: number, step: number): number {
  if (!Number.isFinite(distance) || distance < 0) return 0
  const weight = 1 / (1 + distance / Math.max(2 * step, 300))
  return distance > 7 * day ? 0 : distance > 2 * day ? 0.3 * weight : weight
}

function whenOf({ time }: Change, { seen }: Onset): string {
  const minutes = Math.round((seen - time) / 60)
  if (minutes < 0) return `It was made within the sample in which the symptom shows first.`
  const hours = minutes >= 120
  return `It was made ${hours ? `${(minutes / 60).toFixed(1)} h` : `${minutes} min`} before the symptom shows first.`
}

/**
 * When the target's symptom began: from the alarm back through samples that show it, also into what was given as
 * normal, because an alarm is often late. `otherwise` is said of what doesn't show it.
 */
export function onsetOf(
  question: Question,
  symptom: (window: 'normal' | 'abnormal') => Float64Array | undefined,
  otherwise?: Onset,
): Onset {
  const { normal, abnormal, target } = question
  const times = [...Array.from(normal.times), ...Array.from(abnormal.times)]
  const step = stepOf(abnormal.times, normal.times)
  const first = abnormal.times[0] ?? target.time
  const before = symptom('normal')
  const during = symptom('abnormal')
  if (before === undefined || during === undefined)
    return otherwise ?? { seen: Number.isFinite(first) ? first : target.time, step }
  const { median: usual, deviation } = spreadOf(before)
  const values = [...before, ...during]
  const far = values.map((value) => Math.abs(value - usual))
  const worst = Math.max(0, ...far.slice(before.length).filter(Number.isFinite))
  const least = Math.max(0.3 * worst, 3 * deviation)
  const begin = beginning(far, times, { alarm: target.time, least, gap: 3 * step, from: before.length })
  if (begin === undefined && otherwise !== undefined) return otherwise
  return { seen: begin ?? (Number.isFinite(target.time) ? target.time : first), step }
}

interface Search {
  readonly alarm: number
  readonly least: number
  readonly gap: number
  readonly from: number
}

/** The first of the samples that show it in one run, a gap of one allowed. */
function beginning(far: readonly number[], times: readonly number[], search: Search): number | undefined {
  const shown = [...far.keys()].filter((at) => (far[at] ?? 0) >= search.least)
  const during = shown.filter((at) => at >= search.from)
  const upTo = during.filter((at) => !((times[at] ?? 0) > search.alarm))
  let at = upTo.at(-1) ?? during[0]
  if (at === undefined) return undefined
  for (const earlier of shown.filter((one) => one < (at ?? 0)).toReversed()) {
    if ((times[at] ?? 0) - (times[earlier] ?? 0) > search.gap) break
    at = earlier
  }
  return times[at]
}
