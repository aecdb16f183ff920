import type { FilePath } from '../kernel/brand.ts'
import {
  isListData,
  isMapData,
  trimmedEdit,
  type Data,
  type ScalarData,
  type TextEdit,
} from '../kernel/edit.ts'
import type { Span } from '../kernel/span.ts'
import { afterActions, maskedTemplate } from '../lang/go-template/masked.ts'
import { dockerfileLiteral, removeFromDockerfile, replaceDockerfile } from '../lang/dockerfile/edit/index.ts'
import { parseDockerfile } from '../lang/dockerfile/parse.ts'
import { addHclBeside, type HclBlock } from '../lang/hcl/edit/beside.ts'
import { removeHcl, removeHclAt, replaceHcl, rewriteHcl, setHcl } from '../lang/hcl/edit/index.ts'
import { hclKeys, hclLiteral, hclNodeAt, hclSidesAround } from '../lang/hcl/edit/places.ts'
import { templateText, type IsBlock } from '../lang/hcl/edit/write.ts'
import { parseHcl } from '../lang/hcl/syntax/index.ts'
import { jsonNodeAt, removeJson, removeJsonAt, replaceJson, setJson } from '../lang/json/edit/index.ts'
import { parseJson } from '../lang/json/parse.ts'
import { jsonScalar } from '../lang/json/scalar.ts'
import { scalarText } from '../lang/yaml/cook.ts'
import {
  removeYaml,
  removeYamlAt,
  replaceYaml,
  setYaml,
  yamlPathAt,
  yamlText,
} from '../lang/yaml/edit/index.ts'
import { yamlContainerAt, yamlLeafAt } from '../lang/yaml/edit/places.ts'
import { parseYaml } from '../lang/yaml/parse.ts'
import { yamlKind } from '../lang/yaml/tree.ts'
import type { PathStep } from '../model/path.ts'
import { isDockerfileName } from '../readers/dockerfile/names.ts'

type Path = readonly PathStep[]

/** Where a collection is; which one of several that begin there, the keys tell. */
type CollectionSite = Span & { readonly keys?: readonly string[] }

/** How one file is edited, whatever its language: places are parts of its text. */
export interface Writing {
  /** Gives the value at a place another one. */
  replace(at: Span, data: Data): readonly TextEdit[] | undefined
  /** Sets what lies at a path below the container at a place; without a place, below the whole file. */
  set(
    at: CollectionSite | undefined,
    path: Path,
    data: Data,
    isBlock: IsBlock,
  ): readonly TextEdit[] | undefined
  removeAt(at: Span): readonly TextEdit[] | undefined
  remove(at: CollectionSite, path: Path): readonly TextEdit[] | undefined
  /** Adds a block below another one. */
  addBeside(after: Span, block: HclBlock): readonly TextEdit[] | undefined
  /** Another expression where a whole one stands; it is told how values are written. */
  rewritten(at: Span, make: (textOf: (data: Data) => string) => string): readonly TextEdit[] | undefined
  /** What the literal at a place says. */
  literal(at: Span): ScalarData | undefined
  /** The keys or positions of the collection at a place, in order. */
  keysAt(at: Span): readonly string[] | undefined
  /** What the condition chooses from that has a place in one of its sides. */
  sidesAround(at: Span): readonly [yes: Span, no: Span] | undefined
  /** The path of what begins at a place, in a file that is one value. */
  pathAt(at: Span): Path | undefined
}

/** The texts of files, and how each is edited. */
export class Texts {
  readonly #text: (file: FilePath) => string | undefined
  readonly #known = new Map<FilePath, Writing | undefined>()

  constructor(text: (file: FilePath) => string | undefined) {
    this.#text = text
  }

  text(file: FilePath): string | undefined {
    return this.#text(file)
  }

  /** Undefined for what isn't a file, or is in no language that is edited. */
  writing(file: FilePath): Writing | undefined {
    if (!this.#known.has(file)) this.#known.set(file, this.#made(file))
    return this.#known.get(file)
  }

  /** A file that may not be there yet. */
  orNew(file: FilePath): Writing | undefined {
    return this.#text(file) === undefined ? this.#inLanguage(file, '') : this.writing(file)
  }

  slice({ file, start, end }: Span): string {
    return this.#text(file)?.slice(start, end) ?? ''
  }

  #made(file: FilePath): Writing | undefined {
    const text = file.startsWith('<') ? undefined : this.#text(file)
    if (text === undefined) return undefined
    const writing = this.#inLanguage(file, text)
    const plain = plainWriting(file, text)
    // A file that is one value as a whole, whatever is in it.
    const isWhole = ({ start, end }: Span): boolean => start === 0 && end === text.length
    return {
      ...writing,
      replace: (at, data) => (isWhole(at) && typeof data === 'string' ? plain : writing).replace(at, data),
      literal: (at) => (isWhole(at) ? plain : writing).literal(at),
    }
  }

