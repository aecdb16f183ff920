import { addressOf } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Resource } from '../resource.ts'
import type { KubernetesObject } from './objects.ts'
import { problem } from './problems.ts'

/** Objects as resources, sorted by address. The second of two objects with one address is numbered. */
export function resourcesOf(objects: readonly KubernetesObject[]): Outcome<readonly Resource[]> {
  const diagnostics: Diagnostic[] = []
  const first = new Map<string, { readonly file: string; count: number }>()
  const resources = objects.map((one): Resource => {
    const { type, name, address, values, span, extent } = one
    if (one.isUnnamed) diagnostics.push(problem('kubernetes/no-name', span, { name: type }))
    const before = first.get(address)
    if (before === undefined) first.set(address, { file: span.file, count: 1 })
    else {
      before.count += 1
      const other = before.file === span.file ? 'the same file' : before.file
      diagnostics.push(problem('kubernetes/duplicate-object', span, { name: address, other }))
    }
    const index = before?.count
    return {
      address: addressOf(index === undefined ? address : `${address}#${index}`),
      mode: 'managed',
      type,
      name,
      index,
      module: '',
      provider: 'kubernetes',
      values,
      span,
      extent,
    }
  })
  const sorted = resources.toSorted((left, right) =>
    left.address < right.address ? -1 : left.address > right.address ? 1 : 0,
  )
  return { value: sorted, diagnostics }
}
