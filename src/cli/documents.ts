import { z } from 'zod'
import { dangers } from '../model/blast.ts'

/** The documents that commands print with `--format json`. Tests check real output against them; the reference pages are made from them. */

/** A part of a file. */
export const Span = z
  .object({
    file: z.string().meta({
      description: 'path from the folder that was read; `<...>` for the command line and the environment',
    }),
    startLine: z.int().meta({ description: 'from 1; 0 outside of files' }),
    startColumn: z.int().meta({ description: 'in characters as people count them, from 1' }),
    endLine: z.int(),
    endColumn: z.int().meta({ description: 'behind the last character' }),
  })
  .meta({ id: 'Span' })

const Diagnostic = Span.extend({
  code: z.string().meta({ description: 'stable name of the problem' }),
  severity: z.enum(['error', 'warning']),
  summary: z.string(),
  detail: z.string(),
}).meta({ id: 'Diagnostic' })

const Because = z
  .record(z.string(), z.array(z.object({ kind: z.string(), what: z.string() })))
  .meta({ id: 'Because', description: 'for each path that is not known: which inputs it waits for' })

/** A value with what is not known and what is sensitive, as Terraform's plans have them. */
const valued = {
  value: z.json().optional().meta({
    description:
      'unknown attributes are left out, unknown elements of lists are null, sensitive parts are "(sensitive)"',
  }),
  unknown: z
    .json()
    .meta({ description: 'as `after_unknown`: true, false, or the tree of parts that are not known' }),
  sensitive: z.json().meta({ description: 'as `after_sensitive`' }),
}

const Resource = z
  .object({
    address: z.string(),
    mode: z.enum(['managed', 'data', 'ephemeral']),
    type: z.string(),
    name: z.string(),
    index: z.union([z.string(), z.number()]).optional(),
    module: z.string().meta({ description: 'address of the module instance; empty for the root module' }),
    provider: z.string(),
    values: valued.value,
    unknown: valued.unknown,
    sensitive: valued.sensitive,
    because: Because,
    span: Span,
  })
  .meta({ id: 'Resource' })

const Output = z.object({ ...valued, because: Because, span: Span }).meta({ id: 'Output' })

const Commit = z
  .object({
    sha: z.string().nullable(),
    author: z.string().nullable(),
    email: z.string().optional(),
    date: z.string().nullable(),
    subject: z.string().nullable(),
    committed: z.boolean(),
  })
  .meta({ id: 'Commit' })

const Site = Span.extend({
  step: z.string().meta({ description: 'what happened to the value there' }),
  source: z.string().optional().meta({ description: 'the line, its secrets masked' }),
}).meta({ id: 'Site' })

const identity = {
  root: z.string().meta({ description: '`.` for the folder itself' }),
  variant: z.string().meta({ description: 'empty when the root is read in one way' }),
  address: z.string(),
  path: z.string().meta({ description: 'such as `a.b[0]["x.y/z"]`' }),
}

/** `plumbline read --format json`. */
export const ReadDocument = z.object({
  roots: z.array(
    z.object({
      path: z.string().meta({ description: '`.` for the folder itself' }),
      format: z.string().meta({ description: 'such as `terraform` or `kubernetes`' }),
      variant: z.string(),
      resources: z.array(Resource),
      outputs: z.record(z.string(), Output),
      diagnostics: z.array(Diagnostic),
    }),
  ),
  diagnostics: z.array(Diagnostic).meta({ description: 'problems that belong to no root' }),
})

/** `plumbline why ADDRESS --format json`. */
export const WhyDocument = z.object({
  answers: z.array(
    z.object({
      ...identity,
      ...valued,
      because: Because,
      origin: z.object({
        exact: z.boolean().meta({ description: 'editing the one literal sets the value' }),
        literals: z.array(Site).meta({ description: 'what the value was made from' }),
        hops: z.array(Site).meta({ description: 'the way from the value to its literal, nearest first' }),
        under: z.array(Site).meta({ description: 'conditions, counts and for_each that let it exist' }),
      }),
      losers: z.array(Site).meta({ description: 'what set the same and was overridden, strongest first' }),
      parts: z
        .array(
          z.object({
            path: z.string(),
            value: valued.value,
            unknown: valued.unknown,
            site: Site.optional().meta({ description: 'the line that set it' }),
          }),
        )
        .meta({ description: 'of a whole resource or collection: everything in it that somebody wrote' }),
      commit: Commit.optional(),
    }),
  ),
  notFound: z
    .object({
      kind: z.enum(['address', 'path', 'ambiguous']),
      asked: z.string(),
      suggestions: z.array(z.string()),
    })
    .optional(),
})

