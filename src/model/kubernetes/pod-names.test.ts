import { describe, expect, it } from 'vitest'
import { podNames, workloadOfPod } from './pod-names.ts'

function isPodOf(kind: string, name: string, pod: string): boolean {
  return new RegExp(`^(?:${podNames(kind, name)})$`, 'u').test(pod)
}

describe('names of pods', () => {
  it.each([
    ['Deployment', 'web', 'web-6b7f9d5c8d-2kq8w'],
    ['StatefulSet', 'db', 'db-0'],
    ['DaemonSet', 'agent', 'agent-x2x7k'],
    ['Job', 'migrate', 'migrate-x2x7k'],
    ['Job', 'indexed', 'indexed-3-x2x7k'],
    ['CronJob', 'backup', 'backup-28912345-x2x7k'],
    ['Pod', 'one', 'one'],
    ['JobSet.jobset.x-k8s.io', 'finetune', 'finetune-worker-0-1-x2x7k'],
    ['Deployment', 'a.b', 'a.b-6b7f9d5c8d-2kq8w'],
  ])('of a %s %s may be %s', (kind, name, pod) => {
    expect(isPodOf(kind, name, pod)).toBe(true)
  })

  it.each([
    ['Deployment', 'web', 'web-cache-6b7f9d5c8d-2kq8w'],
    ['Deployment', 'a.b', 'axb-6b7f9d5c8d-2kq8w'],
    ['StatefulSet', 'db', 'db-main-0'],
    ['Pod', 'one', 'one-2'],
  ])('of a %s %s are not %s', (kind, name, pod) => {
    expect(isPodOf(kind, name, pod)).toBe(false)
  })
})

it.each([
  ['web-5d4f8c7b9d-x2x7k', 'web'],
  ['db-0', 'db'],
  ['node-agent-x2x7k', 'node-agent'],
  ['web', 'web'],
  ['cache-redis', 'cache-redis'],
])('a pod %s is of %s', (pod, name) => {
  expect(workloadOfPod(pod)).toBe(name)
})
