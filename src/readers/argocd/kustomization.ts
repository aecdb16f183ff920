import type { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { fieldOf, isTrue, itemsIn } from '../../model/fields.ts'
import { expanded, type Environment } from './environment.ts'

/** Where a kustomization is built for an application, as far as its fields can see. */
interface Building {
  readonly origins: Origins
  readonly environment: Environment
}

/** Fields that mean the same in a kustomization. */
const same = ['namePrefix', 'nameSuffix', 'namespace', 'patches', 'components', 'replicas'] as const

/**
 * What an application says of a kustomization, as fields of one; undefined where it says nothing.
 * See https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/
 */
export function kustomizationFields(source: Value, { origins, environment }: Building): Value | undefined {
  const said = fieldOf(source, 'kustomize')
  if (said === undefined) return undefined
  const entries = new Map<string, Value>()
  for (const key of same) {
    const value = fieldOf(said, key)
    if (value !== undefined) entries.set(key, value)
  }
  const annotations = fieldOf(said, 'commonAnnotations')
  if (annotations !== undefined)
    entries.set(
      'commonAnnotations',
      isTrue(said, 'commonAnnotationsEnvsubst') ? filled(annotations, { origins, environment }) : annotations,
    )
  const images = itemsIn(said, 'images').flatMap((one) => imageOf(one, origins))
  if (images.length > 0) entries.set('images', list(images, fieldOf(said, 'images')))
  const labels = fieldOf(said, 'commonLabels')
  if (labels !== undefined && isTrue(said, 'labelWithoutSelector'))
    entries.set('labels', list([labelsWithoutSelectors(said, labels)], labels))
  else if (labels !== undefined) entries.set('commonLabels', labels)
  return entries.size === 0 ? undefined : { kind: 'map', entries, origin: said.origin, marks: marks.none }
}

/** Texts with the variables of the build environment. */
function filled(annotations: Value, { origins, environment }: Building): Value {
  if (annotations.kind !== 'map') return annotations
  const entries = [...annotations.entries].map(([key, value]): readonly [string, Value] => {
    if (value.kind !== 'scalar' || typeof value.scalar !== 'string') return [key, value]
    const { text, origin } = expanded(value.scalar, value.origin, environment, origins)
    return [key, { ...value, scalar: text, origin }]
  })
  return { ...annotations, entries: new Map(entries) }
}

function labelsWithoutSelectors(said: Value, labels: Value): Value {
  const entries = new Map([['pairs', labels]])
  const inTemplates = fieldOf(said, 'labelIncludeTemplates')
  if (inTemplates !== undefined) entries.set('includeTemplates', inTemplates)
  return { kind: 'map', entries, origin: labels.origin, marks: marks.none }
}

/** `[NAME=]IMAGE[:TAG|@DIGEST]`, as `kustomize edit set image` has it. */
function imageOf(value: Value, origins: Origins): readonly Value[] {
  const text = scalarText(value)
  if (text === undefined) return []
  const equals = text.indexOf('=')
  const image = text.slice(equals + 1)
  const [, bare = image, tag, digest] = /^(.+?)(?::([^:/@]+))?(?:@(.+))?$/u.exec(image) ?? []
  const origin = origins.at('convert', origins.site(value.origin), { inputs: [value.origin] })
  const scalar = (part: string): Value => ({ kind: 'scalar', scalar: part, origin, marks: marks.none })
  const entries = new Map([['name', scalar(equals === -1 ? bare : text.slice(0, equals))]])
  if (equals !== -1) entries.set('newName', scalar(bare))
  if (digest !== undefined) entries.set('digest', scalar(digest))
  else if (tag !== undefined) entries.set('newTag', scalar(tag))
  return [{ kind: 'map', entries, origin: value.origin, marks: marks.none }]
}

function list(items: readonly Value[], at: Value | undefined): Value {
  return { kind: 'list', items, origin: at?.origin ?? 0, marks: marks.none }
}
