/** A text with variables: what is written as it is, and variables with what is done to them. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly operator: string
      readonly args: readonly (readonly Part[])[]
    }

/**
 * The parts of a text that Flux puts variables in; undefined where Flux says that a substitution is bad.
 *
 * See https://github.com/fluxcd/pkg/blob/main/envsubst/README.md.
 */
export function parsedExpansion(text: string): readonly Part[] | undefined {
  const reader = new Reader(text)
  const parts = reader.parts()
  return reader.isBad ? undefined : parts
}

/** Gives the value of a variable, nothing for one that isn't set; `hasDefault` where that is seen to. */
export type ValueOf = (name: string, hasDefault: boolean) => string

/** The text with the variables put in. */
export function expanded(parts: readonly Part[], valueOf: ValueOf): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : applied(part, valueOf))).join('')
}

/** Variables stand in what is done to others only so deep. */
const deepest = 50

class Reader {
  isBad = false
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Everything up to the end: two dollars are one, and begin nothing. */
  parts(): readonly Part[] {
    const parts: Part[] = []
    let plain = ''
    while (!this.isBad && this.#at < this.#text.length) {
      if (this.#takes('$$')) plain += '$'
      else if (this.#takes('${')) {
        parts.push({ kind: 'text', text: plain }, this.#variable())
        plain = ''
      } else plain += this.#text.charAt(this.#at++)
    }
    return [...parts, { kind: 'text', text: plain }]
  }

  /** From behind `${` to behind its `}`. */
  #variable(): Part {
    if (this.#depth++ > deepest) return this.#bad()
    const isLength = this.#takes('#')
    const name = this.#matched(/[\p{L}\p{Nd}_]*/uy)
    if (name === '') return this.#bad()
    const operator = isLength ? 'length' : this.#matched(operators)
    const args = this.#args(operator)
    if (!this.#takes('}')) return this.#bad()
    this.#depth--
    return { kind: 'variable', name, operator, args }
  }

  #args(operator: string): readonly (readonly Part[])[] {
    switch (operator) {
      case '':
      case 'length':
      case '^':
      case '^^':
      case ',':
      case ',,':
        return []
      case ':': {
        const offset = this.#one(/[^:}]/u)
        return this.#takes(':') ? [offset, this.#one(/[^}]/u)] : [offset]
      }
      case '/':
      case '//':
      case '/#':
      case '/%': {
        const pattern = this.#text.charAt(this.#at) === '/' ? [] : this.#one(/[^/]/u)
        if (!this.#takes('/')) this.isBad = true
        return this.#text.charAt(this.#at) === '}' ? [pattern] : [pattern, this.#one(/[^}]/u)]
      }
      case '#':
      case '##':
      case '%':
      case '%%':
        return [this.#one(/[^}]/u)]
      default:
        return this.#several()
    }
  }

  /** A default: texts and variables up to the bracket. */
  #several(): readonly (readonly Part[])[] {
    const all: (readonly Part[])[] = []
    while (!this.isBad && this.#at < this.#text.length && this.#text.charAt(this.#at) !== '}')
      all.push(this.#one(/[^}]/u))
    return all
  }

  /** One variable, or one text of letters that fit, of which there must be some. */
  #one(fits: RegExp): readonly Part[] {
    if (this.#takes('${')) return [this.#variable()]
    let text = ''
    while (this.#at < this.#text.length && !this.#text.startsWith('${', this.#at)) {
      const isEscaped = /^\\[/\\]/u.test(this.#text.slice(this.#at, this.#at + 2))
      if (isEscaped) this.#at++
      else if (!fits.test(this.#text.charAt(this.#at))) break
      text += this.#text.charAt(this.#at++)
    }
    return text === '' ? [this.#bad()] : [{ kind: 'text', text }]
  }

  #takes(what: string): boolean {
    const isThere = this.#text.startsWith(what, this.#at)
    if (isThere) this.#at += what.length
    return isThere
  }

  #matched(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found = ''] = pattern.exec(this.#text) ?? []
    this.#at += found.length
    return found
  }

  #bad(): Part {
    this.isBad = true
    return { kind: 'text', text: '' }
  }
}

const operators = /:[-=?+]|[-=]|:|\^\^?|,,?|\/[/#%]?|##?|%%?|/uy

function applied({ name, operator, args }: Part & { readonly kind: 'variable' }, valueOf: ValueOf): string {
  const value = valueOf(name, /^(?::?[-=?]|:\+)$/u.test(operator))
  const [first = '', second] = args.map((one) => expanded(one, valueOf))
  switch (operator) {
    case '':
      return value
    case 'length':
      return String(new TextEncoder().encode(value).length)
    case '^':
      return value.charAt(0).toUpperCase() + value.slice(1)
    case '^^':
      return value.toUpperCase()
    case ',':
      return value.charAt(0).toLowerCase() + value.slice(1)
    case ',,':
      return value.toLowerCase()
    case ':':
      return partOf(value, first, second)
    case '#':
    case '##':
      return withoutStart(value, first, operator === '##')
    case '%':
    case '%%':
      return reversed(withoutStart(reversed(value), reversed(first), operator === '%%'))
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replaced(value, operator, first, second)
    default:
      return value === '' ? args.map((one) => expanded(one, valueOf)).join('') : value
  }
}

/** What is no number changes nothing. */
function partOf(value: string, offset: string, length: string | undefined): string {
  const [from, count] = [wholeNumber(offset), length === undefined ? value.length : wholeNumber(length)]
  if (from === undefined || count === undefined) return value
  const start = from < 0 ? Math.max(0, value.length + from) : from
  return count < 0
    ? value.slice(start, Math.max(start, value.length + count))
    : value.slice(start, start + count)
}

function wholeNumber(text: string): number | undefined {
  return /^[-+]?\d{1,15}$/u.test(text) ? Number(text) : undefined
}

function replaced(value: string, operator: string, what: string, by: string | undefined): string {
  const isFirst = value.startsWith(what)
  switch (operator) {
    case '//':
      return value.replaceAll(what, () => by ?? '')
    case '/#':
      return isFirst && by !== undefined ? by + value.slice(what.length) : value
    case '/%':
      return value.endsWith(what) && by !== undefined
        ? value.slice(0, value.length - what.length) + by
        : value
    default:
      return value.replace(what, () => by ?? '')
  }
}

/** Without the shortest or longest beginning that a pattern fits, if that isn't empty. */
function withoutStart(value: string, pattern: string, isLongest: boolean): string {
  const steps = stepsOf(pattern)
  if (steps === undefined) return value
  const letters = Array.from(value)
  let here = passed(steps, [0])
  let found = 0
  for (const [at, letter] of letters.entries()) {
    here = passed(
      steps,
      here.flatMap((one) => after(steps, one, letter)),
    )
    if (!here.includes(steps.length)) continue
    found = at + 1
    if (!isLongest) break
  }
  return letters.slice(found).join('')
}

/** A step of a pattern: any letters, or one that fits. */
type Step = 'any' | ((letter: string) => boolean)

/** Patterns of a shell: `*` (which takes slashes too), `?`, sets and escapes; undefined for one that is broken. */
function stepsOf(pattern: string): readonly Step[] | undefined {
  const steps: Step[] = []
  for (const [found, escaped, set] of pattern.matchAll(/\\(.)|\[(\^?[^\]]+)\]|[^]/gsu)) {
    if (escaped !== undefined) steps.push((letter) => letter === escaped)
    else if (set !== undefined) steps.push(inSet(set))
    else if (found === '[' || found === '\\') return undefined
    else if (found === '*') steps.push('any')
    else steps.push((letter) => found === '?' || letter === found)
  }
  return steps
}

function inSet(set: string): (letter: string) => boolean {
  const isNot = set.startsWith('^')
  const ranges = [...(isNot ? set.slice(1) : set).matchAll(/(.)-(.)|./gsu)]
  return (letter) =>
    isNot !==
    ranges.some(([one, from, to]) =>
      from === undefined || to === undefined ? letter === one : from <= letter && letter <= to,
    )
}

/** The places that are reached with those given, as any letters may be none. */
function passed(steps: readonly Step[], places: readonly number[]): readonly number[] {
  const all = new Set(places)
  for (const place of all) if (steps[place] === 'any') all.add(place + 1)
  return [...all]
}

function after(steps: readonly Step[], place: number, letter: string): readonly number[] {
  const step = steps[place]
  if (step === undefined) return []
  if (step === 'any') return [place]
  return step(letter) ? [place + 1] : []
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('')
}
