import { isListData, isMapData, type Data, type ScalarData } from '../../kernel/edit.ts'
import type { Value } from '../../kernel/value.ts'
import { isOpen, type Drift, type DriftedObject, type DriftedValue, type Writer } from '../../model/drift.ts'
import { entryOf, parsePath } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import type { Trail, TrailEvent, TrailSubject } from '../../model/trail.ts'
import { identifiersOf } from './identifiers.ts'

/** The resources of an account that have drifted, and of which it is not known who did it. */
export function trailSubjects({ objects }: Drift): readonly TrailSubject[] {
  return objects.flatMap((object) => {
    const { address, type } = object
    if (!type.startsWith('AWS::') || !isUntold(object)) return []
    const names = namesOf(object)
    return names.length === 0 ? [] : [{ address, type, names }]
  })
}

function isUntold(object: DriftedObject): boolean {
  if (!isOpen(object)) return false
  return object.what === 'changed' || object.what === 'forgotten'
    ? object.values.some((one) => isOpen(one) && one.what === 'by-hand' && one.by === undefined)
    : object.by === undefined
}

/** Plain names before ARNs, as most events have them. */
function namesOf({ live, wanted }: DriftedObject): readonly string[] {
  const names =
    live === undefined ? (wanted === undefined ? [] : sourceNames(wanted)) : [...identifiersOf(live)]
  return names.toSorted((one, other) => Number(isArn(one)) - Number(isArn(other)))
}

function isArn(name: string): boolean {
  return name.startsWith('arn:')
}

/** What is gone is known by the name that the code gives it. */
function sourceNames({ values }: Resource): readonly string[] {
  if (values.kind !== 'map') return []
  return [...values.entries].flatMap(([key, value]) => {
    const text = /^(?:id|arn|name|bucket|identifier|.*_(?:name|identifier)|.*(?:Name|Identifier))$/u.test(key)
      ? scalarText(value)
      : undefined
    return text === undefined || text === '' ? [] : [text]
  })
}

/** A drift with who did it, where an event shows it; what no event shows stays not known. */
export function withTrail(drift: Drift, { events, failures }: Trail): Drift {
  return {
    ...drift,
    failures: [...drift.failures, ...failures],
    objects: drift.objects.map((one) => told(one, events[one.address] ?? [])),
  }
}

function told(object: DriftedObject, events: readonly TrailEvent[]): DriftedObject {
  if (events.length === 0) return object
  if (object.what === 'unmanaged' || object.what === 'deleted') {
    const verb = object.what === 'deleted' ? ending : making
    return { ...object, by: object.by ?? writerOf(events.find(({ name }) => verb.test(name))) }
  }
  const values = object.values.map((one) => {
    const by = one.what === 'by-hand' && one.by === undefined ? writerOf(changeOf(one, events)) : undefined
    return by === undefined ? one : { ...one, by, why: one.why.replace(/; who .* not known\.$/u, '.') }
  })
  return {
    ...object,
    values,
    by: object.by ?? values.find((one) => isOpen(one) && one.by !== undefined)?.by,
  }
}

const making = /^(?:Create|Run|Allocate|Import|Register|Restore|Put|Request)/u
const ending = /^(?:Delete|Terminate|Remove|Release|Deregister|ScheduleKeyDeletion)/u
const undoing = /^(?:Delete|Remove|Untag|Revoke|Detach|Disable|Disassociate|Put|Set|Modify|Update|Reset)/u

function writerOf(event: TrailEvent | undefined): Writer | undefined {
  return event === undefined ? undefined : { name: event.by, at: event.at, event: event.name }
}

/**
 * The newest event that can have made a value what it is: it names the property, and gives the value where that is a plain one. What
 * made the whole resource gave it everything, so that naming is not enough of it.
 */
function changeOf(
  { path, live, wanted }: DriftedValue,
  events: readonly TrailEvent[],
): TrailEvent | undefined {
  const [top] = parsePath(path) ?? []
  if (typeof top !== 'string') return undefined
  const word = stemOf(top)
  const texts = plainTexts(live.kind === 'absent' ? (entryOf(wanted, 'Key') ?? live) : live)
  return events.find((event) => {
    const said = partsOf(event.parameters)
    if (!mentions(event.name, said.keys, word)) return false
    const isWhole = making.test(event.name) && !event.name.startsWith('Put')
    if (live.kind === 'absent' && !undoing.test(event.name)) return false
    // A list that is put anew does not name what it leaves out.
    if (live.kind === 'absent' && /^(?:Put|Set|Modify|Update)/u.test(event.name)) return true
    if (texts === undefined) return !isWhole
    return texts.every((text) => said.texts.has(text.toLowerCase()))
  })
}

/** The name of a property as it is compared: without what one API adds and another doesn't. */
function stemOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')
  const short = plain
    .replace(/(?:configuration|config|settings?)$/u, '')
    .replace(/^(?:enabled?|disabled?)/u, '')
  return (short.length < 3 ? plain : short).replace(/ies$/u, 'y').replace(/(?<=[a-z]{3})s$/u, '')
}

function mentions(event: string, keys: ReadonlySet<string>, word: string): boolean {
  if (word.length >= 3 && stemOf(event).includes(word)) return true
  return [...keys].some((key) => key === word || (key.length >= 5 && word.endsWith(key)))
}

/** What a value says as plain texts; undefined where an event would say it in another form. */
function plainTexts(value: Value): readonly string[] | undefined {
  const text = scalarText(value)
  if (text !== undefined) return text === '' ? undefined : [text]
  if (value.kind !== 'map') return undefined
  const all = [...value.entries.values()]
  const parts = all.map(scalarText).filter((one) => one !== undefined)
  return parts.length < all.length ? undefined : parts.filter((one) => one !== '')
}

/** The keys of what an event gives, as they are compared, and every text: keys too, since some services say tags as a map. */
function partsOf(parameters: Data): {
  readonly keys: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
} {
  const keys = new Set<string>()
  const texts = new Set<string>()
  const waiting: Data[] = [parameters]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one === null) continue
    if (isListData(one)) waiting.push(...one)
    else if (isMapData(one)) {
      for (const key of Object.keys(one)) {
        keys.add(stemOf(key))
        texts.add(key.toLowerCase())
      }
      waiting.push(...Object.values(one))
    } else {
      texts.add(String(one).toLowerCase())
      waiting.push(documentIn(one))
    }
  }
  return { keys, texts }
}

/** Policies are given as texts. */
function documentIn(one: ScalarData): Data {
  if (typeof one !== 'string' || !/^\s*\{/u.test(one)) return null
  try {
    return JSON.parse(one) as Data
  } catch {
    // A text that only begins like a document says what it says.
    return null
  }
}
