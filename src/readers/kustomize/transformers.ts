import type { OriginId } from '../../kernel/origin.ts'
import { wholeMatcher } from '../../lang/regex/whole.ts'
import {
  entriesSetter,
  overriding,
  refuser,
  textSetter,
  underAll,
  type Context,
  type Target,
} from './context.ts'
import { kindOrigins, setAt, type FieldSpec, type Setter } from './field-spec.ts'
import { entriesIn, fieldOf, isNull, itemsIn, textIn, textNode, type Node, type ScalarNode } from './node.ts'
import { idText, isChosen, isSame, type Built } from './object.ts'
import { isClusterScoped } from './scopes.ts'

/** Puts a text before or behind the names of objects. */
export function affix(
  context: Context,
  { objects }: Target,
  at: 'prefix' | 'suffix',
  value: ScalarNode,
  specs: readonly FieldSpec[],
): void {
  const { origins } = context
  for (const object of objects) {
    const { originalId } = object
    if (isNeverRenamed(object)) continue
    for (const spec of specs) {
      if (!isChosen(originalId, spec)) continue
      if (spec.path === 'metadata/name' && value.text !== '') {
        ;(at === 'prefix' ? object.prefixes : object.suffixes).push(value.text)
        object.remember()
      }
      setAt(object, spec, {
        creates: 'nothing',
        origin: value.origin,
        refuse: refuser(context, 'kustomize/invalid-transformer', value),
        set(found, kind) {
          if (found.kind !== 'scalar')
            throw refuser(context, 'kustomize/invalid-transformer', value)(`${spec.path} is no text`)
          const parts = at === 'prefix' ? [value, found] : [found, value]
          const origin = origins.at('template', origins.site(value.origin), {
            inputs: parts.map((one) => one.origin),
            under: underAll(origins, kind),
          })
          return textNode(parts.map((one) => one.text).join(''), origin)
        },
      })
    }
  }
}

function isNeverRenamed({ originalId: { kind, group } }: Built): boolean {
  if (kind === 'APIService') return group === 'apiregistration.k8s.io'
  return kind === 'CustomResourceDefinition' || kind === 'Namespace'
}

/** How the namespace is set. */
export interface NamespaceOptions {
  readonly isUnsetOnly: boolean
  readonly subjects: 'defaultOnly' | 'allServiceAccounts' | 'none'
}

/** Puts objects into a namespace. */
export function setNamespace(
  context: Context,
  target: Target,
  value: ScalarNode,
  specs: readonly FieldSpec[],
  { isUnsetOnly, subjects }: NamespaceOptions = { isUnsetOnly: false, subjects: 'defaultOnly' },
): void {
  const plain = textSetter(context, value)
  const setter = {
    ...plain,
    set: (found: Node, kind: readonly OriginId[]) =>
      isUnsetOnly && found.kind === 'scalar' && found.text !== '' && !isNull(found)
        ? undefined
        : plain.set(found, kind),
  }
  const own: FieldSpec = { path: 'metadata/namespace', kind: '', group: '', version: '', create: true }
  const wrong = refuser(context, 'kustomize/invalid-transformer', value)
  for (const object of target.objects) {
    object.remember()
    const isBinding = /^(?:Cluster)?RoleBinding$/u.test(object.gvk.kind)
    if (!isClusterScoped(object.gvk)) setAt(object, own, setter)
    if (isBinding) setInSubjects(object, subjects, setter)
    for (const spec of specs) {
      if (
        spec.path === own.path ||
        (isBinding && /^(?:Cluster)?RoleBinding$/u.test(spec.kind) && spec.path === 'subjects')
      )
        continue
      setAt(object, spec, setter)
    }
    const { id } = object
    if (target.objects.filter((one) => isSame(one.id, id)).length > 1)
      throw wrong(`two objects are then called ${idText(id)}`)
  }
}

function setInSubjects(
  object: Built,
  mode: NamespaceOptions['subjects'],
  setter: Pick<Setter, 'set' | 'origin'>,
): void {
  if (mode === 'none') return
  for (const subject of itemsIn(object.node, 'subjects')) {
    if (subject.kind !== 'map') continue
    const isMeant =
      mode === 'defaultOnly'
        ? textIn(subject, 'name') === 'default'
        : textIn(subject, 'kind') === 'ServiceAccount'
    if (!isMeant) continue
    const old = subject.entries.get('namespace') ?? {
      kind: 'scalar',
      scalar: null,
      text: '',
      origin: setter.origin,
    }
    const next = setter.set(old, kindOrigins(object))
    if (next !== undefined) subject.entries.set('namespace', next)
  }
}

/** Adds labels or annotations. */
export function addEntries(
  context: Context,
  { objects }: Target,
  pairs: Node,
  specs: readonly FieldSpec[],
): void {
  const texts = entriesIn(pairs)
    .flatMap(([key, one]) => (one.kind === 'scalar' ? [[key, one] as const] : []))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (texts.length === 0) return
  for (const object of objects) {
    const setter = entriesSetter(context, texts, pairs)
    for (const spec of specs) setAt(object, spec, setter)
    object.become(object.node)
    object.hasTwins = true
  }
}

