/** A finding on a branch, from one event of the ledger to another. */
export interface FindingSpansTable {
  project: string
  source: string
  branch: string
  id: string
  since: number
  until: number | null
  first_sha: string
  since_sha: string
  until_sha: string | null
  rule: string
  title: string
  severity: number
  verdict: string
  is_waived: boolean
  address: string
  path: string
  message: string
  file: string
  start_line: number
  places: number
  chunk: string
  position: number
  digest: string
  search: string
}

/** The resources in which something stands now. */
export interface FindingPlacesTable {
  project: string
  source: string
  branch: string
  address: string
  id: string
  severity: number
}
