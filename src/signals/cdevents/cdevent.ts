import { z } from 'zod'
import type { FeedChange, FeedKind } from '../../model/feed-change.ts'

/**
 * A CDEvent that says that what runs was changed, by itself or as the data of a CloudEvent; else why it is none. Other
 * types (a pipeline began, a test ended) change nothing that runs, and are refused.
 * https://github.com/cdevents/spec/blob/main/spec.md, https://cdevents.dev/docs/cd/
 */
export function readCdevent(body: unknown): FeedChange | string {
  const event = CdEvent.safeParse(CloudEvent.safeParse(body).data?.data ?? body)
  if (!event.success)
    return 'It is no CDEvent: it has to have `context` (with `id`, `type` and `timestamp`) and `subject` (with `id`).'
  const { context, subject, customData } = event.data
  const [, thing = '', predicate = ''] = /^dev\.cdevents\.([a-z]+)\.([a-z]+)\./u.exec(context.type) ?? []
  const kind = kinds.get(`${thing}.${predicate}`)
  if (kind === undefined)
    return `A ${context.type} changes nothing that runs. Send what was deployed, upgraded, rolled back, removed or published (dev.cdevents.service.…), artifacts that were published, and environments that were created, modified or deleted.`
  const { content } = subject
  const name = content.service?.id ?? subject.id
  return {
    id: `${context.source} ${context.id}`,
    kind,
    time: Date.parse(context.timestamp) / 1000,
    author: authorIn(customData),
    title: titleOf({ thing, predicate, name }, event.data),
    // A subject is often a path of whoever sends it, such as `apps/v1/payments`.
    nodes: thing === 'service' ? [...new Set([name, name.split('/').at(-1) ?? name])] : [],
    files: [],
    values: [],
    more: 0,
    link: linkIn(content.url ?? content.uri),
  }
}

function titleOf(
  { thing, predicate, name }: { readonly thing: string; readonly predicate: string; readonly name: string },
  { subject: { content } }: z.output<typeof CdEvent>,
): string {
  const { artifactId: artifact, environment } = content
  const isEnvironment = thing === 'environment'
  const words = [
    isEnvironment ? `environment ${name}` : name,
    predicate === 'rolledback' ? 'rolled back' : predicate,
    ...(environment === undefined || isEnvironment ? [] : [`in ${environment.id}`]),
  ]
  return artifact === undefined || artifact === name ? words.join(' ') : `${words.join(' ')}: ${artifact}`
}

const kinds: ReadonlyMap<string, FeedKind> = new Map([
  ['service.deployed', 'deploy'],
  ['service.upgraded', 'deploy'],
  ['service.rolledback', 'deploy'],
  ['service.removed', 'deploy'],
  ['service.published', 'release'],
  ['artifact.published', 'release'],
  ['environment.created', 'other'],
  ['environment.modified', 'other'],
  ['environment.deleted', 'other'],
])

const CloudEvent = z.object({ specversion: z.string(), data: z.unknown() })
const Named = z.object({ id: z.string().max(500) })
const CdEvent = z.object({
  context: z.object({
    id: z.string().max(500),
    source: z.string().max(2000).default(''),
    type: z.string().max(200),
    timestamp: z.iso.datetime({ offset: true }),
  }),
  subject: z.object({
    id: z.string().min(1).max(500),
    content: z
      .object({
        environment: Named.optional(),
        service: Named.optional(),
        artifactId: z.string().max(1000).optional(),
        url: z.string().optional(),
        uri: z.string().optional(),
      })
      .default({}),
  }),
  customData: z.unknown().optional(),
})

const Author = z.object({ author: z.string().max(200) })

/** A CDEvent itself names nobody. */
function authorIn(data: unknown): string {
  return Author.safeParse(data).data?.author ?? ''
}

/** Only pages: a link is something to be opened. */
function linkIn(text: string | undefined): string {
  return text !== undefined && /^https?:\/\//u.test(text) ? text : ''
}
