import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic } from '../kernel/diagnostic.ts'
import type { Data } from '../kernel/edit.ts'
import type { Span } from '../kernel/span.ts'
import type { EditBlast } from './blast.ts'
import type { ResourceChange } from './difference.ts'
import type { Finding } from './finding.ts'
import type { Estate } from './reading.ts'

/** A value that somebody wants at a path of what an address names; undefined where nothing shall be. */
export interface WantedValue {
  /** As on the command line: the root and the environment may stand before it. */
  readonly address: string
  readonly path: string
  readonly data: Data | undefined
}

/** What kind of place a value may be set at, in the order in which they are tried. */
export const layerKinds = {
  literal: 'where the value is written',
  environment: 'in the file of this environment',
  patch: 'in a patch of this overlay',
  addition: 'where it is missing',
  companion: 'in a resource beside it',
  instance: 'for this instance alone',
  input: 'through an input of its own',
  override: 'in place of the expression',
} as const

export type LayerKind = keyof typeof layerKinds

/** A place that could set the value, and what else would change. */
export interface Layer {
  readonly kind: LayerKind
  /** The text that would be changed, or the place where text would be added. */
  readonly site: Span
  /** Values that nobody asked for; undefined where it wasn't looked into. */
  readonly others: number | undefined
  /** Whose values these are, each once. */
  readonly of?: readonly string[]
}

/** What kind of place it is, and for whom: an instance's key may be that of instances in other calls and environments too. */
export function layerText({ kind, others }: Layer): string {
  const isShared = kind === 'instance' && others !== undefined && others > 0
  return isShared ? 'for all instances with its key' : layerKinds[kind]
}

/** A file before and after. */
export interface EditedFile {
  readonly file: FilePath
  readonly before: string
  readonly after: string
}

/** A change of one value, and where it is. */
export interface OtherChange {
  readonly root: FilePath
  readonly variant: string
  readonly change: ResourceChange
}

/** What reading again told of an edit. */
export interface EditVerification {
  /** The values that were asked for, as they were and as they are. */
  readonly wanted: readonly OtherChange[]
  /** Outputs, and what refers to these values: they follow whatever sets them. */
  readonly follows: readonly OtherChange[]
  /** Everything else that is different. */
  readonly others: readonly OtherChange[]
  readonly diagnostics: { readonly appeared: readonly Diagnostic[]; readonly gone: readonly Diagnostic[] }
  readonly findings: { readonly appeared: readonly Finding[]; readonly gone: readonly Finding[] }
}

/** Why there is no edit: every code, and what it means. */
export const editRefusals = {
  'edit/no-such-value': 'Nothing is there to be changed',
  'edit/given-outside': 'The value is given outside of the files',
  'edit/not-a-file': 'The value is made by the tool, not by a line',
  'edit/computed': 'The value is computed in a way that cannot be turned around',
  'edit/downloaded': 'The line that sets the value is in something that was downloaded',
  'edit/no-place': 'No line was found that could set the value',
  'edit/other-value': 'The lines that it comes from give another value',
  'edit/changes-others': 'Other values would change',
  'edit/breaks': 'What can be read now could not be read afterwards',
  'edit/no-such-layer': 'The value cannot be set there',
  'edit/finding-stays': 'The finding would stay, or another would come',
} as const

export type EditRefusal = keyof typeof editRefusals

/** A resource that runs, and that a stack of CloudFormation has to take over once its template says it. */
export interface StackImport {
  readonly template: FilePath
  readonly type: string
  /** Its name in the template. */
  readonly name: string
  /** The properties by which it is known, with their values. */
  readonly identifier: Readonly<Record<string, string>>
  /** The parameters of the template, which keep what they have. */
  readonly parameters: readonly string[]
}

/** An edit that was verified by reading again, or why there is none. */
export type EditAnswer =
  | {
      readonly kind: 'edited'
      readonly files: readonly EditedFile[]
      readonly layers: readonly Layer[]
      /** The places that could be taken instead. */
      readonly offers: readonly Layer[]
      readonly verification: EditVerification
      /** What is read then. */
      readonly after: Estate
      /** What it reaches beyond its values, where that was asked for. */
      readonly blast?: EditBlast
      /** What is to be done beside it, so that nothing is made anew. */
      readonly imports?: readonly StackImport[]
    }
  | {
      readonly kind: 'refused'
      readonly code: EditRefusal
      /** What, why, and what to do. */
      readonly detail: string
      readonly offers: readonly Layer[]
    }
  /** It has the value already. */
  | { readonly kind: 'nothing' }
