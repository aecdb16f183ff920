import { filePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import { parseYaml } from '../../yaml/parse.ts'
import { type YamlScalar } from '../../yaml/resolve.ts'
import { yamlStyle, type YamlNode, type YamlTree } from '../../yaml/tree.ts'
import { keyText, yamlValue, type YamlValue } from '../../yaml/value.ts'
import { floatText } from '../float-text.ts'
import { printed, sprintf } from '../print.ts'
import { refuse } from '../refuse.ts'
import { textOf, type Text } from '../text.ts'
import type { Call, GoValue } from '../value.ts'
import type { Decoded } from './decoded.ts'
import { Sources } from './sources.ts'

/**
 * The value of a YAML text's first document as Helm reads it: by go-yaml's second version, then through JSON, so that every
 * number is a float64. Each scalar has what made its stretch of the text as its origin.
 *
 * See https://pkg.go.dev/sigs.k8s.io/yaml#Unmarshal.
 */
export function decodeYaml(text: Text, call: Call): Decoded {
  const sources = new Sources(text, call)
  const tree = parseYaml(filePath('text.yaml'), text.value)
  const [root, second] = tree.documents
  const end = second === undefined ? Infinity : (tree.starts[second] ?? Infinity)
  const broken = firstError(tree.diagnostics.filter(({ span }) => span.start < end))
  if (broken !== undefined) return failed(messageOf(broken, text.value))
  if (root === undefined) return { value: { kind: 'nil', origin: sources.all }, error: undefined }
  const { value, diagnostics } = yamlValue(tree, root, { dialect: 'go-yaml-v2' })
  const wrong = firstError(diagnostics)
  if (wrong !== undefined) return failed(messageOf(wrong, text.value))
  const reading = new Reading(tree, sources)
  const made = reading.value(value, 0)
  return reading.error === undefined ? { value: made, error: undefined } : failed(reading.error)
}

function failed(error: string): Decoded {
  return { value: undefined, error: `error converting YAML to JSON: ${error}` }
}

function firstError(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === 'error')
}

/** What go-yaml says of a mistake, where it can be told. */
function messageOf({ code, span }: Diagnostic, text: string): string {
  const found = text.slice(span.start, span.end)
  if (code === 'yaml/unknown-alias') return `yaml: unknown anchor '${found.replace(/^\*/u, '')}' referenced`
  if (code === 'yaml/alias-bomb') return 'yaml: document contains excessive aliasing'
  const [message, place] = messages[code] ?? ['did not find expected node content', 'before']
  const before = text.slice(0, span.start).split('\n').length - 1
  // It counts lines from 0, and only its scanner makes up for that; of the first line it says nothing.
  const line = place === 'nowhere' || before === 0 ? 0 : place === 'before' ? before : before + 1
  return `yaml: ${line === 0 ? '' : `line ${line}: `}${message}`
}

const messages: Readonly<Record<string, readonly [string, 'nowhere' | 'before' | 'at']>> = {
  'yaml/control-character': ['control characters are not allowed', 'nowhere'],
  'yaml/tab-indentation': ['found character that cannot start any token', 'at'],
  'yaml/reserved-character': ['found character that cannot start any token', 'at'],
  'yaml/indentation': ['mapping values are not allowed in this context', 'at'],
  'yaml/missing-colon': ["could not find expected ':'", 'at'],
  'yaml/missing-dash': ["did not find expected '-' indicator", 'before'],
  'yaml/unexpected-dash': ['did not find expected key', 'before'],
  'yaml/nested-mapping': ['mapping values are not allowed in this context', 'at'],
  'yaml/multiline-key': ['mapping values are not allowed in this context', 'at'],
  'yaml/unclosed-quote': ['found unexpected end of stream', 'at'],
  'yaml/invalid-escape': ['found unknown escape character', 'at'],
  'yaml/missing-comma': ["did not find expected ',' or '}'", 'before'],
  'yaml/invalid-merge': ['map merge requires map or sequence of maps as the value', 'nowhere'],
}

