import type { Data } from '../../kernel/edit.ts'
import { steps as stepKinds, type Origin, type OriginId } from '../../kernel/origin.ts'
import type { PathStep } from '../../model/path.ts'
import { environmentFile, type Asking, type Place } from '../asking.ts'

/** What stands in traversals before the path into a value. */
const heads =
  /^(?:var\.[\w-]+|local\.[\w-]+|each\.value|yamldecode\((?:[^()]|\([^()]*\))*\)|jsondecode\((?:[^()]|\([^()]*\))*\)|module\.[\w-]+(?:\[[^\]]*\])?\.[\w-]+|[\w-]+\.value)/u

/**
 * Objects that a value is taken out of, and in which it is not written because a default stands for it: there it is added. Found by
 * the references on the way, each of which says how deep it reaches into what it names.
 */
export function* throughPlaces(asking: Asking, id: OriginId, wanted: Data): Generator<Place> {
  const { origins } = asking.reading
  const open: { readonly id: OriginId; readonly rest: readonly PathStep[] }[] = [{ id, rest: [] }]
  const seen = new Set<OriginId>()
  for (let one = open.pop(); one !== undefined && seen.size < 200; one = open.pop()) {
    const node = origins.get(one.id)
    if (node === undefined || seen.has(one.id)) continue
    seen.add(one.id)
    if (node.step === 'construct' && one.rest.length > 0) yield* addedTo(asking, node, one.rest, wanted)
    const into = pathInto(asking, node)
    const [input] = node.inputs
    if (node.through !== 0 && into !== undefined)
      open.push({ id: node.through, rest: [...into, ...one.rest] })
    else if (node.through !== 0) open.push({ id: node.through, rest: one.rest })
    if (input !== undefined && stepKinds[node.step].identity && node.inputs.length === 1)
      open.push({ id: input, rest: one.rest })
  }
}

/** `var.size.desired` reaches `desired` into what the variable is. */
export function pathInto({ texts }: Asking, { step, site }: Origin): readonly PathStep[] | undefined {
  if (step !== 'reference') return undefined
  const text = texts.slice(site)
  const head = heads.exec(text)?.[0]
  if (head === undefined) return undefined
  const rest = text.slice(head.length)
  const parts = rest.match(/\.[\w-]+|\[\d+\]|\["[^"\\]*"\]/gu) ?? []
  if (parts.join('') !== rest) return undefined
  return parts.map((part) => {
    if (part.startsWith('.')) return part.slice(1)
    return part.startsWith('["') ? part.slice(2, -2) : Number(part.slice(1, -1))
  })
}

function* addedTo(
  asking: Asking,
  { site }: Origin,
  rest: readonly PathStep[],
  wanted: Data,
): Generator<Place> {
  const edits = asking.texts.writing(site.file)?.set(site, rest, wanted, () => false)
  const kind = site.file === environmentFile(asking) ? 'environment' : 'addition'
  if (edits !== undefined && edits.length > 0) yield { kind, site, edits }
}
