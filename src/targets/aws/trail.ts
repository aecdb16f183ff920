import { isMapData, type Data } from '../../kernel/edit.ts'
import type { Trail, TrailEvent, TrailSubject } from '../../model/trail.ts'
import { isRefusal, isUnreachable, sentence } from './errors.ts'
import { at, listAt, textAt } from './facts.ts'
import type { Ask, Reply } from './table.ts'

/** How an account is asked in its own region, and in the one that keeps what is done to global services. */
export interface TrailAsks {
  readonly own: Ask
  readonly global: Ask
}

/** More resources than these are not asked about at once: the service answers two questions a second. */
const mostSubjects = 50
const mostNames = 3
/** Each has fifty events. */
const mostPages = 3

/**
 * Who changed some resources, by the events that CloudTrail keeps for ninety days. What can't be asked is said, and the
 * rest is not known.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export async function trailOf(
  asks: TrailAsks,
  subjects: readonly TrailSubject[],
  progress: (done: number) => void,
): Promise<Trail> {
  const asked = subjects.slice(0, mostSubjects)
  const events: Record<string, readonly TrailEvent[]> = {}
  const left = subjects.length - asked.length
  const failed = (why: string): Trail => ({ events, failures: [{ what: 'Who changed it', why }] })
  for (const [position, subject] of asked.entries()) {
    try {
      const found = await eventsOf(isGlobal(subject) ? asks.global : asks.own, subject)
      if (found.length > 0) events[subject.address] = found
    } catch (cause) {
      const isForAll = isRefusal(cause) || isUnreachable(cause)
      return failed(
        `CloudTrail could not be asked${isForAll ? '' : ` about ${subject.address} and those after it`}. ${sentence(cause)}`,
      )
    }
    progress(position + 1)
  }
  return left === 0
    ? { events, failures: [] }
    : failed(`CloudTrail was asked about ${mostSubjects} resources, and ${left} more have changed.`)
}

/** What is done to these is kept in one region for all. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
function isGlobal({ type }: TrailSubject): boolean {
  return /^AWS::(?:IAM|CloudFront|Route53|Organizations|GlobalAccelerator)::/u.test(type)
}

/** The region that keeps what is done to global services, of the partition that a region is in. */
export function globalRegion(region: string): string {
  if (region.startsWith('cn-')) return 'cn-north-1'
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1'
}

async function eventsOf(ask: Ask, { type, names }: TrailSubject): Promise<readonly TrailEvent[]> {
  const service = (type.split('::')[1] ?? '').toLowerCase()
  for (const name of names.slice(0, mostNames)) {
    const found = await named(ask, name)
    const events = found.flatMap((one) => (isOf(service, one) ? eventOf(one) : []))
    if (events.length > 0) return events
  }
  return []
}

async function named(ask: Ask, name: string): Promise<readonly Data[]> {
  const input: Reply = {
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: name }],
    MaxResults: 50,
  }
  const found: Data[] = []
  let token = ''
  for (let page = 0; page < mostPages; page++) {
    const reply = await ask(
      'cloudtrail',
      'LookupEvents',
      token === '' ? input : { ...input, NextToken: token },
    )
    found.push(...listAt(reply, 'Events'))
    const next = textAt(reply, 'NextToken')
    if (next === '' || next === token) break
    token = next
  }
  return found
}

/** Resources of several services may have one name. */
function isOf(service: string, event: Data): boolean {
  const [source = ''] = textAt(event, 'EventSource').split('.')
  return source !== '' && service.startsWith(source)
}

/** A change that was made: not what was only looked at, nor what was refused. */
function eventOf(event: Data): readonly TrailEvent[] {
  const record = recordIn(textAt(event, 'CloudTrailEvent'))
  if (record === undefined || textAt(event, 'ReadOnly') === 'true' || at(record, 'readOnly') === true)
    return []
  if (textAt(record, 'errorCode') !== '') return []
  return [
    {
      name: textAt(record, 'eventName') || textAt(event, 'EventName'),
      at: instant(textAt(record, 'eventTime') || textAt(event, 'EventTime')),
      by: whoIn(record) || textAt(event, 'Username'),
      parameters: at(record, 'requestParameters') ?? null,
    },
  ].filter(({ name, by }) => name !== '' && by !== '')
}

/** Without fractions of a second, which nobody needs. */
function instant(text: string): string {
  return text.replace(/\.\d+Z$/u, 'Z')
}

function recordIn(text: string): Data | undefined {
  try {
    const value = JSON.parse(text) as Data
    return value !== null && isMapData(value) ? value : undefined
  } catch {
    // A record that is no JSON says nothing.
    return undefined
  }
}

/** Who it was. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function whoIn(record: Data): string {
  const kind = textAt(record, 'userIdentity.type')
  // The end of the ARN of an assumed role is the role and the name of the session, which often is that of a person.
  const [, session = ''] = /:assumed-role\/(.+)$/u.exec(textAt(record, 'userIdentity.arn')) ?? []
  if (kind === 'Root') return 'root'
  return (
    session ||
    textAt(record, 'userIdentity.userName') ||
    textAt(record, 'userIdentity.invokedBy') ||
    textAt(record, 'userIdentity.principalId')
  )
}
