import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Value } from '../../kernel/value.ts'
import type { Type } from '../../lang/hcl/types.ts'
import { nearest } from '../../lang/text/nearest.ts'
import type { PathStep } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import type { Unit } from '../../readers/reader.ts'
import { schemasOf } from '../../readers/terraform/schemas.ts'
import type { BlockSchema } from '../../readers/terraform/schema/schema.ts'

/** A value that an edit makes another one. */
export interface MadeValue {
  readonly resource: Resource
  readonly steps: readonly PathStep[]
  readonly before: Value
  readonly after: Value
}

/**
 * Why a resource's type has no place for a value, by the schema of its provider: an argument that it hasn't, or a value of another type.
 * Undefined where it fits, or where nothing is known of the type. Reading lets such things be where the table is not of the very version
 * that is in use; what an edit makes new is not let be.
 */
export function misfit(
  unit: Unit,
  made: MadeValue,
): Pick<Diagnostic, 'code' | 'summary' | 'detail'> | undefined {
  const { resource, steps, before, after } = made
  const { mode, provider, type } = resource
  if (mode === 'declaration' || after.kind === 'absent') return undefined
  const known = schemasOf(unit.options).of(provider, mode, type)
  const place = known && placeIn(known.schema, steps)
  if (place === undefined) return undefined
  if (place.kind === 'missing') {
    // Where it was written before, the provider is another one than the table's.
    if (before.kind !== 'absent') return undefined
    return {
      code: 'edit/no-such-argument',
      summary: 'Unsupported argument',
      detail: `${type} has no ${place.name}${place.inside === '' ? '' : ` in ${place.inside}`}.${meant(place)} Where your provider is newer than the table that is known here, give its own with --provider-schemas.`,
    }
  }
  if (place.type === undefined)
    return partsOf(made)
      .map((one) => misfit(unit, one))
      .find((one) => one !== undefined)
  const wrong = strayIn(after, place.type)
  return wrong === undefined
    ? undefined
    : { code: 'edit/wrong-type', summary: 'Value of another type', detail: wrong }
}

/** What stands in a block that is new. */
function partsOf({ resource, steps, before, after }: MadeValue): readonly MadeValue[] {
  if (before.kind !== 'absent') return []
  const blocks = after.kind === 'list' ? after.items : [after]
  return blocks.flatMap((one) =>
    one.kind === 'map'
      ? [...one.entries].map(([key, value]) => ({ resource, steps: [...steps, key], before, after: value }))
      : [],
  )
}

interface Missing {
  readonly kind: 'missing'
  readonly name: string
  /** The block that has no such argument; empty for the resource itself. */
  readonly inside: string
  readonly names: readonly string[]
}

type PlaceInSchema = { readonly kind: 'found'; readonly type: Type | undefined } | Missing

function meant({ name, names }: Missing): string {
  const near = nearest(name, names)
  return near === undefined ? '' : ` Did you mean ${near}?`
}

/** What every resource may have, whatever its provider. */
const everywhere: ReadonlySet<PathStep> = new Set([
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
])

function placeIn(schema: BlockSchema, [first, ...rest]: readonly PathStep[]): PlaceInSchema | undefined {
  if (first === undefined || everywhere.has(first)) return undefined
  let here = schema
  const inside: string[] = []
  for (const [at, step] of [first, ...rest].entries()) {
    // Blocks are counted where there are several.
    if (typeof step === 'number') continue
    const attribute = here.attributes.get(step)
    if (attribute !== undefined) return typeAt(attribute.type, [first, ...rest].slice(at + 1))
    const block = here.blocks.get(step)
    if (block === undefined) {
      const names = [...here.attributes.keys(), ...here.blocks.keys()]
      return { kind: 'missing', name: step, inside: inside.join('.'), names }
    }
    // Instances of such a block have names of their own.
    if (block.nesting === 'map') return undefined
    inside.push(step)
    here = block.block
  }
  return { kind: 'found', type: undefined }
}

/** The type below another one; undefined where that says nothing. */
function typeAt(whole: Type, steps: readonly PathStep[]): PlaceInSchema | undefined {
  let type = whole
  for (const step of steps) {
    if (type.kind === 'list' || type.kind === 'set' || type.kind === 'map') type = type.element
    else {
      const inner: Type | undefined = type.kind === 'object' ? type.attributes.get(String(step)) : undefined
      if (inner === undefined) return undefined
      type = inner
    }
  }
  return { kind: 'found', type }
}

const said: Readonly<Record<Type['kind'], string>> = {
  string: 'a text',
  number: 'a number',
  bool: 'true or false',
  dynamic: 'anything',
  list: 'a list',
  set: 'a list',
  map: 'a map',
  tuple: 'a list',
  object: 'a map',
}

/** What of a value is not of a type; what can be converted to it has been by whoever read it. */
function strayIn(value: Value, type: Type): string | undefined {
  if (value.kind === 'scalar') return strayScalar(value.scalar, type)
  if (value.kind !== 'list' && value.kind !== 'map') return undefined
  const isList = value.kind === 'list'
  if (isPlain(type)) return `It takes ${said[type.kind]}, and this is ${isList ? said.list : said.map}.`
  const inner = isList ? value.items : [...value.entries.values()]
  const isCounted = type.kind === 'list' || type.kind === 'set'
  if (isList ? !isCounted : type.kind !== 'map') return undefined
  const { element } = type as Extract<Type, { kind: 'list' | 'set' | 'map' }>
  return inner.map((one) => strayIn(one, element)).find((one) => one !== undefined)
}

function strayScalar(scalar: Scalar, type: Type): string | undefined {
  if (scalar === null || type.kind === 'dynamic' || type.kind === 'string') return undefined
  const is = kindOf(scalar)
  return is === type.kind ? undefined : `It takes ${said[type.kind]}, and this is ${said[is]}.`
}

type Scalar = Extract<Value, { kind: 'scalar' }>['scalar']

/** The value itself is not told: it may be a secret. */
function kindOf(scalar: Exclude<Scalar, null>): 'string' | 'bool' | 'number' {
  if (typeof scalar === 'string') return 'string'
  return typeof scalar === 'boolean' ? 'bool' : 'number'
}

function isPlain({ kind }: Type): boolean {
  return kind === 'string' || kind === 'number' || kind === 'bool'
}
