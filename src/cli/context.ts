import type { Fetch } from '../engine/answered.ts'
import type { Method } from '../contract/route.ts'
import type { Cache } from '../engine/cache/cache.ts'
import type { FilePath } from '../kernel/brand.ts'
import type { Outcome } from '../kernel/diagnostic.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { Commit } from '../model/commit.ts'
import type { History } from '../model/history.ts'
import type { HttpPorts } from '../model/http.ts'
import type { ReadOptions } from '../model/options.ts'
import type { LineMerge, LinesMerged } from '../model/merging.ts'
import type { ProgramRun } from '../model/verification.ts'
import type { PlacedRule, PolicySource } from '../rules/user.ts'
import type { Control } from './control.ts'
import type { Targets } from './targets.ts'

/** What commands are given of the world. */
export interface Context {
  readonly output: Screen
  readonly errors: Screen
  readonly environment: ReadonlyMap<string, string>
  /** A build machine runs us. */
  readonly isCI: boolean
  print(text: string): void
  complain(text: string): void
  /** Shows what goes on to a person who waits; undefined takes it away. */
  progress(text: string | undefined): void
  /** All of standard input. */
  input(): string
  readonly files: Files
  /** The day on which we are, as `2026-11-21`. */
  readonly today: string
  /** Seconds since 1970. */
  now(this: void): number
  /** Asks systems over HTTP; loaded when asked for. */
  http(this: void): Promise<HttpPorts>
  /** Does something with a repository and what has to be downloaded for it, from the usual hosts and these only. */
  fetching<Made>(
    repository: Repository,
    options: ReadOptions,
    hosts: readonly string[],
    work: (snapshot: Snapshot, fetch: Fetch) => Made,
  ): Promise<Made>
  /** What is kept between runs in the user's own folder; undefined where that can't be. */
  cache(): Cache | undefined
  /** Runs the text of a module, and gives what it exports by default. */
  loadModule(
    this: void,
    name: string,
    text: string,
  ): Promise<
    { readonly kind: 'loaded'; readonly value: unknown } | { readonly kind: 'failed'; readonly why: string }
  >
  readonly policies: Policies
  /** The server, its database and its workers; loaded when asked for. */
  control(this: void): Promise<Control>
  /** Live systems; what speaks with one is loaded when it is asked. */
  targets(this: void): Promise<Targets>
  /** Asks a server. */
  send(
    this: void,
    url: string,
    message: {
      readonly method: Method
      readonly headers: Readonly<Record<string, string>>
      readonly body: string | undefined
    },
  ): Promise<
    | { readonly kind: 'answered'; readonly status: number; readonly text: string }
    | { readonly kind: 'silent'; readonly why: string }
  >
  /** Runs one of the user's own programs to its end. */
  program(
    name: string,
    args: readonly string[],
    folder: string,
    environment: Readonly<Record<string, string>>,
  ): ProgramRun
  /** Merges three files by lines, as git does. */
  mergeLines(this: void, files: LineMerge): LinesMerged
  /** The shipped schema table of a provider by name. */
  providerTable(name: string): string | undefined
}

/** Rules of a repository that are written in a language of policies; what reads them is loaded when it is needed. */
export interface Policies {
  /** Rules in YAML whose conditions are CEL. */
  cel(this: void, file: FilePath, text: string): Promise<Outcome<readonly PlacedRule[]>>
  /** A compiled policy, as a bundle or as WebAssembly. */
  rego(this: void, file: FilePath, bytes: Uint8Array): Promise<Outcome<readonly PlacedRule[]>>
  /** Policies in Rego, and the data beside them, compiled by the `opa` program. */
  regoSources(this: void, sources: readonly PolicySource[]): Promise<Outcome<readonly PlacedRule[]>>
}

/** How wide and in which manner to write. */
export interface Screen {
  readonly width: number
  readonly colour: boolean
  readonly interactive: boolean
}

/** The files of this machine, by the paths that the user types. */
export interface Files {
  kindOf(path: string): 'file' | 'folder' | undefined
  /** The text of a file; undefined when there is none. */
  text(path: string): string | undefined
  /** Writes a file; false when that can't be. */
  write(path: string, text: string): boolean
  /** Writes all of them or none; gives the one that cannot be written. */
  writeAll(files: readonly { readonly path: string; readonly text: string }[]): string | undefined
  /** The folder a file is in. */
  folderOf(path: string): string
  /** Opens the repository that a folder is in; undefined where there is no such folder. */
  open(folder: string): Repository | undefined
}

/** A folder to be read, inside of the repository that it is a part of. */
export interface Repository {
  /** The top folder, which is where paths begin. */
  readonly root: string
  readonly snapshot: Snapshot
  readonly folder: FilePath
  /** The folder's absolute path. */
  readonly workingFolder: string
  /** A file by the path that the user types, also one outside of the repository; undefined when there is none. */
  file(path: string): FilePath | undefined
  /** A path as the user would type it. */
  typed(file: FilePath): string
  /** A path as said from the folder. */
  inside(file: FilePath): string
  commit(file: FilePath, line: number): Commit | undefined
  /** The files as they were where a commit and the present one part; undefined when git knows no such commit. */
  before(commit: string): Snapshot | undefined
  /** Commits and tags of a stretch of time, in seconds since 1970; undefined without git. */
  history(between: { readonly start: number; readonly end: number }): History | undefined
}
