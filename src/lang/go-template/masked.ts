import type { TextEdit } from '../../kernel/edit.ts'

const actions = /\{\{(?:-?\s*\/\*[\s\S]*?\*\/\s*-?|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^"`])*?)\}\}/gu

/**
 * A template with something as long in place of each action, so that what is written around them can be read with every part in
 * its place: blanks where actions have lines of their own, letters where they stand for a text.
 */
export function maskedTemplate(text: string): string {
  let made = ''
  let from = 0
  for (const found of text.matchAll(actions)) {
    const end = found.index + found[0].length
    made += text.slice(from, found.index) + stand(text, found.index, end)
    from = end
  }
  return made + text.slice(from)
}

function stand(text: string, start: number, end: number): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const rest = /^[^\n]*/u.exec(text.slice(end))?.[0] ?? ''
  const isAlone = (line + rest).replaceAll(actions, '').trim() === ''
  return text.slice(start, end).replaceAll(/[^\r\n]/gu, isAlone ? ' ' : 'x')
}

/**
 * A line that is added to what begins at `start` goes below the lines of actions that belong to what it follows: what they print,
 * and the ends of what began inside.
 */
export function afterActions(text: string, start: number, edit: TextEdit): TextEdit {
  if (edit.start !== edit.end || !/^\r?\n/u.test(edit.text)) return edit
  let at = edit.start
  let depth = depthOf(text.slice(start, at))
  for (;;) {
    const line = /^\r?\n([^\n]*)/u.exec(text.slice(at))
    const [whole = '', written = ''] = line ?? []
    if (line === null || written.trim() === '' || written.replaceAll(actions, '').trim() !== '') break
    const after = depth + depthOf(written)
    // What opens here, and what closes something around all of this, is no part of it.
    if (after !== depth && (after > depth || depth === 0)) break
    depth = after
    at += whole.endsWith('\r') ? whole.length - 1 : whole.length
  }
  return { ...edit, start: at, end: at }
}

/** A block of a template that is open at a place: what opened it, and its action. */
export interface OpenBlock {
  readonly kind: string
  readonly action: string
}

/** The blocks that are open at a place, the outermost first. */
export function openBlocks(text: string, at: number): readonly OpenBlock[] {
  const open: OpenBlock[] = []
  for (const { 0: action, index } of text.matchAll(actions)) {
    if (index >= at) break
    const kind = /^\{\{-?\s*(if|with|range|define|block|end)\b/u.exec(action)?.[1]
    if (kind === 'end') open.pop()
    else if (kind !== undefined) open.push({ kind, action })
  }
  return open
}

/** An action that prints and has a line of its own: what stands in its braces, and the column below its key. */
export interface LineAction {
  readonly start: number
  readonly end: number
  readonly inner: string
  readonly column: number
  /** Whether the blanks before it go. */
  readonly isTrimmed: boolean
}

/** The actions that print what lies below a key. */
export function lineActions(text: string, key: number): readonly LineAction[] {
  const found: LineAction[] = []
  const head = key - (text.lastIndexOf('\n', key - 1) + 1)
  let start = text.indexOf('\n', key) + 1
  const first = text.slice(key, start === 0 ? text.length : start)
  found.push(
    ...printing(
      first.replace(/^[^{]*/u, (blank) => ' '.repeat(blank.length)),
      key,
      head,
    ),
  )
  while (start > 0 && start < text.length) {
    const next = text.indexOf('\n', start)
    const line = text.slice(start, next === -1 ? text.length : next)
    const rest = line.replaceAll(actions, '')
    if (rest.trim() !== '' && rest.length - rest.trimStart().length <= head) break
    if (rest.trim() === '') found.push(...printing(line, start, head))
    start = next + 1
  }
  return found
}

const control = /^(?:if|with|range|end|else|define|block|break|continue|\/\*|\$\w*\s*:?=)/u

function printing(line: string, offset: number, head: number): readonly LineAction[] {
  return [...line.matchAll(actions)].flatMap(({ 0: action, index }) => {
    const [, open = '', inner = '', close = ''] = /^(\{\{-?\s*)([\s\S]*?)(\s*-?\}\})$/u.exec(action) ?? []
    if (inner === '' || control.test(inner)) return []
    const start = offset + index + open.length
    const end = offset + index + action.length - close.length
    return [{ start, end, inner, column: head + 2, isTrimmed: open.startsWith('{{-') }]
  })
}

/** How many more blocks of a template a text opens than it closes. */
function depthOf(text: string): number {
  let depth = 0
  for (const [action] of text.matchAll(actions)) {
    if (/^\{\{-?\s*(?:if|with|range|define|block)\b/u.test(action)) depth++
    else if (/^\{\{-?\s*end\b/u.test(action)) depth--
  }
  return depth
}
