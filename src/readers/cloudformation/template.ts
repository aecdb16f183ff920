import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { meant, problem, shown } from './problems.ts'
import { asList, asMap, asText, bare, member, type Entry, type MapNode, type Node } from './syntax/node.ts'

/** A template by its sections, as it is written: nothing is worked out yet. */
export interface Template {
  readonly file: FilePath
  readonly root: MapNode
  /** The names of its macros, in the order in which they run. */
  readonly transforms: readonly string[]
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly mappings: MapNode | undefined
  readonly conditions: MapNode | undefined
  readonly resources: MapNode | undefined
  readonly outputs: MapNode | undefined
  /** Nothing but CloudFormation itself makes something of it; else a macro or another tool goes first. */
  readonly isWhole: boolean
  /** What the parser said, and what is wrong with the sections. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A parameter as it is declared. */
export interface Parameter {
  readonly name: string
  readonly nameSpan: Span
  readonly type: string
  readonly fallback: Node | undefined
  readonly allowed: readonly string[]
  readonly isSecret: boolean
}

/** The macro that AWS' Serverless Application Model is. */
export const serverless = 'AWS::Serverless-2016-10-31'

/**
 * The sections of a template.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function templateOf(
  file: FilePath,
  root: MapNode,
  syntax: readonly Diagnostic[],
  usesRain = false,
): Template {
  const diagnostics: Diagnostic[] = [...syntax]
  checkNames(root, diagnostics)
  const section = (name: string): MapNode | undefined => sectionOf(root, name, diagnostics)
  const transforms = transformsOf(root)
  diagnostics.push(...unknownMacros(root, transforms))
  return {
    file,
    root,
    transforms,
    isWhole: transforms.every((name) => known.has(name) || name === 'AWS::Include') && !usesRain,
    parameters: parametersOf(section('Parameters'), diagnostics),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: section('Resources'),
    outputs: section('Outputs'),
    diagnostics,
  }
}

const sections: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Globals',
  'Hooks',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
])

const known: ReadonlySet<string> = new Set([
  serverless,
  'AWS::LanguageExtensions',
  'AWS::CodeDeployBlueGreen',
])

function checkNames(root: MapNode, diagnostics: Diagnostic[]): void {
  for (const { key, keySpan } of root.entries.values()) {
    if (sections.has(key) || key.startsWith('Fn::')) continue
    const detail = `A template has no section "${shown(key)}", so it is left out.${meant(key, sections)} The sections are ${[...sections].join(', ')}.`
    diagnostics.push(problem('cloudformation/invalid-section', detail, keySpan))
  }
}

function sectionOf(root: MapNode, name: string, diagnostics: Diagnostic[]): MapNode | undefined {
  const entry = root.entries.get(name)
  if (entry === undefined) return undefined
  const map = asMap(entry.value)
  if (map !== undefined) return map
  const node = bare(entry.value)
  const isEmpty = node.kind === 'scalar' && node.scalar === null
  if (!isEmpty || name === 'Resources') {
    const detail = `The section ${name} is a map from names to their declarations, but something else is written. Write one entry for each name.`
    diagnostics.push(problem('cloudformation/invalid-section', detail, entry.keySpan))
  }
  return undefined
}

/** One name, or a list of names and of maps with a name and parameters. */
function transformsOf(root: MapNode): readonly string[] {
  const written = root.entries.get('Transform')?.value
  const all = asList(written)?.items ?? (written === undefined ? [] : [written])
  return all.flatMap((one) => asText(one) ?? asText(member(one, 'Name')) ?? [])
}

function unknownMacros(root: MapNode, transforms: readonly string[]): readonly Diagnostic[] {
  const entry = root.entries.get('Transform')
  if (entry === undefined) return []
  return transforms.flatMap((name) => {
    if (known.has(name)) return []
    if (name === 'AWS::Include') {
      const detail =
        'The file that AWS::Include puts here lies in a bucket and is not read; the rest of the template is.'
      return problem('cloudformation/include-not-read', detail, entry.value.span, 'warning')
    }
    const detail = `The macro "${shown(name)}" is a function in an account and may change anything; the template is read as it is written, without it.`
    return problem('cloudformation/macro-not-run', detail, entry.value.span, 'warning')
  })
}

function parametersOf(
  section: MapNode | undefined,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>()
  for (const entry of section?.entries.values() ?? []) {
    const one = parameterOf(entry, diagnostics)
    if (one !== undefined) found.set(one.name, one)
  }
  return found
}

function parameterOf({ key, keySpan, value }: Entry, diagnostics: Diagnostic[]): Parameter | undefined {
  const map = asMap(value)
  if (key.startsWith('Fn::')) return undefined
  const type = asText(member(map, 'Type'))
  if (map === undefined || type === undefined) {
    const detail = `The parameter "${shown(key)}" has no Type, which every parameter needs. Write Type: String, or the type that it has.`
    diagnostics.push(problem('cloudformation/invalid-parameter', detail, keySpan))
  }
  const fallback = map?.entries.get('Default')?.value
  if (fallback !== undefined && !isPlain(fallback)) {
    const detail = `The default of the parameter "${shown(key)}" is not a text, a number or a boolean; functions and lists are not worked out here. Write the value itself, a list as one text with commas.`
    diagnostics.push(problem('cloudformation/invalid-parameter', detail, fallback.span))
  }
  return {
    name: key,
    nameSpan: keySpan,
    type: type ?? 'String',
    fallback: fallback !== undefined && isPlain(fallback) ? fallback : undefined,
    allowed: (asList(member(map, 'AllowedValues'))?.items ?? []).flatMap((one) => asText(one) ?? []),
    isSecret: asText(member(map, 'NoEcho'))?.toLowerCase() === 'true',
  }
}

function isPlain(node: Node): boolean {
  const here = bare(node)
  return here.kind === 'scalar' && here.scalar !== null
}
