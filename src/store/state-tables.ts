export interface StatesTable {
  project: string
  name: string
  version: number
  is_removed: boolean
}

export interface StateVersionsTable {
  project: string
  name: string
  version: number
  serial: number
  lineage: string
  terraform_version: string
  resources: number | null
  bytes: number
  digest: string
  how: string
  restored_from: number | null
  by_whom: string
  at: string
  key: string
  sealed: Buffer
}

export interface StateLocksTable {
  project: string
  name: string
  id: string
  operation: string
  who: string
  version: string
  info: string
  by_whom: string
  at: string
}
