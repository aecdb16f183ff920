import { unreachable } from '../../../../kernel/unreachable.ts'
import { formatNumber } from '../../number.ts'
import type { Val } from '../../value.ts'
import { laidOut, type Line } from './layout.ts'

/** A known value as an expression of the language, laid out as Terraform does. */
export function writtenExpression(value: Val): string {
  const page = new Page()
  write(value, page)
  return page.finish()
}

/** One argument to a line. */
export function writtenArguments(entries: ReadonlyMap<string, Val>): string {
  const page = new Page()
  for (const [name, value] of entries) writeItem(name, value, page)
  return page.finish()
}

/** Whether it may stand as a name without quotes. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text)
}

/** Lines as they are written, one after the other. */
class Page {
  private readonly lines: Line[] = []
  private text = ''
  private opens = 0
  private equals = -1

  add(text: string, opens = 0): void {
    this.text += text
    this.opens += opens
  }

  addKey(key: string): void {
    this.equals = key.length
    this.text = `${key} = `
  }

  endLine(): void {
    const isWhole = this.equals !== -1 && this.opens === 0
    this.lines.push({
      lead: isWhole ? this.text.slice(0, this.equals) : this.text,
      assign: isWhole ? this.text.slice(this.equals + 1) : undefined,
      opens: this.opens,
    })
    this.text = ''
    this.opens = 0
    this.equals = -1
  }

  finish(): string {
    this.endLine()
    return laidOut(this.lines)
  }
}

function write(value: Val, page: Page): void {
  switch (value.kind) {
    case 'string':
      return page.add(`"${escaped(value.value)}"`)
    case 'number':
      return page.add(formatNumber(value.value))
    case 'bool':
      return page.add(String(value.value))
    case 'null':
    case 'unknown':
      return page.add('null')
    case 'list':
    case 'set':
    case 'tuple':
      return writeItems(value.items, page)
    case 'map':
    case 'object':
      return writeEntries(value.entries, page)
    default:
      return unreachable(value)
  }
}

function writeItems(items: readonly Val[], page: Page): void {
  page.add('[', 1)
  for (const [at, item] of items.entries()) {
    if (at > 0) page.add(', ')
    write(item, page)
  }
  page.add(']', -1)
}

function writeEntries(entries: ReadonlyMap<string, Val>, page: Page): void {
  page.add('{', 1)
  if (entries.size > 0) page.endLine()
  for (const [key, value] of entries) writeItem(isIdentifier(key) ? key : `"${escaped(key)}"`, value, page)
  page.add('}', -1)
}

function writeItem(key: string, value: Val, page: Page): void {
  page.addKey(key)
  write(value, page)
  page.endLine()
}

const short: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escape).replaceAll(/[$%](?=\{)/gu, '$&$&')
}

function escape(character: string): string {
  const known = short[character]
  if (known !== undefined) return known
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? String.raw`\U${code.padStart(8, '0')}` : String.raw`\u${code.padStart(4, '0')}`
}
