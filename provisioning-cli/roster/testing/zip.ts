/** ZIP files as nobody's tool would write them: wrong sizes, links, folders, passwords. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: string | Buffer
  /** What the directory claims, when it is not true. */
  readonly claimedBytes?: number
  /** Unix mode, for links. */
  readonly mode?: number
  readonly encrypted?: boolean
}

export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const raw = Buffer.from(entry.content)
    const packed = deflateRawSync(raw)
    const common = commonFields(entry, name, raw, packed)
    const local = Buffer.concat([signature(0x04034b50), common, name, packed])
    directory.push(directoryRecord(common, name, entry.mode ?? 0o100644, offset))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...parts, central, endRecord(entries.length, central.length, offset)])
}

function commonFields(entry: ZipEntry, name: Buffer, raw: Buffer, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt16LE(0, 6)
  fields.writeUInt16LE(0x21, 8)
  fields.writeUInt32LE(crc32(raw), 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(entry.claimedBytes ?? raw.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

function directoryRecord(common: Buffer, name: Buffer, mode: number, offset: number): Buffer {
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE((mode << 16) >>> 0, 6)
  rest.writeUInt32LE(offset, 10)
  const madeBy = Buffer.from([20, 3])
  return Buffer.concat([signature(0x02014b50), madeBy, common, rest, name])
}

function endRecord(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(18)
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(bytes, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([signature(0x06054b50), end])
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
