import { expect, it } from 'vitest'
import { filePath } from '../src/kernel/brand.ts'
import { sourceOf } from '../src/engine/why.ts'
import { renderFolder } from '../src/engine/render.ts'
import { nothing } from '../src/engine/answered.ts'
import { filesSnapshot } from '../src/model/files-snapshot.ts'
import { annotatedText, renderText } from '../src/report/render.ts'
import type { View } from '../src/report/view.ts'

const files = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'values.yaml': 'replicas: 1\nimage: { name: web, tag: v1 }\n',
  'prod.yaml': 'replicas: 5\n',
  'templates/a.yaml':
    'kind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: {{ .Values.replicas }}\n  image: {{ .Values.image.name }}:{{ .Values.image.tag }}\n',
}
const view: View = {
  width: 100,
  colour: false,
  showSensitive: false,
  path: (file) => file,
  text: (file) => (files as Record<string, string>)[file],
  secrets: () => ({ of: () => [] }) as never,
}

function rendered(): ReturnType<typeof renderFolder>[number] {
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
  const [only] = renderFolder(filesSnapshot(files), filePath(''), options, nothing)
  if (only === undefined) throw new TypeError('there is a chart')
  return only
}

it('prints what helm prints', () => {
  const { rendering } = rendered()
  expect(renderText(rendering.documents)).toBe(
    '---\n# Source: web/templates/a.yaml\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: 5\n  image: web:v1\n',
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
    'spec:',
    '  replicas: 5             # prod.yaml:1, over values.yaml:1',
    '  image: web:v1           # values.yaml:2',
    '',
  ])
})
