import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { linesOf, positionAt } from '../../lang/text/lines.ts'
import { scalarText } from '../../lang/yaml/cook.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import { yamlSource, yamlSpan, type YamlTree } from '../../lang/yaml/tree.ts'
import { keyText, yamlValue, type YamlValue } from '../../lang/yaml/value.ts'
import { parsePath } from '../../model/path.ts'
import { userRule, type PlacedRule } from '../../rules/user.ts'
import { checkOf, type Condition } from './check.ts'
import { parseCel } from './language.ts'
import { parseMessage, type Message } from './message.ts'
import { offsetIn } from './offset.ts'

const needed = ['id', 'title', 'severity', 'why', 'fix', 'subject', 'violated', 'message']
const fields = [...needed, 'when', 'at', 'aliases', 'compliance']

/** The rules of a YAML file, one in each document. One that isn't understood is told of and left out. */
export function celRules(file: FilePath, text: string): Outcome<readonly PlacedRule[]> {
  const tree = parseYaml(file, text)
  const diagnostics: Diagnostic[] = [...tree.diagnostics]
  const rules: PlacedRule[] = []
  for (const document of tree.documents) {
    const made = yamlValue(tree, document, { dialect: 'core' })
    const reader = new RuleReader(tree)
    const rule = reader.read(made.value)
    diagnostics.push(...made.diagnostics, ...reader.diagnostics)
    if (rule !== undefined) rules.push(rule)
  }
  return { value: rules, diagnostics }
}

/** The fields of a rule that are written. */
type Given = ReadonlyMap<string, YamlValue>

class RuleReader {
  readonly diagnostics: Diagnostic[] = []
  readonly #tree: YamlTree

  constructor(tree: YamlTree) {
    this.#tree = tree
  }

  read(value: YamlValue): PlacedRule | undefined {
    if (isNothing(value)) return undefined
    if (value.kind !== 'map') return this.#refuse(value, 'A rule is a mapping of its fields to values.')
    const given = this.#members(value, fields)
    const missing = needed.filter((name) => !given.has(name))
    if (missing.length > 0) this.#refuse(value, `The rule has no ${missing.join(', ')}.`)
    const violated = this.#condition(given.get('violated'))
    const when = this.#condition(given.get('when'))
    const message = this.#message(given.get('message'))
    const at = this.#path(given.get('at'))
    const form = this.#form(given)
    if (this.diagnostics.length > 0 || violated === undefined || message === undefined) return undefined
    const rule = userRule({ ...form, check: checkOf({ when, violated, message, at }) })
    if (typeof rule === 'string') return this.#refuse(blamed(rule, given) ?? value, rule)
    return { rule, span: this.#spanOf(given.get('id') ?? value) }
  }

  #form(given: Given): Readonly<Record<string, unknown>> {
    const [id, title, severity, why, fix] = ['id', 'title', 'severity', 'why', 'fix'].map((name) =>
      this.#text(given.get(name)),
    )
    return {
      id,
      title,
      severity,
      why,
      fix,
      subject: this.#texts(given.get('subject')),
      compliance: this.#texts(given.get('compliance')),
      aliases: this.#items(given.get('aliases')).map((one) => {
        const members = this.#members(one, ['id', 'on'])
        return { id: this.#text(members.get('id')), on: this.#texts(members.get('on')) }
      }),
    }
  }

  #condition(value: YamlValue | undefined): Condition | undefined {
    const text = this.#text(value)
    if (value === undefined || text === undefined) return undefined
    const parsed = parseCel(text)
    if (parsed.kind === 'bad') return this.#refusePart(value, parsed)
    if (parsed.type !== 'bool' && parsed.type !== 'dyn') {
      const what = `A condition is true or false, and this one is of the type ${parsed.type}.`
      return this.#refusePart(value, { what, start: 0, end: text.length })
    }
    return { node: parsed.node, place: (offset) => this.#placeOf(this.#spanIn(value, offset, offset)) }
  }

  #message(value: YamlValue | undefined): Message | undefined {
    const text = this.#text(value)
    if (value === undefined || text === undefined) return undefined
    const message = parseMessage(text.trim())
    return 'what' in message ? this.#refusePart(value, message) : message
  }

  #path(value: YamlValue | undefined): string | undefined {
    const text = this.#text(value)
    if (value === undefined || text === undefined || parsePath(text) !== undefined) return text
    return this.#refuse(value, 'This is a path such as a.b[0]["x.y/z"].')
  }

  #members(value: YamlValue, known: readonly string[]): Given {
    const members = new Map<string, YamlValue>()
    if (value.kind !== 'map') this.#refuse(value, `This is a mapping with ${known.join(', ')}.`)
    for (const { key, value: member } of value.kind === 'map' ? value.entries : []) {
      const name = keyText(key) ?? ''
      if (!known.includes(name))
        this.#refuse(key, `There is no field "${name}" here; there are ${known.join(', ')}.`)
      else if (!isNothing(member)) members.set(name, member)
    }
    return members
  }

  #texts(value: YamlValue | undefined): readonly string[] {
    return this.#items(value).flatMap((one) => this.#text(one) ?? [])
  }

  /** One value stands for a list of one. */
  #items(value: YamlValue | undefined): readonly YamlValue[] {
    if (value === undefined) return []
    return value.kind === 'list' ? value.items : [value]
  }

  #text(value: YamlValue | undefined): string | undefined {
    if (value === undefined) return undefined
    return value.kind === 'scalar'
      ? scalarText(this.#tree, value.node)
      : this.#refuse(value, 'This is a text.')
  }

  #spanIn({ node }: YamlValue, start: number, end: number): Span {
    const span = yamlSpan(this.#tree, node)
    const [source, text] = [yamlSource(this.#tree, node), scalarText(this.#tree, node)]
    const from = offsetIn(source, text, start)
    const to = end > start ? offsetIn(source, text, end - 1) + 1 : from
    return { file: span.file, start: span.start + from, end: Math.min(span.start + to, span.end) }
  }

  #spanOf(value: YamlValue): Span {
    return yamlSpan(this.#tree, value.node)
  }

  #placeOf({ file, start }: Span): string {
    const { line, column } = positionAt(this.#tree.text, linesOf(this.#tree.text), start)
    return `${file}:${line}:${column}`
  }

  #refusePart(
    value: YamlValue,
    { what, start, end }: { readonly what: string; readonly start: number; readonly end: number },
  ): undefined {
    return this.#say(this.#spanIn(value, start, end), what)
  }

  #refuse(value: YamlValue, what: string): undefined {
    return this.#say(this.#spanOf(value), what)
  }

  #say(span: Span, what: string): undefined {
    this.diagnostics.push({
      code: 'policy/rule-not-understood',
      severity: 'error',
      summary: 'A rule of the repository is not understood',
      detail: `${what} The rule is left out, the others are asked; see docs/own-rules.md.`,
      span,
    })
    return undefined
  }
}

function isNothing(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.scalar.kind === 'null'
}

/** The field that a refusal speaks of. */
function blamed(what: string, given: Given): YamlValue | undefined {
  const name = fields.find((field) => what.includes(` ${field} of`) || what.startsWith(`A rule has ${field}`))
  return name === undefined ? undefined : given.get(name)
}
