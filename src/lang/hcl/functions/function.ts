import type { FilePath } from '../../../kernel/brand.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import type { Problem } from '../problem.ts'
import type { Type } from '../types.ts'
import type { Outline, Refinement, Val } from '../value.ts'
import type { LanguageVersion } from '../version.ts'

/** One parameter. Without the flags, a call with such an argument never reaches `call`. */
export interface Parameter {
  readonly name: string
  /** Arguments are converted to this first; `dynamic` takes any. */
  readonly type: Type
  readonly allowNull?: boolean
  /** `call` gets unknown arguments instead of the result being unknown of type `returns(...)`. */
  readonly allowUnknown?: boolean
  /** An argument whose *type* is unknown does not make the result wholly unknown. */
  readonly allowDynamic?: boolean
  /** `call` sees the marks and puts them where they belong, instead of all marks of the arguments going on the result. `when known`: but those of an unknown one do. */
  readonly allowMarked?: boolean | 'when known'
}

/** A file of which a value is the whole text, and where the origins of what it says go. */
export interface TextSource {
  readonly file: FilePath
  readonly origins: Origins
  /** What functions made of it, by their names: instances of a module decode the same file again and again. */
  readonly decoded: Map<string, Val>
}

/** What a function may ask of the world around it. */
export interface FunctionContext {
  readonly version: LanguageVersion
  /** The bytes of a file by the path the user wrote (relative to the root module's folder or absolute inside the snapshot), or why not. */
  readFile(path: string): Uint8Array | Problem
  /** The origin of a file's text, by the path the user wrote; 0 where the text is not what the file says to the letter. */
  fileOrigin(path: string, text: string): OriginId
  /** Where a text stands that is the whole of a file; undefined for any other. */
  sourceOf(text: Val): TextSource | undefined
  fileExists(path: string): boolean | Problem
  /** Every file below a folder, as paths relative to it, sorted; for fileset. */
  filesBelow(path: string): readonly string[] | Problem
  /** Renders a template's text with its own variables; `name` is the path shown in messages. */
  renderTemplate(text: string, variables: ReadonlyMap<string, Val>, name: string): Val | Problem
  /** The values that the text of a file of variables gives, as an object. */
  decodeVariables(text: string): Val | Problem
  /** The folder that `abspath`/`pathexpand` resolve against; undefined makes them unknown. */
  readonly workingFolder: string | undefined
  /** A copy of `winner` whose origin says which values it overrode (strongest first), for merge and the like. */
  overriding(winner: Val, losers: readonly OriginId[]): Val
}

/**
 * One function of the language, following cty's calling protocol: `callFunction` checks the number of arguments,
 * converts, refuses nulls, answers for unknowns, lifts marks, and gives the result its origin.
 */
export interface HclFunction {
  readonly name: string
  readonly summary: string
  readonly parameters: readonly Parameter[]
  readonly variadic?: Parameter
  /** Set where it doesn't compute its result but gives what is written in a file, or in the text of one. */
  readonly gives?: 'a text of a file' | 'what a text says'
  /** Some of its arguments may override others, which it tells its context. */
  readonly overrides?: boolean
  /** The result's type given the (converted, perhaps unknown) arguments; problems come from `failed` and `badArgument`. */
  returns(args: readonly Val[]): Type | Problem
  /**
   * The result. Values taken out of arguments are handed on as they are (they keep their origins); new ones have
   * origin 0. Unknown results of known arguments (time, randomness) carry their cause; where there is none,
   * `callFunction` names those of the arguments. Problems come from `failed` and `badArgument`, which it frames.
   */
  call(args: readonly Val[], context: FunctionContext, type: Type): Val | Problem
  /** What is known of an unknown result; without it: not null. Give `() => undefined` for functions that may return null. */
  refine?(args: readonly Val[]): Refinement | undefined
  /** The value that the resulting text encodes, given the arguments with their marks. */
  outline?(args: readonly Val[]): Outline | undefined
  /**
   * `shape` when only the length or keys of the arguments matter to the result; `call` when an argument that is handed
   * on was chosen by its own value, so that another literal in its place need not be chosen again.
   */
  readonly step?: 'shape' | 'call'
  /** The language versions that have it; all when left out. */
  readonly only?: 'opentofu'
}
