/**
 * Terraform's types. `dynamic` is "any type": the type of an untyped null and of a value whose type is not known.
 * Source: the HCL and cty documentation of types ("concepts" and "conversion").
 */
export type Type =
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'dynamic' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'set'; readonly element: Type }
  | { readonly kind: 'map'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | {
      readonly kind: 'object'
      readonly attributes: ReadonlyMap<string, Type>
      /** Attributes that a conversion to this type may leave out: they become null. */
      readonly optional?: ReadonlySet<string>
    }

export const stringType: Type = { kind: 'string' }
export const numberType: Type = { kind: 'number' }
export const boolType: Type = { kind: 'bool' }
export const dynamicType: Type = { kind: 'dynamic' }

export function listOf(element: Type): Type {
  return { kind: 'list', element }
}

export function setOf(element: Type): Type {
  return { kind: 'set', element }
}

export function mapOf(element: Type): Type {
  return { kind: 'map', element }
}

export function tupleOf(elements: readonly Type[]): Type {
  return { kind: 'tuple', elements }
}

/** An object type; the attributes are kept in byte order of their names. */
export function objectOf(attributes: ReadonlyMap<string, Type>, optional?: ReadonlySet<string>): Type {
  return optional === undefined || optional.size === 0
    ? { kind: 'object', attributes }
    : { kind: 'object', attributes, optional }
}
