import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import { unitsBelow } from './read.ts'
import { lookingAt, plainOptions } from './testing.ts'

const { readings, addresses, codes, found } = lookingAt('argocd')

const head = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\n'

function application(name: string, spec: string): string {
  const inner = spec
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
  return `${head}metadata: {name: ${name}, namespace: argocd}\nspec:\n${inner}\n`
}

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\ndata: {a: b}\n'

const chart = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nimage: nginx:1\nhost: none\n',
  'charts/web/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}"}
spec:
  replicas: {{ .Values.replicas }}
  image: {{ .Values.image }}
  host: {{ .Values.host }}
`,
}

function ofFolder(more: string): Readonly<Record<string, string>> {
  return {
    'plain/a.yaml': configMap,
    'plain/deep/b.yaml': configMap.replace('plain', 'deep'),
    'plain/deep/c.yaml': configMap.replace('plain', 'left'),
    'apps/d.yaml': application(
      'd',
      `destination: {namespace: ns}\nsource:\n  repoURL: https://x/y\n  path: plain\n  directory: ${more}`,
    ),
  }
}

function annotated(more: string): Readonly<Record<string, string>> {
  return {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': configMap,
    'a.yaml': application(
      'web',
      `source:\n  repoURL: https://x/y\n  path: base\n  kustomize:\n    commonAnnotations: {who: "of-$ARGOCD_APP_NAME"}${more}`,
    ),
  }
}

function set(spec: string, path = 'plain'): string {
  const inner = spec.replaceAll('\n', '\n  ')
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: s, namespace: argocd}
spec:
  ${inner}
  template:
    metadata: {name: 'app-{{name}}'}
    spec:
      destination:
        namespace: '{{name}}'
      source:
        repoURL: https://x/y
        path: ${path}
`
}

/** A set of Go's templates that ask for a parameter that is missing. */
function withGone(options: string): Record<string, string> {
  const spec = `goTemplate: true\n${options}generators:\n- list: {elements: [{name: a}]}`
  const text = named(spec, 'app-{{ .name }}').replace('namespace: ns', "namespace: 'x{{ .gone }}'")
  return { 'plain/a.yaml': configMap, 's.yaml': text }
}

/** A set whose applications are named by a template. */
function named(spec: string, name: string): string {
  return set(spec).replace('app-{{name}}', name).replace("'{{name}}'", 'ns')
}

function git(kind: string): string {
  return `generators:\n- git:\n    repoURL: https://x/y\n    ${kind}`
}

