import type { FilePath } from '../../kernel/brand.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Context } from './context.ts'
import type { Kustomization } from './kustomization.ts'
import { fieldOf, mapNode, textIn, textNode } from './node.ts'
import type { Built, Maker } from './object.ts'
import { scalarsIn } from './patches.ts'

/**
 * Notes in annotations of which file or generator an object comes from, and which transformers it went through, where
 * `buildMetadata` of the topmost kustomization asks for them.
 *
 * See https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
 */
export class Notes {
  readonly #top: FilePath
  readonly #origin: OriginId | undefined
  readonly #changes: OriginId | undefined

  constructor({ folder, node }: Kustomization) {
    const said = scalarsIn(node, 'buildMetadata')
    this.#top = folder
    this.#origin = said.find(({ text }) => text === 'originAnnotations')?.origin
    this.#changes = said.find(({ text }) => text === 'transformerAnnotations')?.origin
  }

  /** Objects that lie in a file. */
  read(objects: readonly Built[], file: FilePath): void {
    if (this.#origin === undefined) return
    const maker = { fields: [['path', this.#from(file)]], configuredBy: [] } as const
    for (const object of objects) object.maker = maker
  }

  /** An object that a generator made, of a kustomization or by a configuration of its own. */
  generated(object: Built, file: FilePath, kind: string, config?: Built): void {
    if (this.#origin !== undefined) object.maker = this.#maker(file, kind, config)
  }

  /** All objects that a transformer was run on, changed or not. */
  transformed(objects: readonly Built[], file: FilePath, kind: string, config?: Built): void {
    if (this.#changes === undefined) return
    const maker = this.#maker(file, kind, config)
    for (const object of objects) object.changedBy.push(maker)
  }

  /** Puts what was noted into the annotations. */
  write(context: Context, object: Built): void {
    const { maker, changedBy } = object
    if (this.#origin !== undefined && maker !== undefined)
      annotate(context, object, 'config.kubernetes.io/origin', written(maker, ''), this.#origin)
    if (this.#changes === undefined || changedBy.length === 0) return
    const text = changedBy.map((one) => written(one, '- ')).join('')
    annotate(context, object, 'alpha.config.kubernetes.io/transformations', text, this.#changes)
  }

  #maker(file: FilePath, kind: string, config: Built | undefined): Maker {
    const named = (['name', 'namespace'] as const).flatMap((key) => {
      const text = textIn(config?.node, 'metadata', key)
      return text === undefined ? [] : [[key, text] as const]
    })
    return {
      fields: [['configuredIn', this.#from(file)]],
      configuredBy: [['apiVersion', 'builtin'], ['kind', kind], ...named],
    }
  }

  /** A path as said from the topmost kustomization. */
  #from(file: FilePath): string {
    const [start, end] = [this.#top === '' ? [] : this.#top.split('/'), file.split('/')]
    let shared = 0
    while (shared < start.length && start[shared] === end[shared]) shared++
    return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/')
  }
}

/** Annotations in which the real program, and what is built like it, keeps notes of its own. */
const ownNotes = new Set([
  'alpha.config.kubernetes.io/transformations',
  'config.k8s.io/id',
  'config.kubernetes.io/index',
  'config.kubernetes.io/origin',
  'config.kubernetes.io/path',
  ...[
    'annotations-migration-resource-id',
    'generatorBehavior',
    'index',
    'needsHashSuffix',
    'path',
    'prefixes',
    'previousKinds',
    'previousNames',
    'previousNamespaces',
    'refBy',
    'seqindent',
    'suffixes',
  ].map((name) => `internal.config.kubernetes.io/${name}`),
])

/** Takes such annotations away, which another run has left in a file. */
export function withoutNotes({ node }: Built): void {
  const annotations = fieldOf(node, 'metadata', 'annotations')
  if (annotations?.kind !== 'map') return
  for (const key of ownNotes) annotations.entries.delete(key)
}

/** As YAML. */
function written({ fields, configuredBy }: Maker, first: string): string {
  const rest = first === '' ? '' : '  '
  const own = fields.map(([key, text]) => `${key}: ${text}\n`)
  const by = configuredBy.map(([key, text]) => `  ${key}: ${text}\n`)
  const lines = [...own, ...(by.length === 0 ? [] : ['configuredBy:\n', ...by])]
  return lines.map((line, at) => (at === 0 ? first : rest) + line).join('')
}

function annotate({ origins }: Context, object: Built, key: string, text: string, origin: OriginId): void {
  const metadata = fieldOf(object.node, 'metadata')
  if (metadata?.kind !== 'map') return
  const found = metadata.entries.get('annotations')
  const annotations = found?.kind === 'map' ? found : mapNode(origin)
  metadata.entries.set('annotations', annotations)
  annotations.entries.set(key, textNode(text, origins.at('call', origins.site(origin), { inputs: [origin] })))
}
