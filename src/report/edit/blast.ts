import { dangers, type Dependent, type EditBlast } from '../../model/blast.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { Paint } from '../paint.ts'
import { dangerNames } from '../review/blast.ts'
import { placeText, spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, widthOf, wrapped } from '../words.ts'

/** As many dependents as are named, and as many dangers as are told. */
const mostNamed = 4
const mostDangers = 12
const mostInDocuments = 200

/** Where the words before a line begin and what they take, and what is said before a danger. */
interface BlastLook {
  readonly indent: number
  readonly width: number
  readonly before: string
}

const plain: BlastLook = { indent: 2, width: 10, before: '' }

/** What an edit reaches: nothing where nothing uses what it changes, and nothing in it is dangerous. */
export function blastLines(
  view: View,
  paint: Paint,
  blast: EditBlast | undefined,
  look: BlastLook = plain,
): readonly string[] {
  if (blast === undefined) return []
  const { indent, width } = look
  const room = view.width - indent - width
  const under = (line: string): string => `${' '.repeat(indent + width)}${line}`
  const labelled = (label: string, ink: (text: string) => string, line: string): string =>
    `${' '.repeat(indent)}${ink(label)}${' '.repeat(width - label.length)}${line}`
  const users = dependentsText(blast, clean)
  const said = users === undefined ? [] : wrapped(users, room)
  const more = blast.dangers.length - mostDangers
  return [
    ...said.map((line, at) => (at === 0 ? labelled('used by', paint.bold, line) : under(line))),
    ...blast.dangers.slice(0, mostDangers).flatMap(({ danger, rule, address, message, span }) => {
      const place = placeText(view, span)
      const name = `${look.before}${dangerNames[danger].toUpperCase()}`
      const subject = clean(address)
      const head = `${paint.red(name)}  ${paint.blue(place)}`
      const isShort = widthOf(name) + widthOf(place) + widthOf(subject) + 4 <= room
      const ink = (text: string): string => paint.red(paint.bold(text))
      return [
        labelled('danger', ink, isShort ? `${head}  ${subject}` : head),
        ...(isShort ? [] : [under(cut(subject, room))]),
        ...wrapped(clean(`${message} (${rule})`), room).map(under),
      ]
    }),
    ...(more > 0 ? [under(paint.dim(`and ${counted(more, 'more danger')}`))] : []),
  ]
}

/** Who uses what is changed, the nearest by name; undefined where nobody does. */
export function dependentsText(
  { dependents }: Pick<EditBlast, 'dependents'>,
  shown: (text: string) => string,
): string | undefined {
  const near = namesOf(dependents.filter(({ distance }) => distance === 1))
  const far = namesOf(dependents.filter(({ distance }) => distance > 1)).filter((one) => !near.includes(one))
  if (near.length === 0) return undefined
  const left = near.length - mostNamed
  const named = near.slice(0, mostNamed).map(shown).join(', ')
  const direct = left > 0 ? `${named} and ${left} more` : named
  return far.length === 0
    ? direct
    : `${direct}; ${counted(far.length, 'other')} by way of ${near.length === 1 ? 'it' : 'them'}`
}

/** What is read in several environments is named once. */
function namesOf(dependents: readonly Dependent[]): readonly string[] {
  return [...new Set(dependents.map(({ address }) => address as string))]
}

/** The same as a part of a document. */
export function editBlastJson(view: View, { counts, dangers: found, dependents }: EditBlast): JsonObject {
  return {
    ...counts,
    classes: dangers.filter((one) => found.some(({ danger }) => danger === one)),
    dangers: found.map(({ danger, rule, severity, address, action, path, message, span, ...rest }) => ({
      class: danger,
      rule,
      severity,
      address,
      root: rest.root,
      variant: rest.variant,
      action,
      path,
      message,
      ...spanJson(view, span),
      dependents: [...rest.dependents],
    })),
    dependents: {
      count: dependents.length,
      direct: dependents.filter(({ distance }) => distance === 1).length,
      resources: dependents.slice(0, mostInDocuments).map(({ root, variant, address, distance }) => ({
        root,
        variant,
        address,
        distance,
      })),
    },
  }
}
