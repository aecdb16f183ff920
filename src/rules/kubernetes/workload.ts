import type { Live } from '../../model/live.ts'
import { any, at, is, isSet, items, type Answer, type Fact } from '../facts.ts'
import { once } from '../once.ts'

/** Kubernetes' own kinds that are pods or make pods from a template. */
const kinds = [
  'Pod',
  'PodTemplate',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
]

/** Pods, and everything that makes pods from a template; the last two stand for deployments in many clusters. */
export const workloads: readonly string[] = [
  ...kinds,
  'DeploymentConfig.apps.openshift.io',
  'Rollout.argoproj.io',
]

/** The types under which sources declare them: the kinds, and those of Terraform's provider. */
export const workloadSources: readonly string[] = [
  ...kinds,
  ...[
    'pod',
    'pod_v1',
    'deployment',
    'deployment_v1',
    'stateful_set',
    'stateful_set_v1',
    'daemonset',
    'daemon_set_v1',
    'replication_controller',
    'replication_controller_v1',
    'job',
    'job_v1',
    'cron_job',
    'cron_job_v1',
    'manifest',
  ].map((name) => `kubernetes_${name}`),
]

/** Workloads that are probed and take requests: jobs end. */
export const lasting: readonly string[] = workloads.filter((kind) => !isJob(kind))

/** The types under which sources declare those. */
export const lastingSources: readonly string[] = workloadSources.filter((type) => !isJob(type))

function isJob(type: string): boolean {
  return /job/iu.test(type)
}

/** The specification of the pods that a workload runs. */
export const podSpec = once((live: Live): Fact => {
  if (live.type === 'Pod') return at(live, 'spec')
  if (live.type === 'PodTemplate') return at(live, 'template.spec')
  if (live.type === 'CronJob') return at(live, 'spec.jobTemplate.spec.template.spec')
  return at(live, 'spec.template.spec')
})

/** The metadata of the pods that a workload runs. */
export function podMetadata(live: Live): Fact {
  if (live.type === 'Pod') return at(live, 'metadata')
  if (live.type === 'PodTemplate') return at(live, 'template.metadata')
  if (live.type === 'CronJob') return at(live, 'spec.jobTemplate.spec.template.metadata')
  return at(live, 'spec.template.metadata')
}

/** The containers that stay, then those that only prepare, then those that somebody looks into the pod with. */
export const containers = once((live: Live): readonly Fact[] => [
  ...mainContainers(live),
  ...items(at(podSpec(live), 'initContainers')),
  ...items(at(podSpec(live), 'ephemeralContainers')),
])

/** The containers that stay. */
export const mainContainers = once((live: Live): readonly Fact[] => items(at(podSpec(live), 'containers')))

/** What holds of a container: what its own security context says, else what the pod's does. */
export function security(live: Live, container: Fact, name: string): Fact {
  const own = at(container, `securityContext.${name}`)
  const shared = at(podSpec(live), `securityContext.${name}`)
  return isSet(own) === 'no' && isSet(shared) !== 'no' ? shared : own
}

/** Whether the pod runs on Windows, where most of Linux's settings mean nothing. */
export const isWindows = once((live: Live): Answer => {
  const spec = podSpec(live)
  return any([
    is(at(spec, 'os.name'), 'windows'),
    is(at(spec, 'nodeSelector["kubernetes.io/os"]'), 'windows'),
  ])
})

/**
 * The capabilities that the baseline of the Pod Security Standards lets through, as container runtimes read the names:
 * without regard to case. Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const usualCapability =
  /^(?:CAP_)?(?:AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|MKNOD|NET_BIND_SERVICE|SETFCAP|SETGID|SETPCAP|SETUID|SYS_CHROOT)$/iu
