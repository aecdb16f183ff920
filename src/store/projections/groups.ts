import type { ReadingChunk, ResourceRecord } from '../../contract/records.ts'
import { nodeId } from '../node-id.ts'
import { applicationOf } from './application.ts'

interface GroupRow {
  /** Of the first of its resources. */
  readonly position: number
  readonly module: string
  readonly application: string
  readonly resources: number
}

interface LineRow {
  readonly position: number
  readonly module: string
  readonly application: string
  readonly to_id: string
}

/** The modules and applications that a chunk has something of, and what each of them uses that isn't in it here. */
export function groupsOf({ root, variant, resources }: ReadingChunk): {
  readonly groups: readonly GroupRow[]
  readonly lines: readonly LineRow[]
} {
  const groups = new Map<string, GroupRow>()
  const homes = new Map<string, string>()
  for (const [position, one] of resources.entries()) {
    const { module, application, key } = homeOf(one)
    const known = groups.get(key) ?? { position, module, application, resources: 0 }
    groups.set(key, { ...known, resources: known.resources + 1 })
    homes.set(one.address, key)
  }
  const lines = new Map<string, Omit<LineRow, 'position'>>()
  for (const one of resources) {
    const { module, application, key } = homeOf(one)
    for (const { to } of one.uses)
      if (homes.get(to) !== key)
        lines.set(`${key}${between}${to}`, { module, application, to_id: nodeId(root, variant, to) })
  }
  return {
    groups: [...groups.values()],
    lines: [...lines.values()].map((line, position) => ({ ...line, position })),
  }
}

function homeOf(one: ResourceRecord): Pick<GroupRow, 'module' | 'application'> & { readonly key: string } {
  const application = applicationOf(one)
  return { module: one.module, application, key: `${one.module}${between}${application}` }
}

/** Stands in no name. */
const between = '\u{1f}'
