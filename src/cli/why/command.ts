import { z } from 'zod'
import { whyLine } from '../../engine/why-line.ts'
import { why as whyValue } from '../../engine/why.ts'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Span } from '../../kernel/span.ts'
import { linesOf, rangeOfLine } from '../../lang/text/lines.ts'
import { printJson } from '../../model/json-text.ts'
import type { Commit } from '../../model/commit.ts'
import type { Estate } from '../../model/reading.ts'
import type { NotFound } from '../../model/why.ts'
import { lineJson, lineText } from '../../report/line.ts'
import { diagnosticsOf } from '../../report/read.ts'
import { lineNumber } from '../../report/source.ts'
import type { View } from '../../report/view.ts'
import { whyJson, whyText, winnerOf } from '../../report/why.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import type { Context } from '../context.ts'
import { complainOf, openFolder, readFolder, readingOptions, viewOf, type Opened } from '../reading.ts'

const options = z.object({
  ...readingOptions,
  format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
})
type WhyCall = Call<z.infer<typeof options>>

/** Exit codes: 0 answered, 1 there is no such value or line. */
export const why = command({
  name: 'why',
  summary: 'Say which line set a value, or which values a line sets.',
  forms: ['[DIR|FILE] ADDRESS [PATH]', '[DIR] FILE:LINE'],
  about:
    'For a value: the line that set it, every place it came through, what was overridden, why it exists, and the commit that last touched the line. ' +
    'ADDRESS may be any ending that names one thing only; it may also be a variable, a local value or an output. ' +
    'Without PATH, a line for each value of a resource that somebody wrote. ' +
    'For a line: everything that it sets, in every root and environment.',
  options,
  examples: [
    {
      line: 'plumbline why aws_eks_node_group.gpu scaling_config.desired_size',
      what: 'where a number comes from',
    },
    {
      line: 'plumbline why \'module.net.aws_subnet.private["a"]\' cidr_block',
      what: 'in an instance of a module',
    },
    { line: 'plumbline why deploy/web spec.replicas', what: 'of an object, as to kubectl' },
    { line: 'plumbline why production.tfvars:14', what: 'what a line does' },
  ],

  async run(call) {
    const asked = askedOf(call)
    if (asked.kind === 'misuse') return misused(call.context, 'why', asked.message)
    const opened = openFolder('why', asked.folder, call)
    if (opened.kind === 'refused') return opened.code
    return asked.kind === 'line' ? explainLine(opened, call, asked) : explainValue(opened, call, asked)
  },
})

type Asked =
  | {
      readonly kind: 'value'
      readonly folder: string
      readonly address: string
      readonly path: string | undefined
    }
  | { readonly kind: 'line'; readonly folder: string; readonly file: string; readonly line: number }
  | { readonly kind: 'misuse'; readonly message: string }

/** An existing folder or file first is what is read; a file and a number is a line; the rest is an address. */
function askedOf({ words, context: { files } }: WhyCall): Asked {
  const hasFolder = words.length > 1 && files.kindOf(words[0] ?? '') !== undefined
  const folder = hasFolder ? words[0] : undefined
  const [address, path, ...more] = hasFolder ? words.slice(1) : words
  if (address === undefined) return { kind: 'misuse', message: 'it needs an ADDRESS or a FILE:LINE.' }
  if (more.length > 0) return { kind: 'misuse', message: `"${more.join(' ')}" is one word too many.` }
  const [, file, line] = path === undefined ? (/^(.+):(\d+)$/u.exec(address) ?? []) : []
  if (file === undefined) return { kind: 'value', folder: folder ?? '.', address, path }
  return lineAsked(files, folder, file, Number(line))
}

/** A file is said from the current folder, or from the folder that was given. */
function lineAsked(files: Context['files'], folder: string | undefined, file: string, line: number): Asked {
  const found = [file, `${folder ?? '.'}/${file}`].find((one) => files.kindOf(one) === 'file')
  if (found === undefined) return { kind: 'misuse', message: `there is no file ${file}.` }
  return { kind: 'line', folder: folder ?? folderFor(files, found), file: found, line }
}

