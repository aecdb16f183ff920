import { covers, forPeople, type Permission } from '../contract/permission.ts'
import type { Commands, Session } from '../contract/commands.ts'
import type { Role, Token } from '../contract/nouns.ts'
import { refused, type Refusal } from '../contract/problem.ts'
import type { Queries } from '../contract/queries.ts'
import type { Route } from '../contract/route.ts'
import { stateProtocol } from '../contract/routes/states.ts'

/** Who asks. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'user'; readonly session: Session; readonly secret: string }
  | { readonly kind: 'token'; readonly project: string; readonly token: Token }

export type Somebody = Exclude<Caller, { readonly kind: 'nobody' }>

/** What stands in the ledger as who did it. */
export function nameOf(caller: Caller): string {
  if (caller.kind === 'user') return caller.session.user
  return caller.kind === 'token' ? `token:${caller.token.name}` : 'nobody'
}

export function isAdministrator(caller: Caller): boolean {
  return caller.kind === 'user' && caller.session.isAdministrator
}

/** What a request shows of who sends it. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
}

/** A token that is shown and doesn't hold is refused: it is never taken for nobody, nor for the cookie beside it. */
export async function callerOf(
  { authorization, cookie }: Credentials,
  { access }: Pick<Commands, 'access'>,
): Promise<Caller | Refusal> {
  if (authorization !== undefined) {
    const secret = secretIn(authorization)
    const found = secret === undefined ? undefined : await access.tokenOf(secret)
    if (found === undefined)
      return refused('request/unauthenticated', 'The token is unknown, has been revoked or has expired.')
    return { kind: 'token', ...found }
  }
  if (cookie === undefined || cookie.length > 500) return { kind: 'nobody' }
  const session = await access.session(cookie)
  return session === undefined ? { kind: 'nobody' } : { kind: 'user', session, secret: cookie }
}

/** A token as it is, or as the password that Terraform sends: https://www.rfc-editor.org/rfc/rfc7617 */
function secretIn(authorization: string): string | undefined {
  const [, basic] = /^Basic ([\w+/=-]{8,1000})$/iu.exec(authorization) ?? []
  const [, bearer = ''] = /^Bearer (\S+)$/iu.exec(authorization) ?? []
  const shown =
    basic === undefined
      ? bearer
      : Buffer.from(basic, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/u, '')
  return /^plb_[\w-]{8,200}$/u.test(shown) ? shown : undefined
}

/**
 * Whether a caller may use a route. A project in which the caller has no role is answered as one that doesn't exist,
 * so that nobody learns which there are.
 */
export async function permitted(
  route: Pick<Route, 'id' | 'method' | 'permission'>,
  caller: Caller,
  project: string | undefined,
  queries: Pick<Queries, 'projects'>,
): Promise<Refusal | undefined> {
  const { permission } = route
  if (permission === 'anyone') return undefined
  if (caller.kind === 'nobody') {
    const detail =
      'Sign in with the link that `plumbline up` prints, or send a token as `Authorization: Bearer`.'
    return refused('request/unauthenticated', detail)
  }
  if (permission === 'signed-in') return outOfScope(route, caller)
  if (permission === 'administrator') {
    if (isAdministrator(caller)) return undefined
    return refused('request/forbidden', 'Only an administrator of the installation may do this.')
  }
  const role = project === undefined ? undefined : await roleIn(project, caller, queries)
  if (role === undefined) return refused('request/not-found', 'There is no such project, or it is not yours.')
  if (!covers(role, permission)) return tooLittle(role, permission)
  return outOfScope(route, caller)
}

/** The role of a caller in a project; undefined outside of it. */
export async function roleIn(
  project: string,
  caller: Somebody,
  { projects }: Pick<Queries, 'projects'>,
): Promise<Role | undefined> {
  if (caller.kind === 'user') return projects.roleOf(project, caller.session.user)
  return caller.project === project ? caller.token.role : undefined
}

function tooLittle(role: Role, needed: Permission): Refusal {
  return refused('request/forbidden', `This needs the role ${needed}; you are ${role} in this project.`)
}

/** What machines send of themselves. */
const sent: readonly string[] = [
  'reports.upload',
  'stacks.upload',
  'incidents.receive',
  'feed.tell',
  'logs.receive',
]

/** What is in a state is for Terraform alone: a token that may read or write everything else can't have it. */
function scopesFor(id: string, method: string): readonly string[] {
  if (stateProtocol.includes(id)) return ['state']
  if (method === 'GET') return ['read']
  return sent.includes(id) ? ['reports', 'write'] : ['write']
}

function outOfScope({ id, method }: Pick<Route, 'id' | 'method'>, caller: Somebody): Refusal | undefined {
  if (caller.kind === 'user') return undefined
  if (forPeople.includes(id))
    return refused('request/forbidden', 'What runs is changed by people, and not by tokens.')
  const needed = scopesFor(id, method)
  if (needed.some((one) => caller.token.scopes.includes(one))) return undefined
  return refused('request/forbidden', `The token lacks the scope ${needed.join(' or ')}.`)
}
