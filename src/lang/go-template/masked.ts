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

/** How many more blocks of a template a text opens than it closes. */
function depthOf(text: string): number {
  let depth = 0
  for (const [action] of text.matchAll(actions)) {
    if (/^\{\{-?\s*(?:if|with|range|define|block)\b/u.test(action)) depth++
    else if (/^\{\{-?\s*end\b/u.test(action)) depth--
  }
  return depth
}
