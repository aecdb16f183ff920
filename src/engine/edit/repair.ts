import type { EditAnswer, EditVerification, WantedValue } from '../../model/edit.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import type { Live } from '../../model/live.ts'
import { parsePath } from '../../model/path.ts'
import type { Beside } from '../../edits/terraform/beside.ts'
import { missingCompanions, sourcePlaces, type SourcePlace } from '../../shapes/source-place.ts'
import { joinedFindings } from '../review/findings.ts'
import type { UnitReview } from '../review/review.ts'
import { beyond, isAmong, only } from './beyond.ts'
import { addedBeside } from './add.ts'
import { edit, type Edited } from './edit.ts'
import type { EditState, ReadUnit } from './state.ts'

/** What the rules say of a state. */
export type FindingsOf = (state: EditState) => readonly Finding[]

/** What came of the repair of one finding, or of some of its places. */
export interface Repaired {
  readonly finding: Finding
  readonly answer: EditAnswer
}

/** What came of several, and the state with all that could be done. */
export interface Repairs {
  readonly state: EditState
  readonly done: readonly Repaired[]
  readonly refused: readonly Repaired[]
}

/** Where a finding cannot be mended as a whole, as many of its places are tried one by one. */
const mostAlone = 40

/** Repairs findings one after the other, each verified with those before it in place. */
export function repairAll(
  before: EditState,
  findings: readonly Finding[],
  findingsOf: FindingsOf,
  progress?: (done: number) => void,
): Repairs {
  const done: Repaired[] = []
  const refused: Repaired[] = []
  let state = before
  for (const [position, finding] of findings.entries()) {
    progress?.(position)
    // An earlier repair may have mended this one too.
    const now = stillThere(finding, findingsOf(state))
    if (now === undefined) continue
    const made = repairEach(state, now, findingsOf, finding)
    state = made.state
    done.push(...made.done)
    refused.push(...made.refused)
  }
  return { state, done, refused }
}

/** A finding in all of its places at once; where that cannot be, in each of them that can. */
function repairEach(before: EditState, finding: Finding, findingsOf: FindingsOf, told: Finding): Repairs {
  const whole = repair(before, finding, findingsOf)
  if (whole.answer.kind === 'edited')
    return { state: whole.after, done: [{ finding: told, answer: whole.answer }], refused: [] }
  const places = finding.places.slice(0, mostAlone)
  const done: Repaired[] = []
  const refused: Repaired[] = []
  let state = before
  for (const place of places.length > 1 ? places : []) {
    const [alone] = only(finding, (one) => one === place)
    const now = alone === undefined ? undefined : stillThere(alone, findingsOf(state))
    if (now === undefined) continue
    const { answer, after } = repair(state, now, findingsOf)
    state = after
    const [one = now] = only(told, (other) => isSamePlace(other, place))
    if (answer.kind === 'edited') done.push({ finding: one, answer })
    else refused.push({ finding: one, answer })
  }
  return done.length === 0
    ? { state, done, refused: [{ finding: told, answer: whole.answer }] }
    : { state, done, refused }
}

/** The finding as it is told now, in those of its places that it still has. */
function stillThere(finding: Finding, now: readonly Finding[]): Finding | undefined {
  const same = now.filter((one) => one.rule === finding.rule && one.key === finding.key)
  const nearest = same.toSorted((a, b) => Number(b.path === finding.path) - Number(a.path === finding.path))
  return nearest
    .flatMap((one) => only(one, (place) => finding.places.some((other) => isSamePlace(place, other))))
    .at(0)
}

function isSamePlace(one: FindingPlace, other: FindingPlace): boolean {
  return one.root === other.root && one.variant === other.variant && one.address === other.address
}

/**
 * Gives a resource the values that satisfy a rule, and reads again: the finding is gone, no other came, and nothing else is
 * different.
 */
export function repair(
  before: EditState,
  finding: Finding,
  findingsOf: FindingsOf,
): { readonly answer: EditAnswer; readonly after: EditState } {
  let last: EditAnswer | undefined
  for (const way of waysTo(before, finding)) {
    const { answer, state } = taken(before, way)
    if (answer.kind === 'edited') {
      const [was, is] = [findingsOf(before), findingsOf(state)]
      const findings = { appeared: beyond(is, was), gone: beyond(was, is) }
      const verification: EditVerification = { ...answer.verification, findings }
      if (isAmong(finding, findings.gone) && findings.appeared.length === 0)
        return { answer: { ...answer, verification }, after: state }
      last = stays(finding, way, findings)
    } else if (last === undefined || last.kind === 'nothing') last = answer
  }
  return { answer: last ?? noWay(finding), after: before }
}

const table = shapeTable(shapes)

/** Values for attributes that could say what is wanted, or new resources beside their owners that do. */
type Way =
  | { readonly kind: 'values'; readonly values: readonly WantedValue[] }
  | { readonly kind: 'beside'; readonly resources: readonly Beside[] }

