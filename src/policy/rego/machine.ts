import type { Bundle } from './bundle.ts'
import type { Input, Unknown } from './input.ts'
import { poisoned } from './poison.ts'
import { engine, startPolicy, type Started } from './runtime.ts'

/** A compiled policy that is ready to be asked. */
export interface Machine {
  /** What may be asked, such as `main/deny`. */
  readonly entrypoints: readonly string[]
  ask(this: void, entrypoint: string, input: Input): Said
}

/** What a policy says of an input. */
export type Said =
  /** What the entry point comes to; undefined where it comes to nothing. */
  | { readonly kind: 'result'; readonly result: unknown }
  /** It looked at values that aren't known: at these, as far as can be told. */
  | { readonly kind: 'unknown'; readonly unknown: readonly Unknown[] }
  | { readonly kind: 'failed'; readonly why: string }

/** What a compiled policy exports. See https://www.openpolicyagent.org/docs/wasm#exports */
interface Exports {
  opa_malloc(bytes: number): number
  opa_json_parse(address: number, bytes: number): number
  opa_json_dump(address: number): number
  opa_heap_ptr_get(): number
  opa_heap_ptr_set(address: number): void
  opa_eval_ctx_new(): number
  opa_eval_ctx_set_input(context: number, address: number): void
  opa_eval_ctx_set_data(context: number, address: number): void
  opa_eval_ctx_set_entrypoint(context: number, id: number): void
  opa_eval_ctx_get_result(context: number): number
  eval(context: number): number
}

/** What tells a policy from other programs, and what asking one needs. */
const needed = ['opa_wasm_abi_version', 'opa_wasm_abi_minor_version', 'entrypoints', 'builtins', 'eval']

/** As many of the unknown values as are looked at one by one, to tell which of them mattered. */
const mostTold = 32

/** Makes a policy ready; a text says why that can't be. */
export function machineOf({ wasm, data }: Bundle): Machine | string {
  try {
    const module = new engine.Module(Uint8Array.from(wasm))
    const exported = new Set(engine.Module.exports(module).map((one) => one.name))
    if (!needed.every((one) => exported.has(one))) return 'It is no policy that OPA compiled.'
    let policy = started(module, data)
    const run = (id: number, input: Input, hidden: readonly Unknown[]): Said => {
      try {
        return asked(policy, id, input, hidden)
      } catch (error) {
        // A trap leaves the stack of the instance as it was then.
        policy = started(module, data)
        return isTrap(error) && hidden.length > 0
          ? { kind: 'unknown', unknown: hidden }
          : { kind: 'failed', why: reasonOf(error) }
      }
    }
    const ids = new Map(Object.entries(policy.entrypoints))
    return {
      entrypoints: [...ids.keys()].toSorted(),
      ask: (entrypoint, input) => said(input, (hidden) => run(ids.get(entrypoint) ?? 0, input, hidden)),
    }
  } catch (error) {
    return `It cannot be loaded: ${reasonOf(error)}.`
  }
}

/** With everything hidden that isn't known, and where that was looked at, with one by one, to tell which it was. */
function said({ unknown }: Input, run: (hidden: readonly Unknown[]) => Said): Said {
  const first = run(unknown)
  if (first.kind !== 'unknown' || unknown.length === 1) return first
  const touched = unknown.slice(0, mostTold).filter((one) => run([one]).kind === 'unknown')
  return { kind: 'unknown', unknown: touched.length === 0 ? unknown : touched }
}

function asked(policy: Started, id: number, { text }: Input, hidden: readonly Unknown[]): Said {
  const exports = exportsOf(policy)
  exports.opa_heap_ptr_set(policy.dataHeapPtr)
  const bytes = new TextEncoder().encode(text)
  const start = exports.opa_malloc(bytes.length)
  new Uint8Array(policy.mem.buffer).set(bytes, start)
  const input = exports.opa_json_parse(start, bytes.length)
  const heap = { bytes: policy.mem.buffer, start, end: exports.opa_heap_ptr_get() }
  // What cannot be hidden might be looked at without a trace.
  if (!hidden.every(({ marker }) => poisoned(heap, marker))) return { kind: 'unknown', unknown: hidden }
  const context = exports.opa_eval_ctx_new()
  exports.opa_eval_ctx_set_input(context, input)
  exports.opa_eval_ctx_set_data(context, policy.dataAddr)
  exports.opa_eval_ctx_set_entrypoint(context, id)
  exports.eval(context)
  const results = dumped(policy, exports.opa_json_dump(exports.opa_eval_ctx_get_result(context)))
  const [first] = results as readonly { readonly result?: unknown }[]
  return { kind: 'result', result: first?.result }
}

function exportsOf({ wasmInstance }: Started): Exports {
  return wasmInstance.exports as Exports
}

/** The JSON text that ends with a zero. */
function dumped({ mem }: Started, address: number): unknown {
  const bytes = new Uint8Array(mem.buffer)
  const end = bytes.indexOf(0, address)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(address, end)))
}

/** An instance with its data. What memory a policy needs at least isn't told before it is tried. */
function started(module: object, data: object, pages = 5): Started {
  try {
    const policy = startPolicy(module, { initial: pages })
    policy.setData(data)
    return policy
  } catch (error) {
    if (!(error instanceof engine.LinkError) || pages > 4096) throw error
    return started(module, data, pages * 4)
  }
}

function isTrap(error: unknown): boolean {
  return error instanceof engine.RuntimeError && /out of bounds/u.test(error.message)
}

function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { message } = error as { readonly message?: unknown }
  return typeof message === 'string' ? message : String(error)
}
