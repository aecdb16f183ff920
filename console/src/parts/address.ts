/** What names a resource within a source. */
export interface ResourceId {
  readonly root: string
  readonly variant: string
  readonly address: string
}

/** `root@variant::address`, as everywhere; plainly `root::address` where there is one variant. */
export function idOf({ root, variant, address }: ResourceId): string {
  return `${variant === '' ? root : `${root}@${variant}`}::${address}`
}

/** Where a resource's page is, with one of its values open. */
export function resourcePath(project: string, source: string, id: ResourceId, path = ''): string {
  const base = `/${project}/resources/${encodeURIComponent(source)}/${encodeURIComponent(idOf(id))}`
  return path === '' ? base : `${base}?path=${encodeURIComponent(path)}`
}

/** Where the page of a drift is. */
export function driftPath(project: string, drift: string): string {
  return `/${project}/drift/${encodeURIComponent(drift)}`
}

/** Where the page of an incident is. */
export function incidentPath(project: string, incident: string): string {
  return `/${project}/incidents/${encodeURIComponent(incident)}`
}

/** Where the page of a Terraform state is. */
export function statePath(project: string, name: string): string {
  return `/${project}/states/${encodeURIComponent(name)}`
}
