import { any, isGiven, items, matches, type Answer, type Fact } from '../facts.ts'

/**
 * Whether an account is the one that Google makes for every project, which is also the one where none is named:
 * https://cloud.google.com/compute/docs/access/service-accounts#default_service_account
 */
export function isDefaultAccount({ live, path, value }: Fact): Answer {
  if (value.kind === 'absent') return 'yes'
  if (value.kind === 'unknown' && value.because.some(({ what }) => defaultLookUp.test(what))) return 'yes'
  // An account that is made or looked up elsewhere is one of its own.
  if (value.kind === 'unknown' && value.because.every(isGiven)) return 'no'
  return matches({ live, path, value }, /-compute@developer\.gserviceaccount\.com$/u)
}

const defaultLookUp = /^data\.google_compute_default_service_account\./u

/** Whether one of these members is a service account. */
export function holdsServiceAccount(members: Fact): Answer {
  return any(items(members).map(isServiceAccount))
}

/** The kind of a member is its beginning, which is often known when the rest isn't. */
function isServiceAccount(member: Fact): Answer {
  const { value } = member
  if (value.kind === 'unknown' && value.outline?.kind === 'text') {
    const [start] = value.outline.parts
    if (typeof start === 'string' && start.includes(':'))
      return start.startsWith('serviceAccount:') ? 'yes' : 'no'
  }
  // The attribute `member` of an account is its address with its kind before it.
  if (value.kind === 'unknown' && value.because.some(({ what }) => asMember.test(what))) return 'yes'
  return matches(member, /^serviceAccount:/u)
}

const asMember = /^(?:data\.)?google_service_account\..+\.member$/u
