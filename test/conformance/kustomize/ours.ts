import { answered, nothing } from '../../../src/engine/answered.ts'
import { filePath } from '../../../src/kernel/brand.ts'
import { Origins } from '../../../src/kernel/origins.ts'
import type { Value } from '../../../src/kernel/value.ts'
import { filesSnapshot } from '../../../src/model/files-snapshot.ts'
import { buildKustomization } from '../../../src/readers/kustomize/build.ts'
import type { Case } from './generate.ts'

/** What we give for a kustomization. */
export interface Built {
  readonly values: readonly Value[]
  readonly origins: Origins
  /** Empty where nothing is wrong. */
  readonly problem: string
}

/** Builds a case. Nothing is fetched. */
export function ourBuild({ files, folder }: Case): Built {
  const origins = new Origins()
  const snapshot = filesSnapshot(files)
  const steps = buildKustomization(snapshot, filePath(folder), origins)
  const { value, diagnostics } = answered(steps, snapshot, nothing)
  const problem = diagnostics.map(({ code, detail }) => `${code}: ${detail}`).join('\n')
  return { values: value, origins, problem }
}

/** The first place where our objects and the printed ones are not the same: keys and their order, items, types. */
export function difference(ours: readonly Value[], printed: readonly unknown[]): string | undefined {
  if (ours.length !== printed.length) return `${ours.length} objects, not ${printed.length}`
  for (const [at, one] of ours.entries()) {
    const found = differs(one, printed[at], `[${at}]`)
    if (found !== undefined) return found
  }
  return undefined
}

function differs(ours: Value, printed: unknown, path: string): string | undefined {
  if (ours.kind === 'map' && printed instanceof Map) {
    const keys = [...ours.entries.keys()].join(' ')
    const others = [...printed.keys()].join(' ')
    if (keys !== others) return `${path} has the keys ${keys}, not ${others}`
    for (const [key, value] of printed) {
      const inner = ours.entries.get(String(key))
      const found = inner && differs(inner, value, `${path}.${String(key)}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (ours.kind === 'list' && Array.isArray(printed)) {
    if (ours.items.length !== printed.length)
      return `${path} has ${ours.items.length} items, not ${printed.length}`
    for (const [at, item] of ours.items.entries()) {
      const found = differs(item, printed[at], `${path}[${at}]`)
      if (found !== undefined) return found
    }
    return undefined
  }
  const text = ours.kind === 'scalar' ? scalarText(ours.scalar) : ours.kind
  return text === scalarText(printed) ? undefined : `${path} is ${text}, not ${scalarText(printed)}`
}

/** With its type: a text in quotes. */
function scalarText(scalar: unknown): string {
  if (typeof scalar === 'bigint') return scalar.toString()
  if (typeof scalar === 'object' && scalar !== null && 'number' in scalar) return String(scalar.number)
  return JSON.stringify(scalar)
}
