import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookingAt } from './testing.ts'

const { addresses, codes, found } = lookingAt('flux')

const configMap = `apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  replicas: \${replicas}
  host: \${host:=none}.example.com
  kept: $\${host}
`

function kustomization(spec: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  sourceRef: {kind: GitRepository, name: flux-system}
  ${spec.replaceAll('\n', '\n  ')}
`
}

/** What becomes of a variable with a default. */
function defaulted(spec: string, labels = ''): unknown {
  const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${labels}}\ndata: {x: "\${a:=b}"}\n`
  const files = { 'apps/c.yaml': object, 'k.yaml': kustomization(`path: apps\npostBuild: {${spec}}`) }
  return found(files, 'apps', 'ConfigMap/c', 'data.x').json
}

function postRendered(rest: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
${rest}  postRenderers:
    - kustomize:
        patches:
          - target: {kind: ConfigMap}
            patch: |
              - op: replace
                path: /data/a
                value: patched
    - kustomize:
        images: [{name: x, newTag: "2"}]
`
}

const generator = (copies: string): string => `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: g, namespace: flux-system}
spec:
  sources: [{alias: mono, kind: GitRepository, name: flux-system}]
  artifacts: [{name: apps, copy: [${copies}]}]
`

const copied = (copies: string, path: string): Readonly<Record<string, string>> => ({
  'apps/base/a.yaml': configMap,
  'apps/base/kustomization.yaml': 'resources: [a.yaml]\n',
  'apps/production/kustomization.yaml': 'resources: [../base]\nnamePrefix: live-\n',
  'g.yaml': generator(copies),
  'k.yaml': kustomization(`path: ${path}`).replace(
    '{kind: GitRepository, name: flux-system}',
    '{kind: ExternalArtifact, name: apps}',
  ),
})

describe('Kustomizations of Flux', () => {
  it('give the manifests below their path, with variables and their defaults', () => {
    const files = {
      'apps/deep/c.yaml': configMap,
      'clusters/apps.yaml': kustomization(
        'path: ./apps\ntargetNamespace: shop\npostBuild:\n  substitute:\n    replicas: "3"',
      ),
    }
    expect(addresses(files)).toEqual(['clusters/apps.yaml@apps::ConfigMap/shop/c'])
    expect(found(files, 'apps', 'ConfigMap/shop/c', 'data.replicas')).toEqual({
      json: 3,
      roots: ['clusters/apps.yaml:10 replicas: "3"'],
    })
    expect(found(files, 'apps', 'ConfigMap/shop/c', 'data.host').json).toBe('none.example.com')
    expect(found(files, 'apps', 'ConfigMap/shop/c', 'data.kept').json).toBe('${host}')
    expect(found(files, 'apps', 'ConfigMap/shop/c', 'metadata.namespace').roots).toEqual([
      'clusters/apps.yaml:7 targetNamespace: shop',
    ])
    expect(codes(files)).toEqual([])
  })

  it('find their paths from a folder around them that has them', () => {
    const files = { 'far/apps/c.yaml': configMap, 'far/clusters/k.yaml': kustomization('path: ./apps') }
    expect(addresses(files)).toEqual(['far/clusters/k.yaml@apps::ConfigMap/c'])
    expect(codes(files)).toEqual([])
  })

  it('have functions for their variables, in keys too, and refuse what is none', () => {
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, labels: {"${name^^}": a}}\ndata:\n'
    const files = {
      'apps/c.yaml': `${map}  tag: \${name:0:3}-\${name/r/R}\n  money: a$$b\n`,
      'k.yaml': kustomization('path: apps\npostBuild: {substitute: {name: production}}'),
    }
    expect(found(files, 'apps', 'ConfigMap/c', 'data.tag')).toEqual({
      json: 'pro-pRoduction',
      roots: [
        'apps/c.yaml:5 tag: ${name:0:3}-${name/r/R}',
        'k.yaml:7 postBuild: {substitute: {name: production}}',
      ],
    })
    expect(found(files, 'apps', 'ConfigMap/c', 'data.money').json).toBe('a$b')
    expect(found(files, 'apps', 'ConfigMap/c', 'metadata.labels.PRODUCTION').json).toBe('a')
    expect(codes({ ...files, 'apps/c.yaml': `${map}  script: echo \${!name}\n` })).toEqual([
      'flux/substitution apps/c.yaml:5 script: echo ${!name}',
    ])
  })

  it('have variables that are set to texts, or have a default', () => {
    const said = (spec: string, text: string): readonly string[] =>
      codes({ 'apps/c.yaml': `${map}${text}`, 'k.yaml': kustomization(`path: apps\npostBuild: {${spec}}`) })
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n'
    expect(said('substitute: {a: b}', '  x: ${a} ${b:=c} ${c-} $${d} $e\n')).toEqual([])
    expect(said('substitute: {a: b}', '  x: echo ${HOME}\n  y: ${HOME}\n')).toEqual([
      'flux/unset-variable apps/c.yaml:5 x: echo ${HOME}',
    ])
    expect(said('substitute: {a-b: c, d: 1}', '  x: y\n')).toEqual([
      'flux/invalid k.yaml:7 postBuild: {substitute: {a-b: c, d: 1}}',
      'flux/invalid k.yaml:7 postBuild: {substitute: {a-b: c, d: 1}}',
    ])
    expect(said('substituteFrom: [{kind: Secret, name: s, optional: true}]', '  x: ${a}\n')).toEqual([])
  })

  it('put nothing in where there are no variables, unless they always do, nor into objects that say so', () => {
    expect(defaulted('substitute: {}')).toBe('${a:=b}')
    expect(defaulted('substitute: {}, substituteStrategy: Always')).toBe('b')
    expect(defaulted('substitute: {z: "1"}')).toBe('b')
    const off = 'kustomize.toolkit.fluxcd.io/substitute: disabled'
    expect(defaulted('substitute: {a: c}', `, labels: {${off}}`)).toBe('${a:=b}')
    expect(defaulted('substitute: {a: c}', `, annotations: {${off}}`)).toBe('${a:=b}')
  })

  it('leave unknown what a ConfigMap may say that is not in the repository', () => {
    const from =
      'path: apps\npostBuild: {substituteFrom: [{kind: ConfigMap, name: far}], substitute: {replicas: "2"}}'
    const files = { 'apps/c.yaml': configMap, 'k.yaml': kustomization(from) }
    expect(found(files, 'apps', 'ConfigMap/c', 'data.host').json).toBeUndefined()
    expect(found(files, 'apps', 'ConfigMap/c', 'data.replicas').json).toBe(2)
  })

  it('add their patches and images to a kustomization', () => {
    const files = {
      'apps/kustomization.yaml': 'resources: [pod.yaml]\n',
      'apps/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: x:1}]}\n',
      'apps.yaml': kustomization(
        'path: apps\nimages: [{name: x, newTag: "2"}]\npatches:\n- patch: |\n    - op: add\n      path: /spec/nodeName\n      value: big\n  target: {kind: Pod}',
      ),
    }
    expect(found(files, 'apps', 'Pod/p', 'spec.containers[0].image').json).toBe('x:2')
    expect(found(files, 'apps', 'Pod/p', 'spec.nodeName')).toEqual({
      json: 'big',
      roots: ['apps.yaml:12 value: big'],
    })
  })

  it('have the objects of the releases in them, as their overlays make those', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
  chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: flux-system}}}
  valuesFrom: [{kind: ConfigMap, name: values}]
  values:
    replicas: 1
`
    const files = {
      'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'charts/web/templates/c.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}"}\ndata: {replicas: "{{ .Values.replicas }}", host: {{ .Values.host }}}\n',
      'base/kustomization.yaml': 'resources: [release.yaml, values.yaml]\n',
      'base/release.yaml': release,
      'base/values.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values, namespace: shop}\ndata:\n  values.yaml: |\n    host: web.example.com\n',
      'prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: replicas.yaml}]\n',
      'prod/replicas.yaml': `${release.split('spec:')[0] ?? ''}spec:\n  values:\n    replicas: 9\n`,
      'clusters/apps.yaml': kustomization('path: prod'),
    }
    expect(addresses(files)).toContain('clusters/apps.yaml@apps::ConfigMap/shop/web')
    expect(found(files, 'apps', 'ConfigMap/shop/web', 'data.replicas')).toEqual({
      json: '9',
      roots: ['prod/replicas.yaml:6 replicas: 9'],
    })
    expect(found(files, 'apps', 'ConfigMap/shop/web', 'data.host')).toEqual({
      json: 'web.example.com',
      roots: ['base/values.yaml:6 host: web.example.com'],
    })
    expect(codes(files)).toEqual([])
  })

  it('have what post-renderers change of the objects of a chart, but of its hooks', () => {
    const own = '  chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: flux-system}}}\n'
    const files = {
      'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'charts/web/templates/c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b}\n',
      'charts/web/templates/hook.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: h, annotations: {helm.sh/hook: pre-install}}\ndata: {a: b}\n',
      'charts/web/templates/p.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: x:1}]}\n',
    }
    const direct = { ...files, 'release.yaml': postRendered(own) }
    expect(found(direct, 'web', 'ConfigMap/shop/c', 'data.a')).toEqual({
      json: 'patched',
      roots: ['release.yaml:13 value: patched'],
    })
    expect(found(direct, 'web', 'Pod/shop/p', 'spec.containers[0].image').json).toBe('x:2')
    expect(found(direct, 'web', 'ConfigMap/shop/h', 'data.a').json).toBe('b')
    expect(codes(direct)).toEqual([])
    const referred = {
      ...files,
      'release.yaml': postRendered('  chartRef: {kind: HelmChart, name: web}\n'),
      'chart.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmChart
metadata: {name: web, namespace: shop}
spec: {chart: ./charts/web, sourceRef: {kind: GitRepository, name: flux-system}}
`,
    }
    expect(found(referred, 'web', 'ConfigMap/shop/c', 'data.a').json).toBe('patched')
    const older = { ...direct, 'release.yaml': postRendered(own).replace('patches:', 'patchesJson6902:') }
    expect(codes(older)).toEqual(['flux/post-renderers release.yaml:7 - kustomize:'])
  })

  it('have what an artifact is generated of, from the folders that are copied into it', () => {
    const apart =
      '{from: "@mono/apps/base/**", to: "@artifact/base/"}, {from: "@mono/apps/production/**", to: "@artifact/live/"}'
    expect(addresses(copied(apart, './base'))).toEqual(['k.yaml@apps::ConfigMap/c'])
    expect(addresses(copied(apart, './live'))).toEqual(['k.yaml@apps::ConfigMap/live-c'])
    expect(addresses(copied('{from: "@mono/apps/**", to: "@artifact/"}', 'base'))).toEqual([
      'k.yaml@apps::ConfigMap/c',
    ])
    const clusters = ['base', 'production'].flatMap((name) => {
      const one = copied(`{from: "@mono/apps/${name}/**", to: "@artifact/"}`, './')
      return Object.entries(one).map(([file, text]) => [file.includes('/') ? file : `${name}/${file}`, text])
    })
    expect(addresses(Object.fromEntries(clusters) as Readonly<Record<string, string>>)).toEqual([
      'base/k.yaml@apps::ConfigMap/c',
      'production/k.yaml@apps::ConfigMap/live-c',
    ])
    const unknown = ['flux/elsewhere k.yaml:5 sourceRef: {kind: ExternalArtifact, name: apps}']
    expect(codes(copied(apart, './'))).toEqual(unknown)
    expect(codes(copied('{from: "@mono/apps/*.yaml", to: "@artifact/"}', 'base'))).toEqual(unknown)
    expect(codes(copied('{from: "@other/apps/**", to: "@artifact/"}', 'base'))).toEqual(unknown)
  })

  it('say what lies elsewhere and what is missing', () => {
    const files = { 'a/c.yaml': configMap, 'k.yaml': kustomization('path: gone') }
    expect(codes(files)).toEqual(['flux/missing-path k.yaml:6 path: gone'])
    expect(
      codes({ 'k.yaml': kustomization('path: gone').replace('name: flux-system}', 'name: other}') }),
    ).toEqual(['flux/elsewhere k.yaml:5 sourceRef: {kind: GitRepository, name: other}'])
    const from = 'path: a\npostBuild: {substituteFrom: [{kind: Secret, name: s}]}'
    expect(codes({ ...files, 'k.yaml': kustomization(from) })).toEqual([
      'flux/missing-values k.yaml:7 postBuild: {substituteFrom: [{kind: Secret, name: s}]}',
    ])
  })

  it('are read whatever is done to them, twice the same', () => {
    const whole = kustomization('path: a\npostBuild:\n  substitute: {replicas: 1}')
    const texts = fc
      .tuple(fc.nat(whole.length), fc.nat(20), fc.constantFrom('', '[', '- ', '\n', '${', '&a ', '..'))
      .map(([at, length, more]) => whole.slice(0, at) + more + whole.slice(at + length))
    fc.assert(
      fc.property(texts, (text) => {
        const files = { 'a/c.yaml': configMap, 'k.yaml': text }
        const once = JSON.stringify([addresses(files), codes(files)])
        return once === JSON.stringify([addresses(files), codes(files)])
      }),
      { numRuns: 60 },
    )
  })
})
