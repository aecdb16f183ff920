import { gunzipSync } from 'node:zlib'
import { parseTar } from 'nanotar'

/** A compiled policy and the data that came with it. */
export interface Bundle {
  readonly wasm: Uint8Array
  readonly data: object
}

/** As large as a bundle may become. */
const mostBytes = 256 * 1024 * 1024

/**
 * Opens a bundle (`.tar.gz` with `policy.wasm` and perhaps `data.json`) or a bare `.wasm`; a text says why it is none.
 * See https://www.openpolicyagent.org/docs/management-bundles#bundle-file-format
 */
export function openBundle(bytes: Uint8Array): Bundle | string {
  if (startsWith(bytes, [0x00, 0x61, 0x73, 0x6d])) return { wasm: bytes, data: {} }
  if (!startsWith(bytes, [0x1f, 0x8b])) return 'It is neither WebAssembly nor a packed bundle.'
  try {
    // A copy, since the reader takes the whole memory of what it is given, and newer Node gives a part of a larger one.
    return unpacked(new Uint8Array(gunzipSync(bytes, { maxOutputLength: mostBytes })))
  } catch (error) {
    return `It cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`
  }
}

function unpacked(tar: Uint8Array): Bundle | string {
  const files = new Map(parseTar(tar).map(({ name, data }) => [name.replace(/^\.?\//u, ''), data]))
  const wasm = files.get('policy.wasm')
  if (wasm === undefined) {
    return 'It holds no policy.wasm; build it with opa build -t wasm -e main/deny FOLDER.'
  }
  const data = files.get('data.json')
  if (data === undefined) return { wasm, data: {} }
  const parsed: unknown = JSON.parse(new TextDecoder().decode(data))
  if (typeof parsed !== 'object' || parsed === null) return 'Its data.json holds no object.'
  return { wasm, data: parsed }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}
