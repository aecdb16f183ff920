import type { Value } from '../../kernel/value.ts'
import { isSensitive } from '../../model/value-json.ts'
import { scalarText } from '../../model/scalar.ts'
import { sensitiveText, withoutCredentialsIn } from '../../model/without-credentials.ts'

/** One thing that a policy says, and the path it names if it does. */
export interface Told {
  readonly message: string
  readonly path: string | undefined
}

/**
 * The messages in a result as Conftest has them: a set of texts, or of objects with `msg`; undefined for what is none.
 * An object may name the `path` of the value that is wrong. See https://www.conftest.dev/#usage
 */
export function toldBy(result: unknown): readonly Told[] | undefined {
  if (result === undefined || result === null || result === false) return []
  const items = Array.isArray(result) ? (result as readonly unknown[]) : [result]
  const told = items.map(oneTold)
  return told.some((one) => one === undefined) ? undefined : told.flatMap((one) => one ?? [])
}

function oneTold(item: unknown): Told | undefined {
  if (item === true) return { message: 'The policy says so.', path: undefined }
  if (typeof item === 'string') return { message: item, path: undefined }
  if (typeof item !== 'object' || item === null) return undefined
  const { msg, path } = item as { readonly msg?: unknown; readonly path?: unknown }
  if (typeof msg !== 'string') return undefined
  return { message: msg, path: typeof path === 'string' ? path : undefined }
}

/** A message without the sensitive values of the resource and without what looks like a credential. */
export function openMessage(message: string, values: Value): string {
  let open = message
  for (const secret of secretsIn(values)) open = open.replaceAll(secret, sensitiveText)
  return withoutCredentialsIn(open)
}

/** The texts of sensitive values, the longest first; what is shorter than four letters would hide nothing but the message. */
function secretsIn(values: Value): readonly string[] {
  const found = new Set<string>()
  const open: { readonly value: Value; readonly isSecret: boolean }[] = [{ value: values, isSecret: false }]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const isSecret = one.isSecret || isSensitive(one.value)
    const text = isSecret ? scalarText(one.value) : undefined
    if (text !== undefined && text.length > 3) found.add(text)
    for (const value of childrenOf(one.value)) open.push({ value, isSecret })
  }
  return [...found].toSorted((a, b) => b.length - a.length)
}

function childrenOf(value: Value): Iterable<Value> {
  if (value.kind === 'list') return value.items
  return value.kind === 'map' ? value.entries.values() : []
}
