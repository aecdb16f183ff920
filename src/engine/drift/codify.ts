import type { Data } from '../../kernel/edit.ts'
import { dataOf } from '../../model/data.ts'
import type { Drift, DriftedObject, DriftedValue } from '../../model/drift.ts'
import { isOpen } from '../../model/drift.ts'
import type { EditAnswer, EditVerification, OtherChange, WantedValue } from '../../model/edit.ts'
import type { Live } from '../../model/live.ts'
import type { Reading } from '../../model/reading.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { missingCompanions } from '../../shapes/source-place.ts'
import { addedBeside } from '../edit/add.ts'
import { edit, filesOf, type Edited } from '../edit/edit.ts'
import { refused } from '../edit/refusal.ts'
import type { EditState } from '../edit/state.ts'
import { documentEdits } from './codify-document.ts'
import { waysToSay } from './codify-ways.ts'

/** Compares again what an edit made of the code with what runs. */
export type Again = (readings: readonly Reading[]) => Drift

/** What came of writing a drift into the code. */
export interface Codified {
  readonly object: DriftedObject
  /** Undefined for a whole object. */
  readonly value: DriftedValue | undefined
  readonly answer: EditAnswer
}

/**
 * Writes into the code what runs, value by value, each edit on top of those before it and verified twice: by reading again, as
 * every edit, and by comparing again, so that the drift is gone and no other came.
 */
export function codifyValues(
  before: EditState,
  objects: readonly DriftedObject[],
  again: Again,
  { allowOthers, path }: { readonly allowOthers: boolean; readonly path?: string | undefined },
): { readonly state: EditState; readonly done: readonly Codified[] } {
  let state = before
  const done: Codified[] = []
  for (const { address } of objects) {
    const tried = new Set<string>()
    // Paths of items move when others come and go, so that what is left is asked for anew each time.
    for (let left = 1000; left > 0; left--) {
      const drift = again(state.estate.readings)
      const object = drift.objects.find((one) => one.address === address && one.what !== 'unmanaged')
      const value = object?.values.find(
        (one) => isOpen(one) && !tried.has(keyOf(one)) && (path === undefined || one.path === path),
      )
      if (object === undefined || value === undefined) break
      tried.add(keyOf(value))
      const wanting = { object, value, drift }
      const alone = codified(state, wanting, again, allowOthers)
      const { answer, state: after } =
        (objects.length > 1 && !isOnLine(alone) && together(state, wanting, again, objects)) || alone
      done.push({ object, value, answer })
      state = after
    }
  }
  return { state, done }
}

function keyOf({ path, live }: DriftedValue): string {
  return `${path} ${JSON.stringify(dataOf(live) ?? null)}`
}

interface Wanting {
  readonly object: DriftedObject
  readonly value: DriftedValue
  readonly drift: Drift
}

function codified(before: EditState, wanting: Wanting, again: Again, allowOthers: boolean): Edited {
  const { object, value } = wanting
  let last: EditAnswer | undefined
  for (const way of waysIn(before, wanting)) {
    const edited = way(before, allowOthers)
    if (edited.answer.kind === 'edited') {
      if (isSettled(wanting, again(edited.state.estate.readings))) return edited
      last ??= staysRefusal(object, value)
    } else if (edited.answer.kind === 'refused') last ??= edited.answer
  }
  return { answer: last ?? nowhere(object, value), state: before }
}

/** Whether it is written where everybody who has the value takes it from. */
function isOnLine({ answer }: Edited): boolean {
  return (
    answer.kind === 'nothing' ||
    (answer.kind === 'edited' && answer.layers.every(({ kind }) => kind === 'literal'))
  )
}

/** On the line that several share, where each whose value changes by that was to be written and runs so. */
function together(
  before: EditState,
  wanting: Wanting,
  again: Again,
  objects: readonly DriftedObject[],
): Edited | undefined {
  for (const way of waysIn(before, wanting)) {
    const edited = way(before, true)
    const { answer, state } = edited
    if (answer.kind !== 'edited' || answer.verification.others.length === 0) continue
    const { wanted, others } = answer.verification
    const after = again(state.estate.readings)
    if (!isSettled(wanting, after) || !isWithin(openKeys(after), openKeys(wanting.drift))) continue
    const settled = objects.filter((one) => isLess(one.address, wanting.drift, after))
    if (!others.every((one) => settled.some((object) => isOf(before, object, one)))) continue
    // All of them were asked for.
    const verification = { ...answer.verification, wanted: [...wanted, ...others], others: [] }
    return { answer: { ...answer, verification }, state }
  }
  return undefined
}

/** What still differs, value by value. */
function openKeys({ objects }: Drift): ReadonlySet<string> {
  return new Set(
    objects.flatMap(({ address, values }) => values.filter(isOpen).map(({ path }) => `${address} ${path}`)),
  )
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one))
}

function isLess(address: string, before: Drift, after: Drift): boolean {
  return (openIn(after).get(address) ?? 0) < (openIn(before).get(address) ?? 0)
}

