// What ffmpeg writes into a pipe has neither a length nor a table of where to jump to, since both stand at the beginning of a file and are known
// at its end; and it may be cut off. So its clusters are counted when it is played, and a beginning with both is put before them (RFC 9559;
// numbers and lengths as RFC 8794 writes them). The pictures and voices themselves stay as they were written, byte by byte.

const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const

/** Ticks of ffmpeg's muxer, ns. */
const TICK_NS = 1_000_000

/** A cluster: where it begins in the file, and from which ms on one can begin to look in it; null: from none. */
type Cluster = { at: number; key: number | null }
/** What was found in a file: its beginning, and its clusters as far as they are whole. */
export type Webm = { ebml: Uint8Array; tracks: Uint8Array; clusters: readonly Cluster[]; end: number; lengthMs: number }

/** Goes through bytes once. */
const openCursor = (bytes: AsyncIterable<Uint8Array>) => {
  const source = bytes[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array(0)
  let at = 0
  const more = async (): Promise<boolean> => {
    const { value, done } = await source.next()
    if (done || !value) return false
    held = held.length === 0 ? value : Buffer.concat([held, value])
    return true
  }
  const take = async (length: number): Promise<Buffer | null> => {
    while (held.length < length) if (!(await more())) return null
    const taken = Buffer.from(held.subarray(0, length))
    held = held.subarray(length)
    at += length
    return taken
  }
  const skip = async (length: number): Promise<boolean> => {
    let left = length
    while (held.length < left) {
      left -= held.length
      held = new Uint8Array(0)
      if (!(await more())) return false
    }
    held = held.subarray(left)
    at += length
    return true
  }
  /** A number of the length that its first byte says; an id keeps that bit, a length doesn't. */
  const number = async (keep: boolean): Promise<number | null> => {
    const [first] = (await take(1)) ?? []
    if (first === undefined || first === 0) return null
    const length = Math.clz32(first) - 23
    const rest = await take(length - 1)
    if (!rest) return null
    let value = keep ? first : first & (0xff >> length)
    // The one length that says "unknown" comes out greater than any file.
    for (const byte of rest) value = value * 256 + byte
    return value
  }
  return {
    at: () => at,
    take,
    skip,
    async next() {
      const begin = at
      const id = await number(true)
      const size = id === null ? null : await number(false)
      return id === null || size === null ? null : { begin, id, size, end: at + size }
    },
  }
}
type Cursor = ReturnType<typeof openCursor>

/** What a cluster has: the times of its last block and of its first that stands by itself; null: it was cut off. */
const readCluster = async (cursor: Cursor, end: number): Promise<{ lastMs: number; key: number | null } | null> => {
  let ms = 0
  let lastMs = 0
  let key: number | null = null
  while (cursor.at() < end) {
    const one = await cursor.next()
    if (!one) return null
    if (one.id === ID.blockGroup) continue
    const isBlock = one.id === ID.simpleBlock || one.id === ID.block
    const head = await cursor.take(isBlock ? 4 : one.id === ID.timestamp ? one.size : 0)
    if (!head) return null
    if (one.id === ID.timestamp) lastMs = ms = head.readUIntBE(0, head.length)
    // Track number (one byte: there is one track), time since the cluster's, flags; a block in a group is one that ends a voice.
    if (isBlock) {
      const at = ms + head.readInt16BE(1)
      lastMs = Math.max(lastMs, at)
      if (one.id === ID.block || ((head[3] ?? 0) & 0x80) !== 0) key ??= at
    }
    if (!(await cursor.skip(one.end - cursor.at()))) return null
  }
  return { lastMs, key }
}

/** Counts what is in a file of one track, as ffmpeg writes it into a pipe, up to where it was cut off; null: no whole cluster. */
export const readWebm = async (bytes: AsyncIterable<Uint8Array>): Promise<Webm | null> => {
  const cursor = openCursor(bytes)
  const found: Partial<Record<'ebml' | 'tracks', Uint8Array>> = {}
  const clusters: Cluster[] = []
  let [end, lengthMs] = [0, 0]
  for (let one = await cursor.next(); one; one = await cursor.next()) {
    const { begin, id, size } = one
    if (id === ID.segment) continue
    if (id === ID.cluster) {
      const cluster = await readCluster(cursor, one.end)
      if (!cluster) break
      clusters.push({ at: begin, key: cluster.key })
      ;[end, lengthMs] = [one.end, Math.max(lengthMs, cluster.lastMs)]
      continue
    }
    const kept = id === ID.ebml ? 'ebml' : id === ID.tracks ? 'tracks' : null
    const body = kept ? await cursor.take(size) : null
    if (kept && body) found[kept] = element(id, body)
    else if (!(await cursor.skip(one.end - cursor.at()))) break
  }
  const { ebml, tracks } = found
  return ebml && tracks && clusters.length > 0 ? { ebml, tracks, clusters, end, lengthMs } : null
}

/** Eight bytes of length each time: what stands before the clusters is as long whatever they are. */
const lengthOf = (length: number): Buffer => {
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(length))
  size[0] = 1
  return size
}
const idOf = (id: number): Buffer => Buffer.from(id.toString(16), 'hex')
const element = (id: number, ...body: readonly Uint8Array[]): Buffer => {
  const whole = Buffer.concat(body)
  return Buffer.concat([idOf(id), lengthOf(whole.length), whole])
}
const unsigned = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
const float = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}

/** What stands before the clusters so that a browser knows the length and can jump: from the first cluster on it's the file itself. */
export const beginningOf = ({ ebml, tracks, clusters, end, lengthMs }: Webm): Uint8Array => {
  const [start] = clusters
  if (!start) throw new Error('a recording without a cluster')
  const info = element(
    ID.info,
    element(ID.timestampScale, unsigned(TICK_NS)),
    element(ID.duration, float(lengthMs)),
    element(ID.muxingApp, Buffer.from('Roadfit')),
    element(ID.writingApp, Buffer.from('Roadfit')),
  )
  const cuesFrom = (before: number) =>
    element(
      ID.cues,
      ...clusters.flatMap(({ at, key }) =>
        key === null
          ? []
          : element(
              ID.cuePoint,
              element(ID.cueTime, unsigned(key)),
              element(
                ID.cueTrackPositions,
                element(ID.cueTrack, unsigned(1)),
                element(ID.cueClusterPosition, unsigned(before + at - start.at)),
              ),
            ),
      ),
    )
  const before = info.length + tracks.length + cuesFrom(0).length
  const head = Buffer.concat([info, tracks, cuesFrom(before)])
  return Buffer.concat([ebml, idOf(ID.segment), lengthOf(head.length + end - start.at), head])
}
