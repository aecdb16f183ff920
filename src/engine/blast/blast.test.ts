import fc from 'fast-check'
import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { planRules } from '../../rules/plan/index.ts'
import { created, destroyed, kept, planOf, replaced, updated } from '../../rules/plan/example.ts'
import { readEstate } from '../read.ts'
import { review, type Review } from '../review/review.ts'
import { plainOptions } from '../testing.ts'

function reviewed(text: string, files: Readonly<Record<string, string>> = {}): Review {
  const snapshot = filesSnapshot({ 'plan.json': text, ...files })
  return review(
    readEstate(snapshot, filePath('plan.json'), { ...plainOptions, source: filePath('') }),
    [],
    planRules,
  )
}

it('counts what a plan does', () => {
  const { text } = planOf([
    created('aws_instance.a'),
    updated('aws_instance.b', { ami: 'a' }, { ami: 'b' }),
    replaced('aws_instance.c', { ami: 'a' }, { ami: 'b' }),
    destroyed('aws_instance.d'),
    kept('aws_instance.e'),
  ])
  expect(reviewed(text).blast).toEqual({
    counts: {
      created: 1,
      changed: 1,
      replaced: 1,
      destroyed: 1,
      unchanged: 1,
      moved: 0,
      imported: 0,
      forgotten: 0,
    },
    dangers: [],
  })
})

/** One resource of the configuration. */
function resource(address: string, more: object): object {
  const [type, name] = address.split('.')
  return { address, mode: 'managed', type, name, ...more }
}

function byProvider(provider: string): object {
  return { provider_config_key: provider }
}

it('knows what runs in a cluster: through modules and what its provider is configured with', () => {
  const { text } = planOf([
    replaced('module.eks.aws_eks_cluster.this', { name: 'a' }, { name: 'b' }),
    updated('kubernetes_deployment.api', { image: 'a' }, { image: 'b' }),
    kept('helm_release.ingress'),
    destroyed('kubernetes_config_map.old', { metadata: [{ name: 'old' }] }),
    kept('aws_sqs_queue.q'),
  ])
  const configuration = {
    provider_config: {
      kubernetes: {
        name: 'kubernetes',
        expressions: { host: { references: ['module.eks.endpoint', 'module.eks'] } },
      },
      helm: {
        name: 'helm',
        expressions: { kubernetes: [{ host: { references: ['module.eks.endpoint', 'module.eks'] } }] },
      },
    },
    root_module: {
      resources: [
        resource('kubernetes_deployment.api', byProvider('kubernetes')),
        resource('kubernetes_config_map.old', byProvider('kubernetes')),
        resource('helm_release.ingress', byProvider('helm')),
        resource('aws_sqs_queue.q', byProvider('aws')),
      ],
      module_calls: {
        eks: {
          source: './eks',
          module: {
            outputs: {
              endpoint: {
                expression: { references: ['aws_eks_cluster.this.endpoint', 'aws_eks_cluster.this'] },
              },
            },
            resources: [resource('aws_eks_cluster.this', {})],
          },
        },
      },
    },
  }
  const { blast } = reviewed(JSON.stringify({ ...JSON.parse(text), configuration }))
  expect(blast?.dangers).toMatchObject([
    {
      danger: 'stateful-replacement',
      rule: 'plan/replaces-data',
      address: 'module.eks.aws_eks_cluster.this',
      action: 'replace',
      dependents: ['helm_release.ingress', 'kubernetes_deployment.api'],
    },
  ])
})

it('points at the line of the sources that forces it, and joins instances of one declaration', () => {
  const main = 'resource "aws_ebs_volume" "d" {\n  count             = 2\n  availability_zone = "b"\n}\n'
  const { text } = planOf(
    [0, 1].map((at) =>
      replaced(`aws_ebs_volume.d[${at}]`, { availability_zone: 'a' }, { availability_zone: 'b' }),
    ),
  )
  const [finding, ...others] = reviewed(text, { 'main.tf': main }).findings
  expect(others).toEqual([])
  expect(finding?.places.map(({ address }) => address)).toEqual([
    'aws_ebs_volume.d[0]',
    'aws_ebs_volume.d[1]',
  ])
  const { file, start, end } = finding?.span ?? { file: '', start: 0, end: 0 }
  expect([file, main.slice(start, end)]).toEqual(['main.tf', '"b"'])
})

it('judges any document without a rule that breaks, and twice the same', () => {
  const texts = planRules.flatMap(({ examples }) =>
    [...examples.bad, ...examples.near].map(({ text }) => text),
  )
  const pieces = fc.constantFrom(
    'null',
    '[]',
    '{}',
    '""',
    '-1',
    'true',
    '"x"',
    '[[null]]',
    '{"a":{}}',
    '1e999',
  )
  const values = /(?<=: )(?:"[^"\n]*"|-?\d+|true|false|null|\[\]|\{\})/gu
  const mutants = fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), pieces), { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) => {
      let mutant = text
      for (const [at, piece] of changes) {
        const all = [...mutant.matchAll(values)]
        const hit = all[at % Math.max(1, all.length)]
        if (hit !== undefined)
          mutant = mutant.slice(0, hit.index) + piece + mutant.slice(hit.index + hit[0].length)
      }
      return mutant
    })
  fc.assert(
    fc.property(mutants, (text) => {
      const one = reviewed(text)
      const isWhole = one.diagnostics.every(({ code }) => code !== 'review/rule-failed')
      return isWhole && JSON.stringify(one.findings) === JSON.stringify(reviewed(text).findings)
    }),
    { numRuns: 300 },
  )
})
