import type { FilePath } from '../../kernel/brand.ts'
import { refuser, underAll, unfetched, type Context, type Target } from './context.ts'
import { checkedFields } from './kustomization.ts'
import {
  copyOf,
  fieldOf,
  isEmpty,
  isUnknown,
  itemsIn,
  leafOrigins,
  textIn,
  type Node,
  type ScalarNode,
} from './node.ts'
import { idText, type Built, type ObjectId } from './object.ts'
import { loadable, scalarsIn } from './patches.ts'
import { lookUp, placesFor, splitPath, type Spot } from './paths.ts'
import { meetsSelectors } from './select.ts'
import { replacementShape } from './shape.ts'
import { inPlaceOf, withoutTwins } from './twins.ts'

/** Puts values of objects, or of the kustomization itself, into others. */
export function replace(context: Context, target: Target, folder: FilePath, entries: readonly Node[]): void {
  for (const entry of entries) {
    for (const replacement of loaded(context, folder, entry))
      new Replacement(context, target, replacement).make()
  }
}

/** Those of a file where an entry names one. */
function loaded(context: Context, folder: FilePath, entry: Node): readonly Node[] {
  const path = fieldOf(entry, 'path')
  const wrong = refuser(context, 'kustomize/invalid-replacement', entry)
  if (path?.kind !== 'scalar' || path.text === '') return [entry]
  if (fieldOf(entry, 'source') !== undefined || fieldOf(entry, 'targets') !== undefined)
    throw wrong('a replacement has a path, or a source and targets')
  const file = loadable(context, folder, path)
  const [document] = context.files.documents(file, context.origins.site(path.origin), 'go-yaml-v2')
  const nodes = document?.kind === 'list' ? document.items : document === undefined ? [] : [document]
  return nodes.map((one) => {
    if (one.kind !== 'map') throw wrong(`${path.text} holds no replacement`)
    return checkedFields(one, replacementShape, (at, what) =>
      refuser(context, 'kustomize/invalid-replacement', at)(what),
    )
  })
}

class Replacement {
  readonly #context: Context
  readonly #target: Target
  readonly #entry: Node

  constructor(context: Context, target: Target, entry: Node) {
    this.#context = context
    this.#target = target
    this.#entry = entry
  }

