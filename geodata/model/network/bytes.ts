/**
 * The network as bytes for threads, files and the browser: `SXNW`, version of the form, length of a JSON
 * header, the header, then the arrays in its order, each aligned to 8 bytes. Little-endian.
 */
import type { NetworkGraph, ProfileGraph } from './graph.ts'

const MAGIC = 0x574e5853
const FORM = 1
const kinds = { Int32Array, Uint32Array, Float32Array, Float64Array, Uint8Array } as const
type Kind = keyof typeof kinds
type Column = InstanceType<(typeof kinds)[Kind]>

interface Head {
  readonly plain: Record<string, unknown>
  readonly arrays: readonly (readonly [path: string, kind: Kind, length: number])[]
}

class NetworkFormError extends Error {}

export function networkToBytes(network: NetworkGraph): ArrayBuffer {
  const { profiles, segmentIndex, ...rest } = network
  const columns: [string, Column][] = [['segmentIndex', new Uint8Array(segmentIndex)]]
  const plain = split(rest, '', columns)
  const heads = profiles.map((profile, n) => split({ ...profile }, `profiles/${n}/`, columns))
  const head: Head = {
    plain: { ...plain, profiles: heads },
    arrays: columns.map(([path, column]) => [path, column.constructor.name as Kind, column.length]),
  }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const start = aligned(12 + text.length)
  const size = columns.reduce((sum, [, column]) => sum + aligned(column.byteLength), start)
  const bytes = new ArrayBuffer(size)
  new Uint32Array(bytes, 0, 3).set([MAGIC, FORM, text.length])
  new Uint8Array(bytes).set(text, 12)
  let at = start
  for (const [, column] of columns) {
    new Uint8Array(bytes).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += aligned(column.byteLength)
  }
  return bytes
}

const aligned = (size: number) => Math.ceil(size / 8) * 8

/** Moves arrays to `columns` and returns the rest. */
function split(value: object, prefix: string, columns: [string, Column][]): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (ArrayBuffer.isView(member)) columns.push([prefix + name, member as Column])
    else plain[name] = member
  }
  return plain
}

/** Returns the network with arrays that are views of the bytes. Throws NetworkFormError for other bytes. */
export function networkFromBytes(bytes: ArrayBuffer): NetworkGraph {
  const [magic, form, length = 0] = bytes.byteLength < 12 ? [] : new Uint32Array(bytes, 0, 3)
  if (magic !== MAGIC) throw new NetworkFormError('these bytes are no network')
  if (form !== FORM) throw new NetworkFormError(`the network has form ${form}; this program reads ${FORM}`)
  const head = readHead(bytes, length)
  const profiles = (head.plain.profiles as Record<string, unknown>[]).map((profile) => ({ ...profile }))
  const network: Record<string, unknown> = { ...head.plain, profiles }
  let at = aligned(12 + length)
  for (const [path, kind, count] of head.arrays) {
    const Column = kinds[kind]
    const size = count * Column.BYTES_PER_ELEMENT
    if (at + size > bytes.byteLength) throw new NetworkFormError('the bytes of the network are cut off')
    const [name = '', profile, member = ''] = path.split('/')
    if (name === 'segmentIndex') network.segmentIndex = bytes.slice(at, at + size)
    else if (profile === undefined) network[name] = new Column(bytes, at, count)
    else (profiles[Number(profile)] as Record<string, unknown>)[member] = new Column(bytes, at, count)
    at += aligned(size)
  }
  return network as unknown as NetworkGraph & { profiles: readonly ProfileGraph[] }
}

function readHead(bytes: ArrayBuffer, length: number): Head {
  try {
    return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 12, length))) as Head
  } catch {
    throw new NetworkFormError('the head of the network cannot be read')
  }
}
