/** What an object says it is: `apps/v1` and `Deployment`, or `v1` and `Service`, whose group is empty. */
export interface ObjectKind {
  readonly group: string
  readonly kind: string
}

/**
 * The API groups of Kubernetes itself. No kind is in two of them with two meanings (`Event`, and what once was in
 * `extensions`, are the same objects in both), so an address needs no group for these.
 * See https://kubernetes.io/docs/reference/kubernetes-api/
 */
const builtIn: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
])

/** Tools whose own files have the form of Kubernetes' objects, and never reach a cluster as such. */
const toolFiles: ReadonlySet<string> = new Set([
  'apiserver.config.k8s.io',
  'audit.k8s.io',
  'backstage.io',
  'builtin',
  'ctlptl.dev',
  'eksctl.io',
  'k0sctl.k0sproject.io',
  'k3d.io',
  'kind.x-k8s.io',
  'krew.googlecontainertools.github.com',
  'kubeadm.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kubescheduler.config.k8s.io',
  'kustomize.config.k8s.io',
  'kuttl.dev',
  'scaffolder.backstage.io',
  'skaffold',
])

/** What is in the first group by its name only: a kubeconfig, and the policy of old schedulers. */
const configurations: ReadonlySet<string> = new Set(['Config', 'Policy'])

/** The kind of an object, or undefined when that is no object of a cluster's API. */
export function kindOf(apiVersion: string | undefined, kind: string | undefined): ObjectKind | undefined {
  if (apiVersion === undefined || kind === undefined || !/^[A-Z][A-Za-z0-9]*$/u.test(kind)) return undefined
  const parts = apiVersion.split('/')
  if (parts.length > 2 || !/^v\d\w*$/u.test(parts.at(-1) ?? '')) return undefined
  const group = parts.length === 2 ? (parts[0] ?? '') : ''
  if (toolFiles.has(group) || (group === '' && configurations.has(kind))) return undefined
  return { group, kind }
}

/** Whether the kind is one of Kubernetes' own. */
export function isBuiltIn({ group }: ObjectKind): boolean {
  return builtIn.has(group)
}

/** `Deployment`, or with the group where that isn't Kubernetes' own: `Service.serving.knative.dev`. */
export function typeOf(one: ObjectKind): string {
  return isBuiltIn(one) ? one.kind : `${one.kind}.${one.group}`
}
