import type { Gvk } from './object.ts'

/** The kinds that have no namespace, in the versions of the API (1.21) that Kustomize knows; whatever else there is has one. */
const clusterScoped: ReadonlySet<string> = new Set(
  [
    ['v1', 'ComponentStatus Namespace Node PersistentVolume'],
    [
      'admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1',
      'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    ],
    ['apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
    ['apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1', 'APIService'],
    ['certificates.k8s.io/v1 certificates.k8s.io/v1beta1', 'CertificateSigningRequest'],
    ['flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema PriorityLevelConfiguration'],
    ['networking.k8s.io/v1 networking.k8s.io/v1beta1', 'IngressClass'],
    ['node.k8s.io/v1 node.k8s.io/v1beta1', 'RuntimeClass'],
    ['policy/v1beta1', 'PodSecurityPolicy'],
    ['rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding'],
    ['scheduling.k8s.io/v1 scheduling.k8s.io/v1beta1', 'PriorityClass'],
    ['storage.k8s.io/v1 storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment'],
  ].flatMap(([versions = '', kinds = '']) =>
    versions.split(' ').flatMap((version) => kinds.split(' ').map((kind) => `${version}/${kind}`)),
  ),
)

/** Whether objects of a kind have no namespace. */
export function isClusterScoped({ group, version, kind }: Gvk): boolean {
  return clusterScoped.has(group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`)
}
