import type { EditAnswer, EditVerification, WantedValue } from '../../model/edit.ts'
import type { Finding, FindingPlace } from '../../model/finding.ts'
import { shapes } from '../../shapes/index.ts'
import { livesOf, shapeTable } from '../../shapes/live.ts'
import { sourcePlaces, type SourcePlace } from '../../shapes/source-place.ts'
import { joinedFindings } from '../review/findings.ts'
import type { UnitReview } from '../review/review.ts'
import { beyond, edit } from './edit.ts'
import type { EditState } from './state.ts'

/** What the rules say of a state. */
export type FindingsOf = (state: EditState) => readonly Finding[]

/** What came of the repair of one finding. */
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
    const now = findingsOf(state).find((one) => one.rule === finding.rule && one.key === finding.key)
    if (now === undefined) continue
    const { answer, after } = repair(state, now, findingsOf)
    if (answer.kind === 'edited') {
      state = after
      done.push({ finding, answer })
    } else refused.push({ finding, answer })
  }
  return { state, done, refused }
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
  for (const wanted of waysTo(before, finding)) {
    const { answer, state } = edit(before, wanted, { allowOthers: false })
    if (answer.kind === 'edited') {
      const [was, is] = [findingsOf(before), findingsOf(state)]
      const verification: EditVerification = {
        ...answer.verification,
        findings: { appeared: beyond(is, was), gone: beyond(was, is) },
      }
      if (isMended(finding, is) && verification.findings.appeared.length === 0)
        return { answer: { ...answer, verification }, after: state }
      last = stays(finding)
    } else if (last === undefined || last.kind === 'nothing') last = answer
  }
  return { answer: last ?? noWay(finding), after: before }
}

function isMended({ rule, places }: Finding, now: readonly Finding[]): boolean {
  const addresses = new Set(places.map(({ address }) => address))
  return !now.some((one) => one.rule === rule && one.places.some(({ address }) => addresses.has(address)))
}

const table = shapeTable(shapes)

/** The values to want in the source: one way for each attribute that could say them, in every place of the finding. */
function* waysTo(state: EditState, finding: Finding): Generator<readonly WantedValue[]> {
  const wanted = finding.repair ?? []
  const [first] = wanted
  if (first === undefined) return
  const each = finding.places.map((place) => wanted.map((one) => placesIn(state, place, one)))
  const ways = Math.max(...each.flat().map((places) => places.length), 0)
  for (let at = 0; at < Math.min(ways, 6); at++) {
    const values = each.flatMap((some, position) =>
      some.flatMap((places): readonly WantedValue[] => {
        const place = places[at] ?? places[0]
        const where = finding.places[position]
        if (place === undefined || where === undefined) return []
        const { root, variant } = where
        return [
          {
            address: `${root === '' ? '.' : root}@${variant}::${place.address}`,
            path: place.path,
            data: place.data,
          },
        ]
      }),
    )
    if (values.length > 0) yield values
  }
}

function placesIn(
  { estate }: EditState,
  { root, variant, address: instance }: FindingPlace,
  { path, value }: NonNullable<Finding['repair']>[number],
): readonly SourcePlace[] {
  const readings = estate.readings.filter((one) => one.root === root && one.variant === variant)
  for (const reading of readings) {
    const live = livesOf(reading, table).find(
      (one) => one.sources.some((source) => source.address === instance) || one.address === instance,
    )
    if (live !== undefined) return sourcePlaces(live, path, value, table)
  }
  return []
}

function stays({ rule }: Finding): EditAnswer {
  const detail = `What ${rule} asks for could be written, but read again the finding would stay or another would come. Change it by hand.`
  return { kind: 'refused', code: 'edit/finding-stays', detail, offers: [] }
}

function noWay({ rule, fix }: Finding): EditAnswer {
  const detail = `${rule} names no value that would be right for everybody here. ${fix}`
  return { kind: 'refused', code: 'edit/no-place', detail, offers: [] }
}

/** The violated findings of some units, one for each cause. */
export function violatedIn(units: readonly UnitReview[]): readonly Finding[] {
  return joinedFindings(units.flatMap(({ found }) => found)).filter(({ verdict }) => verdict === 'violated')
}
