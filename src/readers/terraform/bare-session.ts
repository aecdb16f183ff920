import type { FilePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { opentofu } from '../../lang/hcl/version.ts'
import type { ReadOptions } from '../../model/options.ts'
import type { Session } from './evaluate/session.ts'
import { schemasOf } from './schemas.ts'

/** A session in which nothing is known of a root but its folder. */
export function bareSession(root: FilePath, snapshot: Snapshot, options: ReadOptions): Session {
  return {
    root,
    snapshot,
    options,
    version: opentofu,
    origins: new Origins(),
    diagnostics: [],
    schemas: schemasOf(options),
    state: undefined,
    texts: new Map(),
  }
}
