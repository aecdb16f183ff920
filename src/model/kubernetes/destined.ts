import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../path.ts'
import { scalarText } from '../scalar.ts'
import { kindOf } from './kinds.ts'

/** The kinds of Kubernetes' own that have no namespace. See https://kubernetes.io/docs/reference/kubernetes-api/ */
const clusterScoped: ReadonlySet<string> = new Set(
  (
    'APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle ' +
    'ComponentStatus CustomResourceDefinition DeviceClass FlowSchema IPAddress IngressClass ' +
    'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node ' +
    'PersistentVolume PodSecurityPolicy PriorityClass PriorityLevelConfiguration ResourceSlice RuntimeClass ' +
    'ServiceCIDR StorageClass StorageVersion StorageVersionMigration ValidatingAdmissionPolicy ' +
    'ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass'
  ).split(' '),
)

/**
 * Objects with the namespace that they are applied to, where they say none and their kind has namespaces. Of a custom kind only its
 * definition says that: where that isn't among the objects, kinds whose name begins with `Cluster` have none.
 */
export function inNamespace(
  objects: readonly Value[],
  namespace: Value | undefined,
  when: 'missing' | 'always' = 'missing',
): readonly Value[] {
  if (namespace === undefined || (scalarText(namespace) ?? '') === '') return objects
  const defined = scopesIn(objects)
  return objects.map((one) => placed(one, namespace, defined, when))
}

function placed(
  object: Value,
  namespace: Value,
  defined: ReadonlyMap<string, boolean>,
  when: 'missing' | 'always',
): Value {
  const metadata = entryOf(object, 'metadata')
  const own = entryOf(metadata, 'namespace')
  const isSaid = own !== undefined && (own.kind === 'unknown' || (scalarText(own) ?? '') !== '')
  if (object.kind !== 'map' || metadata?.kind !== 'map' || (isSaid && when === 'missing')) return object
  if (!hasNamespace(object, defined)) return object
  const entries = new Map([...metadata.entries, ['namespace', namespace] as const])
  return { ...object, entries: new Map([...object.entries, ['metadata', { ...metadata, entries }]]) }
}

function hasNamespace(object: Value, defined: ReadonlyMap<string, boolean>): boolean {
  const said = kindOf(textIn(object, 'apiVersion'), textIn(object, 'kind'))
  if (said === undefined || entryOf(object, 'items')?.kind === 'list') return false
  const { group, kind } = said
  if (clusterScoped.has(kind) && (group === '' || group.endsWith('.k8s.io'))) return false
  return defined.get(`${kind}.${group}`) ?? !kind.startsWith('Cluster')
}

/** Whether kinds have namespaces, as their definitions among the objects say. */
function scopesIn(objects: readonly Value[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>()
  for (const object of objects) {
    if (textIn(object, 'kind') !== 'CustomResourceDefinition') continue
    const spec = entryOf(object, 'spec')
    const name = textIn(entryOf(spec, 'names'), 'kind')
    found.set(`${name ?? ''}.${textIn(spec, 'group') ?? ''}`, textIn(spec, 'scope') !== 'Cluster')
  }
  return found
}

function textIn(value: Value | undefined, key: string): string | undefined {
  const one = entryOf(value, key)
  return one === undefined ? undefined : scalarText(one)
}
