import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import { lineOf, linesOf } from '../../lang/text/lines.ts'
import type { YamlValue } from '../../lang/yaml/value.ts'
import type { NodeKind, NodeName, Seen, SeenCall, SeenNode } from '../../model/topology/topology.ts'
import { Settings } from '../config/settings.ts'

const trouble = {
  code: 'topology/not-understood',
  summary: 'The topology is not understood',
  page: 'docs/investigate.md',
}

const kinds: readonly NodeKind[] = ['service', 'entry', 'database', 'queue', 'storage', 'external']

/** Services and calls that a person has written down, in YAML or JSON; each call with its line. */
export function topologyFile(file: FilePath, text: string): Outcome<Seen> {
  return new TopologyFile(file, text).read()
}

class TopologyFile {
  readonly #settings: Settings
  readonly #file: FilePath
  readonly #lineOf: (offset: number) => number

  constructor(file: FilePath, text: string) {
    this.#settings = new Settings(file, text, trouble)
    this.#file = file
    const lines = linesOf(text)
    this.#lineOf = (offset) => lineOf(lines, offset)
  }

  read(): Outcome<Seen> {
    const { root } = this.#settings
    if (root === undefined)
      return { value: { nodes: [], calls: [] }, diagnostics: this.#settings.diagnostics }
    const members = this.#settings.members(root, ['services', 'calls'])
    const value = {
      nodes: this.#settings.items(members.get('services')).flatMap((one) => this.#node(one)),
      calls: this.#settings.items(members.get('calls')).flatMap((one) => this.#calls(one)),
    }
    return { value, diagnostics: this.#settings.diagnostics satisfies readonly Diagnostic[] }
  }

  #node(value: YamlValue): readonly SeenNode[] {
    if (value.kind === 'scalar') {
      const name = this.#settings.text(value)
      return name === undefined ? [] : [{ ...nameOf(name), kind: 'service', aliases: [], addresses: [] }]
    }
    const members = this.#settings.members(value, ['name', 'namespace', 'kind', 'aliases', 'resources'])
    const text = this.#settings.text(members.get('name'))
    if (text === undefined) {
      this.#settings.refuse(value, 'A service has a name.')
      return []
    }
    const name = nameOf(text, this.#settings.text(members.get('namespace')))
    const texts = (key: string): readonly string[] =>
      this.#settings.items(members.get(key)).flatMap((one) => this.#settings.text(one) ?? [])
    return [
      {
        ...name,
        kind: this.#settings.choice(members.get('kind'), kinds) ?? 'service',
        aliases: texts('aliases').map((one) => nameOf(one, name.namespace)),
        addresses: texts('resources'),
      },
    ]
  }

  /** `a -> b`, or a mapping with `from` and `to`, which may be a list. */
  #calls(value: YamlValue): readonly SeenCall[] {
    if (value.kind === 'scalar') {
      const text = this.#settings.text(value) ?? ''
      const [from, to, more] = text.split('->').map((one) => one.trim())
      if (from !== undefined && from !== '' && to !== undefined && to !== '' && more === undefined)
        return [this.#call(from, to, value)]
      this.#settings.refuse(value, 'A call is written as `caller -> callee`.')
      return []
    }
    const members = this.#settings.members(value, ['from', 'to'])
    const to = members.get('to')
    const from = this.#settings.text(members.get('from'))
    if (from === undefined || to === undefined) {
      this.#settings.refuse(value, 'A call has `from` and `to`.')
      return []
    }
    const all = to.kind === 'list' ? to.items : [to]
    return all.flatMap((one) => {
      const name = this.#settings.text(one)
      return name === undefined ? [] : [this.#call(from, name, one)]
    })
  }

  #call(from: string, to: string, value: YamlValue): SeenCall {
    const line = this.#lineOf(this.#settings.span(value).start)
    return { from: nameOf(from), to: nameOf(to), origin: { kind: 'file', file: this.#file, line } }
  }
}

/** `namespace/name`, or a name alone. */
function nameOf(text: string, namespace = ''): NodeName {
  const [, space, name] = /^([^/]+)\/([^/]+)$/u.exec(text) ?? []
  return space === undefined || name === undefined ? { namespace, name: text } : { namespace: space, name }
}
