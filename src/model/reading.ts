import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Named, Reference, Resource } from './resource.ts'

/** What one root says under one variant (var files, workspace): resources, named values, edges, and where each value came from. */
export interface Reading {
  readonly format: string
  /** The folder of the root; its file where one file is a root. */
  readonly root: FilePath
  /** Empty when the root is read in one way only. */
  readonly variant: string
  /** Sorted by address. */
  readonly resources: readonly Resource[]
  /** Sorted by address: provider configurations and module calls, which `read` does not list. */
  readonly declarations?: readonly Resource[]
  /** Sorted by address: variables, locals and outputs of every module instance. */
  readonly named: readonly Named[]
  readonly references: readonly Reference[]
  readonly diagnostics: readonly Diagnostic[]
  readonly origins: Origins
  /** The texts of places that are not files: values of the command line and the environment. */
  readonly texts: ReadonlyMap<FilePath, string>
}

/** Every root of a repository, and the texts that their spans point into. */
export interface Estate {
  readonly readings: readonly Reading[]
  /** Problems that belong to no root, such as a folder of a tool that is not read yet. */
  readonly diagnostics: readonly Diagnostic[]
  /** The text of a file a span points into; undefined for the command line and the environment. */
  text(file: FilePath): string | undefined
}
