import { random, type Random } from '../random.ts'
import { Expressions, type Scope, type Type } from './expressions.ts'

/** Bodies of templates put together at random from everything that the language has; the same seed gives the same. */
export function generatedTemplates(count: number, seed: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => new Writer(random(seed + at)).whole())
}

const shortTexts = [
  '',
  ' ',
  '\n',
  '  \n  ',
  '\n\n',
  'a: ',
  '- x\n',
  'é€😀',
  '"q"',
  '{ x',
  '} }',
  '\t',
  'k: v\n',
]

class Writer {
  readonly #choices: Random
  readonly #expressions: Expressions
  #names = 0

  constructor(choices: Random) {
    this.#choices = choices
    this.#expressions = new Expressions(choices)
  }

  whole(): string {
    return this.#block({ dot: 'top', variables: [], inLoop: false }, 2)
  }

  /** Some statements; what is declared is seen by those after it. */
  #block(scope: Scope, depth: number): string {
    let [text, own] = ['', scope]
    for (let left = 1 + this.#choices.below(4); left > 0; left -= 1) {
      text += this.#text()
      if (this.#choices.oneIn(5)) {
        const [name, type] = [`$v${this.#names++}`, this.#expressions.type()]
        text += this.#action(`${name} := ${this.#expressions.of(type, own, 2)}`)
        own = { ...own, variables: [...own.variables, [name, type]] }
      } else text += this.#statement(own, depth)
    }
    return text + this.#text()
  }

  #statement(scope: Scope, depth: number): string {
    const kind = depth === 0 ? 0 : this.#choices.below(12)
    if (kind < 5) return this.#action(this.#printed(scope))
    if (kind === 5) return this.#assignment(scope)
    if (kind === 6) return this.#if(scope, depth)
    if (kind === 7) return this.#with(scope, depth)
    if (kind === 8 || kind === 9) return this.#range(scope, depth)
    if (kind === 10) return scope.inLoop ? this.#leave(scope) : this.#comment()
    return this.#called(scope)
  }

  #if(scope: Scope, depth: number): string {
    let text = this.#action(`if ${this.#condition(scope)}`) + this.#block(scope, depth - 1)
    if (this.#choices.oneIn(3))
      text += this.#action(`else if ${this.#condition(scope)}`) + this.#block(scope, depth - 1)
    if (this.#choices.oneIn(2)) text += this.#action('else') + this.#block(scope, depth - 1)
    return text + this.#action('end')
  }

  #with(scope: Scope, depth: number): string {
    const type = this.#expressions.type()
    const isNamed = this.#choices.oneIn(2)
    const name = `$w${this.#names++}`
    const head = `with ${isNamed ? `${name} := ` : ''}${this.#expressions.of(type, scope, 2)}`
    const inner: Scope = {
      ...scope,
      dot: type,
      variables: isNamed ? [...scope.variables, [name, type]] : scope.variables,
    }
    const rest = this.#choices.oneIn(2) ? this.#action('else') + this.#block(scope, depth - 1) : ''
    return this.#action(head) + this.#block(inner, depth - 1) + rest + this.#action('end')
  }

  #range(scope: Scope, depth: number): string {
    const { over, key, each } = this.#choices.pick<{ over: string; key: Type; each: Type }>([
      { over: this.#expressions.of('words', scope, 1), key: 'int', each: 'text' },
      { over: '$.Values.items', key: 'int', each: 'item' },
      { over: '$.Values.labels', key: 'text', each: 'text' },
      { over: '(dict "z" 1 "a" 2)', key: 'text', each: 'int' },
      { over: '$.Values.none', key: 'int', each: 'text' },
      { over: '$.Values.blank', key: 'text', each: 'text' },
      { over: `until ${1 + this.#choices.below(4)}`, key: 'int', each: 'int' },
      { over: 'list 1 2 3', key: 'int', each: 'int' },
      { over: '3', key: 'int', each: 'int' },
    ])
    const [first, second] = [`$i${this.#names++}`, `$x${this.#names++}`]
    const form = over === '3' ? this.#choices.below(2) : this.#choices.below(3)
    const names: Scope['variables'] =
      form === 0
        ? []
        : form === 1
          ? [[first, each]]
          : [
              [first, key],
              [second, each],
            ]
    const head = `range ${form === 0 ? '' : `${names.map(([name]) => name).join(', ')} := `}${over}`
    const inner: Scope = { dot: each, variables: [...scope.variables, ...names], inLoop: true }
    const rest = this.#choices.oneIn(3) ? this.#action('else') + this.#block(scope, depth - 1) : ''
    return this.#action(head) + this.#block(inner, depth - 1) + rest + this.#action('end')
  }

  #leave(scope: Scope): string {
    const word = this.#choices.pick(['break', 'continue'])
    return this.#action(`if ${this.#condition(scope)}`) + this.#action(word) + this.#action('end')
  }

  #assignment(scope: Scope): string {
    const variable = scope.variables.length === 0 ? undefined : this.#choices.pick(scope.variables)
    if (variable === undefined) return this.#action(this.#printed(scope))
    return this.#action(`${variable[0]} = ${this.#expressions.of(variable[1], scope, 2)}`)
  }

  #comment(): string {
    return this.#choices.pick(['{{/* gone */}}', '{{- /* {{ gone }}\n */ -}}', '{{/**/ -}}'])
  }

  #called(scope: Scope): string {
    const dot = this.#choices.pick(['$', '.', '(dict "Values" $.Values)'])
    const call = this.#choices.pick([
      `template "own.where" ${dot}`,
      `include "own.where" ${dot} | ${this.#choices.pick(['indent 2', 'nindent 4', 'quote', 'trim', 'upper'])}`,
      'include "own.labels" $ | nindent 2',
      'include "own.labels" $ | fromYaml | toJson',
      'tpl $.Values.template $',
      `tpl "{{ range .list }}<{{ . }}>{{ end }}" (dict "list" ${this.#expressions.of('words', scope, 1)})`,
    ])
    return this.#action(call)
  }

  #condition(scope: Scope): string {
    return this.#choices.oneIn(3)
      ? this.#expressions.of(this.#expressions.type(), scope, 2)
      : this.#expressions.of('bool', scope, 3)
  }

  /** A pipeline whose result is printed. */
  #printed(scope: Scope): string {
    const one = (type: Type): string => this.#expressions.of(type, scope, 3)
    return this.#choices.pick([
      () => this.#expressions.of('text', scope, 4),
      () => this.#expressions.of(this.#expressions.type(), scope, 3),
      () => `toYaml ${one(this.#expressions.type())} | nindent ${this.#choices.below(5)}`,
      () => `toYaml ${one('map')} | indent 2`,
      () => `${one('map')} | toYaml | trim | quote`,
      () => `toJson ${one(this.#expressions.type())}`,
      () => `${one('text')} | quote`,
      () => `${one('float')} | int | add 1`,
      () =>
        `printf ${this.#expressions.format()} ${one(this.#expressions.type())} ${one(this.#expressions.type())}`,
      () => `print ${one(this.#expressions.type())} ${one(this.#expressions.type())}`,
    ])()
  }

  /** An action, its delimiters with and without the marks that trim. */
  #action(inner: string): string {
    const choices = this.#choices
    const [open, close] = [
      choices.oneIn(3) ? '{{- ' : choices.pick(['{{ ', '{{', '{{\n']),
      choices.oneIn(4) ? ' -}}' : choices.pick([' }}', '}}']),
    ]
    return `${/^[/]/u.test(inner) ? open.trimEnd() : open}${inner}${close}`
  }

  #text(): string {
    return this.#choices.pick(shortTexts)
  }
}
