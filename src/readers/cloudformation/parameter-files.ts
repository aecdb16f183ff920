import type { FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import type { Span } from '../../kernel/span.ts'
import { asList, asMap, asText, bare, member, type Node } from './syntax/node.ts'
import { jsonTemplate } from './syntax/json.ts'

/** A value that a parameter file gives. */
export interface GivenValue {
  readonly name: string
  readonly node: Node
  readonly keySpan: Span
}

/**
 * The values of a parameter file; undefined when the file is none. Two forms: the AWS CLI's list of `ParameterKey` and
 * `ParameterValue`, and the template configuration of CodePipeline with `Parameters`.
 * Sources: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/create-stack.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
 */
export function parameterFile(snapshot: Snapshot, file: FilePath): readonly GivenValue[] | undefined {
  const text = snapshot.text(file)
  if (text === undefined || !file.endsWith('.json') || text.length > largest) return undefined
  if (!text.includes('ParameterKey') && !text.includes('"Parameters"')) return undefined
  const root = jsonTemplate(file, text).value
  const list = asList(root)
  if (list !== undefined) return fromList(list.items)
  const map = asMap(root)
  if (map === undefined || map.entries.has('Resources')) return undefined
  const found = [...(asMap(map.entries.get('Parameters')?.value)?.entries.values() ?? [])]
  if (found.length === 0 || found.some(({ value }) => bare(value).kind !== 'scalar')) return undefined
  return found.map(({ key, keySpan, value }) => ({ name: key, node: value, keySpan }))
}

const largest = 1_000_000

function fromList(items: readonly Node[]): readonly GivenValue[] | undefined {
  const found: GivenValue[] = []
  for (const item of items) {
    const entry = asMap(item)?.entries.get('ParameterKey')
    const name = asText(entry?.value)
    if (entry === undefined || name === undefined) return undefined
    const node = member(item, 'ParameterValue')
    // `UsePreviousValue` says nothing about which value that is.
    if (node !== undefined && asText(node) !== undefined)
      found.push({ name, node, keySpan: entry.value.span })
  }
  return found.length === 0 ? undefined : found
}
