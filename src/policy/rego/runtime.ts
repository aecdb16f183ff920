import * as sdk from '@open-policy-agent/opa-wasm'

/** A started policy, as far as it is used here. */
export interface Started {
  readonly mem: { readonly buffer: ArrayBuffer }
  readonly wasmInstance: { readonly exports: unknown }
  readonly dataAddr: number
  /** Where the memory is free again after each question. */
  readonly dataHeapPtr: number
  /** The names of what may be asked, and their numbers. */
  readonly entrypoints: Readonly<Record<string, number>>
  setData(data: object): void
}

/** The part of WebAssembly that is used here: the types of Node know nothing of it. */
interface Engine {
  readonly Module: {
    new (bytes: Uint8Array): object
    exports(module: object): readonly { readonly name: string }[]
  }
  readonly LinkError: ErrorConstructor
  readonly RuntimeError: ErrorConstructor
}

export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly

/** Starts a compiled policy. The package exports this only as a part of its default, which its types leave out. */
export const { loadPolicySync: startPolicy } = (
  sdk as unknown as {
    readonly default: {
      loadPolicySync(this: void, module: object, memory: { readonly initial: number }): Started
    }
  }
).default
