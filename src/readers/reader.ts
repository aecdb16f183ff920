import type { FilePath } from '../kernel/brand.ts'
import type { Diagnostic, Outcome } from '../kernel/diagnostic.ts'
import type { OriginId } from '../kernel/origin.ts'
import type { Origins } from '../kernel/origins.ts'
import type { Snapshot } from '../kernel/ports.ts'
import type { Reads } from '../kernel/recording.ts'
import type { Span } from '../kernel/span.ts'
import type { Value } from '../kernel/value.ts'
import type { EvalResult, ReadOptions, ReleaseOptions, ValuesLayer } from '../model/options.ts'
import type { Reading } from '../model/reading.ts'
import type { Rendering } from '../model/rendering.ts'

/** One thing that can be read: a root in one variant. */
export interface Unit {
  readonly format: string
  readonly root: FilePath
  /** Empty when there is one way to read the root. */
  readonly variant: string
  /** The options with what the variant adds to them. */
  readonly options: ReadOptions
}

/** What a reader needs from elsewhere. The engine answers, caches and detects cycles; undefined means it can't be had. */
export type ReadingRequest = FetchRequest | ChartRequest | RenderingRequest

/** Files that lie in another repository. */
export interface FetchRequest {
  readonly kind: 'fetch'
  readonly source: string
  readonly version: string | undefined
  readonly span: Span
}

/** A chart of a repository of charts, or of a registry. The answer is its folder in the snapshot. */
export interface ChartRequest {
  readonly kind: 'chart'
  /** `https://…` or `oci://…`, as it is written. */
  readonly repository: string
  readonly name: string
  /** A version, or a constraint in the words of Helm's; empty for the newest. */
  readonly version: string
  readonly span: Span
}

/** The objects that another format makes of what lies at a path. */
export interface RenderingRequest {
  readonly kind: 'rendering'
  readonly format: string
  readonly path: FilePath
  readonly inputs: RenderingInputs
  /** The table of the reading that asks: the origins of what is rendered are added to it. */
  readonly origins: Origins
  /** The place that asks. */
  readonly span: Span
}

/** What is given beside the files at the path; their origins lie in the table of the request. */
export interface RenderingInputs {
  /** Values of a chart. */
  readonly layers?: readonly ValuesLayer[]
  readonly release?: ReleaseOptions
  /** How objects of a chart are given; without its tests, as Helm reads them, where nothing is said. */
  readonly chart?: ChartInputs
  /** Fields that are added to those of a kustomization, which may be missing then. */
  readonly kustomization?: Value
  /** What a kustomization is to change instead of what the files at the path hold; no file is looked at then. */
  readonly rendered?: Pick<RenderedObjects, 'values' | 'written'>
  /** An object that is in no file, because something rendered it, and is to be rendered itself. */
  readonly object?: Value
}

/** Which objects of a chart are wanted, and how their text is read. */
export interface ChartInputs {
  readonly leaveOut: readonly ('crd' | 'hook' | 'test')[]
  readonly dialect: 'go-yaml-v2' | 'go-yaml-v3'
}

/** The folder in the snapshot where the fetched files are; or why there is none, if that was looked into. */
export type FetchAnswer = FilePath | { readonly why: string } | undefined

/** Rendered objects, those in lists not taken out; with the texts of what spans point into and is no file. */
export interface RenderedObjects {
  readonly values: readonly Value[]
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<FilePath, string>
  /** How a scalar is written in what was rendered, told by its origin; only where that was asked for. */
  readonly written?: (origin: OriginId) => string | undefined
}

/** What the engine answers: as the request asks, of a fetch or of a rendering. */
export type ReadingAnswer = FetchAnswer | RenderedObjects

/** A piece of a unit that is worked out by itself, with all of its instances: a resource, a variable, an output. */
export interface Part {
  /** What it is called in the unit. */
  readonly id: string
  /** Where it is declared: the same for the parts that several calls of one module make. */
  readonly place: string
  /** Another one whenever anything is different that it is made of, but for files that are read on the way. */
  readonly recipe: string
  /** The type of the resources that it makes, with `data.` before those of data sources. */
  readonly type: string | undefined
}

/** A part that was worked out. */
export interface MadePart extends Part {
  /** Whether something was wrong with it. */
  readonly isTroubled: boolean
  /** What was asked of the snapshot to work it out. */
  readonly reads: Reads
}

/** Which parts are to be worked out, by their ids; those that they need are worked out too. */
export type Choice = (parts: readonly Part[]) => ReadonlySet<string>

/** A unit of which only some parts were worked out. */
export interface PartialReading {
  /** All declarations, and what the parts made that were worked out. */
  readonly reading: Reading
  /** By id; undefined where the unit has no parts, so that everything was worked out. */
  readonly made: ReadonlyMap<string, MadePart> | undefined
  /** Every part of the unit, by id. */
  readonly parts: ReadonlyMap<string, Part>
  /** The id of the part by the address of a resource or a named value. */
  readonly partOf: ReadonlyMap<string, string>
}

/** A format: which files are its own, and how they become resources. No judgement, no I/O. */
export interface Reader {
  readonly format: string
  /** Whether its units say what clusters get: where there are some, rendering a folder is rendering those. */
  readonly delivers?: true
  /** The documentation of what is read. */
  readonly reference: string
  /** The roots below a folder, and folders that belong to tools that are not read yet. */
  discover(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Outcome<readonly Unit[]>
  /** The root at exactly this folder or file, even if another folder calls it as a module; undefined when there is none. */
  unitAt(snapshot: Snapshot, folder: FilePath, options: ReadOptions): Unit | undefined
  read(unit: Unit, snapshot: Snapshot): Generator<ReadingRequest, Reading, ReadingAnswer>
  /** A reading of the parts that are chosen, when it is known which there are; only formats whose units have parts. */
  readParts?(
    unit: Unit,
    snapshot: Snapshot,
    choose: Choice,
  ): Generator<ReadingRequest, PartialReading, ReadingAnswer>
  /** What the real tool would print of a unit; only formats that render. */
  render?(unit: Unit, snapshot: Snapshot): Generator<ReadingRequest, Rendering, ReadingAnswer>
  /** The objects of what lies at a path, for a reader that asks for them; only formats that others name. */
  objects?(
    request: RenderingRequest,
    snapshot: Snapshot,
  ): Generator<ReadingRequest, RenderedObjects, ReadingAnswer>
  /** What else the thing at an address is called in questions, in lower case: without its namespace, by a short name. */
  otherNames?(address: string): readonly string[]
  /** Values of expressions in the root's own scope; only languages that have such a thing. */
  evaluate?(
    unit: Unit,
    snapshot: Snapshot,
    expressions: readonly string[],
  ): Generator<ReadingRequest, readonly EvalResult[], ReadingAnswer>
}
