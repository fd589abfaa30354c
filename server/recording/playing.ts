import { openSealed, type SealedReader } from './sealed.ts'
import { beginningOf, readWebm } from './webm.ts'

/** A part as a browser plays it: WebM with a length, of which any bytes can be had. */
export type Playable = {
  size: number
  /** How long it is, ms. */
  lengthMs: number
  /** Bytes from `first` to `last`, as HTTP counts them. */
  read(range: { first: number; last: number }): AsyncGenerator<Uint8Array>
}

/** Opens a part as far as it is written now; null: there's nothing to see or hear in it. */
export const openPlayable = async (place: string, key: Uint8Array, name: string): Promise<Playable | null> => {
  const file = await openSealed(place, key, name)
  if (!file) return null
  const webm = await readWebm(file.read(0, file.size))
  const [start] = webm?.clusters ?? []
  return webm && start ? playing(file, beginningOf(webm), { from: start.at, to: webm.end, lengthMs: webm.lengthMs }) : null
}

const playing = (file: SealedReader, beginning: Uint8Array, own: { from: number; to: number; lengthMs: number }): Playable => ({
  size: beginning.length + own.to - own.from,
  lengthMs: own.lengthMs,
  async *read({ first, last }) {
    if (first < beginning.length) yield beginning.subarray(first, last + 1)
    const shift = own.from - beginning.length
    const end = Math.min(last + 1 + shift, own.to)
    const begin = Math.max(first + shift, own.from)
    if (begin < end) yield* file.read(begin, end)
  },
})
