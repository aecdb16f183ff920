import { isListData, isMapData, type Data, type ScalarData } from '../../../kernel/edit.ts'
import { resolveScalar, type YamlDialect } from '../resolve.ts'

/** How new text is to look, taken from what stands around it. */
export interface YamlManner {
  /** Quotes for strings that need some. */
  readonly quote: 'single' | 'double'
  /** Quotes also where none are needed, as JSON has it. */
  readonly always: boolean
  /** How many spaces a block is deeper than its parent. */
  readonly step: number
  /** Lists below a key are indented too. */
  readonly indentsLists: boolean
  readonly lineBreak: '\n' | '\r\n'
  /** Texts over several lines may stand as blocks: the last line of the file has an end. */
  readonly blocks: boolean
}

/** A value on one line: a scalar, or a collection in brackets. */
export function flowText(data: Data, manner: YamlManner): string {
  if (isListData(data)) return `[${data.map((one) => flowText(one, manner)).join(', ')}]`
  if (isMapData(data)) {
    const entries = Object.entries(data).map(
      ([key, one]) => `${keyText(key, manner, true)}: ${flowText(one, manner)}`,
    )
    return `{${entries.join(', ')}}`
  }
  return scalarText(data, manner, true)
}

/** A key of a mapping. */
export function keyText(key: string, manner: YamlManner, flow: boolean): string {
  return stringText(key, manner, flow)
}

/** What comes after the colon of a key at a column: with the blank, or with the line break, that stands before it. */
export function afterColon(data: Data, column: number, manner: YamlManner): string {
  if (isListData(data) && data.length > 0) {
    const at = manner.indentsLists ? column + manner.step : column
    return manner.lineBreak + blockText(data, at, manner)
  }
  if (isMapData(data) && Object.keys(data).length > 0)
    return manner.lineBreak + blockText(data, column + manner.step, manner)
  return ` ${inBlock(data, column, manner)}`
}

/** A list or map as lines from a column on, the first indented too, without a break at the end. */
export function blockText(data: Data, column: number, manner: YamlManner): string {
  const pad = ' '.repeat(column)
  if (isListData(data)) {
    return data.map((one) => `${pad}- ${itemText(one, column + 2, manner)}`).join(manner.lineBreak)
  }
  if (isMapData(data)) {
    return Object.entries(data)
      .map(([key, one]) => `${pad}${keyText(key, manner, false)}:${afterColon(one, column, manner)}`)
      .join(manner.lineBreak)
  }
  return pad + inBlock(data, column, manner)
}

/** What comes after the dash of an item whose content stands at a column. */
export function itemText(data: Data, column: number, manner: YamlManner): string {
  const isEmpty = isListData(data) ? data.length === 0 : isMapData(data) && Object.keys(data).length === 0
  if (isEmpty || (!isListData(data) && !isMapData(data))) return inBlock(data, column - 2, manner)
  return blockText(data, column, manner).trimStart()
}

/** A scalar, or an empty collection, in a block whose key stands at a column. */
function inBlock(data: Data, column: number, manner: YamlManner): string {
  if (isListData(data) || isMapData(data)) return flowText(data, manner)
  if (typeof data === 'string' && manner.blocks && canBeBlock(data))
    return literalText(data, column + manner.step, manner.lineBreak)
  return scalarText(data, manner, false)
}

/** A scalar on one line. */
export function scalarText(data: ScalarData, manner: YamlManner, flow: boolean): string {
  return typeof data === 'string' ? stringText(data, manner, flow) : numberText(data)
}

function numberText(data: number | boolean | null): string {
  return typeof data === 'number' ? String(data) : JSON.stringify(data)
}

function stringText(text: string, manner: YamlManner, flow: boolean): string {
  if (!manner.always && isPlain(text, flow)) return text
  return manner.quote === 'single' && canBeSingle(text) ? singleText(text) : doubleText(text)
}

/** In quotes that know escapes: JSON's are YAML's too, but for what stands for a line end only there. */
export function doubleText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export function singleText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Whether quotes without escapes can hold a text on one line. */
export function canBeSingle(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are what needs an escape
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u.test(text)
}

const dialects: readonly YamlDialect[] = ['core', 'yamldecode', 'go-yaml-v2', 'go-yaml-v3', 'cloudformation']

/** Whether a text may stand without quotes, and is that text to everybody who reads it. */
export function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || text !== text.trim() || !canBeSingle(text) || text.includes('{{')) return false
  if (/^[-?:,[\]{}#&*!|>'"%@`=]/u.test(text) && !/^[-?:][^\s,[\]{}]/u.test(text)) return false
  if (/:(?:\s|$)|\s#|^---|^\.\.\./u.test(text) || (flow && /[,[\]{}]|:$/u.test(text))) return false
  return dialects.every((dialect) => {
    const found = resolveScalar(text, 'plain', undefined, dialect)
    return found.kind === 'string' && found.text === text
  })
}

/** Whether a text over several lines can stand as a block: nothing in it needs an escape. */
export function canBeBlock(text: string): boolean {
  if (!text.includes('\n') || /^[ \n]|[ \t]$|\n\n$/u.test(text)) return false
  // oxlint-disable-next-line no-control-regex -- these are what needs an escape
  return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u.test(text)
}

/** A `|` block with its header, whose lines stand at a column. */
export function literalText(text: string, column: number, lineBreak: string): string {
  const body = text.replace(/\n*$/u, '')
  const ends = text.length - body.length
  const chomp = ends === 0 ? '-' : ''
  const pad = ' '.repeat(column)
  const lines = body.split('\n').map((line) => (line === '' ? '' : pad + line))
  return `|${chomp}${lineBreak}${lines.join(lineBreak)}`
}
