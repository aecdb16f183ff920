import { isListData, isMapData, type Data } from '../../kernel/edit.ts'
import type { Origins } from '../../kernel/origins.ts'
import { steps as stepKinds, type Origin, type OriginId } from '../../kernel/origin.ts'
import { dataOf } from '../../model/data.ts'
import { leavesOf, type PathStep } from '../../model/path.ts'
import { exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'

/**
 * What a default of a module stands for is given by the call of the module instead: for that call alone.
 * https://developer.hashicorp.com/terraform/language/modules/syntax
 */
export function* callPlaces(asking: Asking, wanted: Data): Generator<Place> {
  const { reading, resource, whole, steps } = asking
  const value = exactly(whole, steps)
  const leaf = value === undefined ? undefined : literalBehind(reading.origins, value.origin)
  if (resource === undefined || leaf === undefined || resource.module === '') return
  for (const module of modulesAbove(resource.module)) yield* inCall(asking, module, leaf, wanted)
}

function* inCall(asking: Asking, module: string, leaf: Origin, wanted: Data): Generator<Place> {
  const { reading, texts } = asking
  const call = reading.declarations?.find(({ address }) => address === module)
  const site = call?.extent
  const writing = site === undefined ? undefined : texts.writing(site.file)
  if (call === undefined || site === undefined || writing === undefined) return
  const block = reading.origins.get(call.values.origin)?.site ?? site
  for (const { name, data } of inputsFor(asking, module, leaf, wanted)) {
    const edits = writing.set(block, [name], data, () => false)
    if (edits !== undefined && edits.length > 0) yield { kind: 'addition', site, edits }
  }
}

/** The variables of a module in whose value the literal is, each as it has to be then. */
function inputsFor(
  { reading }: Asking,
  module: string,
  leaf: Origin,
  wanted: Data,
): readonly { readonly name: string; readonly data: Data }[] {
  const variables = reading.named.filter(
    (one) => one.kind === 'variable' && one.module === module && one.span.file === leaf.site.file,
  )
  return variables.flatMap(({ name, value }) => {
    const data = givenInstead(reading.origins, value, leaf, wanted)
    return data === undefined ? [] : [{ name, data }]
  })
}

/** `module.a.module.b["x"]` and `module.a`, the innermost first. */
function modulesAbove(module: string): readonly string[] {
  const parts = module.match(/module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/gu) ?? []
  return parts.map((_, at) => parts.slice(0, at + 1).join('.')).toReversed()
}

function literalBehind(origins: Origins, start: OriginId): Origin | undefined {
  let node = origins.get(start)
  for (let hops = 0; node !== undefined && hops < 200; hops++) {
    if (node.step === 'literal') return node
    const isOnly = node.inputs.length === 1 && (stepKinds[node.step].identity || node.step === 'convert')
    if (!isOnly) return undefined
    node = origins.get(node.inputs[0] ?? 0)
  }
  return undefined
}

/** The value of the variable with one part changed, where it has the literal in it. */
function givenInstead(
  origins: Origins,
  value: Parameters<typeof dataOf>[0],
  leaf: Origin,
  wanted: Data,
): Data | undefined {
  for (const one of leavesOf(value)) {
    const found = one.value.kind === 'scalar' ? literalBehind(origins, one.value.origin) : undefined
    const isIt = found?.site.start === leaf.site.start && found.site.file === leaf.site.file
    const data = isIt ? dataOf(value) : undefined
    if (data !== undefined) return changed(data, one.steps, wanted)
  }
  return undefined
}

/** Attributes that are null are as well left out. */
function changed(data: Data, [step, ...rest]: readonly PathStep[], wanted: Data): Data {
  if (step === undefined) return wanted
  if (isListData(data))
    return data.map((one, at) => (at === step ? changed(one, rest, wanted) : withoutNulls(one)))
  if (!isMapData(data)) return data
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, one]): readonly (readonly [string, Data])[] => {
      if (key === step) return [[key, changed(one, rest, wanted)]]
      return one === null ? [] : [[key, withoutNulls(one)]]
    }),
  )
}

function withoutNulls(data: Data): Data {
  if (isListData(data)) return data.map(withoutNulls)
  if (!isMapData(data)) return data
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, one]) => (one === null ? [] : [[key, withoutNulls(one)] as const])),
  )
}
