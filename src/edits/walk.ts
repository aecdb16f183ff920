import { isListData, isMapData, type Data, type ScalarData, type TextEdit } from '../kernel/edit.ts'
import { steps, type Origin, type OriginId } from '../kernel/origin.ts'
import type { LayerKind } from '../model/edit.ts'
import type { Asking, Place } from './asking.ts'
import { unjoined, type Part } from './unjoined.ts'

/** What a language knows of turning a step around. */
export interface Turning {
  /** What an input would have to be for the step to give a value. */
  invert(asking: Asking, node: Origin, wanted: Data): readonly Inverted[]
  /** More places for the value that came through a step, such as the file of an environment. */
  beside(asking: Asking, node: Origin, wanted: Data): Iterable<Place>
}

/** An input, and what it has to be. */
export interface Inverted {
  readonly input: OriginId
  readonly wanted: Data
}

/** Longer ways exist only in what loops. */
const longest = 200

/**
 * The places that could give a value with this origin another one: first the literal that it comes from, then what is nearer to
 * the value itself.
 */
export function* placesOf(
  asking: Asking,
  id: OriginId,
  wanted: Data,
  turning: Turning,
  depth = 0,
): Generator<Place> {
  const { origins } = asking.reading
  const node = origins.get(id)
  if (node === undefined || depth > longest) return
  const [input = 0] = node.inputs
  if (node.step === 'literal') yield* replaced(asking, node, wanted, 'literal')
  else if (node.step === 'construct') {
    yield* inParts(asking, node, wanted, turning, depth)
    yield* replaced(asking, node, wanted, 'literal')
  } else if (steps[node.step].identity && node.inputs.length === 1) {
    yield* placesOf(asking, input, wanted, turning, depth + 1)
  } else yield* turned(asking, node, wanted, turning, depth)
  yield* turning.beside(asking, node, wanted)
  if (overridable.has(node.step)) yield* replaced(asking, node, wanted, 'override')
}

/** Steps whose own place holds an expression that a literal may stand in place of. */
const overridable: ReadonlySet<string> = new Set([
  'reference',
  'module-input',
  'local',
  'attribute',
  'conditional',
  'select',
  'loop',
  'convert',
  'template',
  'operator',
  'call',
  'shape',
  'alias',
  'action',
])

/** Parts of a collection that are to be others come from where they come from. */
function* inParts(
  asking: Asking,
  node: Origin,
  wanted: Data,
  turning: Turning,
  depth: number,
): Generator<Place> {
  const parts = partsOf(asking, node, wanted)
  const way = parts?.filter((one) => !isSame(asking, one.input, one.wanted, depth))
  const [only] = way ?? []
  if (way === undefined || only === undefined) return
  if (way.length === 1) yield* placesOf(asking, only.input, only.wanted, turning, depth + 1)
  else yield* combined(asking, way, turning, depth)
}

/** Each part with what it has to be; undefined unless it is known which is which, and none comes or goes. */
function partsOf(asking: Asking, { site, inputs }: Origin, wanted: Data): readonly Inverted[] | undefined {
  const keys = asking.texts.writing(site.file)?.keysAt(site)
  if (keys === undefined || keys.length !== inputs.length) return undefined
  if (typeof wanted !== 'object' || wanted === null || Object.keys(wanted).length !== keys.length)
    return undefined
  const parts = keys.flatMap((key, at) => {
    const one = (wanted as Readonly<Record<string, Data | undefined>>)[key]
    return one === undefined ? [] : [{ input: inputs[at] ?? 0, wanted: one }]
  })
  return parts.length === keys.length ? parts : undefined
}

/** Whether an input is known to be what is wanted already. */
function isSame(asking: Asking, id: OriginId, wanted: Data, depth: number): boolean {
  if (typeof wanted !== 'object') return textOf(asking, id) === String(wanted)
  if (wanted === null) return false
  const node = asking.reading.origins.get(id)
  if (node === undefined || depth > longest) return false
  if (node.step !== 'construct') {
    const [input = 0] = node.inputs
    return steps[node.step].identity && node.inputs.length === 1 && isSame(asking, input, wanted, depth + 1)
  }
  return (
    partsOf(asking, node, wanted)?.every((one) => isSame(asking, one.input, one.wanted, depth + 1)) === true
  )
}

