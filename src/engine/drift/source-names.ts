import type { Live } from '../../model/live.ts'
import { entryOf } from '../../model/path.ts'
import { scalarText } from '../../model/scalar.ts'
import type { ShapeTable } from '../../shapes/live.ts'
import { sourcePlaces } from '../../shapes/source-place.ts'

/** By what names an attribute may say a property that no table translates: `VisibilityTimeout` is `visibility_timeout_seconds`. */
export function snakeNames(property: string): readonly string[] {
  const name = property.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '_').toLowerCase()
  return [name, `${name}_seconds`, `${name}_in_days`]
}

/** Whether the code has an attribute for a place: by a table, or by its name where the state has one. */
export function isSayable(
  place: string,
  wanted: Live,
  remembered: Live | undefined,
  table: ShapeTable,
): boolean {
  const path = place.replaceAll('[]', '[0]')
  if (sourcePlaces(wanted, path, '', table).length > 0) return true
  const source = remembered?.sources[0]
  return source !== undefined && snakeNames(place).some((name) => entryOf(source.values, name) !== undefined)
}

/** Whether `ignore_changes` of a resource leaves the attribute to others. https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes */
export function isIgnored(wanted: Live, place: string, table: ShapeTable): boolean {
  const names = wanted.sources.flatMap(({ address, settings }) =>
    ignoredIn(settings).map((name) => ({ address, name })),
  )
  if (names.length === 0) return false
  const path = place.replaceAll('[]', '[0]')
  const top = /^[^.[]*/u.exec(path)?.[0] ?? ''
  const places = [
    ...sourcePlaces(wanted, path, '', table),
    ...sourcePlaces(wanted, top, '', table),
    ...wanted.sources
      .slice(0, 1)
      .flatMap(({ address }) => snakeNames(top).map((one) => ({ address, path: one }))),
    ...(top === 'Tags' ? wanted.sources.map(({ address }) => ({ address, path: 'tags' })) : []),
  ]
  return names.some(({ address, name }) =>
    places.some((one) => one.address === address && (name === 'all' || covers(name, one.path))),
  )
}

function ignoredIn(settings: Parameters<typeof entryOf>[0]): readonly string[] {
  const said = entryOf(entryOf(settings, 'lifecycle'), 'ignore_changes')
  const items = said?.kind === 'list' ? said.items : said === undefined ? [] : [said]
  return items.flatMap((one) => scalarText(one) ?? [])
}

function covers(name: string, path: string): boolean {
  const [one, other] = [name.replaceAll(/\[\d+\]/gu, ''), path.replaceAll(/\[\d+\]/gu, '')]
  return one === other || other.startsWith(`${one}.`) || other.startsWith(`${one}[`)
}