/** Values nested deeper than this come from no chart. */
const deepest = 1000

class Reading {
  error: string | undefined
  readonly #tree: YamlTree
  readonly #sources: Sources

  constructor(tree: YamlTree, sources: Sources) {
    this.#tree = tree
    this.#sources = sources
  }

  value(value: YamlValue, depth: number): GoValue {
    if (depth > deepest) throw refuse('YAML that is read nests too deeply')
    switch (value.kind) {
      case 'scalar':
        return this.#scalar(value.scalar, value.node, value.tag)
      case 'list':
        return {
          kind: 'list',
          items: value.items.map((item) => this.value(item, depth + 1)),
          origin: this.#sources.all,
        }
      case 'map':
        return this.#map(value, depth)
      default:
        return unreachable(value)
    }
  }

  #map(value: YamlValue & { readonly kind: 'map' }, depth: number): GoValue {
    const entries = new Map<string, GoValue>()
    for (const pair of value.entries) {
      const made = this.value(pair.value, depth + 1)
      const key = this.#key(pair.key, made, depth)
      if (key !== undefined) entries.set(key, made)
    }
    return { kind: 'map', entries, origin: this.#sources.all }
  }

  #key(key: YamlValue, value: GoValue, depth: number): string | undefined {
    if (key.kind !== 'scalar') {
      const shown = sprintf(textOf('%#v', 0), [this.value(key, depth + 1)]).value
      this.error ??= `yaml: invalid map key: ${shown}`
      return undefined
    }
    if (key.scalar.kind === 'float')
      return floatKeys.get(key.scalar.text) ?? floatText(Number(key.scalar.text), 'g')
    const text = keyText(key)
    if (text === undefined)
      this.error ??= `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${printed(value).value}`
    return text
  }

  #scalar(scalar: YamlScalar, node: YamlNode, tag: string | undefined): GoValue {
    const [start, end] = this.#content(node)
    switch (scalar.kind) {
      case 'null':
        return { kind: 'nil', origin: this.#sources.origin(start, end) }
      case 'bool':
        return this.#sources.marked(
          { kind: 'bool', value: scalar.value, origin: this.#sources.origin(start, end) },
          start,
          end,
        )
      case 'int':
      case 'float':
        return this.#sources.marked(this.#number(scalar.text, this.#sources.origin(start, end)), start, end)
      case 'string':
      case 'timestamp':
      case 'invalid': {
        const text = tag === 'tag:yaml.org,2002:binary' ? fromBase64(scalar.text) : scalar.text
        return { kind: 'string', text: this.#sources.string(text, start, end) }
      }
      default:
        return unreachable(scalar)
    }
  }

  #number(written: string, origin: number): GoValue {
    const special = infinities.get(written)
    if (special !== undefined) this.error ??= `json: unsupported value: ${special}`
    return { kind: 'float', value: Number(written), origin }
  }

  /** Where a scalar's own letters stand: inside its quotes, after the header of its block. */
  #content(node: YamlNode): readonly [number, number] {
    const { starts, ends, text } = this.#tree
    const start = starts[node] ?? 0
    const end = ends[node] ?? 0
    const style = yamlStyle(this.#tree, node)
    if (style === 'single' || style === 'double') return [start + 1, end - 1]
    if (style !== 'literal' && style !== 'folded') return [start, end]
    const line = text.indexOf('\n', start)
    if (line < 0 || line >= end) return [end, end]
    // The breaks after its last line are the scalar's own.
    let after = end
    while (text.charAt(after) === '\n') after++
    return [line + 1, after]
  }
}

const infinities = new Map([
  ['inf', '+Inf'],
  ['-inf', '-Inf'],
  ['nan', 'NaN'],
])

const floatKeys = new Map([
  ['inf', '.inf'],
  ['-inf', '-.inf'],
  ['nan', '.nan'],
])

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
