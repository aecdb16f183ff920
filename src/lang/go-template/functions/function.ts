import type { GoFunction } from '../value.ts'

/** Some functions of templates, by their names. */
export type Functions = Readonly<Record<string, GoFunction>>
