import type { Entry, Unit } from './account.ts'
import type { Observed } from './observe.ts'
import type { Shift } from './shift.ts'

/** Why a node is suspected. */
export interface Evidence {
  readonly node: string
  /** Its part in the symptom, where the whole is about one. */
  readonly share: number
  readonly unit: Unit | undefined
  /** Its books, in the unit in which it stands out. */
  readonly entry: Entry | undefined
  /** The node that seemed to do it, where this one made it do so. */
  readonly instead: string | undefined
  /** The node that it asks more than usual. */
  readonly asks?: string
  /** The node that lacks the processor which this one has. */
  readonly starves?: string
  /** Those that are slow and all call it, where nobody measures what lies between. */
  readonly between?: readonly string[]
  /** By how many spreads it stands out, where there are no books of it. */
  readonly spreads?: number
  /** Its part of the symptom in the first book that it is in, which is what is said of it. */
  readonly part?: number
  /** Whether it is suspected for what it uses of the machine only. */
  readonly uses?: boolean
  /** Whether it was changed just before, which counts where nobody measures it. */
  readonly changed?: boolean
}

/** What the words need to know: where the symptom shows, and what latencies are measured in. */
interface Said {
  readonly target: string
  readonly unit: string | undefined
  /** Memory is in bytes. */
  readonly isBytes: boolean
  /** Whom it calls, where nobody measures the calls. */
  readonly unseen: readonly string[]
}

/** The reason in words and numbers. */
export function whyOf(one: Evidence, observed: ReadonlyMap<string, Observed>, said: Said): string {
  const known = observed.get(one.node)
  const reasons = [reasonOf(one, observed, said), wayOf(one, known, said), ...besides(known, said.isBytes)]
  return reasons.filter((reason) => reason !== '').join(' ')
}

function reasonOf(
  one: Evidence,
  observed: ReadonlyMap<string, Observed>,
  { target, unit: inUnit }: Said,
): string {
  const { entry, unit, instead, asks, starves, uses, between } = one
  if (uses === true)
    return 'Nobody measures the symptom, and it uses more of the machine than ever for what it does.'
  if (between !== undefined)
    return `${between.join(', ')} are slow by themselves at once, and all of them call it: what lies between nobody measures.`
  if (starves !== undefined)
    return `It uses more of the machine than ever for what it does, while ${starves} waits for a processor that it doesn't use itself.`
  if (asks !== undefined) return asking(asks, one.node, observed)
  if (instead !== undefined && entry === undefined)
    return `Nobody measures ${unit?.kind === 'failing' ? 'how often it fails' : 'its latency'}, and ${instead}, which calls it, has an excess that no measured callee explains.${one.changed === true ? ' It was changed just before.' : ''}`
  if (entry === undefined) return grown(observed.get(one.node))
  if (instead !== undefined) return crossing(entry, unit, instead, inUnit)
  if (entry.isRelative) return relativeBookOf(entry, unit, inUnit)
  const part = one.node === target ? 'of its own symptom' : `of the symptom at ${target}`
  return `${bookOf(entry, unit, inUnit)} That is ${partSaid(one)} ${part}.`
}

function partSaid({ part, share }: Evidence): string {
  return percent(Math.min(1, part ?? share))
}

/** What a node waits for on the way to what it calls looks as if it were its own, where only nodes are measured. */
function wayOf(
  { share, entry, unit, ...one }: Evidence,
  known: Observed | undefined,
  { unseen }: Said,
): string {
  const isItsOwn =
    entry !== undefined && one.instead === undefined && one.starves === undefined && one.asks === undefined
  if (!isItsOwn || unit?.kind !== 'latency' || share < 0.2 || (known?.hunger ?? 0) > 0.2) return ''
  if (unseen.length === 0) return ''
  const names = `${unseen.slice(0, 3).join(', ')}${unseen.length > 3 ? ` and ${unseen.length - 3} more` : ''}`
  return `Or it waits on the way to what it calls (${names}): nobody measures its calls.`
}

