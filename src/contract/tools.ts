import { z } from 'zod'
import { severities } from '../model/finding.ts'
import { Plain } from './schemas.ts'
import type { Frozen } from './route.ts'

/** A tool of the MCP server: what agents may ask. All of them only read. */
export interface Tool<
  Input extends z.ZodRawShape = z.ZodRawShape,
  Output extends z.ZodRawShape = z.ZodRawShape,
> {
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject<Input>
  readonly output: z.ZodObject<Output>
}

const Place = z.object({ file: z.string(), line: z.int(), source: z.string().optional() })
const Step = Place.extend({ step: z.string() })
const Because = z.array(z.string())
const source = z
  .string()
  .max(200)
  .optional()
  .meta({ description: 'the id or name of a source, when the server watches several' })
const address = z
  .string()
  .min(1)
  .max(2000)
  .meta({ description: 'a resource: an id from search_resources, or any ending that names one thing only' })
const paging = {
  after: z.string().max(2000).optional().meta({ description: 'the `next` of the answer before' }),
  limit: z.int().min(1).max(200).default(50),
}
const next = z.string().optional().meta({ description: 'there is more: hand it back as `after`' })
const identity = { id: z.string(), address: z.string() }
const Found = z.object({
  ...identity,
  type: z.string(),
  root: z.string(),
  variant: z.string(),
  file: z.string(),
  line: z.int(),
})
const Value = z.object({
  path: z.string(),
  value: Plain.optional(),
  unknown: z.boolean(),
  sensitive: z.boolean(),
})
const FindingLine = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(severities),
  verdict: z.enum(['violated', 'undecided']),
  address: z.string(),
  file: z.string(),
  line: z.int(),
  message: z.string(),
})

function tool<Input extends z.ZodRawShape, Output extends z.ZodRawShape>(
  parts: Tool<Input, Output>,
): Tool<Input, Output> {
  return parts
}

