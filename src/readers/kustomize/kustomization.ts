import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import { within, type Files } from './files.ts'
import {
  fieldOf,
  isNull,
  itemsIn,
  mapNode,
  textIn,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { refuse } from './problems.ts'
import { kustomizationShape, type Shape } from './shape.ts'

/** The kustomization of a folder. */
export interface Kustomization {
  readonly folder: FilePath
  readonly file: FilePath
  readonly isComponent: boolean
  readonly node: MapNode
}

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** The files of a folder that are kustomizations; more than one is too many. */
export function kustomizationFiles(snapshot: Snapshot, folder: FilePath): readonly FilePath[] {
  const entries = snapshot.list(folder) ?? []
  return fileNames.flatMap((name) => {
    const isThere = entries.some((entry) => entry.kind === 'file' && entry.name === name)
    const path = within(folder, name)
    return isThere && path !== undefined ? [path] : []
  })
}

/** Reads the kustomization of a folder, for whoever names the folder at a place. */
export function readKustomization(files: Files, folder: FilePath, span: Span): Kustomization {
  const found = kustomizationFiles(files.snapshot, folder)
  const what = folder === '' ? 'The folder' : folder
  const [file] = found
  if (file === undefined) throw refuse('kustomize/no-kustomization', span, what)
  if (found.length > 1) throw refuse('kustomize/several-kustomizations', { file, start: 0, end: 0 }, what)
  const [document] = files.documents(file, span, 'go-yaml-v2')
  const origin = files.origins.add('construct', file, 0, 0)
  const node = document === undefined || isNull(document) ? mapNode(origin) : document
  const invalid = (at: Node, wrong: string): Error =>
    refuse('kustomize/invalid-field', files.origins.site(at.origin), wrong)
  if (node.kind !== 'map') throw invalid(node, 'a kustomization is a map of fields')
  const fixed = fixedFields(checkedFields(node, kustomizationShape, invalid))
  if ([...fixed.entries.keys()].every((key) => key === 'apiVersion' || key === 'kind'))
    throw invalid(node, 'the kustomization says nothing')
  return { folder, file, isComponent: isComponent(fixed, invalid), node: fixed }
}

function isComponent(node: MapNode, invalid: Invalid): boolean {
  const kind = textIn(node, 'kind') ?? ''
  const isOne = kind === 'Component'
  if (kind !== '' && kind !== 'Kustomization' && !isOne)
    throw invalid(fieldOf(node, 'kind') ?? node, `${kind} is not Kustomization or Component`)
  const version = textIn(node, 'apiVersion') ?? ''
  const wanted = `kustomize.config.k8s.io/${isOne ? 'v1alpha1' : 'v1beta1'}`
  if (version !== '' && version !== wanted)
    throw invalid(fieldOf(node, 'apiVersion') ?? node, `the apiVersion is to be ${wanted}, not ${version}`)
  return isOne
}

/** Fields that have been given other names since. */
function fixedFields(node: MapNode): MapNode {
  append(node, 'resources', itemsIn(node, 'bases'))
  node.entries.delete('bases')
  return node
}

function append(node: MapNode, key: string, items: readonly Node[]): void {
  if (items.length === 0) return
  const found = node.entries.get(key)
  if (found?.kind === 'list') found.items.push(...items)
  else node.entries.set(key, { kind: 'list', items: [...items], origin: items[0]?.origin ?? node.origin })
}

type Invalid = (at: Node, wrong: string) => Error

/** The fields of a map by their right names: the real program reads them without regard to case, and refuses what it doesn't know. */
export function checkedFields(
  node: MapNode,
  shape: Shape & { readonly kind: 'fields' },
  invalid: Invalid,
): MapNode {
  const entries = new Map<string, Node>()
  const names = new Map(Object.keys(shape.fields).map((name) => [name.toLowerCase(), name]))
  for (const [written, value] of node.entries) {
    const key = written === 'imageTags' ? 'images' : written
    const name = Object.hasOwn(shape.fields, key) ? key : names.get(key.toLowerCase())
    const inner = name === undefined ? undefined : shape.fields[name]
    if (name === undefined || inner === undefined) throw invalid(value, `there is no field ${key}`)
    if (isNull(value)) continue
    entries.set(name, checked(value, inner, name, invalid))
  }
  return { ...node, entries }
}

function checked(node: Node, shape: Shape, name: string, invalid: Invalid): Node {
  if (isNull(node)) return shape.kind === 'text' ? { ...(node as ScalarNode), scalar: '', text: '' } : node
  switch (shape.kind) {
    case 'any':
      return node
    case 'text':
      if (node.kind !== 'scalar' || typeof node.scalar !== 'string') throw invalid(node, `${name} is no text`)
      return node
    case 'bool':
      if (node.kind !== 'scalar' || typeof node.scalar !== 'boolean')
        throw invalid(node, `${name} is not true or false`)
      return node
    case 'int':
      if (node.kind !== 'scalar' || typeof node.scalar !== 'number' || !Number.isInteger(node.scalar))
        throw invalid(node, `${name} is no integer`)
      return node
    case 'list':
      if (node.kind !== 'list') throw invalid(node, `${name} is no list`)
      return { ...node, items: node.items.map((one) => checked(one, shape.of, name, invalid)) }
    case 'map':
      if (node.kind !== 'map') throw invalid(node, `${name} is no map`)
      return {
        ...node,
        entries: new Map(
          [...node.entries].map(([key, one]) => [key, checked(one, shape.of, `${name}.${key}`, invalid)]),
        ),
      }
    default:
      if (node.kind !== 'map') throw invalid(node, `${name} is no map of fields`)
      return checkedFields(node, shape, invalid)
  }
}
