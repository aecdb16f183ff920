import { boolOf, derived } from '../results.ts'
import { stringAt } from '../arguments.ts'
import type { Functions } from '../function.ts'
import type { GoFunction } from '../../value.ts'

const functions = {
  base: textually(base),
  dir: textually(directory),
  clean: textually(clean),
  ext: textually(extension),
  isAbs: {
    params: ['string'],
    call: (args, call) => boolOf(stringAt(args, 0).startsWith('/'), args, call),
  } satisfies GoFunction,
}

/** On Linux a path of files is one of slashes. https://masterminds.github.io/sprig/paths.html */
export const pathFunctions: Functions = {
  ...functions,
  osBase: functions.base,
  osDir: functions.dir,
  osClean: functions.clean,
  osExt: functions.ext,
  osIsAbs: functions.isAbs,
}

function textually(change: (path: string) => string): GoFunction {
  return { params: ['string'], call: (args, call) => derived(change(stringAt(args, 0)), args, call) }
}

/** https://pkg.go.dev/path#Base */
function base(path: string): string {
  if (path === '') return '.'
  const trimmed = withoutTail(path)
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** https://pkg.go.dev/path#Dir */
function directory(path: string): string {
  return clean(path.slice(0, path.lastIndexOf('/') + 1))
}

/** https://pkg.go.dev/path#Ext */
function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot === -1 ? '' : name.slice(dot)
}

/** https://pkg.go.dev/path#Clean */
function clean(path: string): string {
  const isRooted = path.startsWith('/')
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!isRooted) kept.push(part)
  }
  const joined = (isRooted ? '/' : '') + kept.join('/')
  return joined === '' ? '.' : joined
}

function withoutTail(path: string): string {
  let end = path.length
  while (end > 0 && path[end - 1] === '/') end--
  return path.slice(0, end)
}
