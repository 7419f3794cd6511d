/** A ZIP in which nothing is packed: for giving files that were unpacked and judged to a reader of ZIPs. */
import { crc32 } from 'node:zlib'

export function storeInZip(files: ReadonlyMap<string, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const fields = commonFields(Buffer.byteLength(name), content)
    const local = Buffer.concat([signature(0x04034b50), fields, Buffer.from(name)])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([signature(0x02014b50), version, fields, where, Buffer.from(name)]),
    )
    parts.push(local, content)
    offset += local.length + content.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.size, 4)
  end.writeUInt16LE(files.size, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, signature(0x06054b50), end])
}

const version = Buffer.from([20, 0])

/** Needed version, flags (names in UTF-8), method 0, time, checksum, both sizes, lengths of name and extra field. */
function commonFields(nameBytes: number, content: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(0x21, 8)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(content.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(nameBytes, 22)
  return fields
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
