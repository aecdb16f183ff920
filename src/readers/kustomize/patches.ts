import type { OriginId } from '../../kernel/origin.ts'
import type { FilePath } from '../../kernel/brand.ts'
import { parseJson } from '../../lang/json/parse.ts'
import { refuser, underAll, type Context, type Target } from './context.ts'
import { kindOrigins } from './field-spec.ts'
import { isBelow, within } from './files.ts'
import { jsonPatch } from './json-patch.ts'
import { strategicMerge } from './merge.ts'
import {
  copyOf,
  fieldOf,
  isNull,
  itemsIn,
  mapNode,
  textIn,
  textNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { Built, gvkOf, idText, isSame, textsOnly } from './object.ts'
import { objectsOf, objectsWithin } from './objects.ts'
import { refuse, refusalIn } from './problems.ts'
import { selected } from './select.ts'

/** What a patch says: objects to be laid over others, or operations. */
type Patch =
  | { readonly kind: 'objects'; readonly objects: readonly Built[] }
  | { readonly kind: 'operations'; readonly operations: readonly Node[] }

/** Applies an entry of `patches`. */
export function applyPatch(context: Context, target: Target, folder: FilePath, entry: Node): void {
  const wrong = refuser(context, 'kustomize/invalid-patch', entry)
  const inline = scalarIn(entry, 'patch')
  const path = scalarIn(entry, 'path')
  const isInline = (inline?.text.trim() ?? '') !== ''
  if (isInline === (path !== undefined)) throw wrong('a patch has one of patch and path')
  const from = isInline ? inline : path
  if (from === undefined) return
  const patch = isInline ? inlinePatch(context, from) : filePatch(context, folder, from)
  const selector = fieldOf(entry, 'target')
  if (patch.kind === 'operations') {
    if (selector === undefined) throw wrong('operations need a target')
    applyOperations(context, target, selector, patch.operations, { entry, isNoted: true })
    return
  }
  const options = { name: isAllowed(entry, 'allowNameChange'), kind: isAllowed(entry, 'allowKindChange') }
  for (const one of patch.objects) {
    if (selector === undefined) layOverItsObject(context, target, one, from, options)
    else layOverSelected(context, target, one, selector, options)
  }
}

function scalarIn(entry: Node, key: string): ScalarNode | undefined {
  const found = fieldOf(entry, key)
  return found?.kind === 'scalar' && found.text !== '' ? found : undefined
}

function isAllowed(entry: Node, option: string): boolean {
  const found = fieldOf(entry, 'options', option)
  return found?.kind === 'scalar' && found.scalar === true
}

function inlinePatch(context: Context, written: ScalarNode): Patch {
  // Without the line end of the block, which tells where a text of the patch ends with it.
  const text = { ...written, text: written.text.trim() }
  const isJson = text.text.trimStart().startsWith('[')
  return patchOf(context, text, text.text, isJson, {
    objects: () => objectsWithin(context.files, text),
    documents: () => context.files.documentsWithin(text, 'go-yaml-v2'),
  })
}

function filePatch(context: Context, folder: FilePath, path: ScalarNode): Patch {
  const file = loadable(context, folder, path)
  const span = context.origins.site(path.origin)
  const text = context.files.text(file, span)
  return patchOf(context, path, text, text.startsWith('['), {
    objects: () => objectsOf(context.files, file, span),
    documents: () => context.files.documents(file, span, 'go-yaml-v2'),
  })
}

/** The file that a path of a kustomization means, which must not lie outside of its folder. */
export function loadable(context: Context, folder: FilePath, path: ScalarNode): FilePath {
  const file = within(folder, path.text)
  const span = context.origins.site(path.origin)
  if (file === undefined || !isBelow(file, folder)) throw refuse('kustomize/outside-root', span, path.text)
  if (context.files.snapshot.bytes(file) === undefined) throw refuse('kustomize/missing-file', span, file)
  return file
}

/** A text is one of the two only if it isn't the other. */
function patchOf(
  context: Context,
  at: Node,
  text: string,
  isJson: boolean,
  read: { readonly objects: () => readonly Built[]; readonly documents: () => readonly Node[] },
): Patch {
  const wrong = refuser(context, 'kustomize/invalid-patch', at)
  const all = attempt(read.objects)
  const objects = all?.length === 0 ? undefined : all
  const isBrokenJson = isJson && parseJson(context.origins.site(at.origin).file, text).diagnostics.length > 0
  const documents = isBrokenJson ? undefined : attempt(read.documents)
  const operations = documents === undefined ? undefined : operationsIn(documents[0])
  if (objects !== undefined && operations !== undefined)
    throw wrong('it is both an object and a list of operations')
  if (objects !== undefined) return { kind: 'objects', objects }
  if (operations === undefined) throw wrong('it is neither an object nor a list of operations')
  return { kind: 'operations', operations }
}

/** The operations of a document; what says nothing says none. */
function operationsIn(document: Node | undefined): readonly Node[] | undefined {
  if (document === undefined || isNull(document)) return []
  if (document.kind !== 'list') return undefined
  return document.items.every((one) => one.kind === 'map') ? document.items : undefined
}

function attempt<What>(read: () => What): What | undefined {
  try {
    return read()
  } catch (error) {
    if (refusalIn(error) === undefined) throw error
    return undefined
  }
}

interface Allowed {
  readonly name: boolean
  readonly kind: boolean
}

const nothing: Allowed = { name: false, kind: false }

/** Lays a patch over the one object of its kind and name. */
function layOverItsObject(context: Context, target: Target, patch: Built, at: Node, allowed: Allowed): void {
  const { id } = patch
  const wrong = refuser(context, 'kustomize/invalid-patch', patch.node)
  const found = target.objects.filter((one) => [...one.ids, one.id].some((other) => isSame(other, id)))
  const [object] = found
  if (object === undefined && target.isPartial) return
  if (object === undefined) throw wrong(`there is no ${idText(id)}`)
  if (found.length > 1) throw wrong(`there are several objects that are, or were, called ${idText(id)}`)
  lay(context, object, patch, { allowed, under: nameOrigin(patch) ?? at.origin })
  target.objects = target.objects.filter((one) => !one.isGone)
}

function nameOrigin({ node }: Built): OriginId | undefined {
  return fieldOf(node, 'metadata', 'name')?.origin
}

/** Lays a patch over whatever a selector means. */
function layOverSelected(
  context: Context,
  target: Target,
  patch: Built,
  selector: Node,
  allowed: Allowed,
): void {
  const wrong = refuser(context, 'kustomize/invalid-patch', selector)
  const chosen = selected(target.objects, selector, wrong).map(({ id }) => id)
  for (const object of target.objects) {
    const { id } = object
    if (!chosen.some((one) => isSame(one, id))) continue
    const copy = new Built(copyOf(patch.node))
    textsOnly(copy, 'labels')
    textsOnly(copy, 'annotations')
    const version = fieldOf(object.node, 'apiVersion')
    if (version !== undefined) copy.node.entries.set('apiVersion', version)
    lay(context, object, copy, { allowed, under: selector.origin })
  }
  target.objects = target.objects.filter((one) => !one.isGone)
  for (const [at, object] of target.objects.entries()) {
    const { id } = object
    if (target.objects.slice(0, at).some((one) => isSame(one.id, id)))
      throw wrong(`two objects are then called ${idText(id)}`)
  }
}

/** What says which object it is: patches mean objects by these. */
function identityOrigins(object: Built): readonly OriginId[] {
  const names = ['name', 'namespace'].flatMap((key) => fieldOf(object.node, 'metadata', key)?.origin ?? [])
  return [...kindOrigins(object), ...names]
}

function lay(
  context: Context,
  object: Built,
  patch: Built,
  { allowed, under }: { readonly allowed: Allowed; readonly under: OriginId },
): void {
  const { node } = object
  const name = fieldOf(node, 'metadata', 'name')
  const namespace = fieldOf(node, 'metadata', 'namespace')
  const because = identityOrigins(object)
  const kind = fieldOf(node, 'kind')
  if (allowed.name || allowed.kind) object.remember()
  const laid = strategicMerge(patch.node, node, {
    origins: context.origins,
    schemaOf: context.schemaOf,
    mismatch: (what, at) => refuse('kustomize/invalid-patch', context.origins.site(at.origin), what),
    under: underAll(context.origins, [under, ...because]),
  })
  if (laid?.kind !== 'map' || laid.entries.size === 0) node.entries.clear()
  // What a patch puts in the place of a whole object is lost for the real program.
  else if (laid === node) keepIdentity(object, laid, allowed, { name, namespace, kind })
}

/** Gives a patched object back what a patch can't change. */
function keepIdentity(
  object: Built,
  laid: MapNode,
  allowed: Allowed,
  { name, namespace, kind }: { readonly [key in 'name' | 'namespace' | 'kind']: Node | undefined },
): void {
  object.become(laid)
  const metadata = fieldOf(laid, 'metadata')
  if (!allowed.kind && kind !== undefined) laid.entries.set('kind', kind)
  if (metadata?.kind !== 'map') return
  if (!allowed.name && name !== undefined) metadata.entries.set('name', name)
  if (namespace === undefined || isNull(namespace)) metadata.entries.delete('namespace')
  else metadata.entries.set('namespace', namespace)
}

function applyOperations(
  context: Context,
  target: Target,
  selector: Node,
  operations: readonly Node[],
  { entry, isNoted }: { readonly entry: Node; readonly isNoted: boolean },
): readonly Built[] {
  const wrong = refuser(context, 'kustomize/invalid-patch', entry)
  const changed = selected(target.objects, selector, wrong)
  for (const object of changed) {
    const before = object.id
    const because = identityOrigins(object)
    const hasNotes = isNoted || object.hasNotes
    // The older field doesn't note what was called how before it.
    if (isNoted) object.remember()
    if (hasNotes) withAnnotations(object)
    object.partTwins()
    jsonPatch(object.node, operations, {
      origins: context.origins,
      mismatch: (what, at) => refuse('kustomize/invalid-patch', context.origins.site(at.origin), what),
      under: underAll(context.origins, [selector.origin, ...because]),
    })
    const { name, gvk } = object
    if (name === '' || gvk.kind === '') throw wrong(`${idText(before)} has no name or kind after it`)
    textsOnly(object, 'annotations')
  }
  return changed
}

/** The real program keeps its notes among the annotations, so where there are notes an operation finds those. */
function withAnnotations({ node }: Built): void {
  const metadata = fieldOf(node, 'metadata')
  if (metadata?.kind !== 'map') return
  const found = metadata.entries.get('annotations')
  if (found === undefined || isNull(found)) metadata.entries.set('annotations', mapNode(metadata.origin))
}

/** Applies `patchesStrategicMerge`: each entry is a patch itself, or its file. */
export function applyStrategicMerges(
  context: Context,
  target: Target,
  folder: FilePath,
  entries: readonly Node[],
): void {
  const patches = entries.flatMap((entry) => {
    if (entry.kind !== 'scalar') return []
    const found = attempt(() => objectsWithin(context.files, entry))
    if (found !== undefined) return found.map((patch) => ({ patch, entry }))
    const file = loadable(context, folder, entry)
    const span = context.origins.site(entry.origin)
    return objectsOf(context.files, file, span).map((patch) => ({ patch, entry }))
  })
  const [first] = entries
  if (first !== undefined && patches.length === 0)
    throw refuser(context, 'kustomize/invalid-patch', first)('it says nothing')
  for (const { patch, entry } of patches) {
    textsOnly(patch, 'labels')
    textsOnly(patch, 'annotations')
    layOverItsObject(context, target, patch, entry, nothing)
  }
}

/** Applies an entry of `patchesJson6902`. */
export function applyJson6902(
  context: Context,
  target: Target,
  folder: FilePath,
  entry: Node,
  key: 'patch' | 'jsonOp' = 'patch',
): void {
  const wrong = refuser(context, 'kustomize/invalid-patch', entry)
  const selector = fieldOf(entry, 'target')
  const inline = scalarIn(entry, key)
  const path = scalarIn(entry, 'path')
  if (selector === undefined || (textIn(selector, 'name') ?? '') === '')
    throw wrong('operations need the name of a target')
  if ((inline === undefined) === (path === undefined)) throw wrong('it has one of a patch and a path')
  const from = inline ?? path ?? textNode('', entry.origin)
  const patch = inline === undefined ? filePatch(context, folder, from) : inlinePatch(context, from)
  if (patch.kind !== 'operations') throw wrong('it is no list of operations')
  const file = inline === undefined ? loadable(context, folder, from) : undefined
  if (file !== undefined && context.files.snapshot.bytes(file)?.length === 0) throw wrong(`${file} is empty`)
  applyOperations(context, target, selector, patch.operations, { entry, isNoted: false })
}

/** The objects of a text of `patches` of a transformer. */
export function applyInlineMerges(context: Context, target: Target, text: ScalarNode): void {
  for (const patch of objectsWithin(context.files, text))
    layOverItsObject(context, target, patch, text, nothing)
}

/** Whether a version and kind are those of a plugin that is built in. */
export function isBuiltInPlugin(node: Node): boolean {
  return gvkOf(textIn(node, 'apiVersion') ?? '', '').version === 'builtin'
}

/** Items of a list of texts. */
export function scalarsIn(node: Node | undefined, key: string): readonly ScalarNode[] {
  return itemsIn(node, key).flatMap((one) => (one.kind === 'scalar' ? [one] : []))
}
