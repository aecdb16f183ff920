import type { Value } from '../../kernel/value.ts'
import { pathText, type PathStep } from '../path.ts'
import { scalarText } from '../scalar.ts'

/** A value inside another, and the way to it. */
export interface Place {
  readonly steps: readonly PathStep[]
  readonly value: Value
}

/** Patterns that are looked for together, as a tree of their steps; each has something to say where it ends. */
export interface Patterns<What> {
  readonly ends: What[]
  /** Each step once. A list, because going through a map makes an array for each entry. */
  readonly inner: (readonly [step: string, next: Patterns<What>])[]
}

/**
 * Patterns such as `spec.rules[].backendRefs[].name`, each with what it stands for: `[]` is every item of a list, `*`
 * every value of a map.
 */
export function patterns<What>(rows: readonly (readonly [pattern: string, what: What])[]): Patterns<What> {
  const root: Patterns<What> = { ends: [], inner: [] }
  for (const [pattern, what] of rows) {
    let here = root
    for (const step of pattern.replaceAll('[]', '.[]').split('.')) {
      const known = here.inner.find(([name]) => name === step)?.[1]
      const next: Patterns<What> = known ?? { ends: [], inner: [] }
      if (known === undefined) here.inner.push([step, next])
      here = next
    }
    here.ends.push(what)
  }
  return root
}

/** The values at patterns, each with what its pattern stands for. */
export function matchesIn<What>(
  value: Value,
  wanted: Patterns<What>,
): readonly (Place & { readonly what: What })[] {
  const found: (Place & { readonly what: What })[] = []
  match(value, wanted, [], found)
  return found
}

/** The values at one pattern. */
export function placesAt(value: Value, pattern: string): readonly Place[] {
  let compiled = known.get(pattern)
  if (compiled === undefined) {
    compiled = patterns([[pattern, true]])
    known.set(pattern, compiled)
  }
  return matchesIn(value, compiled)
}

/** Those of this reader's own code, so they are few. */
const known = new Map<string, Patterns<true>>()

/** The text at a path without wildcards; undefined where there is none that is known. */
export function textAt(value: Value, path: string): string | undefined {
  const [place] = placesAt(value, path)
  return place === undefined ? undefined : scalarText(place.value)
}

/** The path of a place that begins at another. */
export function pathOf(...parts: readonly (readonly PathStep[])[]): string {
  return pathText(parts.flat())
}

/** Goes down to where patterns end; `steps` is the way so far, and is the same again after it. */
function match<What>(
  value: Value,
  { ends, inner }: Patterns<What>,
  steps: PathStep[],
  found: (Place & { readonly what: What })[],
): void {
  for (const what of ends) found.push({ steps: [...steps], value, what })
  for (const [step, next] of inner) {
    if (value.kind === 'list' && step === '[]') {
      for (const [at, item] of value.items.entries()) down(item, at, next, steps, found)
    } else if (value.kind === 'map' && step === '*') {
      for (const [key, one] of value.entries) down(one, key, next, steps, found)
    } else if (value.kind === 'map') {
      const one = value.entries.get(step)
      if (one !== undefined) down(one, step, next, steps, found)
    }
  }
}

function down<What>(
  value: Value,
  step: PathStep,
  next: Patterns<What>,
  steps: PathStep[],
  found: (Place & { readonly what: What })[],
): void {
  steps.push(step)
  match(value, next, steps, found)
  steps.pop()
}
