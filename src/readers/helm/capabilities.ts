import { textOf } from '../../lang/go-template/text.ts'
import type { GoFunction, GoObject, GoValue } from '../../lang/go-template/value.ts'

/** The Kubernetes that Helm 4.1 renders for where none is asked for: that of the client it was built with. */
export const defaultKubeVersion = 'v1.35.0'

/** What Helm 4.1.4 takes a cluster to serve where none is asked, in its order. */
const groupVersions = `v1
admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1
internal.apiserver.k8s.io/v1alpha1 apps/v1 apps/v1beta1 apps/v1beta2
authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1
authorization.k8s.io/v1 authorization.k8s.io/v1beta1
autoscaling/v1 autoscaling/v2 autoscaling/v2beta1 autoscaling/v2beta2 batch/v1 batch/v1beta1
certificates.k8s.io/v1 certificates.k8s.io/v1beta1 certificates.k8s.io/v1alpha1
coordination.k8s.io/v1alpha2 coordination.k8s.io/v1beta1 coordination.k8s.io/v1
discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1
flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1
flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3
networking.k8s.io/v1 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1
policy/v1 policy/v1beta1
rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1 rbac.authorization.k8s.io/v1alpha1
resource.k8s.io/v1 resource.k8s.io/v1beta2 resource.k8s.io/v1beta1 resource.k8s.io/v1alpha3
scheduling.k8s.io/v1alpha1 scheduling.k8s.io/v1beta1 scheduling.k8s.io/v1
storage.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storagemigration.k8s.io/v1beta1
apiextensions.k8s.io/v1beta1 apiextensions.k8s.io/v1`

/** What templates see as `.Capabilities`, for a Kubernetes of a version that serves more than usual. */
export function capabilitiesOf(kubeVersion: string, more: readonly string[]): GoObject {
  const version = kubeVersion.startsWith('v') ? kubeVersion : `v${kubeVersion}`
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)/u.exec(version) ?? []
  const served = [...groupVersions.split(/\s+/u), ...more]
  const known = new Set(served)
  const list: GoValue = {
    kind: 'list',
    type: 'common.VersionSet',
    origin: 0,
    items: served.map(text),
    methods: new Map([['Has', has(known)]]),
  }
  return object('*common.Capabilities', '', [
    ['KubeVersion', kubeVersionOf(version, major, minor)],
    ['APIVersions', list],
    ['HelmVersion', helmVersion()],
  ])
}

function has(known: ReadonlySet<string>): GoFunction {
  return {
    params: ['string'],
    call: ([name]) => ({
      kind: 'bool',
      value: name?.kind === 'string' && known.has(name.text.value),
      origin: 0,
    }),
  }
}

/** A version of Kubernetes without what a vendor put after it, which Helm leaves out where it prints or compares one. */
export function bareKubeVersion(version: string): string {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(\.\d+)?/u.exec(version) ?? []
  return major === undefined ? version : `v${Number(major)}.${Number(minor)}${patch ?? ''}`
}

function kubeVersionOf(version: string, major: string, minor: string): GoObject {
  const bare = bareKubeVersion(version)
  return {
    ...object('common.KubeVersion', bare, [
      ['Version', text(version)],
      ['Major', text(major)],
      ['Minor', text(minor)],
    ]),
    methods: new Map([
      ['String', { params: [], call: () => text(bare) }],
      ['GitVersion', { params: [], call: () => text(version) }],
    ]),
  }
}

function helmVersion(): GoObject {
  return object(
    'version.BuildInfo',
    '{v4.1.4 05fa37973dc9e42b76e1d2883494c87174b6074f clean go1.25.9 v1.35}',
    [
      ['Version', text('v4.1.4')],
      ['GitCommit', text('05fa37973dc9e42b76e1d2883494c87174b6074f')],
      ['GitTreeState', text('clean')],
      ['GoVersion', text('go1.25.9')],
      ['KubeClientVersion', text('v1.35')],
    ],
  )
}

function object(type: string, printed: string, fields: readonly (readonly [string, GoValue])[]): GoObject {
  return { kind: 'object', type, origin: 0, fields: new Map(fields), methods: new Map(), printed }
}

function text(value: string): GoValue {
  return { kind: 'string', text: textOf(value, 0) }
}
