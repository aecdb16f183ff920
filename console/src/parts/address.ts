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

/** Where the signals of a source are, around the time of an incident. */
export function signalsPath(
  project: string,
  {
    signals,
    since,
    until,
  }: { readonly signals: string; readonly since: string; readonly until?: string | undefined },
): string {
  const begin = Date.parse(since) / 1000 - 2 * 3600
  const end = Math.min(Date.now() / 1000, until === undefined ? Infinity : Date.parse(until) / 1000 + 1800)
  const seconds = String(Math.min(30 * 86_400, Math.max(3600, Math.round(end - begin))))
  const stretch = { seconds, ...(until !== undefined && { until: new Date(end * 1000).toISOString() }) }
  return `/${project}/signals?${new URLSearchParams({ of: signals, ...stretch }).toString()}`
}

/** Where the page of a Terraform state is. */
export function statePath(project: string, name: string): string {
  return `/${project}/states/${encodeURIComponent(name)}`
}
