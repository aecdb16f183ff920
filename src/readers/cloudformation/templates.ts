import type { FilePath } from '../../kernel/brand.ts'
import type { Outcome } from '../../kernel/diagnostic.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { keptFor, summaryOf } from '../../kernel/recording.ts'
import { guessedText, notUtf8 } from '../../model/guessed-text.ts'
import { problem } from './problems.ts'
import { jsonTemplate } from './syntax/json.ts'
import { asMap, asText, member, type MapNode, type Node } from './syntax/node.ts'
import { yamlTemplate } from './syntax/yaml.ts'
import { templateOf, type Template } from './template.ts'

/** The template in a file, or undefined when the file is none. */
export type Templates = (file: FilePath) => Template | undefined

const kept = keptFor<FilePath, Template | undefined>()

/** The templates of a snapshot, shared by all roots that are read from it. */
export function templatesOf(snapshot: Snapshot): Templates {
  return (file) => kept(snapshot, file, () => readTemplate(file, snapshot))
}

/** Whether a file may be a template by its name. */
export function hasTemplateName(name: string): boolean {
  return /\.(?:ya?ml|json|template|cfn|cft|cform)$/iu.test(name)
}

/** Far more than the 1 MB that CloudFormation takes. */
const largest = 10_000_000

function readTemplate(file: FilePath, snapshot: Snapshot): Template | undefined {
  const isOne = mayBeOne(snapshot, file)
  if (isOne === undefined) return noText(file, snapshot)
  const text = isOne ? snapshot.text(file) : undefined
  if (text === undefined) return undefined
  if (text.length > largest) return tooLarge(file, text)
  const { value, diagnostics } = parsed(file, text)
  const root = asMap(value)
  if (root !== undefined && isTemplate(root))
    return templateOf(file, root, diagnostics, text.includes('Rain::'))
  if (!versionLine.test(text.slice(0, 2000)) || root !== undefined) return undefined
  const detail = `The file says that it is a template, but it is not a map of sections such as Resources. ${diagnostics[0]?.detail ?? 'Write the sections at the beginning of their lines.'}`
  return templateOf(file, nothingIn(file), [
    ...diagnostics,
    problem('cloudformation/not-a-template', detail, { file, start: 0, end: 0 }),
  ])
}

/** The first character tells JSON from YAML, whatever the file's name. */
function parsed(file: FilePath, text: string): Outcome<Node | undefined> {
  return /^\uFEFF?\s*\{/u.test(text) ? jsonTemplate(file, text) : yamlTemplate(file, text)
}

const versionLine = /^[\uFEFF \t{]*"?AWSTemplateFormatVersion/mu

const mayBeOne = summaryOf('cloudformation/file', (_, text) => looksLikeOne(text))

/** A look at the text alone, so that nothing else is parsed. */
function looksLikeOne(text: string): boolean {
  if (text.includes('AWSTemplateFormatVersion')) return true
  return text.includes('Resources') && /\b(?:AWS|Custom|Alexa)::/u.test(text)
}

function isTemplate(root: MapNode): boolean {
  if (root.entries.has('AWSTemplateFormatVersion')) return true
  const resources = asMap(root.entries.get('Resources')?.value)
  return [...(resources?.entries.values() ?? [])].some(({ key, value }) =>
    key.startsWith('Fn::ForEach::')
      ? root.entries.has('Transform')
      : /^(?:AWS|Custom|Alexa)::/u.test(asText(member(value, 'Type')) ?? ''),
  )
}

/** A file that seems to be a template, but is no text. */
function noText(file: FilePath, snapshot: Snapshot): Template | undefined {
  if (!looksLikeOne(guessedText(snapshot, file) ?? '')) return undefined
  return templateOf(file, nothingIn(file), [notUtf8('cloudformation', file)])
}

function nothingIn(file: FilePath): MapNode {
  return { kind: 'map', span: { file, start: 0, end: 0 }, entries: new Map() }
}

function tooLarge(file: FilePath, text: string): Template | undefined {
  if (!versionLine.test(text.slice(0, 2000))) return undefined
  const span = { file, start: 0, end: 0 }
  const detail = `The file has ${text.length.toLocaleString('en')} characters; CloudFormation takes templates of up to a million bytes, so it is not read. Split it into nested stacks.`
  return templateOf(file, nothingIn(file), [problem('cloudformation/too-large', detail, span)])
}
