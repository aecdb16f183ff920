import { z } from 'zod'

const Kind = z.enum(['release', 'deploy', 'flag', 'plan', 'apply', 'drift', 'review', 'commit', 'other'])

export const FeedMark = z
  .object({
    id: z.string(),
    kind: Kind,
    at: z.string().meta({ description: 'ISO 8601' }),
    title: z.string(),
    author: z.string(),
    source: z.string().optional(),
    services: z.array(z.string()),
    resources: z.array(
      z.object({
        address: z.string(),
        path: z.string().meta({ description: 'empty for the whole resource' }),
        before: z.string().optional().meta({ description: 'as JSON' }),
        after: z.string().optional().meta({ description: 'as JSON' }),
      }),
    ),
    more: z.int().meta({ description: 'resources beyond those' }),
    link: z
      .string()
      .optional()
      .meta({ description: 'a page below that of the project, such as /states/prod, or elsewhere' }),
  })
  .meta({ id: 'FeedMark', description: 'something that happened beside commits' })

/** As far as they are described; a CDEvent has members of its own for each type. */
export const ToldChange = z
  .union([
    z.looseObject({
      time: z.union([z.string(), z.number()]).meta({ description: 'ISO 8601, or seconds since 1970' }),
      kind: z.string().optional().meta({ description: 'release, deploy, flag, plan, apply, drift or other' }),
      id: z.string().optional().meta({ description: 'the same when it is told again' }),
      title: z.string().optional(),
      author: z.string().optional(),
      nodes: z.array(z.string()).optional().meta({ description: 'names of services' }),
      resources: z.array(z.string()).optional().meta({ description: 'addresses' }),
      link: z.string().optional(),
    }),
    z.looseObject({ context: z.looseObject({}), subject: z.looseObject({}) }).meta({
      description: 'an event of https://cdevents.dev, also as the data of a CloudEvent',
    }),
  ])
  .meta({ id: 'ToldChange', description: 'a change that no repository knows' })
