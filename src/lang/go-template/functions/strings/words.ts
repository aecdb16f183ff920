import { isSpace, lower, upper } from './letters.ts'

type Kind = 'number' | 'upper' | 'letters' | 'connector' | 'punctuation' | 'other' | 'end'

interface Word {
  readonly kind: Kind
  readonly text: string
}

/**
 * Words with a capital at the head of each and nothing between; capitals that follow a word's own become small.
 * https://pkg.go.dev/github.com/huandu/xstrings#ToPascalCase
 */
export function camel(text: string): string {
  const letters = Array.from(text)
  const first = letters.findIndex((letter) => !isConnector(letter))
  if (first === -1) return text
  let made = letters.slice(0, first).join('')
  let before = letters[first] ?? ''
  let inCapitals = isCapital(before)
  before = upper(before)
  for (const letter of letters.slice(first + 1)) {
    if (isConnector(before)) {
      if (isConnector(letter)) made += before
      else inCapitals = isCapital(letter)
      before = isConnector(letter) ? letter : upper(letter)
      continue
    }
    made += before
    inCapitals &&= isCapital(letter)
    before = inCapitals ? lower(letter) : letter
  }
  return made + before
}

function isCapital(letter: string): boolean {
  return /\p{Lu}/u.test(letter)
}

/**
 * Words in lower case with a connector between them.
 * https://pkg.go.dev/github.com/huandu/xstrings#ToSnakeCase
 */
export function separated(text: string, connector: string): string {
  return new Separated(text, connector).made()
}

/** Walks the words once; a number may belong to the word before or after it. */
class Separated {
  readonly #words: readonly Word[]
  readonly #connector: string
  #at = 0
  #out = ''

  constructor(text: string, connector: string) {
    this.#words = wordsOf(text)
    this.#connector = connector
  }

  made(): string {
    while (this.#at < this.#words.length - 1) {
      const word = this.#word()
      if (word.kind !== 'connector') this.#write(word)
      this.#at++
      this.#after(word)
    }
    if (this.#word().kind !== 'end') this.#write(this.#word())
    return this.#out
  }

  #word(): Word {
    return this.#words[this.#at] ?? { kind: 'end', text: '' }
  }

  #after(before: Word): void {
    switch (before.kind) {
      case 'number':
        this.#runOn()
        if (this.#word().kind !== 'end') this.#connect()
        return
      case 'connector':
        this.#write(before)
        return
      case 'punctuation':
      case 'end':
        return
      case 'upper':
      case 'letters':
      case 'other':
        if (this.#word().kind === 'number') this.#numberAfterWord()
        else this.#connect()
    }
  }

  /** A number after a word is part of it, unless small letters follow: then both stand for themselves. */
  #numberAfterWord(): void {
    if (this.#at >= this.#words.length - 1) return
    const number = this.#word()
    this.#at++
    if (this.#word().kind !== 'letters') {
      this.#write(number)
      this.#connect()
      return
    }
    this.#out += this.#connector
    this.#write(number)
    this.#runOn()
    if (this.#word().kind !== 'end') this.#connect()
  }

  #runOn(): void {
    while (this.#word().kind === 'letters' || this.#word().kind === 'number') {
      this.#write(this.#word())
      this.#at++
    }
  }

  #connect(): void {
    const { kind } = this.#word()
    if (kind !== 'connector' && kind !== 'punctuation') this.#out += this.#connector
  }

  #write({ kind, text }: Word): void {
    if (kind === 'connector') this.#out += this.#connector.repeat(Array.from(text).length)
    else this.#out += kind === 'upper' ? lower(text) : text
  }
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  const letters = Array.from(text)
  let at = 0
  while (at < letters.length) {
    const word = wordAt(letters, at)
    words.push(word)
    at += Array.from(word.text).length
  }
  return words
}

function wordAt(letters: readonly string[], at: number): Word {
  const first = letters[at] ?? ''
  const kind = kindOf(first)
  const endOf = (is: (letter: string) => boolean, from = at + 1): number => {
    let end = from
    while (end < letters.length && is(letters[end] ?? '')) end++
    return end
  }
  const word = (end: number): Word => ({ kind, text: letters.slice(at, end).join('') })
  if (kind !== 'upper') {
    return word(
      kind === 'other'
        ? endOf((letter) => kindOf(letter) === 'other')
        : endOf((letter) => kindOf(letter) === kind),
    )
  }
  const next = letters[at + 1]
  if (next === undefined || kindOf(next) === 'letters')
    return word(endOf((letter) => kindOf(letter) === 'letters'))
  if (kindOf(next) !== 'upper') return word(at + 1)
  const end = endOf((letter) => kindOf(letter) === 'upper')
  // `HTTPServer` is HTTP and Server: the last capital belongs to what follows.
  return word(end < letters.length && kindOf(letters[end] ?? '') === 'letters' ? end - 1 : end)
}

function kindOf(letter: string): Kind {
  if (isConnector(letter)) return 'connector'
  if (/\p{P}/u.test(letter)) return 'punctuation'
  if (/\p{Lu}/u.test(letter)) return 'upper'
  if (/\p{L}/u.test(letter)) return 'letters'
  if (/\p{N}/u.test(letter)) return 'number'
  return 'other'
}

function isConnector(letter: string): boolean {
  return letter === '-' || letter === '_' || isSpace(letter)
}