/** Whether a value that changes is one of an object's, in the environment that runs. */
function isOf(state: EditState, object: DriftedObject, { root, variant, change }: OtherChange): boolean {
  const { reading, wanted } = object
  if (reading?.root !== root || reading.variant !== variant) return false
  if (change.address === object.address || change.address === wanted?.address) return true
  return liveOf(state, object)?.sources.some(({ address }) => address === change.address) === true
}

/** The paths of what runs are those of the source. */
function isSaidAsItRuns({ wanted, type, reading }: DriftedObject): boolean {
  return wanted?.provider === 'kubernetes' || (reading?.format === 'terraform' && wanted?.type === type)
}

type Way = (before: EditState, allowOthers: boolean) => Edited

function* waysIn(state: EditState, { object, value }: Wanting): Generator<Way> {
  const data = value.live.kind === 'absent' ? undefined : dataOf(value.live)
  if (data === undefined && value.live.kind !== 'absent') return
  if (object.wanted !== undefined && isSaidAsItRuns(object)) {
    yield plainWay([{ address: qualified(object, object.wanted.address), path: value.path, data }])
    return
  }
  const live = liveOf(state, object)
  if (live === undefined) return
  for (const said of waysToSay(live, value, data, table)) {
    yield plainWay(said.map((one) => ({ ...one, address: qualified(object, one.address) })))
  }
  for (const edited of documentEdits(state, live, value, data)) yield () => edited
  if (data !== undefined) yield besideWay(state, live, value, data)
}

function plainWay(wanted: readonly WantedValue[]): Way {
  return (before, allowOthers) => edit(before, wanted, { allowOthers })
}

/** A resource of its own, beside its owner, that says it. */
function besideWay({ units }: EditState, live: Live, { path }: DriftedValue, data: Data): Way {
  return (before, allowOthers) => {
    const unit = units.find(({ reading }) => reading === live.reading)?.unit
    const plain = typeof data === 'object' ? undefined : data
    const missing = plain === undefined ? undefined : missingCompanions(live, [{ path, value: plain }], table)
    return unit === undefined || missing === undefined || missing.length === 0
      ? { answer: { kind: 'nothing' }, state: before }
      : addedBeside(
          before,
          missing.map((one) => ({ reading: live.reading, unit, ...one })),
          { allowOthers },
        )
  }
}

const table = shapeTable(shapes)

/** The object as the code says it now, in the shape of the live API. */
function liveOf({ estate }: EditState, { reading, address, type }: DriftedObject): Live | undefined {
  const now = estate.readings.find(
    (one) => one.format === reading?.format && one.root === reading.root && one.variant === reading.variant,
  )
  return now && livesOf(now, table).find((one) => one.type === type && one.address === address)
}

function qualified({ reading }: DriftedObject, address: string): string {
  const root = reading === undefined || reading.root === '' ? '.' : reading.root
  return `${root}@${reading?.variant ?? ''}::${address}`
}

/** The object has less to tell than before, and no other has more. */
function isSettled({ object, drift }: Wanting, after: Drift): boolean {
  const [was, is] = [openIn(drift), openIn(after)]
  if ((is.get(object.address) ?? 0) >= (was.get(object.address) ?? 0)) return false
  return [...is].every(([address, count]) => count <= (was.get(address) ?? 0))
}

function openIn({ objects }: Drift): ReadonlyMap<string, number> {
  return new Map(
    objects.map((one) => [
      one.address,
      one.values.filter(isOpen).length + Number(one.what !== 'changed' && isOpen(one)),
    ]),
  )
}

function staysRefusal({ address }: DriftedObject, { path }: DriftedValue): EditAnswer {
  const detail = `${path} of ${address} could be written, but compared again with what runs it would still differ, or something else would. Change it by hand.`
  return refused('edit/other-value', detail)
}

function nowhere({ address, type }: DriftedObject, { path }: DriftedValue): EditAnswer {
  const detail = `No attribute is known that says ${path} of a ${type}, which is ${address} here. Change it by hand, or accept it.`
  return refused('edit/no-place', detail)
}

/** Several edits, one on top of the other, as one. */
export function joinedAnswer(before: EditState, after: EditState, done: readonly Codified[]): EditAnswer {
  const edits = done.flatMap(({ answer }) => (answer.kind === 'edited' ? [answer] : []))
  const [first] = done
  if (edits.length === 0) return first?.answer ?? { kind: 'nothing' }
  const all = <Part>(of: (one: EditVerification) => readonly Part[]): readonly Part[] =>
    edits.flatMap(({ verification }) => of(verification))
  return {
    kind: 'edited',
    files: filesOf(before, after),
    layers: edits.flatMap(({ layers }) => layers),
    offers: [],
    after: after.estate,
    imports: edits.flatMap(({ imports = [] }) => imports),
    verification: {
      wanted: all(({ wanted }) => wanted),
      follows: all(({ follows }) => follows),
      others: all(({ others }) => others),
      diagnostics: {
        appeared: all(({ diagnostics }) => diagnostics.appeared),
        gone: all(({ diagnostics }) => diagnostics.gone),
      },
      findings: { appeared: [], gone: [] },
    },
  }
}
