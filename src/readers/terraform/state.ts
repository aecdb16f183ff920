import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { number, bool, nullOf, object, string, tuple, type Val } from '../../lang/hcl/value.ts'
import { fromDouble } from '../../lang/hcl/number.ts'
import { convert } from '../../lang/hcl/convert.ts'
import { dynamicType, type Type } from '../../lang/hcl/types.ts'
import { typeOf } from '../../lang/hcl/value.ts'
import { refuse } from './problems.ts'

/** What a state file remembers of each resource instance, by address, and of the outputs. */
export interface StateValues {
  readonly file: FilePath
  readonly instances: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  readonly outputs: ReadonlyMap<string, { readonly value: unknown; readonly type: unknown }>
}

/** Reads a state file (format 4). Source: Terraform's documentation of state, "format". */
export function readState(
  snapshot: Snapshot,
  file: FilePath,
  diagnostics: Diagnostic[],
): StateValues | undefined {
  const text = snapshot.text(file)
  if (text === undefined) return refused(file, 'does not exist or is not a text file', diagnostics)
  const state = parsed(text)
  if (state === undefined) return refused(file, 'is not JSON', diagnostics)
  if (state.version !== 4)
    return refused(file, `has format ${String(state.version)}; only format 4 is read`, diagnostics)
  return { file, instances: instancesOf(state), outputs: new Map(Object.entries(state.outputs ?? {})) }
}

function refused(file: FilePath, why: string, diagnostics: Diagnostic[]): undefined {
  const detail = `The state file "${file}" ${why}, so nothing of it was used.`
  diagnostics.push(refuse('Failed to read state', detail, { file, start: 0, end: 0 }))
  return undefined
}

interface StateFile {
  readonly version?: unknown
  readonly outputs?: Readonly<Record<string, { readonly value: unknown; readonly type: unknown }>>
  readonly resources?: readonly StateResource[]
}

interface StateResource {
  readonly module?: string
  readonly mode?: string
  readonly type?: string
  readonly name?: string
  readonly instances?: readonly {
    readonly index_key?: string | number
    readonly attributes?: Readonly<Record<string, unknown>>
  }[]
}

function parsed(text: string): StateFile | undefined {
  try {
    return JSON.parse(text) as StateFile
  } catch {
    return undefined
  }
}

function instancesOf({ resources }: StateFile): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const found = new Map<string, Readonly<Record<string, unknown>>>()
  for (const { module, mode, type, name, instances } of resources ?? []) {
    const base = `${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`
    for (const { index_key: key, attributes } of instances ?? []) {
      const index = key === undefined ? '' : `[${JSON.stringify(key)}]`
      if (attributes !== undefined) found.set(`${base}${index}`, attributes)
    }
  }
  return found
}

/** Fills the unknown attributes of a resource with what the state remembers; their origin says so. */
export function fromState(state: StateValues, address: string, value: Val, origins: Origins): Val {
  const remembered = state.instances.get(address)
  if (remembered === undefined || value.kind !== 'object') return value
  const origin = origins.add('state', state.file, 0, 0)
  const entries = new Map(value.entries)
  for (const [name, one] of Object.entries(remembered)) {
    const present = entries.get(name)
    if (present === undefined ? value.open === undefined : present.kind !== 'unknown') continue
    entries.set(name, typed(fromJson(one, origin), present))
  }
  return { ...value, entries }
}

function typed(value: Val, present: Val | undefined): Val {
  const type: Type = present === undefined ? dynamicType : typeOf(present)
  const converted = convert(value, type)
  return converted.kind === 'problem' ? value : { ...converted, marks: present?.marks ?? 0 }
}

/** A JSON value as Terraform's jsondecode types it. */
export function fromJson(value: unknown, origin: OriginId): Val {
  if (value === null || value === undefined) return nullOf(dynamicType, origin)
  if (typeof value === 'string') return string(value, origin)
  if (typeof value === 'number') return number(fromDouble(value), origin)
  if (typeof value === 'boolean') return bool(value, origin)
  if (Array.isArray(value))
    return tuple(
      value.map((item) => fromJson(item, origin)),
      origin,
    )
  return object(new Map(Object.entries(value).map(([key, one]) => [key, fromJson(one, origin)])), origin)
}
