import { expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { sourceOf } from '../src/engine/why.ts'
import { renderableIn, renderUnits, type RenderedUnit } from '../src/engine/render.ts'
import { nothing } from '../src/engine/answered.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import { annotatedText, renderText } from '../src/report/render.ts'
import type { View } from '../src/report/view.ts'

const files = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'values.yaml': 'replicas: 1\nimage: { name: web, tag: v1 }\n',
  'prod.yaml': 'replicas: 5\n',
  'templates/a.yaml':
    'kind: Deployment\nmetadata: { name: web }\nservice: {{ .Release.Service }}\nspec:\n  replicas: {{ .Values.replicas }}\n  image: {{ .Values.image.name }}:{{ .Values.image.tag }}\n',
}
const view: View = {
  width: 100,
  colour: false,
  showSensitive: false,
  path: (file) => file,
  text: (file) => (files as Record<string, string>)[file],
  secrets: () => ({ of: () => [] }) as never,
}

const options = {
  layers: [{ kind: 'file', file: filePath('prod.yaml') }],
  environment: new Map(),
  workspace: 'default',
  language: 'auto',
  state: undefined,
  providerSchemas: undefined,
  loadProviderTable: () => undefined,
  workingFolder: undefined,
} as const

function rendered(): RenderedUnit {
  const snapshot = filesSnapshot(files)
  const { units } = renderableIn(snapshot, filePath(''), options)
  const [only] = renderUnits(units, snapshot, nothing)
  if (only === undefined) throw new TypeError('there is a chart')
  return only
}

it('prints what helm prints', () => {
  const { rendering } = rendered()
  expect(renderText(rendering.documents)).toBe(
    '---\n# Source: web/templates/a.yaml\nkind: Deployment\nmetadata: { name: web }\nservice: Helm\nspec:\n  replicas: 5\n  image: web:v1\n',
  )
})

it('says beside each line which line set it, and which one it overrode', () => {
  const { rendering } = rendered()
  const text = annotatedText(view, rendering.documents, '/', (origin) => sourceOf(rendering.origins, origin))
  expect(text.split('\n')).toEqual([
    '---',
    '# Source: web/templates/a.yaml',
    'kind: Deployment          # templates/a.yaml:1',
    'metadata: { name: web }   # templates/a.yaml:2',
    'service: Helm             # Helm',
    'spec:',
    '  replicas: 5             # prod.yaml:1, over values.yaml:1',
    '  image: web:v1           # values.yaml:2',
    '',
  ])
})

const deliveries = {
  'charts/web/Chart.yaml': files['Chart.yaml'],
  'charts/web/values.yaml': files['values.yaml'],
  'charts/web/templates/a.yaml': files['templates/a.yaml'],
  'apps.yaml': [application('web', '5'), application('canary', '1')].join('---\n'),
  'flux/extras.yaml':
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: extras }\nspec:\n  path: ./extras\n  sourceRef: { kind: GitRepository, name: flux-system }\n',
  'extras/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { a: b }\n',
}

function application(name: string, replicas: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name} }
spec:
  source:
    repoURL: https://git.example.com/deliveries.git
    path: charts/web
    helm:
      parameters:
        - name: replicas
          value: "${replicas}"
`
}

it('renders what is delivered, where something says that, and not the chart by itself', () => {
  const snapshot = filesSnapshot(deliveries)
  const { units, areDelivered } = renderableIn(snapshot, filePath(''), { ...options, layers: [] })
  expect(areDelivered).toBe(true)
  expect(units.map(({ root, variant }) => `${root}@${variant}`)).toEqual([
    'apps.yaml@web',
    'apps.yaml@canary',
    'flux/extras.yaml@extras',
  ])
  const [web, , extras] = renderUnits(units, snapshot, nothing)
  expect(renderText(web?.rendering.documents ?? [])).toBe(
    'kind: Deployment\nmetadata:\n  name: web\nservice: Helm\nspec:\n  image: web:v1\n  replicas: 5\n',
  )
  expect(renderText(extras?.rendering.documents ?? [])).toContain('name: settings')
})

it('renders the applications of a file that is named', () => {
  const { units } = renderableIn(filesSnapshot(deliveries), filePath('apps.yaml'), { ...options, layers: [] })
  expect(units.map(({ variant }) => variant)).toEqual(['web', 'canary'])
})

it("says beside a line of what is delivered which line of the application's own set it", () => {
  const snapshot = filesSnapshot(deliveries)
  const { units } = renderableIn(snapshot, filePath(''), { ...options, layers: [] })
  const [web] = renderUnits(units, snapshot, nothing)
  if (web === undefined) throw new TypeError('there is an application')
  const { documents, origins } = web.rendering
  const shown = { ...view, text: (file: string) => (deliveries as Record<string, string>)[file] }
  const text = annotatedText(shown, documents, '', (origin) => sourceOf(origins, origin))
  expect(text.split('\n').find((line) => line.includes('replicas'))).toBe(
    '  replicas: 5             # apps.yaml:11, over charts/web/values.yaml:1',
  )
})
