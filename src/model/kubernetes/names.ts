/** The short names that `kubectl api-resources` lists, by kind. */
const short: Readonly<Record<string, readonly string[]>> = {
  certificatesigningrequest: ['csr'],
  configmap: ['cm'],
  cronjob: ['cj'],
  customresourcedefinition: ['crd', 'crds'],
  daemonset: ['ds'],
  deployment: ['deploy'],
  endpoints: ['ep'],
  event: ['ev'],
  horizontalpodautoscaler: ['hpa'],
  ingress: ['ing'],
  limitrange: ['limits'],
  namespace: ['ns'],
  networkpolicy: ['netpol'],
  node: ['no'],
  persistentvolume: ['pv'],
  persistentvolumeclaim: ['pvc'],
  pod: ['po'],
  poddisruptionbudget: ['pdb'],
  priorityclass: ['pc'],
  replicaset: ['rs'],
  replicationcontroller: ['rc'],
  resourcequota: ['quota'],
  service: ['svc'],
  serviceaccount: ['sa'],
  statefulset: ['sts'],
  storageclass: ['sc'],
}

/**
 * What else an object is called in questions, in lower case: without its namespace or group, by the plural or short
 * name of its kind as in `kubectl get deploy/web`, or by its name alone.
 */
export function otherNames(address: string): readonly string[] {
  const [type = '', ...rest] = address.toLowerCase().split('/')
  const name = rest.join('/')
  const last = rest.at(-1) ?? ''
  const names = rest.length > 1 ? [name, last] : [name]
  return [...kindsOf(type).flatMap((kind) => names.map((one) => `${kind}/${one}`)), ...names]
}

function kindsOf(type: string): readonly string[] {
  const dot = type.indexOf('.')
  const kind = dot === -1 ? type : type.slice(0, dot)
  const group = dot === -1 ? '' : type.slice(dot)
  const bare = [kind, pluralOf(kind), ...(group === '' ? (short[kind] ?? []) : [])]
  return group === '' ? bare : [...bare, type, `${pluralOf(kind)}${group}`]
}

function pluralOf(kind: string): string {
  if (kind === 'endpoints') return kind
  if (/[^aeiou]y$/u.test(kind)) return `${kind.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/u.test(kind) ? `${kind}es` : `${kind}s`
}
