import { describe, expect, it } from 'vitest'
import { find } from './find.ts'
import { estateOf } from './testing.ts'
import { whyLine } from './why-line.ts'
import { why } from './why.ts'
import { filePath } from '../kernel/brand.ts'

const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: team-a}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: web
          resources: &resources
            limits: {cpu: "1"}
        - name: side
          resources:
            <<: *resources
            requests: {cpu: "2"}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: team-a}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: team-b}
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: api.v1, namespace: prod}
spec: {a: 1}
`
const estate = estateOf({
  'k8s/a.yaml': manifests,
  'main.tf': 'locals {\n  replicas = 1\n}\noutput "web" {\n  value = local.replicas\n}',
  '.github/workflows/ci.yml': 'on: push\njobs:\n  build:\n    runs-on: linux\n',
})

function addressesOf(asked: string, path?: string): readonly string[] {
  const found = find(estate, asked, path)
  return 'kind' in found ? [found.kind, ...found.suggestions] : found.map((one) => one.address)
}

describe('an address', () => {
  it.each([
    ['Deployment/team-a/web', 'Deployment/team-a/web'],
    ['deployment/TEAM-A/web', 'Deployment/team-a/web'],
    ['deployment/web', 'Deployment/team-a/web'],
    ['deploy/web', 'Deployment/team-a/web'],
    ['k8s::deploy/web', 'Deployment/team-a/web'],
    ['svc/team-b/web', 'Service/team-b/web'],
    ['team-b/web', 'Service/team-b/web'],
    ['service.serving.knative.dev/api.v1', 'Service.serving.knative.dev/prod/api.v1'],
    ['job/build', 'workflow/ci.yml/job/build'],
    ['ci.yml', 'workflow/ci.yml'],
  ])('%s is found as %s', (asked, address) => {
    expect(addressesOf(asked)).toEqual([address])
  })

  it('may have its path behind it', () => {
    expect(addressesOf('deploy/web.spec.replicas')).toEqual(['Deployment/team-a/web'])
    expect(addressesOf('services/api.v1.spec.a')).toEqual(['Service.serving.knative.dev/prod/api.v1'])
    expect(addressesOf('job/build.runs-on')).toEqual(['workflow/ci.yml/job/build'])
  })

  it('that several things end with is not guessed', () => {
    expect(addressesOf('svc/web')).toEqual([
      'ambiguous',
      'k8s::Service/team-a/web',
      'k8s::Service/team-b/web',
    ])
    expect(addressesOf('web')[0]).toBe('ambiguous')
  })

  it('may say its root from wherever somebody stands, by any ending that is of one root only', () => {
    const roots = estateOf({
      'srv/team/envs/prod/main.tf': 'output "size" { value = 1 }',
      'srv/team/envs/dev/main.tf': 'output "size" { value = 2 }',
      'srv/other/envs/dev/main.tf': 'output "size" { value = 3 }',
    })
    function rootsOf(asked: string): readonly string[] {
      const found = find(roots, asked)
      return 'kind' in found ? [found.kind] : found.map(({ reading }) => reading.root)
    }
    expect(rootsOf('srv/team/envs/prod::output.size')).toEqual(['srv/team/envs/prod'])
    expect(rootsOf('envs/prod::output.size')).toEqual(['srv/team/envs/prod'])
    expect(rootsOf('../prod::output.size')).toEqual(['srv/team/envs/prod'])
    expect(rootsOf('./envs/prod/::output.size')).toEqual(['srv/team/envs/prod'])
    expect(rootsOf('/srv/team/envs/prod::output.size')).toEqual(['srv/team/envs/prod'])
    expect(rootsOf('envs/dev::output.size')).toEqual(['ambiguous'])
    expect(rootsOf('rod::output.size')).toEqual(['address'])
    expect(rootsOf('.::output.size')).toEqual(['address'])
  })

  it('may say the folder that was read, though paths begin further up', () => {
    const estates = estateOf({
      'srv/team/main.tf': 'output "size" { value = 1 }',
      'srv/team/envs/dev/main.tf': 'output "size" { value = 2 }',
    })
    const found = find(estates, '.::output.size')
    expect('kind' in found ? found.kind : found.map(({ reading }) => reading.root)).toEqual(['srv/team'])
  })

  it('of Terraform is what it always was', () => {
    expect(addressesOf('local.replicas')).toEqual(['local.replicas'])
    expect(addressesOf('Local.Replicas')[0]).toBe('address')
  })
})

describe('a value of a manifest', () => {
  it('is traced through the merge to its line', () => {
    const answers = why(estate, 'deploy/web', 'spec.template.spec.containers[1].resources.limits.cpu')
    const [answer] = 'kind' in answers ? [] : answers
    const said = [...(answer?.hops ?? []), ...(answer?.literals ?? [])].map(
      ({ step, span }) => `${step} ${manifests.slice(span.start, span.end)}`,
    )
    expect(said).toEqual(['merge *resources', 'literal "1"'])
    expect(answer?.exact).toBe(true)
  })

  it('is what the line of its key sets, also where the key has a block', () => {
    const line = manifests.split('\n').indexOf('          resources: &resources') + 1
    const effects = whyLine(estate, filePath('k8s/a.yaml'), line)
    expect(effects.map(({ path, how }) => `${how} ${path}`)).toEqual([
      'sets spec.template.spec.containers[0].resources.limits.cpu',
      'sets spec.template.spec.containers[1].resources.limits.cpu',
    ])
  })
})
