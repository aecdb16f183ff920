import { marks, type Value } from '../../kernel/value.ts'
import type { Change, PlanReading } from '../../model/change.ts'
import type { DriftClass, DriftedObject, DriftedValue } from '../../model/drift.ts'
import { nameAt, pathText, valueAt, type PathStep } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { fingerprint } from '../difference/fingerprint.ts'
import { asEdited } from './as-edited.ts'
import { siteOf } from './site.ts'
import { unequalIn, type Comparison, type Unequal } from './values.ts'

/** What Terraform says of a root, and what the code said when it was asked. */
export interface Planned {
  readonly plan: PlanReading
  /** The folder that it was made in. */
  readonly root: Reading['root']
  /** The code as the program saw it: what it says by now may be edited. */
  readonly seen: readonly Reading[]
}

/** What came of comparing one root. */
export interface TerraformDrift {
  readonly objects: readonly DriftedObject[]
  readonly live: number
  readonly compared: number
}

/**
 * Compares three: what the code wants is what the plan would make of each resource, what the state remembers is what the plan says
 * was changed outside of Terraform, and what runs is what was there after it was refreshed. What each value comes from is
 * known from our own reading of the code; where that was edited since, it is the code that counts.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function terraformDrift(readings: readonly Reading[], { plan, root, seen }: Planned): TerraformDrift {
  const before = bestOf(
    seen.filter((one) => one.format === 'terraform' && one.root === root),
    plan,
  )
  const now = readings.find(
    (one) => one.format === 'terraform' && one.root === before?.root && one.variant === before.variant,
  )
  const comparing: RootComparing = {
    reading: now,
    code: resourcesOf(now),
    seen: resourcesOf(before),
    outside: new Map(plan.drift.map((one) => [one.address, one])),
  }
  const changes = plan.changes.filter(({ mode, deposed }) => mode === 'managed' && deposed === undefined)
  return {
    objects: changes.flatMap((one) => objectOf(one, comparing)),
    live: changes.filter(({ before: { kind } }) => kind !== 'absent').length,
    compared: changes.filter(({ actions }) => !actions.includes('create') && !isRemoved({ actions })).length,
  }
}

interface RootComparing {
  readonly reading: Reading | undefined
  readonly code: ReadonlyMap<string, Resource>
  readonly seen: ReadonlyMap<string, Resource>
  /** What was changed outside of Terraform, by address. */
  readonly outside: ReadonlyMap<string, Change>
}

function resourcesOf(reading: Reading | undefined): ReadonlyMap<string, Resource> {
  return new Map(reading?.resources.map((one) => [one.address, one]))
}

/** Of the variants of a root, the one that says most of what the plan would make. */
function bestOf(readings: readonly Reading[], plan: PlanReading): Reading | undefined {
  const [first, ...others] = readings
  if (first === undefined || others.length === 0) return first
  const planned = new Map<string, Change>(plan.changes.map((one) => [one.address, one]))
  const score = ({ resources }: Reading): number =>
    resources.reduce((sum, { address, values }) => {
      const after = planned.get(address)?.after
      if (after?.kind !== 'map' || values.kind !== 'map') return sum
      const same = [...after.entries].filter(
        ([name, one]) => fingerprint(one) === fingerprint(values.entries.get(name) ?? absent),
      )
      return sum + same.length
    }, 0)
  return readings
    .map((reading) => ({ reading, points: score(reading) }))
    .reduce((best, one) => (one.points > best.points ? one : best)).reading
}

function isRemoved({ actions }: Pick<Change, 'actions'>): boolean {
  return actions.includes('destroy') || actions.includes('forget')
}

function objectOf(change: Change, comparing: RootComparing): readonly DriftedObject[] {
  const { address, type, actions } = change
  const { reading, code } = comparing
  const wanted = code.get(address)
  const plain = { address, type, reading, wanted, values: [], by: undefined, silence: undefined }
  if (actions.includes('create')) return [{ ...plain, what: 'deleted', live: undefined }]
  const live = { ...change, values: change.before }
  if (isRemoved(change)) {
    // The code says itself that it is to be let go.
    if (actions.includes('forget')) return []
    return [{ ...plain, what: 'unmanaged', reading: undefined, wanted: undefined, live }]
  }
  const values = valuesOf(change, comparing)
  return values.length === 0 ? [] : [{ ...plain, what: 'changed', live, values }]
}

function valuesOf(change: Change, comparing: RootComparing): readonly DriftedValue[] {
  const { address, before: live, after } = change
  const now = comparing.code.get(address)?.values
  const seen = comparing.seen.get(address)?.values
  const wanted = now === undefined || seen === undefined ? after : asEdited(seen, now, after)
  const remembered = comparing.outside.get(address)?.before
  const wantedIs = unequalValues(wanted, live)
  const told = wantedIs.map((one) => valueOf(one, { change, comparing, wanted, remembered }))
  return [...told, ...outsideOnly(change, wantedIs, wanted, remembered)]
}