  #inLanguage(file: FilePath, text: string): Writing {
    if (/\.(?:tf|tofu|tfvars|hcl)$/u.test(file)) return hclWriting(file, text)
    if (/\.(?:json|template)$/u.test(file) || (/^\s*\{(?!\{)/u.test(text) && !file.endsWith('.tpl')))
      return jsonWriting(file, text)
    if (/\.(?:ya?ml|tpl|txt)$/u.test(file) || /(?:^|\/)[Kk]ustomization$/u.test(file))
      return yamlWriting(file, text)
    if (isDockerfileName(file.split('/').at(-1) ?? '')) return dockerfileWriting(file, text)
    return plainWriting(file, text)
  }
}

function dockerfileWriting(file: FilePath, text: string): Writing {
  const tree = parseDockerfile(file, text)
  return {
    ...plainWriting(file, text),
    replace: (at, data) => replaceDockerfile(tree, at, data),
    removeAt: (at) => removeFromDockerfile(tree, at),
    literal: (at) => dockerfileLiteral(tree, at),
  }
}

/** A file in no language that is known here: what stands at a place is a text. */
function plainWriting(file: FilePath, text: string): Writing {
  return {
    replace: ({ start, end }, data) =>
      typeof data === 'object' ? undefined : [trimmedEdit({ file, start, end, text: String(data) }, text)],
    set: none,
    removeAt: none,
    remove: none,
    addBeside: none,
    rewritten: none,
    literal: ({ start, end }) => text.slice(start, end),
    keysAt: none,
    sidesAround: none,
    pathAt: none,
  }
}

function none(): undefined {
  return undefined
}

function hclWriting(file: FilePath, text: string): Writing {
  const tree = parseHcl(file, text).value
  return {
    replace: (at, data) => replaceHcl(tree, at, data),
    set(at, path, data, isBlock) {
      const root = at === undefined ? tree.root : hclNodeAt(tree, at)
      return root === undefined ? undefined : setHcl(tree, root, path, { data, isBlock })
    },
    removeAt: (at) => removeHclAt(tree, at),
    remove(at, path) {
      const root = hclNodeAt(tree, at)
      return root === undefined ? undefined : removeHcl(tree, root, path)
    },
    addBeside: (after, block) => addHclBeside(tree, after.end, block),
    rewritten: (at, make) => rewriteHcl(tree, at, make),
    literal(at) {
      const node = hclNodeAt(tree, at)
      return node === undefined ? undefined : hclLiteral(tree, node)
    },
    keysAt(at) {
      const node = hclNodeAt(tree, at)
      return node === undefined ? undefined : hclKeys(tree, node)
    },
    sidesAround: (at) => hclSidesAround(tree, at),
    pathAt: () => undefined,
  }
}

function jsonWriting(file: FilePath, text: string): Writing {
  const tree = parseJson(file, text)
  // Strings of Terraform's JSON syntax are templates.
  const written = /\.(?:tf|tofu)\.json$/u.test(file) ? escaped : same
  return {
    replace: (at, data) => replaceJson(tree, at.start, written(data)),
    set(at, path, data) {
      const root = at === undefined ? 0 : jsonNodeAt(tree, at.start)
      return root === undefined ? undefined : setJson(tree, root, path, written(data))
    },
    removeAt: (at) => removeJsonAt(tree, at.start),
    remove(at, path) {
      const root = jsonNodeAt(tree, at.start)
      return root === undefined ? undefined : removeJson(tree, root, path)
    },
    addBeside(_, { type, labels, repeated, expressions, data }) {
      const head = Object.entries({ ...repeated, ...expressions }).map(([name, one]) => [name, `\${${one}}`])
      const body: Data = { ...Object.fromEntries(head), ...Object(written(data)) }
      return setJson(tree, 0, [type, ...labels], body)
    },
    rewritten: () => undefined,
    literal(at) {
      const node = jsonNodeAt(tree, at.start)
      const scalar = node === undefined ? undefined : jsonScalar(tree, node)
      return typeof scalar === 'object' && scalar !== null ? undefined : scalar
    },
    keysAt: () => undefined,
    sidesAround: () => undefined,
    pathAt: () => undefined,
  }
}

function same(data: Data): Data {
  return data
}

function escaped(data: Data): Data {
  if (typeof data === 'string') return templateText(data)
  if (isListData(data)) return data.map(escaped)
  if (!isMapData(data)) return data
  return Object.fromEntries(Object.entries(data).map(([key, one]) => [key, escaped(one)]))
}

function yamlWriting(file: FilePath, text: string): Writing {
  const isTemplate = text.includes('{{')
  const tree = parseYaml(file, isTemplate ? maskedTemplate(text) : text)
  return {
    replace: (at, data) => replaceYaml(tree, at.start, data),
    set(at, path, data) {
      const root = at === undefined ? tree.documents[0] : yamlContainerAt(tree, at)
      if (root === undefined && text === '') return [{ file, start: 0, end: 0, text: yamlText(path, data) }]
      const edits = root === undefined ? undefined : setYaml(tree, root, path, data)
      return isTemplate ? edits?.map((one) => afterActions(text, at?.start ?? 0, one)) : edits
    },
    removeAt: (at) => removeYamlAt(tree, at.start),
    remove(at, path) {
      const root = yamlContainerAt(tree, at)
      return root === undefined ? undefined : removeYaml(tree, root, path)
    },
    addBeside: () => undefined,
    rewritten: () => undefined,
    literal(at) {
      const node = yamlLeafAt(tree, at.start)
      return node === undefined || yamlKind(tree, node) !== 'scalar' ? undefined : scalarText(tree, node)
    },
    keysAt: () => undefined,
    sidesAround: () => undefined,
    pathAt: (at) => yamlPathAt(tree, at.start),
  }
}
