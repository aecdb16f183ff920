import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import type { Cache } from '../cache/cache.ts'
import { joinedFolders, reviewFolder, type JoinedReview } from './folder.ts'

type Files = Readonly<Record<string, string>>

let rules: readonly Rule[] = []

beforeAll(async () => {
  rules = await allRules()
})

describe('a review of what Argo CD and Flux deliver', () => {
  it('is with what was kept the review without it, whatever was edited in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        async (some, stamped, livesOn) => {
          const shelved = cacheOf(new Map())
          const cache = livesOn ? { ...shelved, memory: new Map() } : shelved
          let files = estate
          for (const edit of [undefined, ...some]) {
            if (edit !== undefined) files = edited(files, edit)
            const snapshot = stamped ? withStamps(files) : filesSnapshot(files)
            if (told(await reviewed(snapshot, cache)) !== told(await reviewed(snapshot, undefined)))
              return false
          }
          return true
        },
      ),
      { numRuns: 12 },
    )
  })

  it('renders the one application again whose values file changed', async () => {
    expect(await madeAgain({ 'values/web.yaml': 'replicas: 7\n' })).toEqual(['apps/web.yaml@web'])
  })

  it('renders the one application of a set again whose file was changed from which it is made', async () => {
    expect(await madeAgain({ 'clusters/b/config.yaml': 'cluster: b\nreplicas: 9\n' })).toEqual([
      'apps/set.yaml@on-b',
    ])
  })

  it('renders those that use a chart again when the chart changed, and no others', async () => {
    const changed = { 'charts/web/values.yaml': 'replicas: 3\nimage: app:latest\n' }
    expect(await madeAgain(changed)).toEqual([
      'apps/set.yaml@on-a',
      'apps/set.yaml@on-b',
      'apps/web.yaml@web',
    ])
  })

  it('renders only a new application', async () => {
    expect(await madeAgain({ 'apps/more.yaml': application('more', 'values/web.yaml') })).toContain(
      'apps/more.yaml@more',
    )
    expect(await madeAgain({ 'apps/more.yaml': application('more', 'values/web.yaml') })).not.toContain(
      'apps/web.yaml@web',
    )
  })
})

/** The units that are worked out again after a change, when everything else was kept. */
async function madeAgain(changed: Files): Promise<readonly string[]> {
  const kept = new Map<string, string>()
  await reviewed(filesSnapshot(estate), cacheOf(kept))
  const again = new Set<string>()
  let current = ''
  const cache: Cache = {
    build: 'test',
    shelf: {
      get: (name) => kept.get(name),
      // Only the review of a unit says what was found.
      put: (_, text) => void (text.includes('"found":') && again.add(current)),
    },
  }
  await reviewed(filesSnapshot({ ...estate, ...changed }), cache, (unit) => {
    current = unit
  })
  return [...again].toSorted()
}

async function reviewed(
  snapshot: Snapshot,
  cache: Cache | undefined,
  begins: (unit: string) => void = () => undefined,
): Promise<JoinedReview> {
  const folder = await reviewFolder({
    snapshot,
    folder: filePath(''),
    options,
    rules,
    planRules: allPlanRules,
    cache,
    state: 'now',
    progress: (_, __, { root, variant }) => begins(`${root}@${variant}`),
  })
  return joinedFolders([folder])
}

function told(joined: JoinedReview): string {
  const files = joined.review.findings.flatMap(({ trace }) => trace.map(({ span }) => span.file))
  const texts = files.map((file) => joined.text(file))
  return JSON.stringify([joined.review, [...joined.review.asked], [...joined.secrets()], texts])
}

function cacheOf(kept: Map<string, string>): Cache {
  return {
    build: 'test',
    shelf: { get: (name) => kept.get(name), put: (name, text) => void kept.set(name, text) },
  }
}

