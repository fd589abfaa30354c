import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/**
 * A file is looked at block by block, so that a part of it can be given without reading the rest, and no byte before it was compared.
 * Of a file of one block its digest is the block's. 1 MiB: a list of 4 kB for each 128 MB, and what somebody reads costs no more memory.
 */
export const BLOCK = 1_048_576
const DIGEST_BYTES = 32

/** How many blocks a file of so many bytes has; an empty one has one, of no bytes. */
export const blocksIn = (size: number): number => Math.max(1, Math.ceil(size / BLOCK))

/** Digests of bytes as they flow by: of all, and of each block one behind the other. */
export const openDigests = () => {
  const whole = createHash('sha256')
  const blocks: Buffer[] = []
  let block = createHash('sha256')
  let room = BLOCK
  let size = 0
  const next = () => {
    blocks.push(block.digest())
    block = createHash('sha256')
    room = BLOCK
  }
  return {
    take(part: Uint8Array) {
      whole.update(part)
      size += part.length
      for (let rest = part; rest.length > 0; ) {
        // Only when more comes is it known that a full block isn't the last.
        if (room === 0) next()
        const piece = rest.subarray(0, room)
        block.update(piece)
        room -= piece.length
        rest = rest.subarray(piece.length)
      }
    },
    end(): Digests {
      next()
      return { digest: whole.digest('hex'), size, blocks: Buffer.concat(blocks) }
    },
  }
}
export type Digests = { digest: string; size: number; blocks: Uint8Array }

/** Is a list one for a file of that size? */
export const isListFor = (size: number, list: Uint8Array): boolean => list.length === blocksIn(size) * DIGEST_BYTES

/** The block at a place in a file of that size, as the disk gives it; null: not as the list has it. */
export const readBlock = async (
  handle: FileHandle,
  at: number,
  { size, list }: { size: number; list: Uint8Array },
): Promise<Uint8Array | null> => {
  const bytes = Buffer.allocUnsafe(Math.min(BLOCK, size - at * BLOCK))
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, at * BLOCK + filled)
    if (bytesRead === 0) return null
    filled += bytesRead
  }
  const digest = createHash('sha256').update(bytes).digest()
  return digest.equals(list.subarray(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES)) ? bytes : null
}
