import { filePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import { firstGoDocument } from '../../yaml/go/grammar.ts'
import { parseYaml } from '../../yaml/parse.ts'
import { resolveScalar, type YamlScalar } from '../../yaml/resolve.ts'
import { yamlStyle, type YamlNode, type YamlTree } from '../../yaml/tree.ts'
import { keyText, type YamlPair, yamlValue, type YamlValue } from '../../yaml/value.ts'
import { floatText } from '../float-text.ts'
import { byBytes } from '../order.ts'
import { sprintf } from '../print.ts'
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
  const { mistake, end } = firstGoDocument(text.value)
  if (mistake !== undefined) return failed(`yaml: ${mistake}`)
  const sources = new Sources(text, call)
  // What ours refuses and go-yaml doesn't has its value all the same.
  const tree = parseYaml(filePath('text.yaml'), text.value.slice(0, end))
  const [root] = tree.documents
  if (root === undefined) return { value: { kind: 'nil', origin: sources.all }, error: undefined }
  const { value, diagnostics } = yamlValue(tree, root, { dialect: 'go-yaml-v2' })
  const wrong = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code !== 'yaml/invalid-value',
  )
  if (wrong !== undefined) return failed(`yaml: ${messageOf(wrong, text.value)}`)
  const reading = new Reading(tree, sources)
  const made = reading.value(value, 0)
  return reading.error === undefined ? { value: made, error: undefined } : failed(reading.error)
}

function failed(error: string): Decoded {
  return { value: undefined, error: `error converting YAML to JSON: ${error}` }
}

/** What go-yaml says of a value that it can't make. */
function messageOf({ code, span }: Diagnostic, text: string): string {
  const found = text.slice(span.start, span.end)
  if (code === 'yaml/alias-cycle') return `anchor '${found.replace(/^\*/u, '')}' value contains itself`
  if (code === 'yaml/alias-bomb') return 'document contains excessive aliasing'
  if (code === 'yaml/invalid-merge') return 'map merge requires map or sequence of maps as the value'
  return 'unknown problem parsing YAML content'
}

/** Values nested deeper than this come from no chart. */
const deepest = 1000

class Reading {
  /** The first that reading the text gave, and the first that making JSON of it gave, which comes after. */
  #error: string | undefined
  #later: string | undefined
  readonly #tree: YamlTree
  readonly #sources: Sources

  constructor(tree: YamlTree, sources: Sources) {
    this.#tree = tree
    this.#sources = sources
  }

  get error(): string | undefined {
    return this.#error ?? this.#later
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
      const key = this.#key(pair, depth)
      const made = this.value(pair.value, depth + 1)
      if (key !== undefined) entries.set(key, made)
    }
    return { kind: 'map', entries, origin: this.#sources.all }
  }

  #key({ key, value }: YamlPair, depth: number): string | undefined {
    if (key.kind !== 'scalar') {
      this.#error ??= `yaml: invalid map key: ${this.#shown(key, depth + 1)}`
      return undefined
    }
    if (key.scalar.kind === 'float')
      return floatKeys.get(key.scalar.text) ?? floatText(Number(key.scalar.text), 'g')
    const text = keyText(key)
    const { kind } = this.value(key, depth)
    if (text === undefined && kind === 'nil')
      this.#later ??= `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${this.#shown(value, 0)}`
    return text
  }

  /** A value of any type as Go's `%#v` writes it; the keys of a map can be of any type. */
  #shown(value: YamlValue, depth: number): string {
    if (depth > deepest) return ''
    if (value.kind === 'list')
      return `[]interface {}{${value.items.map((one) => this.#shown(one, depth + 1)).join(', ')}}`
    if (value.kind === 'map') {
      const shown = value.entries
        .toSorted(byKey)
        .map((pair) => `${this.#shown(pair.key, depth + 1)}:${this.#shown(pair.value, depth + 1)}`)
      return `map[interface {}]interface {}{${shown.join(', ')}}`
    }
    const made = this.value(value, depth)
    if (made.kind === 'nil') return depth === 0 ? '<nil>' : 'interface {}(nil)'
    return sprintf(textOf('%#v', 0), [made]).value
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
      case 'invalid':
        if (shortTag(tag) === '!!binary') this.#error ??= 'yaml: !!binary value contains invalid base64 data'
        else this.#mismatch(scalar.text, tag)
        return { kind: 'nil', origin: this.#sources.origin(start, end) }
      case 'string':
      case 'timestamp': {
        if (shortTag(tag) === '!!timestamp' && scalar.kind === 'string') this.#mismatch(scalar.text, tag)
        return { kind: 'string', text: this.#sources.string(scalar.text, start, end) }
      }
      default:
        return unreachable(scalar)
    }
  }

  #mismatch(text: string, tag: string | undefined): void {
    this.#error ??= `yaml: cannot decode !!${kindOf(text)} \`${text}\` as a ${shortTag(tag)}`
  }

  #number(written: string, origin: number): GoValue {
    const special = infinities.get(written)
    if (special !== undefined) this.#later ??= `json: unsupported value: ${special}`
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

function byKey({ key: one }: YamlPair, { key: other }: YamlPair): number {
  return byBytes(keyText(one) ?? '', keyText(other) ?? '')
}

/** What a text is without a tag, as go-yaml names it. */
function kindOf(text: string): string {
  const { kind } = resolveScalar(text, 'plain', undefined, 'go-yaml-v2')
  return kind === 'string' || kind === 'invalid' ? 'str' : kind
}

function shortTag(tag = ''): string {
  return tag.replace(/^tag:yaml\.org,2002:/u, '!!')
}