/** As a folder tells them: another content has another stamp. */
function withStamps(files: Files): Snapshot {
  return { ...filesSnapshot(files), stamp: (path) => files[path] && `${path} ${files[path]}` }
}

const options: ReadOptions = filesAlone()

const url = 'https://git.example.com/platform/deliveries.git'

function application(name: string, values: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: main
  destination: { namespace: ${name} }
  source:
    repoURL: ${url}
    path: charts/web
    helm:
      valueFiles: [../../${values}]
`
}

const project = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: main }
spec:
  sourceRepos: ['*']
  destinations: [{ namespace: '*', server: '*' }]
`
const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: all }
spec:
  generators:
    - git:
        repoURL: ${url}
        files: [{ path: 'clusters/*/config.yaml' }]
  template:
    metadata: { name: 'on-{{cluster}}' }
    spec:
      project: main
      source:
        repoURL: ${url}
        path: charts/web
        helm:
          parameters: [{ name: replicas, value: '{{replicas}}' }]
`
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
`
const kustomization = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: extras, namespace: flux-system }
spec:
  path: ./extras
  sourceRef: { kind: GitRepository, name: flux-system }
`
const pod = `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers: [{ name: c, image: 'app:latest' }]
`

const estate: Files = {
  'apps/web.yaml': application('web', 'values/web.yaml'),
  'apps/set.yaml': set,
  'apps/project.yaml': project,
  'values/web.yaml': 'replicas: 2\n',
  'values/prod.yaml': 'replicas: 6\nimage: app:1.2\n',
  'clusters/a/config.yaml': 'cluster: a\nreplicas: 1\n',
  'clusters/b/config.yaml': 'cluster: b\nreplicas: 2\n',
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nimage: app:latest\n',
  'charts/web/templates/deployment.yaml': deployment,
  'flux/extras.yaml': kustomization,
  'extras/pod.yaml': pod,
}

/** Everything that may stand in a file, besides nothing. */
const contents: Readonly<Record<string, readonly string[]>> = {
  'apps/web.yaml': [
    application('web', 'values/prod.yaml'),
    application('other', 'values/web.yaml'),
    application('web', 'values/web.yaml').replace(url, 'https://example.com/other.git'),
  ],
  'apps/more.yaml': [application('more', 'values/web.yaml'), application('web', 'values/web.yaml')],
  'apps/set.yaml': [set, set.replace('on-', 'in-'), set.replace('files:', 'none:')],
  'apps/project.yaml': [project, project.replace("['*']", '[]'), 'kind: nothing\n'],
  'values/web.yaml': ['replicas: 3\n', 'image: app:1\n', '- none\n'],
  'clusters/a/config.yaml': ['cluster: a\nreplicas: 4\n', 'cluster: z\n'],
  'clusters/c/config.yaml': ['cluster: c\nreplicas: 4\n'],
  'charts/web/values.yaml': ['replicas: 5\nimage: app:2\n'],
  'charts/web/values-prod.yaml': ['replicas: 5\n'],
  'charts/web/templates/deployment.yaml': [deployment.replace('web\n', 'app\n'), '{{ nothing }}', 'a: b'],
  'flux/extras.yaml': [kustomization.replace('./extras', './apps'), kustomization.replace('extras', 'more')],
  'extras/pod.yaml': [pod.replace('latest', '1.3')],
  'extras/kustomization.yaml': ['resources: [pod.yaml]\nnamePrefix: x-\n'],
}

type Edit = readonly [file: string, text: string | undefined]

const edits: fc.Arbitrary<Edit> = fc
  .constantFrom(...Object.keys(contents))
  .chain((file) => fc.constantFrom(undefined, ...(contents[file] ?? [])).map((text): Edit => [file, text]))

function edited(files: Files, [file, text]: Edit): Files {
  const rest = Object.entries(files).filter(([name]) => name !== file)
  return Object.fromEntries(text === undefined ? rest : [...rest, [file, text]])
}
