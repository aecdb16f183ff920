import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Value } from '../../kernel/value.ts'
import { Provenance } from '../../lang/go-template/provenance.ts'
import { sliced, writtenText, type Text } from '../../lang/go-template/text.ts'
import { lowerYaml, type YamlMade } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { ChartInputs } from '../reader.ts'
import { byInstallOrder } from './install-order.ts'
import type { ChartFile } from './files.ts'
import { problem } from './problems.ts'
import type { RenderedFile } from './render.ts'

/** A document that a chart renders to. */
export interface Manifest {
  /** The template that made it, as Helm names it. */
  readonly source: string
  readonly text: Text
  readonly value: Value
  readonly role: 'crd' | 'manifest' | 'hook' | 'test'
}

type PlainDialect = ChartInputs['dialect']

/** What Helm knows of when hooks run; what it doesn't know it leaves out. */
const events = new Set([
  'pre-install',
  'post-install',
  'pre-delete',
  'post-delete',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'test',
  'test-success',
])

/**
 * The documents in what the templates made, as Helm prints them: by the order in which their kinds are installed, then hooks. As for
 * Helm, one that can't be read ends it all.
 */
export function manifestsOf(files: readonly RenderedFile[], origins: Origins): Outcome<readonly Manifest[]> {
  const found: Manifest[] = []
  for (const { name, file, text } of files) {
    if (name.endsWith('NOTES.txt')) continue
    for (const part of documentsIn(text)) {
      const { value, diagnostics } = manifestOf(name, part, origins)
      if (diagnostics.length > 0)
        return { value: [], diagnostics: diagnostics.map((one) => placed(one, file)) }
      if (value !== undefined) found.push(value)
    }
  }
  const plain = byInstallOrder(found.filter(({ role }) => role === 'manifest'))
  const hooks = byInstallOrder(found.filter(({ role }) => role !== 'manifest'))
  return { value: [...plain, ...hooks], diagnostics: [] }
}

/** What stands nowhere in a file, as it was made of nothing that is written, is the template's. */
function placed(one: Diagnostic, { path }: ChartFile): Diagnostic {
  return one.span.file === '' ? { ...one, span: { file: path, start: 0, end: 0 } } : one
}

/** The definitions in crds/, which are no templates. */
export function crdsOf(
  files: readonly ChartFile[],
  path: string,
  origins: Origins,
): Outcome<readonly Manifest[]> {
  const diagnostics: Diagnostic[] = []
  const manifests = files
    .filter(({ name }) => /^crds\/.*\.(?:yaml|yml|json)$/u.test(name))
    .flatMap(({ name, path: file, text = '' }) =>
      documentsIn(writtenText(text, { file, start: 0 })).flatMap((part): Manifest[] => {
        const made = lowered(part, origins)
        diagnostics.push(...made.diagnostics)
        return [{ source: `${path}/${name}`, text: part, value: made.value, role: 'crd' }]
      }),
    )
  return { value: manifests, diagnostics }
}

/** The documents of a stream, cut where Helm cuts it: at each line that begins with three dashes, whatever follows them. */
function documentsIn(text: Text): readonly Text[] {
  const { value } = text
  const found: Text[] = []
  const add = (from: number, to: number): void => {
    const part = value.slice(from, to)
    const start = from + part.length - part.trimStart().length
    if (part.trim() !== '') found.push(sliced(text, start, from + part.trimEnd().length))
  }
  let at = value.startsWith('---', firstLetter(value)) ? firstLetter(value) + 3 : 0
  for (let cut = value.indexOf('\n---', at); cut !== -1; cut = value.indexOf('\n---', at)) {
    add(at, cut)
    at = cut + 4
  }
  add(at, value.length)
  return found
}

function firstLetter(value: string): number {
  return value.length - value.trimStart().length
}

function manifestOf(source: string, text: Text, origins: Origins): Outcome<Manifest | undefined> {
  const { value, diagnostics } = lowered(text, origins)
  const wrong = diagnostics.length > 0 ? diagnostics : headMistakes(value, source, origins)
  if (wrong.length > 0) return { value: undefined, diagnostics: wrong }
  const role = roleOf(value)
  return { value: role === undefined ? undefined : { source, text, value, role }, diagnostics: [] }
}

