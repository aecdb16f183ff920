import { clustersOf, type Shape } from './cluster.ts'
import { headerOf, type Header } from './header.ts'
import { shapeOf, slot } from './mask.ts'

/** A message that a program writes, with `<*>` where its values stand. */
export interface Template {
  readonly group: number
  readonly template: string
  readonly count: number
  /** The first line that was of it. */
  readonly example: string
}

/** Which lines say the same thing. */
export interface Grouped {
  /** The number of the group of each line; groups are numbered as they first come. */
  readonly groups: readonly number[]
  readonly templates: readonly Template[]
}

/** So many shapes are kept; what comes after that and is like none of them goes to the shape of its length and first word. */
const mostShapes = 20_000

/**
 * Groups lines by the message that they were written from. One pass puts away everything that is a value by its form
 * and counts the shapes that remain (bounded, whatever the number of lines); a second, over the shapes only, decides
 * which of the remaining differences are values. Costs about a dozen regular expressions a line.
 */
export function groupLines(lines: readonly string[]): Grouped {
  const miner = templateMiner(headerOf(lines))
  const shapes = lines.map((line) => miner.add(line))
  const { groupOf, templates } = miner.templates()
  return { groups: shapes.map((shape) => groupOf(shape)), templates }
}

/** Reads lines one by one and keeps their shapes. */
export interface TemplateMiner {
  /** The number of the line's shape, which never changes. */
  add(line: string): number
  /** The messages known by now, and which of them a shape belongs to. */
  templates(): { readonly groupOf: (shape: number) => number; readonly templates: readonly Template[] }
}

/** A miner for lines with a header, which `headerOf` a sample gives. */
export function templateMiner(header: Header): TemplateMiner {
  const numbers = new Map<string, number>()
  const shapes: { readonly words: readonly string[]; readonly example: string; count: number }[] = []
  return {
    add(line) {
      const words = shapeOf(header(line))
      const number = numberOf(words, line)
      const shape = shapes[number]
      if (shape !== undefined) shape.count++
      return number
    },
    templates: () => templatesOf(shapes),
  }

  function numberOf(words: readonly string[], line: string): number {
    const key = words.join(' ')
    const known = numbers.get(key)
    if (known !== undefined) return known
    if (shapes.length < mostShapes) return keep(key, words, line)
    const coarse = words.map((word, at) => (at === 0 ? word : slot)).slice(0, 2)
    return (
      numbers.get(coarse.join(' ')) ??
      (shapes.length < 2 * mostShapes ? keep(coarse.join(' '), coarse, line) : 0)
    )
  }

  function keep(key: string, words: readonly string[], line: string): number {
    numbers.set(key, shapes.length)
    shapes.push({ words, example: line.slice(0, 400), count: 0 })
    return shapes.length - 1
  }
}

function templatesOf(
  shapes: readonly (Shape & { readonly example: string })[],
): ReturnType<TemplateMiner['templates']> {
  // In the order in which each came first, so that numbers don't depend on how groups were found.
  const clusters = clustersOf(shapes)
    .map((cluster) => ({ ...cluster, first: Math.min(...cluster.members) }))
    .toSorted((left, right) => left.first - right.first)
  const groups = new Map(
    clusters.flatMap(({ members }, group) => members.map((member) => [member, group] as const)),
  )
  return {
    groupOf: (shape) => groups.get(shape) ?? 0,
    templates: clusters.map(({ template, members, first }, group) => ({
      group,
      template: template.map((word) => (word === slot ? '<*>' : word)).join(' '),
      count: members.reduce((sum, member) => sum + (shapes[member]?.count ?? 0), 0),
      example: shapes[first]?.example ?? '',
    })),
  }
}