describe('applications of Argo CD', () => {
  const web = {
    ...chart,
    'envs/web.yaml': 'image: nginx:2\n',
    'apps/web.yaml': application(
      'web',
      `destination: {server: https://kubernetes.default.svc, namespace: shop}
source:
  repoURL: https://git.example.com/org/infra.git
  path: charts/web
  helm:
    valueFiles: [../../envs/web.yaml]
    values: |
      # how many
      replicas: 3
    parameters:
      - name: host
        value: web.example.com`,
    ),
  }

  it('have the objects of their chart, in the namespace of their destination', () => {
    expect(addresses(web)).toEqual(['apps/web.yaml@web::Deployment/shop/web'])
    expect(codes(web)).toEqual([])
  })

  it('have what their chart holds itself, where what it depends on is missing', () => {
    const files = {
      ...chart,
      'charts/web/Chart.yaml': `${chart['charts/web/Chart.yaml']}dependencies: [{name: redis, version: 1.x, repository: "https://c.example.com"}]\n`,
      'apps/web.yaml': application(
        'web',
        'destination: {namespace: shop}\nsource: {repoURL: https://x/y, path: charts/web}',
      ),
    }
    expect(addresses(files)).toEqual(['apps/web.yaml@web::Deployment/shop/web'])
    expect(codes(files)).toEqual([expect.stringContaining('helm/missing-dependency charts/web/Chart.yaml:4')])
  })

  it('know that an inline value is a line of the application', () => {
    expect(found(web, 'web', 'Deployment/shop/web', 'spec.replicas')).toEqual({
      json: 3,
      roots: ['apps/web.yaml:13 replicas: 3'],
    })
    expect(found(web, 'web', 'Deployment/shop/web', 'spec.host')).toEqual({
      json: 'web.example.com',
      roots: ['apps/web.yaml:16 value: web.example.com'],
    })
    expect(found(web, 'web', 'Deployment/shop/web', 'spec.image')).toEqual({
      json: 'nginx:2',
      roots: ['envs/web.yaml:1 image: nginx:2'],
    })
    expect(found(web, 'web', 'Deployment/shop/web', 'metadata.namespace').roots).toEqual([
      'apps/web.yaml:5 destination: {server: https://kubernetes.default.svc, namespace: shop}',
    ])
  })

  it('take valuesObject before values, and values files of other sources', () => {
    const files = {
      ...web,
      'apps/web.yaml': application(
        'web',
        `sources:
  - repoURL: https://git.example.com/org/infra.git
    path: charts/web
    helm:
      releaseName: shop
      valueFiles: [$conf/envs/web.yaml]
      valuesObject: {replicas: 5}
  - repoURL: git@git.example.com:org/infra
    ref: conf`,
      ),
    }
    expect(found(files, 'web', 'Deployment/shop', 'spec.image').json).toBe('nginx:2')
    expect(found(files, 'web', 'Deployment/shop', 'spec.replicas').roots).toEqual([
      'apps/web.yaml:11 valuesObject: {replicas: 5}',
    ])
    expect(codes(files)).toEqual([])
  })

  it('have what they add to a kustomization', () => {
    const files = {
      'base/kustomization.yaml': 'namePrefix: a-\nresources: [pod.yaml]\nimages: [{name: x, newTag: "1"}]\n',
      'base/pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: x}]}
`,
      'apps/p.yaml': application(
        'p',
        `source:
  repoURL: https://git.example.com/org/infra.git
  path: base
  kustomize:
    namePrefix: prod-
    images:
      - x=registry.example.com/x:2`,
      ),
    }
    expect(found(files, 'p', 'Pod/prod-p', 'spec.containers[0].image')).toEqual({
      json: 'registry.example.com/x:2',
      roots: ['apps/p.yaml:11 - x=registry.example.com/x:2'],
    })
  })

  it('fill the build environment into annotations that they add, where they say so', () => {
    const who = 'metadata.annotations.who'
    expect(found(annotated(''), 'web', 'ConfigMap/plain', who).json).toBe('of-$ARGOCD_APP_NAME')
    const filled = found(annotated('\n    commonAnnotationsEnvsubst: true'), 'web', 'ConfigMap/plain', who)
    expect(filled.json).toBe('of-web')
  })

  it('say that Jsonnet in their folder is not read', () => {
    expect(codes({ ...ofFolder('{recurse: true}'), 'plain/deep/d.jsonnet': '{}' })).toEqual([
      'argocd/plugin apps/d.yaml:8 path: plain',
    ])
    expect(codes({ ...ofFolder('{recurse: false}'), 'plain/deep/d.jsonnet': '{}' })).toEqual([])
  })

  it('have the files of a folder that their patterns leave', () => {
    expect(addresses(ofFolder('{recurse: false}'))).toEqual(['apps/d.yaml@d::ConfigMap/ns/plain'])
    expect(addresses(ofFolder("{recurse: true, exclude: '{*/c.yaml,none}'}"))).toEqual([
      'apps/d.yaml@d::ConfigMap/ns/deep',
      'apps/d.yaml@d::ConfigMap/ns/plain',
    ])
  })

  it('say what lies elsewhere, is missing or cannot be known', () => {
    const at = (source: string): readonly string[] =>
      codes({
        'plain/a.yaml': configMap,
        'z.yaml': application('z', 'source: {repoURL: https://x/y, path: plain}'),
        'a.yaml': application('a', `source:\n  ${source}`),
      })
    expect(at('{repoURL: https://charts.example.com, chart: redis, targetRevision: 1.0.0}')).toEqual([
      'argocd/elsewhere a.yaml:6 {repoURL: https://charts.example.com, chart: redis, targetRevision: 1.0.0}',
    ])
    expect(at('{repoURL: https://other/z, path: q}')).toEqual([
      'argocd/elsewhere a.yaml:6 {repoURL: https://other/z, path: q}',
    ])
    expect(at('{repoURL: https://x/y, path: plain, plugin: {name: p}}')).toEqual([
      'argocd/plugin a.yaml:6 {repoURL: https://x/y, path: plain, plugin: {name: p}}',
    ])
    expect(
      codes({
        'plain/a.yaml': configMap,
        'z.yaml': application('z', 'source: {repoURL: https://x/y, path: plain}'),
        'y.yaml': application('y', 'source: {repoURL: https://x/y, path: plain/}'),
        'a.yaml': application('a', 'source: {repoURL: https://x/y, path: gone}'),
      }),
    ).toEqual(['argocd/missing-path a.yaml:5 source: {repoURL: https://x/y, path: gone}'])
  })

  it('are told what their project does not allow', () => {
    const files = {
      'plain/a.yaml': configMap,
      'p.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: team}
spec:
  sourceRepos: ['https://x/*']
  destinations: [{server: '*', namespace: 'team-*'}]
`,
      'a.yaml': application(
        'a',
        'project: team\ndestination: {server: https://s, namespace: other}\nsource: {repoURL: https://x/y, path: plain}',
      ),
    }
    expect(codes(files)).toEqual([
      'argocd/project a.yaml:6 destination: {server: https://s, namespace: other}',
    ])
  })
})