/** Sets how many replicas the objects of a name have. */
export function setReplicas(
  context: Context,
  { objects }: Target,
  entry: Node,
  specs: readonly FieldSpec[],
): void {
  const name = fieldOf(entry, 'name')
  const count = fieldOf(entry, 'count')
  const { origins } = context
  const wrong = refuser(context, 'kustomize/invalid-transformer', entry)
  const value: ScalarNode =
    count?.kind === 'scalar' && !isNull(count)
      ? count
      : { kind: 'scalar', scalar: 0, text: '0', origin: entry.origin }
  let isFound = false
  for (const spec of specs) {
    for (const object of objects) {
      const names = [...object.ids, object.id]
      if (!names.some((one) => one.name === textIn(entry, 'name') && isChosen(one, spec))) continue
      isFound = true
      setAt(object, spec, {
        creates: 'scalar',
        origin: value.origin,
        refuse: wrong,
        set(found, kind) {
          if (found.kind !== 'scalar') throw wrong(`${spec.path} is no number`)
          const origin = overriding(
            origins,
            origins.site(value.origin),
            value.origin,
            found,
            underAll(origins, [name?.origin ?? 0, ...kind]),
          )
          return { ...value, origin }
        },
      })
    }
  }
  if (!isFound) throw wrong(`there is no ${textIn(entry, 'name') ?? ''} whose replicas could be counted`)
}

/** Gives images other names, tags or digests. */
export function setImage(
  context: Context,
  { objects }: Target,
  entry: Node,
  specs: readonly FieldSpec[],
): void {
  const name = textIn(entry, 'name') ?? ''
  const isMeant = wholeMatcher(`${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?`)
  if (isMeant === undefined)
    throw refuser(context, 'kustomize/invalid-transformer', entry)(`${name} is no pattern`)
  // A place may be found twice: as a container, and by its path.
  const placed = new Set<Node>()
  const set = (found: Node): Node | undefined => {
    if (isNull(found)) return undefined
    if (found.kind !== 'scalar')
      throw refuser(
        context,
        'kustomize/invalid-transformer',
        entry,
      )('there is no text where an image is to be')
    if (!isMeant(found.text)) return undefined
    const image = newImage(context, entry, found)
    if (placed.has(found) && image.text === found.text) return undefined
    placed.add(image)
    return image
  }
  for (const object of objects) {
    if (object.gvk.kind === 'CustomResourceDefinition') continue
    inContainers(object.node, set)
    for (const spec of specs)
      setAt(object, spec, {
        creates: 'nothing',
        origin: entry.origin,
        refuse: refuser(context, 'kustomize/invalid-transformer', entry),
        set,
      })
  }
}

/** The images of every list of containers, wherever it is. */
function inContainers(node: Node, set: (found: Node) => Node | undefined): void {
  const open: Node[] = [node]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.kind === 'list') open.push(...one.items)
    if (one.kind !== 'map') continue
    for (const key of ['containers', 'initContainers']) {
      for (const item of itemsIn(one, key)) {
        const image = fieldOf(item, 'image')
        const next = image === undefined ? undefined : set(image)
        if (next !== undefined && item.kind === 'map') item.entries.set('image', next)
      }
    }
    open.push(...one.entries.values())
  }
}

/** The fields of an entry of `images` that say something. */
interface ImageFields {
  readonly newName: ScalarNode | undefined
  readonly newTag: ScalarNode | undefined
  readonly digest: ScalarNode | undefined
  readonly suffix: ScalarNode | undefined
}

function newImage(context: Context, entry: Node, old: ScalarNode): ScalarNode {
  const { origins } = context
  const field = (key: string): ScalarNode | undefined => {
    const found = fieldOf(entry, key)
    return found?.kind === 'scalar' && found.text !== '' ? found : undefined
  }
  const fields = {
    newName: field('newName'),
    newTag: field('newTag'),
    digest: field('digest'),
    suffix: field('tagSuffix'),
  }
  const isReplaced = fields.newName !== undefined && (fields.newTag ?? fields.digest) !== undefined
  const inputs = [...(isReplaced ? [] : [old]), ...Object.values(fields).flatMap((one) => one ?? [])]
  const origin = origins.at('template', origins.site(entry.origin), {
    inputs: inputs.map((one) => one.origin),
    losers: [old.origin],
    // The image that stood there is the one that the entry names.
    under: underAll(origins, [fieldOf(entry, 'name')?.origin ?? 0, old.origin]),
  })
  return textNode(imageText(fields, old.text), origin)
}

function imageText({ newName, newTag, digest, suffix }: ImageFields, old: string): string {
  const parts = partsOf(old)
  const name = newName?.text ?? parts.name
  if (newTag !== undefined || digest !== undefined)
    return joinedImage(name, newTag?.text ?? '', digest?.text ?? '')
  return suffix === undefined
    ? joinedImage(name, parts.tag, parts.digest)
    : joinedImage(name, `${parts.tag}${suffix.text}`, '')
}

function joinedImage(name: string, tag: string, digest: string): string {
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`
}

/** The name, tag and digest of an image; a colon before the first slash is that of a port. */
function partsOf(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const slash = Math.max(0, image.indexOf('/'))
  const at = image.indexOf('@', slash)
  const colon = image.indexOf(':', slash)
  if (colon < 0 && at < 0) return { name: image, tag: '', digest: '' }
  if (at >= 0 && (colon < 0 || at < colon))
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) }
  if (at >= 0)
    return { name: image.slice(0, colon), tag: image.slice(colon + 1, at), digest: image.slice(at + 1) }
  return { name: image.slice(0, colon), tag: image.slice(colon + 1), digest: '' }
}
