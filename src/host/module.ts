import * as nodeModule from 'node:module'

/** What a module exports by default, or why it can't be had. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly why: string }

/**
 * Runs the text of a module that imports nothing of its repository: the text may be of another commit than the files
 * that lie there. TypeScript's types are taken out by Node itself, from 22.13 on.
 */
export async function loadModule(name: string, text: string): Promise<Loaded> {
  try {
    const script = name.endsWith('.ts') ? strip?.(text) : text
    if (script === undefined) {
      return {
        kind: 'failed',
        why: `Node ${process.versions.node} does not take types out of TypeScript; 22.13 and newer do`,
      }
    }
    const url = `data:text/javascript;base64,${Buffer.from(script).toString('base64')}`
    const { default: value } = (await import(url)) as { readonly default?: unknown }
    return { kind: 'loaded', value }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}

const { stripTypeScriptTypes: strip } = nodeModule as {
  readonly stripTypeScriptTypes?: (text: string) => string
}
