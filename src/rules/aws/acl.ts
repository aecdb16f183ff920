import type { Live } from '../../model/live.ts'
import { all, at, is, isOneOf, items, matches, type Fact } from '../facts.ts'
import type { Verdict } from '../rule.ts'
import { mustNot, unless } from '../verdicts.ts'

/** The groups that an ACL can name. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export const everyone = /\/groups\/global\/AllUsers$/u
export const anyAccount = /\/groups\/global\/AuthenticatedUsers$/u

/** What an ACL may not give: canned lists, and permissions of a group. */
export interface Opening {
  readonly canned: readonly string[]
  readonly group: RegExp
  readonly permissions: readonly string[]
}

/** The bucket's ACL doesn't give this, or its public access block refuses or ignores what the ACL gives. */
export function* mustNotGive(bucket: Live, opening: Opening, message: string): Generator<Verdict> {
  const block = at(bucket, 'PublicAccessBlockConfiguration')
  const [refused, ignored] = [at(block, 'BlockPublicAcls'), at(block, 'IgnorePublicAcls')]
  const given = opened(bucket, opening, message)
  yield* unless(is(refused, true), refused, unless(is(ignored, true), ignored, given))
}

function* opened(bucket: Live, opening: Opening, message: string): Generator<Verdict> {
  const canned = at(bucket, 'AccessControl')
  if (opening.canned.length > 0) yield* mustNot(isOneOf(canned, opening.canned), message, canned, 'Private')
  for (const grant of items(at(bucket, 'Grants'))) {
    const group = at(grant, 'Uri')
    const given = all([matches(group, opening.group), isOneOf(at(grant, 'Permission'), opening.permissions)])
    yield* mustNot(given, message, unknownOf(grant, group))
  }
}

/** The fact to show: the group, unless only the permission isn't known. */
function unknownOf(grant: Fact, group: Fact): Fact {
  const permission = at(grant, 'Permission')
  return group.value.kind !== 'unknown' && permission.value.kind === 'unknown' ? permission : group
}
