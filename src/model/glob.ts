/**
 * A pattern as `.Files.Glob` has it: `*` stays within a folder, `**` doesn't, `{a,b}` is either. It takes steps in proportion to the
 * lengths of pattern and path, however many stars there are: all ways through the pattern are followed at once.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const program = new Compiler().compiled(pattern)
  return program === undefined ? () => false : (path) => isMatched(program, path)
}

/** A step eats one character that it takes, or goes to several places without eating any; the last place is the end. */
type Step =
  | { readonly kind: 'eat'; readonly takes: (char: string) => boolean }
  | { readonly kind: 'go'; readonly to: number[] }

class Compiler {
  readonly #steps: Step[] = []
  /** For each open brace the step that chooses, and those at the ends of the choices so far. */
  readonly #open: { readonly choice: number[]; readonly ends: number[][] }[] = []

  compiled(pattern: string): readonly Step[] | undefined {
    for (const [found, escaped, set] of pattern.matchAll(/\\(.)|\[(!?[^\]]+)\]|\*\*|./gsu)) {
      if (escaped !== undefined) this.#eat((char) => char === escaped)
      else if (set !== undefined) {
        const takes = takesOfSet(set)
        if (takes === undefined) return undefined
        this.#eat(takes)
      } else this.#special(found)
    }
    return this.#open.length > 0 ? undefined : this.#steps
  }

  #special(found: string): void {
    const inner = this.#open.at(-1)
    if (found === '**') this.#star(() => true)
    else if (found === '*') this.#star((char) => char !== '/')
    else if (found === '?') this.#eat((char) => char !== '/')
    else if (found === '{') this.#open.push({ choice: this.#go(this.#steps.length + 1), ends: [] })
    else if (found === ',' && inner !== undefined) {
      inner.ends.push(this.#go())
      inner.choice.push(this.#steps.length)
    } else if (found === '}' && inner !== undefined) {
      this.#open.pop()
      for (const end of inner.ends) end.push(this.#steps.length)
    } else this.#eat((char) => char === found)
  }

  #eat(takes: (char: string) => boolean): void {
    this.#steps.push({ kind: 'eat', takes })
  }

  #go(...to: number[]): number[] {
    this.#steps.push({ kind: 'go', to })
    return to
  }

  #star(takes: (char: string) => boolean): void {
    const start = this.#steps.length
    this.#go(start + 1, start + 3)
    this.#eat(takes)
    this.#go(start)
  }
}

/** What a set in brackets takes; undefined where it is none that can be read. */
function takesOfSet(set: string): ((char: string) => boolean) | undefined {
  try {
    const expression = new RegExp(`^[${set.replace(/^!/u, '^').replaceAll('\\', '\\\\')}]$`, 'su')
    return (char) => expression.test(char)
  } catch {
    return undefined
  }
}

function isMatched(program: readonly Step[], path: string): boolean {
  let here = closure(program, [0])
  for (const char of path) {
    const next: number[] = []
    for (const at of here) {
      const step = program[at]
      if (step?.kind === 'eat' && step.takes(char)) next.push(at + 1)
    }
    if (next.length === 0) return false
    here = closure(program, next)
  }
  return here.has(program.length)
}

/** All places that can be come to without eating anything. */
function closure(program: readonly Step[], from: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>()
  const open = [...from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue
    found.add(at)
    const step = program[at]
    if (step?.kind === 'go') open.push(...step.to)
  }
  return found
}