export const tools = {
  search_resources: tool({
    title: 'Search resources',
    description:
      'Finds resources by a part of their address, type or file. Resources come from every root and environment of the sources.',
    input: z.object({
      text: z.string().max(500).optional(),
      type: z.string().max(200).optional().meta({ description: 'exactly this type, such as aws_s3_bucket' }),
      source,
      ...paging,
    }),
    output: z.object({ items: z.array(Found), total: z.int().optional(), next }),
  }),
  get_resource: tool({
    title: 'Get a resource',
    description: 'The values of one resource, what it uses and what uses it. Sensitive values are masked.',
    input: z.object({ address, source, ...paging }),
    output: z.object({
      ...Found.shape,
      values: z.array(Value),
      uses: z.array(z.string()),
      usedBy: z.array(z.string()),
      next,
    }),
  }),
  explain_value: tool({
    title: 'Explain a value',
    description:
      'Why a value of a resource is what it is: the line that set it, the way it came, the lines that were overridden, the conditions, the commit. Change the line of `setBy` to change the value; when `exact`, that literal is the value.',
    input: z.object({
      address,
      path: z.string().max(2000).meta({ description: 'such as spec.replicas or a.b[0]' }),
      source,
    }),
    output: z.object({
      answers: z.array(
        z.object({
          ...identity,
          ...Value.shape,
          exact: z.boolean(),
          because: Because,
          setBy: z.array(Step),
          through: z.array(Step),
          overridden: z.array(Step),
          under: z.array(Step),
          commit: z.string().optional().meta({ description: 'who last touched the line, when and why' }),
        }),
      ),
    }),
  }),
  explain_line: tool({
    title: 'Explain a line',
    description:
      'Everything that one line of a file sets, feeds, guards or would set if it were not overridden.',
    input: z.object({
      file: z.string().min(1).max(1000),
      line: z.int().min(1),
      source,
      limit: paging.limit,
    }),
    output: z.object({
      effects: z.array(
        z.object({
          how: z.string(),
          root: z.string(),
          variant: z.string(),
          address: z.string(),
          ...Value.shape,
        }),
      ),
      isCut: z.boolean(),
      commit: z.string().optional(),
    }),
  }),
  review: tool({
    title: 'Review',
    description:
      'Findings of the rules, the worst first. `undecided` means that an input is missing; it is neither good nor bad.',
    input: z.object({
      severity: z.array(z.enum(severities)).max(5).optional(),
      rule: z.string().max(200).optional().meta({ description: 'the id of a rule or its beginning' }),
      since: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'only what got worse since this commit or branch (with a folder)' }),
      source,
      ...paging,
    }),
    output: z.object({ items: z.array(FindingLine), total: z.int().optional(), next }),
  }),
  explain_finding: tool({
    title: 'Explain a finding',
    description: 'Why a finding matters, how to mend it, and the way from its line to the literal to change.',
    input: z.object({ id: z.string().min(1).max(300) }),
    output: z.object({
      ...FindingLine.shape,
      title: z.string(),
      path: z.string(),
      why: z.string(),
      fix: z.string(),
      wanted: Plain.optional(),
      because: Because,
      trace: z.array(Step),
      places: z.int(),
      compliance: z.array(z.string()),
    }),
  }),
  diff: tool({
    title: 'Difference',
    description:
      'What a change does to every resource, grouped by the line that causes it. With a folder: since a commit or branch. With a server: what a commit changed.',
    input: z.object({
      since: z.string().max(200).default('HEAD').meta({ description: 'with a folder: a commit or branch' }),
      commit: z.string().max(200).optional().meta({ description: 'with a server: a commit or branch' }),
      source,
      limit: paging.limit,
    }),
    output: z.object({
      groups: z.array(
        z.object({
          root: z.string(),
          variant: z.string(),
          causes: z.array(z.object({ before: Place.optional(), after: Place.optional() })),
          changes: z.array(
            z.object({
              kind: z.string(),
              address: z.string(),
              path: z.string(),
              before: Plain.optional(),
              after: Plain.optional(),
            }),
          ),
        }),
      ),
      isCut: z.boolean(),
    }),
  }),
  blast_radius: tool({
    title: 'Blast radius',
    description:
      'Everything that depends on a resource, by way of others too: what a change to it may reach.',
    input: z.object({ address, source, limit: paging.limit }),
    output: z.object({
      ...identity,
      dependents: z.array(z.object({ address: z.string(), steps: z.int() })),
      total: z.int(),
    }),
  }),
  list_changes: tool({
    title: 'List changes',
    description:
      'Commits, the newest first; with a server also their gate and what they made worse or fixed.',
    input: z.object({ source, branch: z.string().max(300).optional(), ...paging }),
    output: z.object({
      items: z.array(
        z.object({
          sha: z.string(),
          author: z.string(),
          date: z.string(),
          subject: z.string(),
          branch: z.string().optional(),
          gate: z.string().optional(),
          worse: z.int().optional(),
          fixed: z.int().optional(),
        }),
      ),
      next,
    }),
  }),
  list_gates: tool({
    title: 'List gates',
    description: 'Whether the newest state passes its quality gates, each condition with its number.',
    input: z.object({ source }),
    output: z.object({
      items: z.array(
        z.object({
          source: z.string().optional(),
          gate: z.string(),
          verdict: z.string(),
          conditions: z.array(z.object({ name: z.string(), verdict: z.string(), detail: z.string() })),
        }),
      ),
    }),
  }),
} as const

export type ToolName = keyof typeof tools
export type ToolInput<Name extends ToolName> = Frozen<z.output<(typeof tools)[Name]['input']>>
export type ToolOutput<Name extends ToolName> = Frozen<z.output<(typeof tools)[Name]['output']>>

/** No answer, and why. */
export interface ToolRefusal {
  readonly kind: 'refused'
  readonly detail: string
}

/** Who answers the tools. One that is left out is not offered. */
export type Toolbox = {
  readonly [Name in ToolName]?: (input: ToolInput<Name>) => Promise<ToolOutput<Name> | ToolRefusal>
}

/** A document that agents may read. */
export interface ToolDocument {
  readonly uri: string
  readonly title: string
  read(this: void): Promise<string>
}