function asking(asked: string, node: string, observed: ReadonlyMap<string, Observed>): string {
  const requests = observed.get(asked)?.callers.get(node)?.requests
  const counts =
    requests === undefined ? 'more' : `${short(requests.during)} times instead of ${short(requests.before)}`
  return `It asks ${asked} ${counts}, and not because it is asked more itself; ${asked} is slow with that.`
}

function bookOf(
  { shift, requests, total, explained, own }: Entry,
  unit: Unit | undefined,
  inUnit: string | undefined,
): string {
  const measured = (value: number): string => withUnit(value, unit?.kind === 'failing' ? undefined : inUnit)
  const less =
    explained > 0
      ? `; its callees explain ${measured(Math.min(explained, total))}, so ${measured(own)} is its own`
      : ', all its own'
  if (unit?.kind === 'failing')
    return `${percent(shift.during)} of its ${short(requests)} requests fail (normally ${percent(shift.before)}): ${short(total)} more than usual${less}.`
  return `Its ${short(requests)} requests take ${measured(shift.during)} each (normally ${measured(shift.before)}): ${measured(total)} more in all${less}.`
}

/** Nothing adds up here: each is told by its own usual. */
function relativeBookOf(
  { shift, total, explained }: Entry,
  unit: Unit | undefined,
  inUnit: string | undefined,
): string {
  const less =
    explained > 0
      ? `; its callees explain ${percent(Math.min(1, explained / total))} of that`
      : ', all its own'
  if (unit?.kind === 'failing')
    return `${percent(shift.during)} of its requests fail (normally ${percent(shift.before)})${less}.`
  return `Its requests take ${withUnit(shift.during, inUnit)} each (normally ${withUnit(shift.before, inUnit)})${less}.`
}

function crossing(
  { shift }: Entry,
  unit: Unit | undefined,
  instead: string,
  inUnit: string | undefined,
): string {
  return unit?.kind === 'failing'
    ? `It takes ${withUnit(shift.during, inUnit)} instead of ${withUnit(shift.before, inUnit)}, and ${instead}, which waits for it, fails: callers give up.`
    : `${percent(shift.during)} of its requests fail instead of ${percent(shift.before)}, and ${instead}, which needs it, is slow: callers try again.`
}

function grown(known: Observed | undefined): string {
  const parts = [
    ...[...(known?.latency ?? [])]
      .slice(0, 1)
      .map(([statistic, shift]) => `latency (${statistic}) ${moved(shift)}`),
    ...(known?.failing === undefined ? [] : [`failing requests ${moved(known.failing)}`]),
  ]
  return parts.length === 0 ? '' : `By its own measures, without knowing who calls whom: ${parts.join(', ')}.`
}

function besides(known: Observed | undefined, isBytes: boolean): readonly string[] {
  if (known === undefined) return []
  const { resource, requests, silent } = known
  return [
    ...(silent ? ['It used to have requests and has none now.'] : []),
    ...(resource !== undefined && Math.abs(resource.shift.z) > 6
      ? [
          `Its ${resource.metric} is ${moved(resource.shift, isBytes && resource.metric === 'memory' ? bytes : short)}.`,
        ]
      : []),
    ...(requests !== undefined && requests.z > 6 && requests.during > 1.3 * requests.before
      ? [`It has ${short(requests.during)} requests instead of ${short(requests.before)}.`]
      : []),
  ]
}

function moved({ before, during, z }: Shift, text = short): string {
  return `${text(during)} instead of ${text(before)} (${short(Math.abs(z))} spreads)`
}

function bytes(value: number): string {
  const at = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)))
  return `${short(value / 1024 ** at)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][at] ?? 'B'}`
}

function percent(share: number): string {
  return `${short(100 * share)} %`
}

function withUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? short(value) : `${short(value)} ${unit}`
}

/** Three digits that count. */
function short(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const digits = Number(value.toPrecision(3))
  return Math.abs(digits) >= 1e6 || (digits !== 0 && Math.abs(digits) < 1e-3)
    ? digits.toExponential()
    : String(digits)
}
