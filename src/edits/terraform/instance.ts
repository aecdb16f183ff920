import type { Data } from '../../kernel/edit.ts'
import { steps as stepKinds, type Origin } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import { builtAt, exactly } from '../additions.ts'
import type { Asking, Place } from '../asking.ts'

/**
 * One of several instances gets a value of its own. Where each has an object in a map (`for_each`), an attribute there, with what stands
 * in the argument for the others; else by its key in a condition.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/for_each
 */
export function* instancePlaces(asking: Asking, wanted: Data): Generator<Place> {
  const index = asking.resource?.index
  const site = index === undefined ? undefined : expressionOf(asking)
  const writing = site === undefined ? undefined : asking.texts.writing(site.file)
  if (site === undefined || index === undefined || writing === undefined) return
  const old = asking.texts.slice(site)
  const attribute = lastName(asking)
  const entry = attribute === undefined ? undefined : entryEdits(asking, attribute, wanted)
  if (attribute !== undefined && entry !== undefined) {
    const own = writing.rewritten(site, () => `try(each.value.${attribute}, ${old})`)
    if (own !== undefined) yield { kind: 'instance', site: entry.site, edits: [...entry.edits, ...own] }
  }
  const test = `${typeof index === 'number' ? 'count.index' : 'each.key'} == ${JSON.stringify(index)}`
  const edits = writing.rewritten(site, (textOf) => `${test} ? ${textOf(wanted)} : ${old}`)
  if (edits !== undefined) yield { kind: 'instance', site, edits }
}

/** The whole expression in the block of the resource that the value comes from: the outermost one. */
function expressionOf({ reading, resource, whole, steps }: Asking): Span | undefined {
  const block = resource?.extent
  const value = exactly(whole, steps)
  if (block === undefined || value === undefined) return undefined
  let node = reading.origins.get(value.origin)
  for (let hops = 0; node !== undefined && hops < 100; hops++) {
    const { file, start, end } = node.site
    // An attribute is the whole of it, name and all: its value is what comes next.
    const isInside = file === block.file && start > block.start && end < block.end
    if (isInside && node.step !== 'attribute') return node.site
    if (!stepKinds[node.step].identity || node.inputs.length !== 1) return undefined
    node = reading.origins.get(node.inputs[0] ?? 0)
  }
  return undefined
}

/** What the attribute in the objects of the map is to be called: as the argument. */
function lastName({ steps }: Asking): string | undefined {
  const name = steps.findLast((step) => typeof step === 'string')
  return typeof name === 'string' && /^[a-z_]\w*$/iu.test(name) ? name : undefined
}

/** The object of this instance in the map that it is made for, with one attribute more. */
function entryEdits(
  asking: Asking,
  attribute: string,
  wanted: Data,
): Pick<Place, 'site' | 'edits'> | undefined {
  const object = objectOf(asking)
  const writing = object === undefined ? undefined : asking.texts.writing(object.site.file)
  const keys = object === undefined ? undefined : writing?.keysAt(object.site)
  if (object === undefined || keys === undefined || keys.includes(attribute)) return undefined
  const edits = writing?.set(object.site, [attribute], wanted, () => false)
  return edits === undefined || edits.length === 0 ? undefined : { site: object.site, edits }
}

/** What stands in the map under the key of this instance, where both are written. */
function objectOf(asking: Asking): Origin | undefined {
  const { resource, texts, reading } = asking
  const map = typeof resource?.index === 'string' ? mapOf(asking) : undefined
  const keys = map === undefined ? undefined : texts.writing(map.site.file)?.keysAt(map.site)
  if (map === undefined || keys?.length !== map.inputs.length) return undefined
  const input = map.inputs[keys.indexOf(String(resource?.index))]
  return input === undefined ? undefined : builtAt(reading.origins, input)
}

/** The map that the resource is repeated over, where it is written as one. */
function mapOf(asking: Asking): Origin | undefined {
  const { origins } = asking.reading
  const each = origins.get(origins.get(asking.whole.origin)?.under ?? 0)
  const shape = origins.get(each?.inputs[0] ?? 0)
  return builtAt(origins, (shape?.step === 'shape' ? shape.inputs[0] : each?.inputs[0]) ?? 0)
}
