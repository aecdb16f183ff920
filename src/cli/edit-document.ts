import { z } from 'zod'
import { dangers } from '../model/blast.ts'
import { severities } from '../model/finding.ts'
import { editRefusals, layerKinds, type EditRefusal, type LayerKind } from '../model/edit.ts'
import { Span } from './documents.ts'

const Layer = Span.extend({
  kind: z.enum(Object.keys(layerKinds) as [LayerKind, ...LayerKind[]]),
  others: z.int().nullable().meta({ description: 'how many other values would change' }),
  of: z.array(z.string()).meta({ description: 'the first of the resources that these are values of' }),
}).meta({ id: 'Layer' })

const Change = z
  .object({
    root: z.string(),
    variant: z.string(),
    address: z.string(),
    path: z.string(),
    kind: z.enum(['added', 'removed', 'changed', 'reordered']),
    before: z.json(),
    after: z.json(),
  })
  .meta({ id: 'ChangedValue' })

const FindingName = z.object({ rule: z.string(), address: z.string(), path: z.string() })

const Blast = z
  .object({
    created: z.int(),
    changed: z.int(),
    replaced: z.int().meta({ description: 'only what is known to be made anew; a plan tells the rest' }),
    destroyed: z.int(),
    classes: z.array(z.enum(dangers)),
    dangers: z.array(
      Span.extend({
        class: z.enum(dangers),
        rule: z.string(),
        severity: z.enum(severities),
        address: z.string(),
        root: z.string(),
        variant: z.string(),
        action: z.string(),
        path: z.string(),
        message: z.string(),
        dependents: z.array(z.string()),
      }),
    ),
    dependents: z.object({
      count: z.int(),
      direct: z.int(),
      resources: z
        .array(
          z.object({
            root: z.string(),
            variant: z.string(),
            address: z.string(),
            distance: z.int().meta({ description: '1 where it uses it itself; more by way of others' }),
          }),
        )
        .meta({ description: 'the nearest first; not more than 200' }),
    }),
  })
  .meta({ id: 'EditBlast', description: 'what uses what is changed, and what in that is dangerous' })

/** `plumbline set --format json`. */
export const EditDocument = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('nothing') }).meta({ description: 'it has the value already' }),
  z.object({
    answer: z.literal('refused'),
    code: z.enum(Object.keys(editRefusals) as [EditRefusal, ...EditRefusal[]]),
    summary: z.string(),
    detail: z.string(),
    offers: z.array(Layer),
  }),
  z.object({
    answer: z.literal('edited'),
    files: z.array(z.string()),
    diff: z.string().meta({ description: 'unified, as `git apply` takes it' }),
    layers: z.array(Layer).meta({ description: 'the places that are changed' }),
    offers: z.array(Layer).meta({ description: 'the places that could be taken instead' }),
    wanted: z.array(Change).meta({ description: 'the values that were asked for' }),
    follows: z.array(Change).meta({ description: 'outputs, and what refers to these values' }),
    others: z.array(Change).meta({ description: 'everything else that is different' }),
    findings: z.object({ appeared: z.array(FindingName), gone: z.array(FindingName) }),
    diagnostics: z.object({
      appeared: z.array(Span.extend({ code: z.string() })),
      gone: z.array(z.object({ code: z.string() })),
    }),
    blast: Blast.optional(),
    imports: z
      .array(
        z.object({
          template: z.string(),
          resources: z
            .array(
              z.object({
                ResourceType: z.string(),
                LogicalResourceId: z.string(),
                ResourceIdentifier: z.record(z.string(), z.string()),
              }),
            )
            .meta({ description: 'as `--resources-to-import` takes it' }),
          commands: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'what stacks of CloudFormation have to take over once it is written' }),
  }),
])
