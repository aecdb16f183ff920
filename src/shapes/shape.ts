import type { Value } from '../kernel/value.ts'

/**
 * How the resources of one service are said in their live shape. A table to be read: the left side is the live API's
 * property, the right side the source's attribute.
 */
export interface Shapes {
  /** Source types that are a live resource of their own. */
  readonly owners: readonly Owner[]
  /** Source types that say a part of another one. */
  readonly companions: readonly Companion[]
  /** What the service gives where nobody wrote anything, by live type, path and value, whatever the source language. */
  readonly defaults: Readonly<Record<string, Defaults>>
}

/** A source type and the live type that it is. */
export interface Owner {
  readonly from: string
  readonly to: string
  readonly fields: Fields
  /** For tools whose names follow from the live ones by a rule: what the fields are put into. */
  readonly whole?: (value: Value, address: string) => Value
  /** For source types that hold an object of any live type, as its API has it. */
  readonly holds?: Held
}

/** An object in its live shape, inside of a source type. */
export interface Held {
  /** The attribute that it stands in. */
  readonly in: string
  /** The live types that it may be of, besides those that no table knows. */
  readonly among: readonly string[]
  /** The live type that it is of; undefined where it doesn't say. */
  typeOf(object: Value): string | undefined
}

/** A source type that fills a place in a live resource. */
export interface Companion {
  readonly from: string
  readonly to: string
  /** The attribute that names the owner. */
  readonly by: string
  /** The owner's attribute whose text it may name, besides referring to it. */
  readonly names: string
  /** What older versions of the source named the owner by, asked where `by` isn't set. */
  readonly formerly?: Pick<Companion, 'by' | 'names'>
  /** The place that it fills: `Rules[]` adds an item to a list, an empty place fills several properties. */
  readonly place: string
  /** From the place. */
  readonly fields: Fields
  /** For a list: an item for each value of the named lists, as a field's `spread` does. */
  readonly over?: Readonly<Record<string, string>>
  /** Only where these attributes have these values. */
  readonly where?: Readonly<Record<string, Plain>>
}

/** Properties of the live shape, as paths, and where each comes from. */
export type Fields = Readonly<Record<string, Field>>

/**
 * - a text: the attribute at that path (blocks of which there is one need no number);
 * - `from` with `as`: the attribute, converted;
 * - `each`: a list with an item for each block or item at the path;
 * - `spread`: as `each`, but with an item for each value of the named lists of every block: `CidrIp` for each of `cidr_blocks`,
 *   or with one without any of them;
 * - `joined`: the lists of several fields, one after the other;
 * - `given`: a constant, where the attribute at `when` is set;
 * - `first`: the first of these that is set, for arguments that had other names before;
 * - `item`: a list with one item, where any of its fields is set;
 * - `empty`: a map that is always there, or where there is something at `when`.
 */
export type Field =
  | string
  | { readonly from: string; readonly as: Conversion }
  | { readonly each: string; readonly of: Fields }
  | { readonly spread: string; readonly over: Readonly<Record<string, string>>; readonly of: Fields }
  | { readonly joined: readonly Field[] }
  | { readonly given: Plain; readonly when: string }
  | { readonly first: readonly Field[] }
  | { readonly item: Fields }
  | { readonly empty: true; readonly when?: string }

/** `json` reads a JSON text; `list` makes a list of one value; `tags` makes Key/Value pairs; a table gives a value for each text; a function, anything. */
export type Conversion =
  | 'json'
  | 'list'
  | 'tags'
  | Readonly<Record<string, Plain>>
  | ((value: Value) => Value)

export type Plain = string | number | boolean | null

export type Defaults = Readonly<Record<string, Plain>>
