import { sql, type RawBuilder } from 'kysely'

/** All of the conditions that there are. */
export function allOf(conditions: readonly (RawBuilder<unknown> | false)[]): RawBuilder<unknown> {
  const wanted = conditions.filter((one) => one !== false)
  return wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)
}

/** A text for `like` in which nothing but itself is meant. */
export function anywhere(text: string): string {
  return `%${escaped(text)}%`
}

export function beginning(text: string): string {
  return `${escaped(text)}%`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/gu, String.raw`\$&`)
}
