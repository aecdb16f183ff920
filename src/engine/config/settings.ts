import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { yamlSpan, type YamlTree } from '../../lang/yaml/tree.ts'
import { keyText, yamlValue, type YamlPair, type YamlValue } from '../../lang/yaml/value.ts'

/** What is said of a part of a file that isn't understood. */
interface Trouble {
  readonly code: string
  readonly summary: string
  /** The page that says how it is written. */
  readonly page: string
}

/** A file that a person has written for us, in YAML or JSON: what isn't understood is said, with its place, and left out. */
export class Settings {
  /** Undefined when the file is empty. */
  readonly root: YamlValue | undefined
  readonly diagnostics: Diagnostic[] = []
  readonly #tree: YamlTree
  readonly #trouble: Trouble

  constructor(file: FilePath, text: string, trouble: Trouble) {
    this.#trouble = trouble
    this.#tree = parseYaml(file, text)
    this.diagnostics.push(...this.#tree.diagnostics)
    const [document] = this.#tree.documents
    if (document === undefined) return
    const { value, diagnostics } = yamlValue(this.#tree, document, { dialect: 'core' })
    this.diagnostics.push(...diagnostics)
    this.root = value
  }

  /** One of some words. */
  choice<Choice extends string>(
    value: YamlValue | undefined,
    choices: readonly Choice[],
  ): Choice | undefined {
    const text = this.text(value)
    if (value === undefined) return undefined
    const chosen = choices.find((one) => one === text)
    return chosen ?? this.refuse(value, `This is one of ${choices.join(', ')}.`)
  }

  /** The members of a mapping that are known; others are refused. */
  members(value: YamlValue | undefined, known: readonly string[]): ReadonlyMap<string, YamlValue> {
    const members = new Map<string, YamlValue>()
    for (const { key, value: member } of this.entries(value)) {
      const name = keyText(key) ?? ''
      if (known.includes(name)) members.set(name, member)
      else this.refuse(key, `There is no setting "${name}" here; there are ${known.join(', ')}.`)
    }
    return members
  }

  /** The entries of a mapping of names that are not fixed. */
  entries(value: YamlValue | undefined): readonly YamlPair[] {
    if (value === undefined || isNothing(value)) return []
    if (value.kind === 'map') return value.entries
    this.refuse(value, 'This is a mapping of names to values.')
    return []
  }

  /** The items of a list. */
  items(value: YamlValue | undefined): readonly YamlValue[] {
    if (value === undefined || isNothing(value)) return []
    if (value.kind === 'list') return value.items
    this.refuse(value, 'This is a list.')
    return []
  }

  /** A text, or what any other scalar is written as. */
  text(value: YamlValue | undefined): string | undefined {
    if (value === undefined || isNothing(value)) return undefined
    if (value.kind === 'scalar') {
      const { start, end } = this.span(value)
      return 'text' in value.scalar ? value.scalar.text : this.#tree.text.slice(start, end)
    }
    return this.refuse(value, 'This is a text.')
  }

  span(value: YamlValue): Span {
    return yamlSpan(this.#tree, value.node)
  }

  /** Says what a part should be; it is left out. */
  refuse(value: YamlValue, what: string): undefined {
    this.diagnostics.push({
      severity: 'error',
      code: this.#trouble.code,
      summary: this.#trouble.summary,
      detail: `${what} This part is left out; see ${this.#trouble.page}.`,
      span: this.span(value),
    })
    return undefined
  }
}

function isNothing(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.scalar.kind === 'null'
}
