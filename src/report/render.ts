import type { OriginId } from '../kernel/origin.ts'
import { printJson } from '../model/json-text.ts'
import type { RenderedDocument } from '../model/rendering.ts'
import { valueJson } from '../model/value-json.ts'
import type { Site } from '../model/why.ts'
import { paintFor, type Paint } from './paint.ts'
import { placeText } from './source.ts'
import type { View } from './view.ts'
import { widthOf } from './words.ts'

/** What a line comes from: the literals, what the one that set it overrode, and the place of what nobody wrote as it is. */
export interface LineSource {
  readonly literals: readonly Site[]
  readonly losers: readonly Site[]
  readonly last: Site | undefined
}

/** The documents as the tool prints them. */
export function renderText(documents: readonly RenderedDocument[]): string {
  return documents
    .map(({ source, text }, position) => {
      return [...headOf(source, position), text, ''].join('\n')
    })
    .join('')
}

/** The documents as a list of objects. */
export function renderJson(documents: readonly RenderedDocument[]): string {
  return `${printJson(
    documents.flatMap(({ value }) => valueJson(value, true) ?? []),
    2,
  )}\n`
}

/** Most columns that a line may have before what it comes from no longer stands beside the others'. */
const furthest = 76

/**
 * The documents with what each line comes from as a comment behind it: aligned, and quiet where it is the same as above. Paths that
 * begin with `inside` are said without it.
 */
export function annotatedText(
  view: View,
  documents: readonly RenderedDocument[],
  inside: string,
  sourceOf: (origin: OriginId) => LineSource,
): string {
  const paint = paintFor(view.colour)
  return documents
    .map((document, position) => {
      const head = headOf(document.source, position).map((line) => (line === '---' ? line : paint.dim(line)))
      return [...head, annotated(paint, document, (origin) => noteOf(view, inside, sourceOf(origin)))].join(
        '\n',
      )
    })
    .join('')
}

/** Helm says which template made a document; kubectl only parts them. */
function headOf(source: string, position: number): readonly string[] {
  if (source !== '') return ['---', `# Source: ${source}`]
  return position === 0 ? [] : ['---']
}

function annotated(paint: Paint, document: RenderedDocument, noteAt: (origin: OriginId) => string): string {
  const lines = document.lines()
  const widths = lines.map(({ text }) => widthOf(text)).filter((width) => width <= furthest)
  const column = Math.max(24, ...widths) + 2
  let before = ''
  const made = lines.map(({ text, origin }) => {
    const note = origin === 0 ? '' : noteAt(origin)
    const isSame = note === before
    if (note !== '') before = note
    if (note === '') return text
    const gap = ' '.repeat(Math.max(2, column - widthOf(text)))
    return `${text}${gap}${paint.dim(isSame ? '# ·' : `# ${note}`)}`
  })
  return [...made, ''].join('\n')
}

/** The places in a few words. */
function noteOf(view: View, inside: string, { literals, losers, last }: LineSource): string {
  const placeOf = ({ span }: Site): string => {
    const place = placeText(view, span)
    return place.startsWith(inside) ? place.slice(inside.length) : place
  }
  const places = [...new Set(literals.filter(isSomewhere).map(placeOf))]
  const shown = places.length === 0 && last !== undefined && isSomewhere(last) ? [placeOf(last)] : places
  const more = shown.length > 3 ? ` and ${shown.length - 2} more` : ''
  const named = (more === '' ? shown : shown.slice(0, 2)).join(' + ')
  const lost = losers.map(placeOf).find((place) => !shown.includes(place))
  const over = lost === undefined ? '' : `, over ${lost}`
  return `${named}${more}${over}`
}

/** Not so for what the tool has of itself, such as the name of Helm. */
function isSomewhere({ span }: Site): boolean {
  return span.file !== ''
}
