import type {
  ChangeRef,
  CredentialRef,
  Delivery,
  Hook,
  LedgerEvent,
  Member,
  Project,
  Role,
  Source,
  Token,
  UploadedReport,
} from './nouns.ts'

/**
 * What can be done in the store. Every command that people see writes its line of the ledger in the same transaction.
 * `by` is the name of who asks. A wish that can't be fulfilled is answered with `refused`, never thrown.
 */
export interface Commands {
  readonly projects: ProjectCommands
  readonly sources: SourceCommands
  readonly findings: FindingCommands
  readonly hooks: HookCommands
  readonly access: AccessCommands
  readonly keys: IdempotencyKeys
}

export type Refused = {
  readonly kind: 'refused'
  readonly why: 'missing' | 'exists' | 'invalid' | 'conflict'
  readonly detail: string
}
export type Done<What> = { readonly kind: 'done'; readonly value: What }
export type Answer<What> = Done<What> | Refused

export interface ProjectCommands {
  /** `by` becomes its first administrator. */
  create(project: { readonly id: string; readonly name: string }, by: string): Promise<Answer<Project>>
  setMember(project: string, user: string, role: Role, by: string): Promise<Answer<Member>>
  removeMember(project: string, user: string, by: string): Promise<Answer<undefined>>
}

export interface NewSource {
  readonly name: string
  readonly url: string
  readonly branches?: readonly string[] | undefined
  readonly path?: string | undefined
  readonly credential?: CredentialRef | undefined
  readonly everySeconds?: number | undefined
}

export interface SourceCommands {
  /** `isAdministrator` of the installation may name paths of this machine. */
  add(project: string, source: NewSource, by: string, isAdministrator: boolean): Promise<Answer<Source>>
  remove(project: string, source: string, by: string): Promise<Answer<undefined>>
  /** Asks for its commits now. */
  refresh(project: string, source: string, by: string): Promise<Answer<undefined>>
  /** What a forge says of a pull request. */
  changeSeen(
    project: string,
    source: string,
    change: ChangeRef & { readonly branch: string; readonly sha: string },
  ): Promise<Answer<undefined>>
  report(project: string, report: NewReport, by: string): Promise<Answer<UploadedReport>>
  overrideGate(
    project: string,
    commit: { readonly source: string; readonly sha: string; readonly gate: string },
    reason: string,
    by: string,
  ): Promise<Answer<undefined>>
  /** Writes that something was told to a forge, once for each key: false when it has been told already. */
  toldOnce(project: string, key: string, data: Readonly<Record<string, string>>): Promise<boolean>
}

/** `text` is kept beside the ledger; `numbers` are what gates ask about. */
export type NewReport = Omit<UploadedReport, 'id' | 'hash' | 'by' | 'at'> & { readonly text: string }

export interface FindingCommands {
  accept(
    project: string,
    finding: string,
    given: { readonly reason: string; readonly until: string | undefined },
    by: string,
  ): Promise<Answer<undefined>>
  reopen(project: string, finding: string, by: string): Promise<Answer<undefined>>
}

export interface HookCommands {
  /** `secret` signs deliveries; it is kept apart and never given out. */
  add(
    project: string,
    hook: Omit<Hook, 'id' | 'source' | 'createdAt' | 'createdBy'>,
    secret: string,
    by: string,
  ): Promise<Answer<Hook>>
  remove(project: string, hook: string, by: string): Promise<Answer<undefined>>
  /** Signs with another secret from now on. */
  renew(project: string, hook: string, secret: string, by: string): Promise<Answer<undefined>>
  /** Writes that one that was asked before has refused something. */
  vetoed(project: string, veto: Veto, by: string): Promise<void>
  secretOf(project: string, hook: string): Promise<string | undefined>
  /** Makes the deliveries that new events call for; each pair of hook and event once. */
  enqueue(project: string, hook: string, event: string): Promise<Delivery>
  /** Deliveries that are due, claimed for `seconds` by whoever asks. */
  claim(seconds: number, limit: number): Promise<readonly ClaimedDelivery[]>
  settle(
    project: string,
    delivery: string,
    outcome: Pick<Delivery, 'state' | 'status' | 'problem' | 'nextAt'>,
  ): Promise<void>
  /** Puts a dead one back in line. */
  replay(project: string, delivery: string, by: string): Promise<Answer<Delivery>>
}

/** What was about to happen, who was against it and why. */
export interface Veto {
  readonly hook: string
  readonly reason: string
  readonly type: string
  readonly subject: string
}

export interface ClaimedDelivery {
  readonly project: string
  readonly delivery: Delivery
  readonly hook: Hook
  readonly event: LedgerEvent
}

/** Who somebody is, and what they may do. Nothing of it is in the ledger but that it happened. */
export interface AccessCommands {
  /** A secret that signs `user` in once, for a browser on this machine. */
  signInLink(user: string, seconds: number): Promise<string>
  /** The secret of a new session, when the link was good and unused. */
  redeem(link: string, seconds: number): Promise<SessionSecret | undefined>
  session(secret: string): Promise<Session | undefined>
  signOut(secret: string): Promise<void>
  createToken(
    project: string,
    token: Pick<Token, 'name' | 'scopes' | 'role' | 'expiresAt'>,
    by: string,
  ): Promise<Answer<{ readonly token: Token; readonly secret: string }>>
  revokeToken(project: string, token: string, by: string): Promise<Answer<undefined>>
  /** Whose token this is, when it holds. */
  tokenOf(secret: string): Promise<{ readonly project: string; readonly token: Token } | undefined>
}

export interface SessionSecret {
  readonly secret: string
  readonly session: Session
}

export interface Session {
  readonly user: string
  /** Runs the installation: may make projects and name paths of this machine. */
  readonly isAdministrator: boolean
  /** Stands in forms, against forged requests. */
  readonly csrf: string
  readonly expiresAt: string
}

/** Replies to writes that may be sent twice. */
export interface IdempotencyKeys {
  /** `digest` is of the request: another request under the same key is a conflict. */
  begin(
    owner: string,
    key: string,
    digest: string,
  ): Promise<
    | { readonly kind: 'new' }
    | { readonly kind: 'running' }
    | { readonly kind: 'conflict' }
    | { readonly kind: 'done'; readonly status: number; readonly body: string }
  >
  finish(owner: string, key: string, reply: { readonly status: number; readonly body: string }): Promise<void>
  /** The work failed: the key may be used again. */
  release(owner: string, key: string): Promise<void>
}
