import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import type { Resource } from '../../model/resource.ts'
import { sourceOf, traceOf } from '../why.ts'

/**
 * What a resource is called where it is declared: the same for each instance, each module that is called several times and
 * each overlay that gives it another namespace or prefix. So a finding is the same one when an instance comes or goes.
 */
export function declaredName(reading: Reading, resource: Resource, text: TextOf): string {
  const known = names.get(resource)
  if (known !== undefined) return known
  const name = nameOf(reading, resource, text)
  names.set(resource, name)
  return name
}

/** Many rules speak of one resource. */
const names = new WeakMap<Resource, string>()

type TextOf = (file: Span['file']) => string | undefined

function nameOf(reading: Reading, resource: Resource, text: TextOf): string {
  const { address, module, type, span } = resource
  if (module !== '') return withoutKeys(address.slice(module.length + 1))
  const metadata = address.startsWith(`${type}/`) ? entryOf(resource.values, 'metadata') : undefined
  const written = ['namespace', 'name'].flatMap((key) =>
    writtenIn(span.file, entryOf(metadata, key), reading, text),
  )
  if (written.length > 0) return [type, ...written].join('/')
  return withoutKeys(address).replace(
    numbered,
    () => `/${withoutVersions(text(span.file)?.slice(span.start, span.end) ?? '')}`,
  )
}

/** The number of a step that has no name: those before it may come and go, so its head stands for it. */
const numbered = /\/\d+$/u

/** A head that uses another version of the same image or action is still the same one. */
function withoutVersions(head: string): string {
  return head.replace(/\s#.*$/u, '').replaceAll(/(?:@[^\s"',}]+|:[^\s"',}/@]+)(?=$|[\s"',}@])/gu, '')
}

/** The text of a value as its declaration has it; none when it is said elsewhere. */
function writtenIn(
  file: Span['file'],
  value: Value | undefined,
  { origins }: Reading,
  text: TextOf,
): readonly string[] {
  if (value === undefined) return []
  const sites = [...traceOf(origins, value.origin), ...sourceOf(origins, value.origin).literals]
  const said = sites.flatMap(({ span }) =>
    span.file === file ? (text(file)?.slice(span.start, span.end) ?? []) : [],
  )
  return said.length === 0 ? [] : [[...new Set(said)].join(' ')]
}

/** The address of a declaration: instances of one are one cause. */
export function withoutKeys(address: string): string {
  if (!address.includes('[')) return address
  return address.replaceAll(/\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]/gu, '')
}
