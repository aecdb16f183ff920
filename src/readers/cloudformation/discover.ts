import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { ReadOptions } from '../../model/options.ts'
import { filesBelow } from '../../model/walk.ts'
import type { Unit } from '../reader.ts'
import { beside } from './nested.ts'
import { parameterFile } from './parameter-files.ts'
import { asText, member } from './syntax/node.ts'
import { hasTemplateName, templatesOf, type Templates } from './templates.ts'
import type { Template } from './template.ts'

/**
 * The templates below a folder that no other template makes a nested stack of. One with parameter files beside it is
 * read once for each of them.
 */
export function discover(
  snapshot: Snapshot,
  folder: FilePath,
  options: ReadOptions,
): Outcome<readonly Unit[]> {
  const templates = templatesOf(snapshot)
  const found: Template[] = []
  for (const file of filesBelow(snapshot, folder)) {
    const template = hasTemplateName(file) ? templates(file) : undefined
    if (template !== undefined) found.push(template)
  }
  const roots = rootsOf(found, templates)
  const neighbours = byFolder(found)
  const units = roots.flatMap((root) =>
    unitsOf(snapshot, root, neighbours.get(folderOf(root.file)) ?? [], options),
  )
  return { value: units, diagnostics: [] }
}

/** The template at exactly this path. */
export function unitAt(snapshot: Snapshot, root: FilePath, options: ReadOptions): Unit | undefined {
  if (!hasTemplateName(root) || templatesOf(snapshot)(root) === undefined) return undefined
  return { format: 'cloudformation', root, variant: '', options }
}

/** What nobody calls, and of those that only call each other the first. */
function rootsOf(all: readonly Template[], templates: Templates): readonly Template[] {
  const calls = new Map(all.map((one) => [one, callsOf(one).flatMap((file) => templates(file) ?? [])]))
  const called = new Set([...calls.values()].flat())
  const reached = new Set<Template>()
  const reach = (root: Template): void => {
    const open = [root]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (reached.has(one)) continue
      reached.add(one)
      open.push(...(calls.get(one) ?? []))
    }
  }
  const roots = all.filter((one) => !called.has(one))
  roots.forEach(reach)
  for (const one of all) {
    if (reached.has(one)) continue
    roots.push(one)
    reach(one)
  }
  return roots.toSorted((left, right) => (left.file < right.file ? -1 : 1))
}

/** The files that a template makes nested stacks of. */
function callsOf({ file, resources }: Template): readonly FilePath[] {
  return [...(resources?.entries.values() ?? [])].flatMap(({ value }) => {
    const type = asText(member(value, 'Type'))
    const name =
      type === 'AWS::CloudFormation::Stack'
        ? 'TemplateURL'
        : type === 'AWS::Serverless::Application'
          ? 'Location'
          : undefined
    const path = name === undefined ? undefined : asText(member(member(value, 'Properties'), name))
    return path === undefined ? [] : (beside(file, path) ?? [])
  })
}

function unitsOf(
  snapshot: Snapshot,
  template: Template,
  all: readonly Template[],
  options: ReadOptions,
): readonly Unit[] {
  const { file: root, parameters } = template
  const plain: Unit = { format: 'cloudformation', root, variant: '', options }
  const isChosen = options.layers.some(
    (layer) => layer.kind === 'file' && parameterFile(snapshot, layer.file) !== undefined,
  )
  if (isChosen || parameters.size === 0) return [plain]
  const files = parameterFilesFor(snapshot, template, all)
  const units = files.map(({ file, variant }) => ({
    ...plain,
    variant,
    // What the command line says wins over any file.
    options: { ...options, layers: [{ kind: 'file' as const, file }, ...options.layers] },
  }))
  const given = new Set(options.layers.flatMap((layer) => (layer.kind === 'option' ? layer.name : [])))
  const isComplete = [...parameters.values()].every(
    ({ name, fallback }) => fallback !== undefined || given.has(name),
  )
  return isComplete || units.length === 0 ? [plain, ...units] : units
}

/** Folders beside a template that hold its parameter files. */
const folders = ['', 'parameters', 'params', 'config', 'environments', 'env']

function parameterFilesFor(
  snapshot: Snapshot,
  { file, parameters }: Template,
  all: readonly Template[],
): readonly { readonly file: FilePath; readonly variant: string }[] {
  const base = folderOf(file)
  const stem = stemOf(file)
  const inside = new Set((snapshot.list(filePath(base)) ?? []).map(({ name }) => name))
  const others = all.filter((one) => one.file !== file).map((one) => stemOf(one.file))
  const found = folders.flatMap((folder) => {
    if (folder !== '' && !inside.has(folder)) return []
    const path = [base, folder].filter((part) => part !== '').join('/')
    return (snapshot.list(filePath(path)) ?? []).flatMap(({ name, kind }) => {
      if (kind !== 'file' || !name.endsWith('.json')) return []
      if (folder === '' && !/param/iu.test(name)) return []
      const one = filePath(path === '' ? name : `${path}/${name}`)
      const given = parameterFile(snapshot, one)
      return given?.some((value) => parameters.has(value.name)) === true ? { file: one, name } : []
    })
  })
  const own = found.filter(({ name }) => isNamedAfter(name, stem))
  const shared = found.filter(({ name }) => !others.some((other) => isNamedAfter(name, other)))
  return (own.length > 0 ? own : shared).map(({ file: one, name }) => ({
    file: one,
    variant: variantOf(name, own.length > 0 ? stem : ''),
  }))
}

function byFolder(all: readonly Template[]): ReadonlyMap<string, readonly Template[]> {
  const found = new Map<string, Template[]>()
  for (const one of all) {
    const list = found.get(folderOf(one.file))
    if (list === undefined) found.set(folderOf(one.file), [one])
    else list.push(one)
  }
  return found
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}

function stemOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/(?:\.template)?\.\w+$/u, '')
}

function isNamedAfter(name: string, stem: string): boolean {
  return name.startsWith(stem) && /^[.\-_]/u.test(name.slice(stem.length))
}

/** `network.production.parameters.json` is production; of a file with no other name than its template's that name stays. */
function variantOf(name: string, stem: string): string {
  const bare = name.replace(/\.json$/u, '').replace(/[.\-_]?param(?:eter)?s?$/u, '')
  return bare.slice(stem.length).replace(/^[.\-_]/u, '') || bare || name.replace(/\.json$/u, '')
}