function taken(before: EditState, way: Way): Edited {
  const options = { allowOthers: false }
  return way.kind === 'values'
    ? edit(before, way.values, options)
    : addedBeside(before, way.resources, options)
}

/** One place of a finding, the live resource there, and where the source could say each value that is wanted. */
interface Spot {
  readonly place: FindingPlace
  readonly read: ReadUnit
  readonly live: Live
  readonly says: readonly (readonly SourcePlace[])[]
}

/** One way for each attribute that could say the values, in every place of the finding; the likeliest first. */
function* waysTo(state: EditState, finding: Finding): Generator<Way> {
  const wanted = finding.repair ?? []
  const spots = finding.places.flatMap((place) => spotAt(state, place, wanted))
  const resources = besideAll(spots, wanted)
  const beside: Way | undefined = resources === undefined ? undefined : { kind: 'beside', resources }
  // Where the owner says it already, it goes on to; else what today's provider has for it comes first.
  const isOld = spots.some(({ says, read }) => says.flat().some((one) => isSaid(read, one)))
  if (beside !== undefined && !isOld) yield beside
  const ways = Math.max(0, ...spots.flatMap(({ says }) => says.map((places) => places.length)))
  for (let at = 0; at < Math.min(ways, 6); at++) {
    const values = spots.flatMap(({ says, place: { root, variant } }) =>
      says.flatMap((places): readonly WantedValue[] => {
        const one = places[at] ?? places[0]
        if (one === undefined) return []
        const address = `${root === '' ? '.' : root}@${variant}::${one.address}`
        return [{ address, path: one.path, data: one.data }]
      }),
    )
    if (values.length > 0) yield { kind: 'values', values }
  }
  if (beside !== undefined && isOld) yield beside
}

function spotAt(
  { units }: EditState,
  place: FindingPlace,
  wanted: NonNullable<Finding['repair']>,
): readonly Spot[] {
  for (const read of units) {
    if (read.reading.root !== place.root || read.reading.variant !== place.variant) continue
    const live = livesOf(read.reading, table).find(
      (one) =>
        one.sources.some((source) => source.address === place.address) || one.address === place.address,
    )
    const says = wanted.map(({ path, value }) =>
      live === undefined ? [] : sourcePlaces(live, path, value, table),
    )
    if (live !== undefined) return [{ place, read, live, says }]
  }
  return []
}

/** New resources for every place; undefined where one of them has no use for any. */
function besideAll(
  spots: readonly Spot[],
  wanted: NonNullable<Finding['repair']>,
): readonly Beside[] | undefined {
  const each = spots.map(({ live, read: { reading, unit } }) =>
    missingCompanions(live, wanted, table)?.map((one) => ({ reading, unit, ...one })),
  )
  const all = each.flatMap((some) => some ?? [])
  return all.length === 0 || each.includes(undefined) ? undefined : all
}

/** Whether the attribute or block that a value belongs to is written. */
function isSaid({ reading }: ReadUnit, { address, path }: SourcePlace): boolean {
  const whole = reading.resources.find((one) => one.address === address)?.values
  const [first] = parsePath(path) ?? []
  const value = whole?.kind === 'map' ? whole.entries.get(String(first)) : undefined
  if (value === undefined || value.kind === 'absent' || value.kind === 'unknown') return false
  if (value.kind === 'list') return value.items.length > 0
  return value.origin !== 0 && value.origin !== whole?.origin
}

/** What a rule asks for was written, and it, or another rule, objects all the same: which, to what, and what it says. */
function stays({ rule, message }: Finding, way: Way, { appeared }: EditVerification['findings']): EditAnswer {
  const tried = `${wayText(way)} was written and read again`
  const [first] = appeared
  const detail =
    first === undefined
      ? `${tried}, but ${rule} objects as before: ${message} Something else that decides it, such as another block or a list beside it, has to change with it.`
      : `${tried}, but then ${first.rule} would object to ${first.address}: ${first.message} Decide which of the two is right here.`
  return { kind: 'refused', code: 'edit/finding-stays', detail, offers: [] }
}

function wayText(way: Way): string {
  const values =
    way.kind === 'values'
      ? way.values.map(({ path, data }) => `${path} = ${JSON.stringify(data)}`)
      : way.resources.map(({ type, owner }) => `${type} beside ${owner.address}`)
  return [...new Set(values)].slice(0, 3).join(', ')
}

function noWay({ rule, fix, repair: wanted = [], address }: Finding): EditAnswer {
  const paths = [...new Set(wanted.map(({ path }) => path))].join(', ')
  const detail =
    paths === ''
      ? `${rule} names no value that would be right for everybody here. ${fix}`
      : `${rule} asks for ${paths}, and no attribute of ${address} is known that says it. ${fix}`
  return { kind: 'refused', code: 'edit/no-place', detail, offers: [] }
}

/** The violated findings of some units, one for each cause. */
export function violatedIn(units: readonly UnitReview[]): readonly Finding[] {
  return joinedFindings(units.flatMap(({ found }) => found)).filter(({ verdict }) => verdict === 'violated')
}
