import type { StateLock, StateVersion } from '../../contract/state-nouns.ts'

/** A version as its row says, without what is in it. */
export function versionOf(row: {
  readonly version: number
  readonly serial: number
  readonly lineage: string
  readonly terraform_version: string
  readonly resources: number | null
  readonly bytes: number
  readonly digest: string
  readonly how: string
  readonly restored_from: number | null
  readonly key: string
  readonly by_whom: string
  readonly at: string
}): StateVersion {
  return {
    version: row.version,
    serial: row.serial,
    lineage: row.lineage,
    terraformVersion: row.terraform_version,
    resources: row.resources ?? undefined,
    bytes: row.bytes,
    digest: row.digest,
    how: row.how as StateVersion['how'],
    restoredFrom: row.restored_from ?? undefined,
    key: row.key,
    by: row.by_whom,
    at: new Date(row.at).toISOString(),
  }
}

export function lockOf(row: {
  readonly id: string
  readonly operation: string
  readonly who: string
  readonly version: string
  readonly by_whom: string
  readonly at: string
}): StateLock {
  const { id, operation, who, version, by_whom: by } = row
  return { id, operation, who, version, by, at: new Date(row.at).toISOString() }
}

/** Where a version belongs: sealed for there, it opens nowhere else. */
export function placeOf(project: string, name: string, version: number): string {
  return `state/${project}/${name}/${version}`
}
