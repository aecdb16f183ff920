import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { realPrograms } from '../../programs.ts'
import type { Case } from './generate.ts'
import { difference, ourBuild } from './ours.ts'
import { realBuild, write } from './real.ts'

const programs = realPrograms()
const root = mkdtempSync(join(tmpdir(), 'plumbline-kustomize-charts-'))

afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A chart with everything that a kustomization can choose among. */
const chart = {
  'Chart.yaml':
    'apiVersion: v2\nname: web\nversion: 1.2.3\ndependencies:\n- { name: sub, version: "*", repository: "" }\n',
  'values.yaml':
    'image: { name: web, tag: v1, pull: null }\nports: [{ name: http, port: 80 }, { name: tls, port: 443 }]\nflag: yes\nnumber: 1000000\nsub: { size: 2 }\nempty:\n',
  'templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  namespace: {{ .Release.Namespace }}
  labels: { made: "{{ .Release.Service }}", kube: {{ .Capabilities.KubeVersion.Version | quote }} }
spec:
  replicas: {{ .Values.replicas | default 1 }}
  {{- if hasKey .Values.image "pull" }}
  pull: {{ .Values.image.pull | toJson }}
  {{- end }}
  empty: {{ hasKey .Values "empty" }}
  flag: {{ .Values.flag }}
  word: yes
  octal: 0644
  day: 2020-01-02
  float: 1e3
  number: {{ .Values.number }}
  values:
    {{- toYaml .Values | nindent 4 }}
  template:
    spec:
      containers:
      - name: main
        image: {{ .Values.image.name }}:{{ .Values.image.tag }}
        envFrom: [{ configMapRef: { name: {{ .Release.Name }}-settings } }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}-settings }
data:
  apis: {{ .Capabilities.APIVersions.Has "example.org/v1" | quote }}
---
# nothing
---
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Service, metadata: { name: listed } }
`,
  'templates/hooks.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata: { name: hook, annotations: { helm.sh/hook: pre-install } }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: check, annotations: { helm.sh/hook: test } }\n',
  'crds/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.org }\nspec: { group: example.org, scope: Namespaced, names: { kind: Thing } }\n',
  'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
  'charts/sub/values.yaml': 'size: 1\nother: a\n',
  'charts/sub/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: sub }\ndata: { size: "{{ .Values.size }}", other: "{{ .Values.other }}" }\n',
}

function at(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(chart).map(([name, text]) => [`${folder}/${name}`, text]))
}

const usual = at('app/charts/web')

/** kubectl asks helm for its version in the words of an older one. */
function helmFor(helm: string): string {
  const path = join(root, 'helm')
  const script = `#!/bin/sh\n[ "$1" = version ] && echo v3.19.0 && exit\nexec '${helm}' "$@"\n`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}

