import type { EditState } from '../../../src/engine/edit/state.ts'
import { matchesOf } from '../../../src/lang/text/sequence.ts'
import { leavesOf, pathText } from '../../../src/model/path.ts'
import { printJson } from '../../../src/model/json-text.ts'
import { valueJson } from '../../../src/model/value-json.ts'

/** A value in one reading: `root@variant::address` and a path. */
export interface ValuePlace {
  readonly place: string
  readonly path: string
}

/** The values that are different between two states that were read apart from each other. */
export function differences(
  before: EditState,
  after: EditState,
  named: (place: string) => string = (place) => place,
): readonly ValuePlace[] {
  const old = saidBefore.get(before) ?? resourcesOf(before, named)
  saidBefore.set(before, old)
  const now = resourcesOf(after, named)
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((place) => {
    const [was, is] = [old.get(place), now.get(place)]
    if (was === undefined || is === undefined) return [{ place, path: '' }]
    return was.whole === is.whole ? [] : pathsBetween(was.leaves(), is.leaves(), place)
  })
}

/** What one state says is compared with many others. */
const saidBefore = new WeakMap<EditState, ReadonlyMap<string, Said>>()

interface Said {
  readonly whole: string
  readonly leaves: () => ReadonlyMap<string, string>
}

function resourcesOf({ estate }: EditState, named: (text: string) => string): ReadonlyMap<string, Said> {
  return new Map(
    estate.readings.flatMap(({ root, variant, resources }) =>
      resources.map(({ address, values }) => {
        const leaves = (): ReadonlyMap<string, string> =>
          new Map(
            [...leavesOf(values)].map(({ steps, value }) => [
              pathText(steps),
              named(printJson(valueJson(value) ?? null)),
            ]),
          )
        const whole = named(printJson(valueJson(values) ?? null))
        return [named(`${root}@${variant}::${address}`), { whole, leaves }] as const
      }),
    ),
  )
}

function pathsBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  place: string,
): readonly ValuePlace[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => before.get(path) !== after.get(path)).map((path) => ({ place, path }))
}

/** Whether one path is the other, or lies below it. */
export function isNear(one: string, other: string): boolean {
  return one === other || isBelow(one, other) || isBelow(other, one)
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && (above === '' || /[.[]/u.test(path.charAt(above.length)))
}

/** Why an edit is not in the manner of the text: a comment is gone, lines end otherwise, or more lines changed than it takes. */
export function mannerProblem(before: string, after: string): string | undefined {
  const comments = before.match(/# [a-z].*$/gmu) ?? []
  if (!comments.every((comment) => after.includes(comment.trim()))) return 'a comment is gone'
  if (before.includes('\r\n') && /[^\r]\n/u.test(after)) return 'a line ends otherwise'
  if (!before.includes('\r\n') && after.includes('\r')) return 'a line ends otherwise'
  const [old, now] = [before.split('\n'), after.split('\n')]
  const kept = matchesOf(old, now).length
  // Lines that are only added, as many as an input of a module takes, leave all others as they were.
  if (kept === old.length) return now.length - kept > 60 ? 'more lines added than it takes' : undefined
  // A heredoc whose lines end with CRLF cannot say lines that end otherwise: it becomes a text in quotes.
  return old.length - kept > 4 || now.length - kept > 12 ? 'more lines changed than it takes' : undefined
}