describe('applications that make applications', () => {
  const source = 'source: {repoURL: https://x/y, path: apps}'

  it('are read once, also where they hold themselves', () => {
    const files = {
      'plain/a.yaml': configMap,
      'apps/root.yaml': application('root', source),
      'apps/a.yaml': application('a', 'source: {repoURL: https://x/y, path: plain}'),
    }
    expect(addresses(files)).toEqual([
      'apps/a.yaml@a::ConfigMap/plain',
      'apps/root.yaml@root::Application.argoproj.io/argocd/a',
      'apps/root.yaml@root::Application.argoproj.io/argocd/root',
    ])
  })

  it('have the objects of what they render, and end where that renders itself', () => {
    const files = {
      'plain/a.yaml': configMap,
      'apps/Chart.yaml': 'apiVersion: v2\nname: apps\nversion: 1.0.0\n',
      'apps/values.yaml': 'path: plain\n',
      'apps/templates/a.yaml': application('a', 'source: {repoURL: https://x/y, path: "{{ .Values.path }}"}'),
      'apps/templates/self.yaml': application('self', source),
      'root.yaml': application('root', source),
    }
    expect(addresses(files)).toContain('root.yaml@root::ConfigMap/plain')
    expect(codes(files)).toContain('read/cycle apps/templates/self.yaml:1 apiVersion: argoproj.io/v1alpha1')
  })
})

