import { textOfBytes } from '../../lang/go-template/go-bytes.ts'
import { toYaml } from '../../lang/go-template/encode/yaml.ts'
import { sliced, textOf, writtenText, type Text } from '../../lang/go-template/text.ts'
import { nil, type Call, type GoFunction, type GoMap, type GoValue } from '../../lang/go-template/value.ts'
import type { Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import type { Chart } from './chart.ts'
import type { ChartFile } from './files.ts'
import { goValue } from '../../lang/go-template/go-value.ts'
import { globMatcher } from '../../model/glob.ts'

/** The names of Chart.yaml's keys where Go has another than its own with a capital. */
const goNames: readonly (readonly [key: string, name: string, empty: 'text' | 'list' | 'map' | 'bool'])[] = [
  ['name', 'Name', 'text'],
  ['home', 'Home', 'text'],
  ['sources', 'Sources', 'list'],
  ['version', 'Version', 'text'],
  ['description', 'Description', 'text'],
  ['keywords', 'Keywords', 'list'],
  ['maintainers', 'Maintainers', 'list'],
  ['icon', 'Icon', 'text'],
  ['apiVersion', 'APIVersion', 'text'],
  ['condition', 'Condition', 'text'],
  ['tags', 'Tags', 'text'],
  ['appVersion', 'AppVersion', 'text'],
  ['deprecated', 'Deprecated', 'bool'],
  ['annotations', 'Annotations', 'map'],
  ['kubeVersion', 'KubeVersion', 'text'],
  ['dependencies', 'Dependencies', 'list'],
  ['type', 'Type', 'text'],
]

/** The parts of Chart.yaml that are structures of their own in Go, with their fields. */
const goParts: ReadonlyMap<string, typeof goNames> = new Map([
  [
    'maintainers',
    [
      ['name', 'Name', 'text'],
      ['email', 'Email', 'text'],
      ['url', 'URL', 'text'],
    ],
  ],
  [
    'dependencies',
    [
      ['name', 'Name', 'text'],
      ['version', 'Version', 'text'],
      ['repository', 'Repository', 'text'],
      ['condition', 'Condition', 'text'],
      ['tags', 'Tags', 'list'],
      ['enabled', 'Enabled', 'bool'],
      ['import-values', 'ImportValues', 'list'],
      ['alias', 'Alias', 'text'],
    ],
  ],
])

/** What templates see as `.Chart`: Chart.yaml under Go's names. An alias is the name. */
export function chartObject({ metadata, name, dependencies }: Chart, isRoot: boolean): GoMap {
  const entries = new Map<string, GoValue>()
  for (const [key, called, empty] of goNames) {
    const part = goParts.get(key)
    const made = fieldIn(metadata.value, key, empty)
    const items = entryOf(metadata.value, key)
    const parts = part === undefined || items?.kind !== 'list' ? made : partsOf(items, part)
    entries.set(called, key === 'dependencies' ? usedOf(parts, dependencies) : parts)
  }
  if (name !== metadata.name) entries.set('Name', string(textOf(name, 0)))
  entries.set('IsRoot', { kind: 'bool', value: isRoot, origin: 0 })
  return { kind: 'map', entries, origin: metadata.value.origin }
}

function fieldIn(value: Value, key: string, empty: (typeof goNames)[number][2]): GoValue {
  const written = entryOf(value, key)
  return written === undefined || isNull(written) ? emptyOf(empty) : typed(goValue(written), empty)
}

function partsOf({ items, origin }: Value & { readonly kind: 'list' }, names: typeof goNames): GoValue {
  return {
    kind: 'list',
    origin,
    items: items.map((item) => ({
      kind: 'map',
      origin: item.origin,
      entries: new Map(names.map(([key, called, empty]) => [called, fieldIn(item, key, empty)])),
    })),
  }
}

/** The dependencies that are used, each under the name that it has here. */
function usedOf(listed: GoValue, charts: readonly Chart[]): GoValue {
  if (listed.kind !== 'list') return listed
  const names = new Set(charts.map(({ name }) => name))
  const items = listed.items.flatMap((item): readonly GoValue[] => {
    if (item.kind !== 'map') return []
    const [name, alias] = [item.entries.get('Name'), item.entries.get('Alias')]
    const called = alias?.kind === 'string' && alias.text.value !== '' ? alias : name
    if (called?.kind !== 'string' || !names.has(called.text.value)) return []
    const enabled: GoValue = { kind: 'bool', value: true, origin: 0 }
    return [{ ...item, entries: new Map([...item.entries, ['Name', called], ['Enabled', enabled]]) }]
  })
  return { ...listed, items }
}

function isNull(value: ReturnType<typeof entryOf>): boolean {
  return value?.kind === 'scalar' && value.scalar === null
}

/** Go reads what should be text as text; a version that is written as a number is one all the same. */
function typed(value: GoValue, form: 'text' | 'list' | 'map' | 'bool'): GoValue {
  if (form === 'text' && (value.kind === 'float' || value.kind === 'bool'))
    return string(textOf(String(value.value), value.origin))
  return value
}

function emptyOf(form: 'text' | 'list' | 'map' | 'bool'): GoValue {
  switch (form) {
    case 'text':
      return string(textOf('', 0))
    case 'list':
      return { kind: 'list', items: [], origin: 0 }
    case 'bool':
      return { kind: 'bool', value: false, origin: 0 }
    default:
      return { kind: 'map', entries: new Map(), origin: 0 }
  }
}

/** What templates see as `.Files`: the files of a chart that are no templates, with ways to get them. */
export function filesObject(files: readonly ChartFile[]): GoMap {
  const named = new Map(files.map((file) => [file.name, file]))
  const entries = new Map<string, GoValue>()
  for (const { name, bytes } of files) entries.set(name, { kind: 'bytes', value: bytes, origin: 0 })
  const content = (name: GoValue | undefined): Text => {
    const file = name?.kind === 'string' ? named.get(name.text.value) : undefined
    return file === undefined ? textOf('', 0) : fileText(file)
  }
  const methods = new Map<string, GoFunction>([
    ['Get', { params: ['string'], call: ([name]) => string(content(name)) }],
    ['GetBytes', { params: ['string'], call: ([name = nil]) => bytesOf(named, name) }],
    ['Glob', { params: ['string'], call: ([pattern = nil]) => filesObject(matching(files, pattern)) }],
    ['Lines', { params: ['string'], call: ([name]) => lines(content(name)) }],
    ['AsConfig', { params: [], call: (_, call) => yamlText(files, call, 'text') }],
    ['AsSecrets', { params: [], call: (_, call) => yamlText(files, call, 'base64') }],
  ])
  return { kind: 'map', type: 'engine.files', entries, methods, origin: 0 }
}

function fileText({ path, text, bytes }: ChartFile): Text {
  return text === undefined ? textOf(textOfBytes(bytes), 0) : writtenText(text, { file: path, start: 0 })
}

function bytesOf(named: ReadonlyMap<string, ChartFile>, name: GoValue): GoValue {
  const file = name.kind === 'string' ? named.get(name.text.value) : undefined
  return { kind: 'bytes', value: file?.bytes ?? new Uint8Array(), origin: 0 }
}

function matching(files: readonly ChartFile[], pattern: GoValue): readonly ChartFile[] {
  if (pattern.kind !== 'string') return []
  const matches = globMatcher(pattern.text.value)
  return files.filter(({ name }) => matches(name))
}

function lines(text: Text): GoValue {
  const items: GoValue[] = []
  const { value } = text
  if (value === '') return { kind: 'list', type: '[]string', items, origin: 0 }
  let at = 0
  for (let feed = value.indexOf('\n'); feed !== -1; feed = value.indexOf('\n', at)) {
    items.push(string(sliced(text, at, feed)))
    at = feed + 1
  }
  if (at < value.length) items.push(string(sliced(text, at)))
  return { kind: 'list', type: '[]string', items, origin: 0 }
}

/** Files as the entries of a ConfigMap or Secret, in YAML; two files of one name are an entry of the later. */
function yamlText(files: readonly ChartFile[], call: Call, form: 'text' | 'base64'): GoValue {
  const entries = new Map<string, GoValue>()
  for (const file of files) {
    const name = file.name.slice(file.name.lastIndexOf('/') + 1)
    const text = form === 'text' ? fileText(file) : textOf(Buffer.from(file.bytes).toString('base64'), 0)
    entries.set(name, string(text))
  }
  return string(toYaml({ kind: 'map', entries, origin: 0 }, call.origins))
}

function string(text: Text): GoValue {
  return { kind: 'string', text }
}
