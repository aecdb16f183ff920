/**
 * A compiled policy as small as can be, for tests: it speaks the ABI of OPA's compiled policies, with texts in memory
 * laid out as theirs. `main/deny` denies when the text under `acl` begins with p, `main/warn` warns when the one under
 * `name` begins with b; neither looks at anything else.
 */
export function smallPolicy(entrypoints: Readonly<Record<string, number>> = usual): Uint8Array {
  return Uint8Array.from([
    ...header,
    ...section(
      1,
      types.map(([inputs, outputs]) => [0x60, ...list(inputs, i32), ...list(outputs, i32)]),
    ),
    ...section(2, [[...name('env'), ...name('memory'), 0x02, 0x00, 0x01]]),
    ...section(
      3,
      functions.map(({ type }) => [type]),
    ),
    ...section(
      6,
      globals.map(([value, mutable]) => [0x7f, mutable, ...constant(value), end]),
    ),
    ...section(7, [
      ...functions.map(({ exported }, at) => [...name(exported), 0x00, at]),
      [...name('opa_wasm_abi_version'), 0x03, 4],
      [...name('opa_wasm_abi_minor_version'), 0x03, 5],
    ]),
    ...section(
      10,
      functions.map(({ locals, code }) => sized([0x01, locals, i32, ...code, end])),
    ),
    ...section(11, [
      data(place.builtins, '{}'),
      data(place.entrypoints, JSON.stringify(entrypoints)),
      data(place.results, '[{"result":["The ACL is public."]}]'),
      data(place.results + place.apart, '[{"result":[{"msg":"The name is bad.","path":"name"}]}]'),
      data(place.nothing, '[{"result":[]}]'),
    ]),
  ])
}

const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const usual = { 'main/deny': 0, 'main/warn': 1 }
const quote = 0x22
const colon = 0x3a
const [add, subtract, multiply, and, equal, less, not] = [0x6a, 0x6b, 0x6c, 0x71, 0x46, 0x49, 0x45] as const
const i32 = 0x7f
const end = 0x0b
const place = { builtins: 1024, entrypoints: 1100, results: 2000, apart: 200, nothing: 3000, heap: 8192 }
/** Kinds of functions: how many numbers go in and come out. */
const types = [
  [0, 1],
  [1, 0],
  [1, 1],
  [2, 0],
  [2, 1],
] as const
/** The heap's end, the input, the entry point, the result; then the version of the ABI. */
const globals = [
  [place.heap, 1],
  [0, 1],
  [0, 1],
  [0, 1],
  [1, 0],
  [2, 0],
] as const
const heap = 0
const input = 1
const entry = 2
const result = 3

interface Code {
  readonly exported: string
  readonly type: number
  readonly locals: number
  readonly code: readonly number[]
}

const functions: readonly Code[] = [
  { exported: 'builtins', type: 0, locals: 0, code: constant(place.builtins) },
  { exported: 'entrypoints', type: 0, locals: 0, code: constant(place.entrypoints) },
  { exported: 'opa_heap_ptr_get', type: 0, locals: 0, code: global(heap) },
  { exported: 'opa_heap_ptr_set', type: 1, locals: 0, code: [...local(0), ...toGlobal(heap)] },
  { exported: 'opa_malloc', type: 2, locals: 1, code: allocated(local(0), 1) },
  { exported: 'opa_json_parse', type: 4, locals: 5, code: parsed() },
  { exported: 'opa_json_dump', type: 2, locals: 0, code: local(0) },
  { exported: 'opa_eval_ctx_new', type: 0, locals: 0, code: constant(1) },
  { exported: 'opa_eval_ctx_set_input', type: 3, locals: 0, code: [...local(1), ...toGlobal(input)] },
  { exported: 'opa_eval_ctx_set_data', type: 3, locals: 0, code: [] },
  { exported: 'opa_eval_ctx_set_entrypoint', type: 3, locals: 0, code: [...local(1), ...toGlobal(entry)] },
  { exported: 'opa_eval_ctx_get_result', type: 2, locals: 0, code: global(result) },
  { exported: 'eval', type: 2, locals: 3, code: evaluated() },
]

/** Hands out as many bytes and leaves their address. */
function allocated(size: readonly number[], into: number): readonly number[] {
  return [...global(heap), ...toLocal(into), ...global(heap), ...size, add, ...toGlobal(heap), ...local(into)]
}

/**
 * Lists the texts of a JSON document: how many, then for each where it is, and whether it is a key. Locals: the document
 * and its length, where we are, the list, where a text begins, the text, how many there are.
 */