/** Kustomizations in `app`, and what lies beside. */
const cases: readonly (readonly [string, string, Record<string, string>?])[] = [
  ['a chart by its name', 'helmCharts: [{ name: web }]'],
  ['release and namespace', 'helmCharts: [{ name: web, releaseName: shop, namespace: prod }]'],
  ['a namespace of the kustomization', 'namespace: team\nhelmCharts: [{ name: web, namespace: prod }]'],
  [
    'all that can be chosen',
    'helmCharts: [{ name: web, includeCRDs: true, kubeVersion: "1.29", apiVersions: [example.org/v1] }]',
  ],
  ['no hooks', 'helmCharts: [{ name: web, skipHooks: true }]'],
  ['no tests', 'helmCharts: [{ name: web, skipTests: true, includeCRDs: true }]'],
  [
    'values over those of the chart',
    'helmCharts:\n- name: web\n  valuesInline: { replicas: 3, image: { tag: v2 }, ports: [{ name: http, port: 81 }], sub: { other: b }, flag: no, number: 2 }',
  ],
  [
    'values under those of the chart',
    'helmCharts:\n- name: web\n  valuesMerge: merge\n  valuesInline: { replicas: 3, image: { tag: v2 }, ports: [{ name: http, port: 81 }], sub: { other: b } }',
  ],
  [
    'values instead',
    'helmCharts:\n- name: web\n  valuesMerge: replace\n  valuesInline: { replicas: 3, image: { tag: v2 } }',
  ],
  [
    'values that are null',
    'helmCharts:\n- name: web\n  valuesInline: { image: null, sub: { size: null, other: null }, ports: null, new: null }',
  ],
  [
    'null under',
    'helmCharts:\n- name: web\n  valuesMerge: merge\n  valuesInline: { image: null, number: null, new: { deep: null } }',
  ],
  [
    'null instead',
    'helmCharts:\n- name: web\n  valuesMerge: replace\n  valuesInline: { number: null, sub: { other: null } }',
  ],
  [
    'values of a file',
    'helmCharts: [{ name: web, valuesFile: v.yaml }]',
    { 'app/v.yaml': 'replicas: 7\nflag: off\nsub: { other: "1" }\n' },
  ],
  [
    'values of a file with more',
    'helmCharts:\n- name: web\n  valuesFile: v.yaml\n  valuesInline: { sub: { size: 9 }, replicas: 8 }',
    {
      'app/v.yaml':
        'replicas: 7\nflag: off\nbig: 12345678901234567890\nwhen: 2020-01-01\noctal: 0644\nsub: { other: "1" }\n',
    },
  ],
  [
    'values of more files',
    'helmCharts:\n- name: web\n  additionalValuesFiles: [a.yaml, b.yaml]\n  valuesInline: { replicas: 8 }',
    { 'app/a.yaml': 'replicas: 1\nsub: { size: 3 }\n', 'app/b.yaml': 'sub: { size: 4 }\n' },
  ],
  ['a list against a table', 'helmCharts:\n- name: web\n  valuesInline: { ports: { a: 1 } }'],
  ['no way to join', 'helmCharts: [{ name: web, valuesMerge: mix, valuesInline: { a: 1 } }]'],
  ['a home for charts', 'helmGlobals: { chartHome: ours }\nhelmCharts: [{ name: web }]', at('app/ours/web')],
  ['a home elsewhere', 'helmGlobals: { chartHome: ../ours }\nhelmCharts: [{ name: web }]', at('ours/web')],
  [
    'a home elsewhere with values here',
    'helmGlobals: { chartHome: ../ours }\nhelmCharts: [{ name: web, valuesFile: v.yaml }]',
    { ...at('ours/web'), 'app/v.yaml': 'replicas: 2\n' },
  ],
  [
    'a version that was got before',
    'helmCharts: [{ name: web, version: 1.2.3, repo: "http://127.0.0.1:1/" }]',
    at('app/charts/web-1.2.3/web'),
  ],
  ['a version without a repository', 'helmCharts: [{ name: web, version: 9.9.9 }]'],
  ['no such chart', 'helmCharts: [{ name: other }]'],
  ['no name', 'helmCharts: [{ releaseName: other }]'],
  ['a values file elsewhere', 'helmCharts: [{ name: web, valuesFile: ../v.yaml }]', { 'v.yaml': 'a: 1\n' }],
  ['a values file that is missing', 'helmCharts: [{ name: web, valuesFile: v.yaml }]'],
  ['a name by a template', 'helmCharts: [{ name: web, nameTemplate: \'{{ "ab" | upper | lower }}-x\' }]'],
  ['a name twice', 'helmCharts: [{ name: web, releaseName: a, nameTemplate: b }]'],
  ['a template of names that is none', "helmCharts: [{ name: web, nameTemplate: '{{ nothing }}' }]"],
  [
    'several',
    'helmCharts: [{ name: web, releaseName: a, valuesInline: { sub: { size: 1 } } }, { name: web, releaseName: b, namespace: other }]',
  ],
  [
    'what is changed after',
    'namePrefix: my-\nhelmCharts: [{ name: web }]\nimages: [{ name: web, newTag: v9 }]\npatches: [{ target: { kind: Deployment }, patch: "- { op: replace, path: /spec/octal, value: 5 }" }]\nlabels: [{ pairs: { a: b } }]',
  ],
  ['a chart that is refused', 'helmCharts: [{ name: web, valuesInline: { image: text } }]'],
  [
    'what is older',
    'helmChartInflationGenerator: [{ chartName: web, chartHome: ours, releaseName: r, releaseNamespace: n, values: v.yaml, valuesLocal: { replicas: 2 }, valuesMerge: override }]',
    { ...at('app/ours/web'), 'app/v.yaml': 'flag: no\n' },
  ],
  [
    'a generator',
    'generators: [gen.yaml]',
    {
      'app/gen.yaml':
        'apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: { name: x }\nname: web\nreleaseName: gen\nvaluesInline: { replicas: 4 }\n',
    },
  ],
  [
    'a chart without values',
    'helmCharts: [{ name: bare }]',
    {
      'app/charts/bare/Chart.yaml': 'apiVersion: v2\nname: bare\nversion: 1.0.0\n',
      'app/charts/bare/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    },
  ],
  [
    'beside generated objects',
    'configMapGenerator: [{ name: release-name-settings, literals: [a=b] }]\nhelmCharts: [{ name: web }]',
  ],
  [
    'in a base',
    'resources: [base]\nnamePrefix: p-',
    {
      'app/base/kustomization.yaml': 'helmCharts: [{ name: web, releaseName: inner }]\n',
      ...at('app/base/charts/web'),
    },
  ],
]

if (programs === undefined)
  console.warn(
    `SKIPPED: ${cases.length} charts of kustomizations are not compared, because helm doesn't run here.`,
  )

describe.skipIf(programs === undefined)('compared with kubectl kustomize --enable-helm', () => {
  it.each(cases.map(([name, kustomization, files = {}]) => ({ name, kustomization, files })))(
    '$name',
    async ({ name, kustomization, files }) => {
      const one: Case = {
        name,
        folder: 'app',
        files: { ...usual, 'app/kustomization.yaml': `${kustomization}\n`, ...files },
      }
      const folder = join(root, name.replaceAll(' ', '-'))
      write(folder, one)
      const helm = ['--enable-helm', '--helm-command', helmFor(programs?.helm ?? '')]
      const printed = await realBuild(programs?.kubectl ?? '', join(folder, 'app'), helm)
      const { values, problem } = ourBuild(one)
      const ours = problem === '' ? values : undefined
      const different =
        (ours === undefined) === (printed.objects === undefined)
          ? difference(ours ?? [], printed.objects ?? [])
          : `one refuses: ${problem}${printed.problem}`
      expect(different).toBe(undefined)
    },
  )
})