/** A line is looked up in everything below the current folder, or where its file is when it is elsewhere. */
function folderFor(files: Context['files'], file: string): string {
  return file.startsWith('/') || file.startsWith('..') ? files.folderOf(file) : '.'
}

async function explainValue(
  opened: Opened,
  call: WhyCall,
  { address, path }: { readonly address: string; readonly path: string | undefined },
): Promise<ExitCode> {
  const { context } = call
  const estate = await readFolder(opened, call)
  const json = call.options.format === 'json'
  const view = viewOf(opened, estate, call, json)
  const answers = whyValue(estate, address, path)
  if ('kind' in answers) return notFound(opened, estate, call, answers)
  const explained = answers.map((answer) => ({ answer, commit: commitOf(opened, view, winnerOf(answer)) }))
  if (json) context.print(`${printJson({ answers: explained.map((one) => whyJson(view, one)) }, 2)}\n`)
  else context.print(whyText(view, explained))
  return exit.good
}

async function explainLine(
  opened: Opened,
  call: WhyCall,
  { file, line }: { readonly file: string; readonly line: number },
): Promise<ExitCode> {
  const { context } = call
  const path = opened.repository.file(file)
  const text = path === undefined ? undefined : opened.repository.snapshot.text(path)
  const span = path === undefined || text === undefined ? undefined : lineSpan(path, text, line)
  if (path === undefined || span === undefined) {
    context.complain(`${file} has no line ${line}.\n`)
    return exit.no
  }
  const estate = await readFolder(opened, call)
  const json = call.options.format === 'json'
  const view = viewOf(opened, estate, call, json)
  const answer = {
    span,
    line,
    effects: whyLine(estate, path, line),
    commit: opened.repository.commit(path, line),
  }
  if (json) context.print(`${printJson(lineJson(view, answer), 2)}\n`)
  else context.print(lineText(view, answer))
  if (answer.effects.length > 0) return exit.good
  if (!json) context.complain(`No value comes from this line.\n`)
  return exit.no
}

/** A line without its indentation; undefined for one that isn't there. */
function lineSpan(file: FilePath, text: string, line: number): Span | undefined {
  const lines = linesOf(text)
  if (line < 1 || line > lines.starts.length) return undefined
  const { start, end } = rangeOfLine(text, lines, line)
  const indent = /^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0
  return { file, start: start + indent, end: Math.max(start + indent, end) }
}

function commitOf({ repository }: Opened, view: View, winner: Span | undefined): Commit | undefined {
  if (winner === undefined || winner.file.startsWith('<')) return undefined
  const line = lineNumber(view, winner)
  return line === 0 ? undefined : repository.commit(winner.file, line)
}

function notFound(
  opened: Opened,
  estate: Estate,
  call: WhyCall,
  { kind, asked, suggestions: found }: NotFound,
): ExitCode {
  const { context, options: given } = call
  const { repository } = opened
  const shown = (root: FilePath): string =>
    given.format === 'json' ? repository.inside(root) : repository.typed(root)
  const suggestions = found.map((one) => inRootOf(one, shown))
  const message = {
    address: `Nothing has the address ${asked}.`,
    path: `There is nothing at ${asked === '' ? 'this path' : asked} in it.`,
    ambiguous: `${asked} is the ending of more than one address. Say which:`,
  }[kind]
  if (given.format === 'json') {
    context.print(`${printJson({ answers: [], notFound: { kind, asked, suggestions } }, 2)}\n`)
    return exit.no
  }
  const errors = kind === 'ambiguous' ? [] : diagnosticsOf(estate).filter((one) => one.severity === 'error')
  complainOf(opened, estate, call, errors)
  const hint = kind === 'ambiguous' || suggestions.length === 0 ? '' : ' Did you mean one of these?'
  context.complain([`${message}${hint}`, ...suggestions.map((one) => `  ${one}`), ''].join('\n'))
  return exit.no
}

/** `ROOT::ADDRESS` with the root as it is printed elsewhere. */
function inRootOf(suggestion: string, shown: (root: FilePath) => string): string {
  const [, root, address] = /^([^":]*)::(.+)$/su.exec(suggestion) ?? []
  return root === undefined ? suggestion : `${shown(filePath(root)) || '.'}::${address}`
}