function parsed(): readonly number[] {
  const [at, texts, from, text, count] = [2, 3, 4, 5, 6] as const
  return [
    ...allocated(constant(4096), texts),
    ...toLocal(texts),
    ...local(0),
    ...toLocal(at),
    ...repeat([
      ...when([...local(at), ...local(0), ...local(1), add, less, not], [0x0c, 2]),
      ...when(
        [...byteAt(at), ...constant(quote), equal],
        [
          ...advanced(at),
          ...local(at),
          ...toLocal(from),
          ...repeat([
            ...when([...byteAt(at), ...constant(quote), equal], [0x0c, 2]),
            ...advanced(at),
            0x0c,
            0,
          ]),
          ...allocated(constant(12), text),
          ...toLocal(text),
          ...stored(8, local(text), 0, constant(4)),
          ...stored(32, local(text), 4, [...local(at), ...local(from), subtract]),
          ...stored(32, local(text), 8, local(from)),
          ...stored(32, slot(texts, count), 4, local(text)),
          ...stored(32, slot(texts, count), 8, [...local(at), ...loadedByte(1), ...constant(colon), equal]),
          ...advanced(count),
        ],
      ),
      ...advanced(at),
      0x0c,
      0,
    ]),
    ...stored(32, local(texts), 0, local(count)),
    ...local(texts),
  ]
}

/** Looks for the key of the entry point, and only at the text after it. Locals: the context, where we are, a text. */
function evaluated(): readonly number[] {
  const [at, text] = [1, 2] as const
  const length = [...constant(3), ...global(entry), add]
  const key = either('n'.charCodeAt(0), 'a'.charCodeAt(0))
  const bad = either('b'.charCodeAt(0), 'p'.charCodeAt(0))
  const message = [...constant(place.results), ...global(entry), ...constant(place.apart), multiply, add]
  const inputSlot = [...global(input), ...local(at), ...constant(8), multiply, add]
  return [
    ...constant(place.nothing),
    ...toGlobal(result),
    ...repeat([
      ...when([...local(at), ...global(input), ...loaded(0), less, not], [0x0c, 2]),
      ...inputSlot,
      ...loaded(4),
      ...toLocal(text),
      ...when(
        [...inputSlot, ...loaded(8)],
        [
          ...when(
            [...local(text), ...loaded(4), ...length, equal, ...letterOf(text), ...key, equal, and],
            [
              ...inputSlot,
              ...loaded(12),
              ...toLocal(text),
              ...when([...letterOf(text), ...bad, equal], [...message, ...toGlobal(result)]),
            ],
          ),
        ],
      ),
      ...advanced(at),
      0x0c,
      0,
    ]),
    ...constant(0),
  ]
}

function slot(texts: number, count: number): readonly number[] {
  return [...local(texts), ...local(count), ...constant(8), multiply, add]
}

function letterOf(text: number): readonly number[] {
  return [...local(text), ...loaded(8), ...loadedByte(0)]
}

/** One number for the second entry point, another for the first. */
function either(second: number, first: number): readonly number[] {
  return [...constant(second), ...constant(first), ...global(entry), 0x1b]
}

function byteAt(at: number): readonly number[] {
  return [...local(at), ...loadedByte(0)]
}

function advanced(at: number): readonly number[] {
  return [...local(at), ...constant(1), add, ...toLocal(at)]
}

/** A loop in a block: a branch to 0 goes round, one out of an `if` to 2 leaves. */
function repeat(code: readonly number[]): readonly number[] {
  return [0x02, 0x40, 0x03, 0x40, ...code, end, end]
}

function when(condition: readonly number[], then: readonly number[]): readonly number[] {
  return [...condition, 0x04, 0x40, ...then, end]
}

function loaded(offset: number): readonly number[] {
  return [0x28, 0, ...unsigned(offset)]
}

function loadedByte(offset: number): readonly number[] {
  return [0x2d, 0, ...unsigned(offset)]
}

function stored(
  bits: 8 | 32,
  address: readonly number[],
  offset: number,
  value: readonly number[],
): readonly number[] {
  return [...address, ...value, bits === 8 ? 0x3a : 0x36, 0, ...unsigned(offset)]
}

function constant(value: number): readonly number[] {
  return [0x41, ...signed(value)]
}

function local(at: number): readonly number[] {
  return [0x20, at]
}

function toLocal(at: number): readonly number[] {
  return [0x21, at]
}

function global(at: number): readonly number[] {
  return [0x23, at]
}

function toGlobal(at: number): readonly number[] {
  return [0x24, at]
}

function section(id: number, items: readonly (readonly number[])[]): readonly number[] {
  return [id, ...sized([...unsigned(items.length), ...items.flat()])]
}

function data(at: number, text: string): readonly number[] {
  return [0x00, ...constant(at), end, ...name(`${text}\0`)]
}

function name(text: string): readonly number[] {
  return sized([...new TextEncoder().encode(text)])
}

function sized(bytes: readonly number[]): readonly number[] {
  return [...unsigned(bytes.length), ...bytes]
}

function list(count: number, item: number): readonly number[] {
  return [count, ...Array.from({ length: count }, () => item)]
}

function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))]
}

function signed(value: number): readonly number[] {
  return value < 64 ? [value] : [(value % 128) + 128, ...signed(Math.floor(value / 128))]
}
