import { dangers, type Dependent, type EditBlast } from '../../model/blast.ts'
import type { JsonObject } from '../../model/json-text.ts'
import type { Paint } from '../paint.ts'
import { dangerNames } from '../review/blast.ts'
import { placeText, spanJson } from '../source.ts'
import type { View } from '../view.ts'
import { clean, counted, cut, wrapped } from '../words.ts'

/** As many dependents as are named, and as many dangers as are told. */
const mostNamed = 4
const mostDangers = 12
const mostInDocuments = 200

/** What an edit reaches: nothing where nothing uses what it changes, and nothing in it is dangerous. */
export function blastLines(view: View, paint: Paint, blast: EditBlast | undefined): readonly string[] {
  if (blast === undefined) return []
  const users = dependentsText(blast, clean)
  const said = users === undefined ? [] : wrapped(users, view.width - 12)
  const more = blast.dangers.length - mostDangers
  return [
    ...said.map((line, at) => (at === 0 ? `  ${paint.bold('used by')}   ${line}` : `            ${line}`)),
    ...blast.dangers.slice(0, mostDangers).flatMap(({ danger, rule, address, message, span }) => [
      cut(
        `  ${paint.red(paint.bold('danger'))}    ${paint.red(dangerNames[danger].toUpperCase())}  ${clean(address)}  ${paint.blue(placeText(view, span))}`,
        // The escapes of colours are no letters that are seen.
        view.colour ? view.width + 40 : view.width,
      ),
      ...wrapped(`${message} (${rule})`, view.width - 12).map((line) => `            ${clean(line)}`),
    ]),
    ...(more > 0 ? [paint.dim(`            and ${counted(more, 'more danger')}`)] : []),
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