/** `plumbline why FILE:LINE --format json`. */
export const LineDocument = z.object({
  file: z.string(),
  line: z.int(),
  effects: z.array(
    z.object({
      ...identity,
      how: z.enum(['sets', 'feeds', 'guards', 'overridden']),
      ...valued,
    }),
  ),
  commit: Commit.optional(),
})

const DiffState = z
  .object({ ...valued, because: Because })
  .meta({ id: 'DiffState', description: 'a value in one of the two states' })

const DiffLine = Span.extend({
  source: z.string().optional().meta({ description: 'the line, its secrets masked' }),
}).meta({ id: 'DiffLine' })

/** `plumbline diff --format json`. */
export const DiffDocument = z.object({
  since: z.string(),
  summary: z.object({
    added: z.int().meta({ description: 'resources' }),
    removed: z.int().meta({ description: 'resources' }),
    changed: z.int().meta({ description: 'resources of which values changed' }),
    values: z.int().meta({ description: 'values that changed in them' }),
  }),
  roots: z.array(
    z.object({
      path: z.string().meta({ description: '`.` for the folder itself' }),
      format: z.string(),
      variant: z.string(),
      state: z.enum(['added', 'removed', 'changed']),
      groups: z
        .array(
          z.object({
            causes: z
              .array(
                z.object({
                  kind: z.enum(['line', 'file', 'unchanged']).meta({
                    description:
                      '`line`: this line was changed; `file`: its whole file is new or gone; `unchanged`: it sets the value, but nobody touched it',
                  }),
                  before: DiffLine.optional().meta({ description: 'in the files as they were' }),
                  after: DiffLine.optional(),
                }),
              )
              .meta({ description: 'none where no line of the sources sets the value' }),
            changes: z.array(
              z.object({
                kind: z.enum(['added', 'removed', 'changed', 'reordered']),
                address: identity.address,
                path: z.string().meta({
                  description:
                    'such as `a.b[0]["x.y/z"]`, in the state where it is; empty for all of a resource',
                }),
                before: DiffState.optional(),
                after: DiffState.optional(),
              }),
            ),
          }),
        )
        .meta({ description: 'changes by the lines that caused them' }),
    }),
  ),
  diagnostics: z.array(Diagnostic).meta({ description: 'errors only; of the old state first' }),
})

/** `plumbline verify --format json`. */
export const VerifyDocument = z.object({
  summary: z.object({
    equal: z.int().meta({ description: 'values that are the same' }),
    different: z.int(),
    unknown: z.int().meta({
      description: 'values of chance, of the time, or that only a provider or a state knows; left out',
    }),
    share: z.number().meta({ description: 'of the equal ones among all but the unknown ones' }),
  }),
  roots: z.array(
    z.object({
      path: z.string().meta({ description: '`.` for the folder itself' }),
      format: z.string(),
      variant: z.string(),
      verdict: z.enum(['compared', 'both-refuse', 'disagree', 'missing', 'left-out']),
      equal: z.int().optional(),
      different: z.int().optional(),
      unknown: z.int().optional(),
      share: z.number().optional(),
      differences: z
        .array(
          z.object({
            kind: z.enum(['added', 'removed', 'changed', 'reordered']),
            address: identity.address,
            path: identity.path,
            theirs: z
              .json()
              .optional()
              .meta({ description: 'what the tool prints; left out where it has none' }),
            ours: z.json().optional(),
          }),
        )
        .optional(),
      who: z.enum(['tool', 'we']).optional().meta({ description: 'who refuses what the other takes' }),
      why: z.string().optional(),
      program: z.string().optional().meta({ description: 'the program that is missing' }),
    }),
  ),
})