  make(): void {
    const source = fieldOf(this.#entry, 'source')
    const given = fieldOf(this.#entry, 'sourceValue')
    const targets = fieldOf(this.#entry, 'targets')
    if ((source === undefined && given === undefined) || targets === undefined)
      throw this.#wrong(this.#entry, 'it needs a source and at least one target')
    if (source !== undefined && given !== undefined)
      throw this.#wrong(given, 'it has both a source and a sourceValue')
    const value = source === undefined ? given : this.#value(source)
    if (value === undefined) return
    for (const one of itemsIn(targets)) this.#into(one, value, source)
  }

  #wrong(at: Node, what: string): Error {
    return refuser(this.#context, 'kustomize/invalid-replacement', at)(what)
  }

  #value(source: Node): Node {
    const found = this.#target.objects.filter((one) => namesOf(one).some((id) => isSelectedBy(id, source)))
    const [object] = found
    if (object === undefined && this.#target.isPartial)
      return unfetched(this.#context, source, 'the source of a replacement')
    if (object === undefined) throw this.#wrong(source, 'no object is its source')
    if (found.length > 1)
      throw this.#wrong(
        source,
        `several objects are its source: ${found.map(({ id }) => idText(id)).join(', ')}`,
      )
    const path = filled(textIn(source, 'fieldPath'))
    const value = lookUp(object.node, splitPath(path), (what) => this.#wrong(source, what))
    if (value === undefined || isEmpty(value))
      throw this.#wrong(source, `there is no ${path} in ${idText(object.id)}`)
    return this.#refined(source, value)
  }

  #refined(source: Node, value: Node): Node {
    const options = fieldOf(source, 'options')
    const delimiter = textIn(options, 'delimiter') ?? ''
    if (delimiter === '') return value
    if (value.kind !== 'scalar') throw this.#wrong(source, 'only a text has parts between delimiters')
    const parts = value.text.split(delimiter)
    const part = parts[indexIn(options)]
    if (part === undefined) throw this.#wrong(source, `there is no part ${indexIn(options)} in ${value.text}`)
    const { origins } = this.#context
    const origin = origins.at('call', origins.site(source.origin), { inputs: [value.origin] })
    return { ...value, ...plainScalar(part, value), text: part, origin }
  }

  #into(selector: Node, value: Node, source: Node | undefined): void {
    const select = fieldOf(selector, 'select')
    if (select === undefined) throw this.#wrong(selector, 'a target says what it selects')
    const rejects = itemsIn(selector, 'reject')
    const paths = scalarsIn(selector, 'fieldPaths').map(({ text }) => text)
    for (const object of this.#target.objects) {
      if (!this.#isMeant(object, select, rejects)) continue
      for (const path of paths.length === 0 ? [filled(undefined)] : paths)
        this.#at(object, path, { selector, value, source })
    }
  }

  #at(
    object: Built,
    path: string,
    {
      selector,
      value,
      source,
    }: { readonly selector: Node; readonly value: Node; readonly source: Node | undefined },
  ): void {
    const options = fieldOf(selector, 'options')
    const create = fieldOf(options, 'create')
    const isMade = create?.kind === 'scalar' && create.scalar === true
    const spots = placesFor(object.node, splitPath(path), isMade ? value : undefined, (what) =>
      this.#wrong(selector, what),
    )
    if (spots.length === 0) throw this.#wrong(selector, `there is no ${path} in ${idText(object.id)}`)
    // What an object is called stays: later steps ask for it.
    if (isUnknown(value) && identity.test(path)) return
    for (const spot of spots) {
      const placed = withoutTwins(this.#placed(spot, value, options, { source, selector }))
      spot.put(placed.kind === 'scalar' ? inPlaceOf(spot.found, placed) : placed)
    }
    object.become(object.node)
  }

  /** A scalar keeps what it was told to be, and gets the text only. */
  #placed(
    spot: Spot,
    value: Node,
    options: Node | undefined,
    { source, selector }: { readonly source: Node | undefined; readonly selector: Node },
  ): Node {
    const { origins } = this.#context
    const at = source ?? selector
    const says = [...(source === undefined ? [] : leafOrigins(source)), ...leafOrigins(selector)]
    const under = underAll(origins, says)
    const { found } = spot
    if (isUnknown(value))
      return {
        ...value,
        origin: origins.at('merge', origins.site(at.origin), { inputs: [value.origin], under }),
      }
    const delimiter = textIn(options, 'delimiter') ?? ''
    if (delimiter !== '' && found.kind !== 'scalar')
      throw this.#wrong(at, 'only a text has parts between delimiters')
    if (delimiter !== '' && found.kind === 'scalar') {
      const text = withPart(
        found.text.split(delimiter),
        value.kind === 'scalar' ? value.text : '',
        indexIn(options),
      ).join(delimiter)
      const origin = origins.at('template', origins.site(at.origin), {
        inputs: [found.origin, value.origin],
        under,
      })
      return { ...typedScalar(text, found), text, origin, kind: 'scalar' }
    }
    const losers = spot.isNew ? [] : [found.origin]
    const origin = origins.at('merge', origins.site(at.origin), { inputs: [value.origin], losers, under })
    if (value.kind !== 'scalar') return { ...copyOf(value), origin }
    if (found.kind !== 'scalar') return { ...value, origin }
    return { kind: 'scalar', ...typedScalar(value.text, found), text: value.text, origin }
  }

  /** Names and kinds are meant exactly, other than with patches. */
  #isMeant(object: Built, select: Node, rejects: readonly Node[]): boolean {
    const names = namesOf(object)
    const meets = (selector: Node): boolean =>
      meetsSelectors(object, selector, (what) => this.#wrong(selector, what))
    if (!meets(select) || !names.some((id) => isSelectedBy(id, select))) return false
    return !rejects.some(
      (one) =>
        (saysName(one) && names.some((id) => isSelectedBy(id, one))) || (saysSelector(one) && meets(one)),
    )
  }
}

/** Where an object says what it is called. */
const identity = /^(?:apiVersion|kind|metadata\.name(?:space)?)$/u

const nameKeys = ['group', 'version', 'kind', 'name', 'namespace'] as const

function saysName(selector: Node): boolean {
  return nameKeys.some((key) => (textIn(selector, key) ?? '') !== '')
}

function saysSelector(selector: Node): boolean {
  return ['labelSelector', 'annotationSelector'].some((key) => (textIn(selector, key) ?? '') !== '')
}

function filled(path: string | undefined): string {
  return path === undefined || path === '' ? 'metadata.name' : path
}

function indexIn(options: Node | undefined): number {
  return Number(textIn(options, 'index') ?? '0')
}

function withPart(parts: readonly string[], part: string, index: number): readonly string[] {
  if (index < 0) return [part, ...parts]
  return index >= parts.length ? [...parts, part] : parts.with(index, part)
}

function namesOf(object: Built): readonly ObjectId[] {
  return [...object.ids, object.id]
}

/** Exactly what is said; the default namespace is that of who says none. */
function isSelectedBy(id: ObjectId, selector: Node): boolean {
  return nameKeys.every((key) => {
    const wanted = textIn(selector, key) ?? ''
    if (wanted === '' || wanted === id[key]) return true
    return key === 'namespace' && wanted === 'default' && id.namespace === ''
  })
}

/** What was a number can only be given another. */
function typedScalar(text: string, old: ScalarNode): Pick<ScalarNode, 'scalar' | 'wrongFor'> {
  const made = plainScalar(text, old)
  const isKept = old.scalar === null || typeof made.scalar === typeof old.scalar
  return isKept || typeof made.scalar !== 'string' ? made : { ...made, wrongFor: typeof old.scalar }
}

/** A text that takes the place of a scalar: a text where that was one, else whatever it says. */
function plainScalar(text: string, old: ScalarNode): Pick<ScalarNode, 'scalar'> {
  if (typeof old.scalar === 'string') return { scalar: text }
  return { scalar: coreScalar(text) }
}

function coreScalar(text: string): ScalarNode['scalar'] {
  if (/^(?:true|True|TRUE)$/u.test(text)) return true
  if (/^(?:false|False|FALSE)$/u.test(text)) return false
  if (/^(?:null|Null|NULL|~|)$/u.test(text)) return null
  if (/^[-+]?(?:0|[1-9]\d*)$/u.test(text)) {
    const number = Number(text)
    return Number.isSafeInteger(number) ? number : { number: text }
  }
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/u.test(text)) return Number(text)
  return text
}
