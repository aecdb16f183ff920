import type { FilePath } from '../../kernel/brand.ts'
import { refuser, type Context } from './context.ts'
import type { Schema, SchemaOf } from './merge-keys.ts'
import { entriesIn, fieldOf, isNull, itemsIn, textIn, type Node, type ScalarNode } from './node.ts'
import { loadable } from './patches.ts'

const merge = 'x-kubernetes-patch-merge-key'
const listKeys = 'x-kubernetes-list-map-keys'
const strategy = 'x-kubernetes-patch-strategy'
const gvks = 'x-kubernetes-group-version-kind'

/** The version of the API that Kustomize has built in. */
const builtInVersion = 'v1.21.2'

/** What a description of the API in a file says of the lists of objects; undefined for the one that is built in. */
export function openApiSchema(context: Context, folder: FilePath, openapi: Node): SchemaOf | undefined {
  const version = textIn(openapi, 'version')
  const path = fieldOf(openapi, 'path')
  const wrong = refuser(context, 'kustomize/invalid-field', openapi)
  if (version !== undefined && path !== undefined) throw wrong('openapi has a version or a path')
  if (version !== undefined && version !== builtInVersion)
    throw wrong(`${version} of the API is not built in`)
  if (path?.kind !== 'scalar') return undefined
  return schemasIn(context, folder, path)
}

function schemasIn(context: Context, folder: FilePath, path: ScalarNode): SchemaOf {
  const file = loadable(context, folder, path)
  const [document] = context.files.documents(file, context.origins.site(path.origin), 'go-yaml-v2')
  const definitions = fieldOf(document, 'definitions')
  const byKind = new Map<string, Node>()
  for (const [, definition] of entriesIn(definitions)) {
    for (const gvk of itemsIn(definition, gvks)) {
      const group = textIn(gvk, 'group') ?? ''
      const version = textIn(gvk, 'version') ?? ''
      byKind.set(`${group === '' ? '' : `${group}/`}${version}/${textIn(gvk, 'kind') ?? ''}`, definition)
    }
  }
  return (apiVersion, kind) => {
    const found = byKind.get(`${apiVersion}/${kind}`)
    return found === undefined ? undefined : schemaOf(found, definitions)
  }
}

/** Refuses a file of `crds` that describes no types: what it says is read, and means nothing for what is built. */
export function checkDefinitions(context: Context, folder: FilePath, path: ScalarNode): void {
  const file = loadable(context, folder, path)
  const [document] = context.files.documents(file, context.origins.site(path.origin), 'go-yaml-v2')
  if (document === undefined || isNull(document)) return
  const wrong = (at: Node): Error =>
    refuser(context, 'kustomize/invalid-field', at)(`${file} of crds is no map of the descriptions of types`)
  if (document.kind !== 'map') throw wrong(document)
  for (const [, one] of document.entries) if (one.kind !== 'map' && !isNull(one)) throw wrong(one)
}

/** As many references to others a definition may go through. */
const mostReferences = 100

function schemaOf(written: Node, definitions: Node | undefined): Schema {
  let node = written
  for (let count = 0; count < mostReferences; count++) {
    const reference = textIn(node, '$ref')
    if (reference === undefined) break
    const found = fieldOf(definitions, reference.replace('#/definitions/', ''))
    if (found === undefined) break
    node = found
  }
  const keys = itemsIn(written, listKeys).flatMap((one) => (one.kind === 'scalar' ? [one.text] : []))
  const key = textIn(written, merge)
  const isMerged = (textIn(written, strategy) ?? '').split(',').includes('merge')
  const items = fieldOf(node, 'items')
  const inner = (one: Node | undefined): Schema | undefined =>
    one === undefined ? undefined : schemaOf(one, definitions)
  return {
    strategy: isMerged ? 'merge' : '',
    keys: keys.length > 0 || key === undefined ? keys : [key],
    field: (name) => inner(fieldOf(node, 'properties', name) ?? fieldOf(node, 'additionalProperties')),
    items: inner(items),
  }
}