describe('sets of applications', () => {
  it('make one for each element of a list, whose line is the root of what it gives', () => {
    const files = {
      'plain/a.yaml': configMap,
      's.yaml': set('generators:\n- list:\n    elements:\n    - name: dev\n    - name: prod'),
    }
    expect(addresses(files)).toEqual([
      's.yaml@app-dev::ConfigMap/dev/plain',
      's.yaml@app-prod::ConfigMap/prod/plain',
    ])
    expect(found(files, 'app-prod', 'ConfigMap/prod/plain', 'metadata.namespace')).toEqual({
      json: 'prod',
      roots: ['s.yaml:9 - name: prod'],
    })
  })

  it('make one for each folder and file of the repository that a pattern matches', () => {
    const files = {
      'plain/a.yaml': configMap,
      'envs/dev/config.yaml': 'name: dev\n',
      'envs/prod/config.yaml': 'name: prod\n',
      'envs/old/config.yaml': 'name: old\n',
    }
    const folders = 'directories: [{path: envs/*}, {path: envs/old, exclude: true}]'
    expect(
      addresses({ ...files, 's.yaml': set(git(folders)).replaceAll('{{name}}', '{{path.basename}}') }),
    ).toEqual(['s.yaml@app-dev::ConfigMap/dev/plain', 's.yaml@app-prod::ConfigMap/prod/plain'])
    const withFiles = { ...files, 's.yaml': set(git('files: [{path: "envs/**/config.yaml"}]')) }
    expect(found(withFiles, 'app-old', 'ConfigMap/old/plain', 'metadata.namespace')).toEqual({
      json: 'old',
      roots: ['envs/old/config.yaml:1 name: old'],
    })
  })

  it('combine generators, and lay one over the other', () => {
    const lists =
      "- list: {elements: [{env: dev}, {env: prod}]}\n- list: {elements: [{name: 'web-{{env}}'}]}".replaceAll(
        '\n',
        '\n    ',
      )
    const files = {
      'plain/a.yaml': configMap,
      's.yaml': set(`generators:\n- matrix:\n    generators:\n    ${lists}`),
    }
    expect(readings(files).map(({ variant }) => variant)).toEqual(['app-web-dev', 'app-web-prod'])
    const merge =
      'generators:\n- merge:\n    mergeKeys: [id]\n    generators:\n    - list: {elements: [{id: a, name: one}, {id: b, name: two}]}\n    - list: {elements: [{id: b, name: three}]}'
    expect(readings({ ...files, 's.yaml': set(merge) }).map(({ variant }) => variant)).toEqual([
      'app-one',
      'app-three',
    ])
  })

  it("fill in Go's templates", () => {
    const files = {
      'plain/a.yaml': configMap,
      's.yaml': set(
        'goTemplate: true\ngenerators:\n- list:\n    elements:\n    - name: {first: Dev}',
      ).replaceAll('{{name}}', '{{ .name.first | lower }}'),
    }
    expect(found(files, 'app-dev', 'ConfigMap/dev/plain', 'metadata.namespace')).toMatchObject({
      json: 'dev',
    })
    expect(found(files, 'app-dev', 'ConfigMap/dev/plain', 'metadata.namespace').roots).toContain(
      's.yaml:9 - name: {first: Dev}',
    )
  })

  it('are none where their name cannot be made', () => {
    const files = {
      'plain/a.yaml': configMap,
      's.yaml': set('goTemplate: true\ngenerators:\n- list: {elements: [{name: a}]}').replaceAll(
        '{{name}}',
        '{{ .gone }}',
      ),
    }
    expect(addresses(files)).toEqual([])
    expect(codes(files).filter((code) => code.startsWith('argocd/template'))).toHaveLength(1)
  })

  it('have no value for a parameter that is missing, unless that is a mistake', () => {
    const strict = "goTemplateOptions: ['missingkey=error']\n"
    expect(codes(withGone('')).filter((code) => code.startsWith('argocd/template'))).toEqual([])
    expect(codes(withGone(strict)).filter((code) => code.startsWith('argocd/template'))).toHaveLength(1)
  })

  it('are all read of a file that is named', () => {
    const files = {
      'plain/a.yaml': configMap,
      's.yaml': set('generators:\n- list: {elements: [{name: a}, {name: b}]}'),
    }
    const { units } = unitsBelow(filesSnapshot(files), filePath('s.yaml'), plainOptions)
    expect(units.map(({ variant }) => variant)).toEqual(['app-a', 'app-b'])
  })

  it('say that only a cluster knows their applications', () => {
    const files = { 'plain/a.yaml': configMap, 's.yaml': set('generators:\n- clusters: {}') }
    expect(codes(files)).toEqual(['argocd/unknown-generator s.yaml:6 - clusters: {}'])
  })

  it('are made for the clusters and the pull requests that the repository says there are', () => {
    const files = {
      'plain/a.yaml': configMap,
      '.plumbline/argocd.yaml': `clusters:
- name: Tokyo_1
  server: https://tokyo.example.com
  labels: {env: prod}
- name: dev
  server: https://dev.example.com
  labels: {env: dev}
pullRequest:
- {number: "7", branch: faster}
`,
      's.yaml': named(
        'generators:\n- clusters:\n    selector: {matchLabels: {env: prod}}\n    values: {zone: "{{metadata.labels.env}}-a"}',
        '{{nameNormalized}}-{{values.zone}}',
      ),
      't.yaml': named('generators:\n- pullRequest: {github: {owner: o, repo: r}}', 'pr-{{number}}'),
    }
    expect(addresses(files)).toEqual([
      's.yaml@tokyo-1-prod-a::ConfigMap/ns/plain',
      't.yaml@pr-7::ConfigMap/ns/plain',
    ])
    expect(codes(files)).toEqual([])
    const broken = { ...files, '.plumbline/argocd.yaml': 'clusters: [\n' }
    expect(codes(broken)[0]).toMatch(/^yaml\//u)
  })

  it('are read whatever is done to them, twice the same', () => {
    const whole = set('generators:\n- git: {repoURL: https://x/y, directories: [{path: "*"}]}', '"{{path}}"')
    const texts = fc
      .tuple(
        fc.nat(whole.length),
        fc.nat(20),
        fc.constantFrom('', '{{', '}}', '[', '- ', '\n', '*', '&a ', '{{.'),
      )
      .map(([at, length, more]) => whole.slice(0, at) + more + whole.slice(at + length))
    fc.assert(
      fc.property(texts, (text) => {
        const files = { 'plain/a.yaml': configMap, 's.yaml': text }
        return (
          JSON.stringify([addresses(files), codes(files)]) ===
          JSON.stringify([addresses(files), codes(files)])
        )
      }),
      { numRuns: 100 },
    )
  })
})

describe('the build environment', () => {
  const files = {
    ...chart,
    'values/web/a.yaml': 'replicas: 2\nimage: one:1\n',
    'values/web/b.yaml': 'replicas: 3\n',
    'values/web/c.txt': 'replicas: 4\n',
    'apps/web.yaml': application(
      'web',
      `destination: {namespace: shop}
source:
  repoURL: https://x/y
  path: charts/web
  helm:
    valueFiles: ['../../values/$ARGOCD_APP_NAME/*.yaml']
    parameters:
      - name: host
        value: $ARGOCD_APP_NAME-\${ARGOCD_APP_NAMESPACE}.$$x.$OTHER`,
    ),
  }

  it('is filled into values files, whose patterns mean the files in order, and into parameters', () => {
    const web = 'Deployment/shop/web'
    expect(codes(files)).toEqual([])
    expect(found(files, 'web', web, 'spec.replicas').json).toBe(3)
    expect(found(files, 'web', web, 'spec.image').json).toBe('one:1')
    expect(found(files, 'web', web, 'spec.host').json).toBe('web-shop.$x.$OTHER')
  })
})