/** One line of `plumbline eval`. */
export const EvalDocument = z.union([
  z.object({
    ...valued,
    type: z.json().meta({ description: 'Terraform’s notation of types, such as `["list","number"]`' }),
  }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), file: z.string(), line: z.int() }) }),
])

/** `plumbline graph --format json`. */
export const GraphDocument = z.object({
  roots: z.array(
    z.object({
      path: z.string(),
      format: z.string(),
      variant: z.string(),
      nodes: z.array(
        z.object({ address: z.string(), mode: z.string(), type: z.string(), module: z.string() }),
      ),
      edges: z.array(z.object({ from: z.string(), to: z.string(), path: z.string() })),
    }),
  ),
})

const Finding = Span.extend({
  rule: z.string(),
  title: z.string(),
  aliases: z.array(z.string()).meta({ description: "other tools' names of it, on this type of resource" }),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  verdict: z.enum(['violated', 'undecided']),
  address: z.string().meta({ description: 'the source resource to change' }),
  path: z.string().meta({ description: 'of the value in the live resource; empty for all of it' }),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  wanted: z
    .object({ path: z.string(), value: z.json() })
    .optional()
    .meta({ description: 'what would satisfy the rule, where that is one value' }),
  because: z
    .array(z.object({ kind: z.string(), what: z.string() }))
    .meta({ description: 'the inputs that are missing, when it is undecided' }),
  trace: z.array(Site).meta({ description: 'from the line to the literal to change' }),
  places: z
    .array(Span.extend({ root: z.string(), variant: z.string(), address: z.string() }))
    .meta({ description: 'every instance with this cause' }),
  compliance: z.array(z.string()),
  seenBy: z
    .array(z.string())
    .optional()
    .meta({ description: 'with --with: the tools whose reports have it' }),
  key: z.string().meta({ description: 'names the cause; the same after unrelated edits' }),
}).meta({ id: 'Finding' })

const count = z.int()
const classOf = z.enum(dangers)

const Blast = z
  .object({
    created: count,
    changed: count,
    replaced: count,
    destroyed: count,
    unchanged: count,
    moved: count,
    imported: count,
    forgotten: count,
    classes: z.array(classOf).meta({ description: 'the dangers that there are' }),
    dangers: z
      .array(
        z.object({
          class: classOf,
          rule: z.string(),
          severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
          address: z.string(),
          action: z.string().meta({ description: 'such as `destroy`, `replace` or `update`' }),
          message: z.string(),
          dependents: z
            .array(z.string())
            .meta({ description: 'what uses it, by way of others too, and is not destroyed' }),
        }),
      )
      .meta({ description: 'the worst first' }),
  })
  .meta({ id: 'Blast', description: 'of a plan: what it does to managed resources' })

/** `plumbline review --format json`. */
export const ReviewDocument = z.object({
  findings: z.array(Finding).meta({ description: 'the worst first' }),
  accepted: z.array(
    z.object({
      finding: Finding,
      waiver: Span.extend({
        rule: z.string(),
        reason: z.string(),
        until: z.string().optional(),
        owner: z.string().optional(),
      }),
    }),
  ),
  fixed: z.array(Finding).meta({ description: 'with --since: what is no longer there' }),
  summary: z.record(z.string(), z.int()),
  blast: Blast.optional(),
  compliance: z
    .object({
      benchmark: z.string(),
      title: z.string(),
      sections: z.array(
        z.object({
          section: z.string().meta({ description: 'with the edition, such as `3.0 2.1.4`' }),
          state: z.enum(['violated', 'undecided', 'known', 'good', 'absent']),
          rules: z.array(z.string()).meta({ description: 'that answer for it' }),
          findings: z.array(
            z.object({ key: z.string(), rule: z.string(), address: z.string(), verdict: z.string() }),
          ),
        }),
      ),
    })
    .optional()
    .meta({ description: 'with --compliance' }),
  diagnostics: z.array(Diagnostic),
})
