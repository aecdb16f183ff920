import type { ChangeRef, GateVerdict } from '../contract/nouns.ts'
import type { ProblemCode } from '../contract/problem.ts'

/** A system that keeps repositories and the talk about them: what it tells us, and what it is told. */
export interface Forge {
  readonly name: 'github' | 'gitea'
  /** What a webhook says, when its signature is right. */
  read(message: Message, secret: string): Heard | NotHeard
  /** The repository that a source's address names here; undefined when it is elsewhere. */
  repositoryOf(url: string): Repository | undefined
  /** Writes how a commit stands, and the one comment on its pull request. Repeating it changes nothing. */
  tell(report: ForgeReport, access: ForgeAccess, signal: AbortSignal): Promise<Told>
  /** Opens a pull request with one commit on a branch of its own. Repeating it finds the one that is open. */
  propose(proposal: Proposal, access: ForgeAccess, signal: AbortSignal): Promise<Proposed>
}

/** A webhook as it came. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Heard =
  | { readonly kind: 'push'; readonly id: string; readonly urls: readonly string[] }
  | {
      readonly kind: 'change'
      readonly id: string
      readonly urls: readonly string[]
      readonly change: ChangeRef & { readonly branch: string; readonly sha: string }
    }
  /** Nothing that concerns us, such as the first message of a new webhook. */
  | { readonly kind: 'nothing'; readonly id: string }

export interface NotHeard {
  readonly kind: 'not-heard'
  readonly code: ProblemCode
  readonly detail: string
}

export interface Repository {
  /** The address of the API. */
  readonly api: string
  readonly owner: string
  readonly name: string
}

/** What goes back. */
export interface ForgeReport {
  readonly repository: Repository
  readonly sha: string
  readonly verdict: GateVerdict | 'running'
  /** One line. */
  readonly summary: string
  /** Where more is told. */
  readonly link: string
  /** More of it, in Markdown. */
  readonly text: string
  /** What is said of single lines, where the forge can show that. */
  readonly notes: readonly ForgeNote[]
  /** The pull request that has our one comment, which says the same text. */
  readonly comment: { readonly number: number } | undefined
}

/** Something about a line. */
export interface ForgeNote {
  readonly file: string
  readonly line: number
  readonly level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

/** A change that is offered. The name of the branch says what it is about: another change has another. */
export interface Proposal {
  readonly repository: Repository
  readonly branch: string
  /** The branch that it is meant for, and the commit that it follows. */
  readonly base: string
  readonly parent: string
  readonly title: string
  /** Of the commit. */
  readonly message: string
  /** Of the pull request, in Markdown. */
  readonly text: string
  readonly files: readonly ProposedFile[]
}

export interface ProposedFile {
  readonly path: string
  /** As git says it, such as `100644`. */
  readonly mode: string
  readonly text: string
  /** The name of its content before; undefined for a new file. */
  readonly before: string | undefined
}

export interface Proposed {
  readonly number: number
  readonly url: string
  readonly isNew: boolean
}

/** How it is told. */
export interface ForgeAccess {
  readonly token: string
  readonly fetch: typeof fetch
}

export interface Told {
  readonly status: 'written' | 'as it was'
  /** What the status is there. */
  readonly as: 'check run' | 'commit status'
  readonly comment: 'written' | 'edited' | 'as it was' | undefined
}

/** Marks our one comment, so that it is found and edited. It names the server, of which there may be several. */
export function markOf(link: string): string {
  const { origin } = new URL(link)
  return `<!-- plumbline ${origin} -->`
}

/** The name of our status among those of others. */
export const statusName = 'plumbline/gate'
