/** The resources of a chunk in one module or application. */
export interface GraphGroupsTable {
  project: string
  chunk: string
  position: number
  root: string
  variant: string
  module: string
  application: string
  resources: number
}

/** What they use outside of it. */
export interface GraphLinesTable extends Omit<GraphGroupsTable, 'resources'> {
  to_id: string
}