/** What manifests say to those who read YAML in another way, and how their scalars are written. */
export function reread(
  manifests: readonly Manifest[],
  dialect: PlainDialect,
  origins: Origins,
): { readonly values: readonly Value[]; readonly written: (origin: OriginId) => string | undefined } {
  const texts = new Map<OriginId, string>()
  const values = manifests.map(({ text }) => {
    const made = new Provenance(text, origins)
    const noting: YamlMade = {
      scalar: (start, end) => {
        const found = made.scalar(start, end)
        const said = text.value.slice(start, end)
        // One value may be put into several places, in quotes and not.
        const known = texts.get(found.origin)
        texts.set(found.origin, known === undefined || known === said ? said : '""')
        return found
      },
      // What a key was made from would hide the scalars that are noted.
      key: () => 0,
      collection: (start, end, parts) => made.collection(start, end, parts),
      site: (start, end) => made.site(start, end),
    }
    return lowered(text, origins, { dialect, made: noting }).value
  })
  return { values, written: (origin) => texts.get(origin) }
}

function lowered(
  text: Text,
  origins: Origins,
  how: { readonly dialect: PlainDialect; readonly made?: YamlMade } = { dialect: 'go-yaml-v2' },
): Outcome<Value> {
  const provenance = new Provenance(text, origins)
  const ended: string = text.value.endsWith('\n') ? text.value : `${text.value}\n`
  const whole = provenance.site(0, text.value.length)
  const tree = parseYaml(whole.file, ended)
  const [root] = tree.documents
  const made = root === undefined ? undefined : lowerYaml(tree, root, { made: provenance, ...how, origins })
  const wrong = [...tree.diagnostics, ...(made?.diagnostics ?? [])].filter(
    ({ severity }) => severity === 'error',
  )
  const diagnostics = wrong.slice(0, 1).map(({ summary, span }) => {
    const line = text.value.slice(text.value.lastIndexOf('\n', span.start - 1) + 1).split('\n', 1)[0] ?? ''
    const what = `${summary.replace(/\.$/u, '')}, in the line ${JSON.stringify(line.trim().slice(0, 80))}.`
    return problem('helm/rendered', what, provenance.site(span.start, span.end))
  })
  const nothing: Value = { kind: 'scalar', scalar: null, origin: 0, marks: 0 }
  return { value: made?.value ?? nothing, diagnostics }
}

/** What Helm reads of every document must have the types that it wants; scalars it takes for text. */
function headMistakes(value: Value, source: string, origins: Origins): readonly Diagnostic[] {
  const metadata = entryOf(value, 'metadata')
  const annotations = entryOf(metadata, 'annotations')
  const wrong =
    (isMap(value) ? undefined : { what: 'There is a document that is no mapping', at: value }) ??
    (isMap(metadata) ? undefined : { what: 'metadata is no mapping', at: metadata ?? value }) ??
    (isMap(annotations) ? undefined : { what: 'The annotations are no mapping', at: annotations ?? value }) ??
    collectionIn(value, ['apiVersion', 'kind']) ??
    collectionIn(metadata, ['name']) ??
    collectionIn(annotations, annotations?.kind === 'map' ? [...annotations.entries.keys()] : [])
  if (wrong === undefined) return []
  return [
    problem('helm/rendered', `${wrong.what}, in what ${source} renders.`, origins.site(wrong.at.origin)),
  ]
}

function isMap(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'map' || isNull(value)
}

function collectionIn(
  value: Value | undefined,
  keys: readonly string[],
): { readonly what: string; readonly at: Value } | undefined {
  for (const key of keys) {
    const one = entryOf(value, key)
    if (one?.kind === 'map' || one?.kind === 'list') return { what: `${key} is no text`, at: one }
  }
  return undefined
}

function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.scalar === null
}

/** Whether a document is a hook; undefined for one that Helm leaves out. */
function roleOf(value: Value): Manifest['role'] | undefined {
  const written = entryOf(entryOf(entryOf(value, 'metadata'), 'annotations'), 'helm.sh/hook')
  const text = written === undefined ? undefined : scalarText(written)
  if (text === undefined) return 'manifest'
  const named = text.split(',').map((event) => event.trim().toLowerCase())
  if (!named.every((event) => events.has(event))) return undefined
  return named.some((event) => event.startsWith('test')) ? 'test' : 'hook'
}