/** Through a step that makes something else of its inputs. */
function* turned(
  asking: Asking,
  node: Origin,
  wanted: Data,
  turning: Turning,
  depth: number,
): Generator<Place> {
  const ways = waysThrough(asking, node, wanted)
  for (const way of ways) {
    const [only] = way
    if (way.length === 1 && only !== undefined)
      yield* placesOf(asking, only.input, only.wanted, turning, depth + 1)
    else yield* combined(asking, way, turning, depth)
  }
  for (const one of turning.invert(asking, node, wanted))
    yield* placesOf(asking, one.input, one.wanted, turning, depth + 1)
}

/** Each way is what several inputs have to be together. */
function waysThrough(asking: Asking, node: Origin, wanted: Data): readonly (readonly Inverted[])[] {
  const [input = 0] = node.inputs
  if (node.step === 'convert') return scalarForms(wanted).map((one) => [{ input, wanted: one }])
  if (node.step !== 'template' || typeof wanted !== 'string') return []
  const whole = wholeText(asking)
  const parts: readonly Part[] = node.inputs.map((one) => ({ id: one, text: textOf(asking, one) }))
  return whole === undefined ? [] : unjoined(whole, parts, wanted)
}

/** The text of the value that is asked about, as it is now. */
function wholeText({ whole, steps: path }: Asking): string | undefined {
  let here = whole
  for (const step of path) {
    const next =
      here.kind === 'list' && typeof step === 'number'
        ? here.items[step]
        : here.kind === 'map'
          ? here.entries.get(String(step))
          : undefined
    if (next === undefined) return undefined
    here = next
  }
  return here.kind === 'scalar' && typeof here.scalar === 'string' ? here.scalar : undefined
}

/** A scalar as each of the types that it may have been converted from. */
export function scalarForms(wanted: Data): readonly Data[] {
  if (typeof wanted === 'number' || typeof wanted === 'boolean') return [wanted, String(wanted)]
  if (typeof wanted !== 'string') return [wanted]
  if (wanted === 'true' || wanted === 'false') return [wanted === 'true', wanted]
  const number = Number(wanted)
  return wanted.trim() !== '' && String(number) === wanted ? [number, wanted] : [wanted]
}

/** Edits for several inputs at once: the first place of each. */
function* combined(
  asking: Asking,
  way: readonly Inverted[],
  turning: Turning,
  depth: number,
): Generator<Place> {
  const edits: TextEdit[] = []
  let first: Place | undefined
  for (const { input, wanted } of way) {
    const [place] = placesOf(asking, input, wanted, turning, depth + 1)
    if (place === undefined) return
    first ??= place
    edits.push(...place.edits)
  }
  if (first !== undefined) yield { ...first, edits }
}

/** The text that a literal behind hops says; undefined where it takes more than that to know. */
export function textOf(asking: Asking, id: OriginId): string | undefined {
  const { origins, texts } = asking.reading
  let node = origins.get(id)
  for (let hops = 0; node !== undefined && hops < longest; hops++) {
    if (node.step === 'literal') {
      const scalar = asking.texts.writing(node.site.file)?.literal(node.site)
      return scalar === undefined || scalar === null ? undefined : String(scalar)
    }
    if (node.step === 'builtin') return texts.get(node.site.file)?.slice(node.site.start, node.site.end)
    if (!steps[node.step].identity || node.inputs.length !== 1) return undefined
    node = origins.get(node.inputs[0] ?? 0)
  }
  return undefined
}

function* replaced({ texts }: Asking, { site }: Origin, wanted: Data, kind: LayerKind): Generator<Place> {
  const writing = texts.writing(site.file)
  const written = kind === 'literal' ? inKindOf(writing?.literal(site), wanted) : wanted
  const edits = writing?.replace(site, written)
  if (edits !== undefined && edits.length > 0) yield { kind, site, edits }
}

/** A number that was made a text on the way stays a number where it is written. */
function inKindOf(old: ScalarData | undefined, wanted: Data): Data {
  if (typeof wanted !== 'string' || (typeof old !== 'number' && typeof old !== 'boolean')) return wanted
  return scalarForms(wanted).find((one) => typeof one === typeof old) ?? wanted
}

/** Whether data is a list or a map. */
export function isCollection(data: Data): boolean {
  return isListData(data) || isMapData(data)
}