interface Valued {
  readonly change: Change
  readonly comparing: RootComparing
  readonly wanted: Value
  readonly remembered: Value | undefined
}

function valueOf(unequal: Unequal, { change, comparing, wanted, remembered }: Valued): DriftedValue {
  const { kind, wantedPath, livePath } = unequal
  const path = kind === 'extra' ? livePath : wantedPath
  const live = unequal.live ?? absent
  const before = remembered === undefined ? undefined : (valueAt(remembered, path) ?? absent)
  const wantedValue = unequal.wanted ?? absent
  const code = comparing.code.get(change.address)
  const hidden = wantedValue.marks | (before?.marks ?? marks.none)
  return {
    path: pathText(path),
    name: nameAt(kind === 'extra' ? change.before : wanted, path, change.address),
    wanted: wantedValue,
    // Where nothing says that it was changed since, the state has what runs.
    remembered: ifThere(before ?? live),
    live: { ...live, marks: live.marks | hidden },
    site: kind === 'extra' ? undefined : siteIn(comparing.reading, code?.values, path),
    by: undefined,
    ...judged(unequal, before, change),
  }
}

function ifThere(value: Value): Value | undefined {
  return value.kind === 'absent' ? undefined : value
}

function judged(
  { kind, wantedPath, live }: Unequal,
  before: Value | undefined,
  { replacePaths }: Change,
): Pick<DriftedValue, 'what' | 'why' | 'silence'> {
  if (kind === 'unknown') return silent('computed', 'It is known only when the rest is applied.')
  const top = String(wantedPath[0] ?? '')
  const cost = replacePaths.some((one) => one === pathText(wantedPath) || one === top)
    ? ' To bring it back replaces the whole resource.'
    : ''
  return before !== undefined && fingerprint(before) !== fingerprint(live ?? absent)
    ? {
        what: 'by-hand',
        why: `The state remembers something else, so it was changed after it was applied.${cost}`,
        silence: undefined,
      }
    : {
        what: 'not-rolled-out',
        why: `It runs as the state remembers it, and the code says something else: it was not applied, or somebody changed the state.${cost}`,
        silence: undefined,
      }
}

function silent(what: DriftClass, why: string): Pick<DriftedValue, 'what' | 'why' | 'silence'> {
  return { what, why, silence: { kind: what, why } }
}

/** What was changed outside of Terraform, and no plan would change back. */
function outsideOnly(
  change: Change,
  told: readonly Unequal[],
  wanted: Value,
  remembered: Value | undefined,
): readonly DriftedValue[] {
  if (remembered === undefined || remembered.kind === 'absent') return []
  const known = new Set(told.map((one) => pathText(one.kind === 'extra' ? one.livePath : one.wantedPath)))
  return unequalValues(remembered, change.before).flatMap((one): readonly DriftedValue[] => {
    const path = one.kind === 'extra' ? one.livePath : one.wantedPath
    if (known.has(pathText(path))) return []
    const live = one.live ?? absent
    return [
      {
        path: pathText(path),
        name: nameAt(one.kind === 'extra' ? change.before : remembered, path, change.address),
        wanted: valueAt(wanted, path) ?? absent,
        remembered: one.wanted,
        live: { ...live, marks: live.marks | (one.wanted?.marks ?? marks.none) },
        site: undefined,
        by: undefined,
        ...silent(
          'computed',
          'It changed since it was applied, but the code is content with it, so that no plan would change it back.',
        ),
      },
    ]
  })
}

/** Lists of one length are told item by item; of others, what came and what went, as they may be sets. */
const comparison: Comparison = {
  keysOf: () => [],
  isSet: (_, isAsLong) => !isAsLong,
  areEqual: (_, wanted, live) => wanted === live,
  hidesZeros: false,
}

/** Value by value; what differs only in how often or in which order it has something is told as one. */
function unequalValues(wanted: Value, live: Value): readonly Unequal[] {
  const found = unequalIn(wanted, live, comparison)
  if (wanted.kind !== 'map' || live.kind !== 'map') return found
  const told = new Set(found.map(({ wantedPath, livePath }) => wantedPath[0] ?? livePath[0]))
  const rest = [...wanted.entries].flatMap(([name, one]): readonly Unequal[] => {
    const other = live.entries.get(name)
    if (told.has(name) || other === undefined || one.kind !== 'list' || other.kind !== 'list') return []
    if (fingerprint(one) === fingerprint(other)) return []
    const path = [name]
    return [
      {
        kind: 'changed',
        wantedPath: path,
        livePath: path,
        place: name,
        wanted: one,
        live: other,
        beside: live,
      },
    ]
  })
  return [...found, ...rest]
}

/** The literal of a value, or of the nearest around it that the code says. */
function siteIn(
  reading: Reading | undefined,
  values: Value | undefined,
  path: readonly PathStep[],
): DriftedValue['site'] {
  if (reading === undefined || values === undefined) return undefined
  for (let length = path.length; length > 0; length--) {
    const site = siteOf(reading, valueAt(values, path.slice(0, length)))
    if (site !== undefined) return site
  }
  return undefined
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }
