import type { Framer } from '../../line/driver.ts'
import { measured } from '../../line/frames.ts'

export type NumberType = 'int16' | 'uint16' | 'int32' | 'float32'

/** How four bytes lie in two registers: ABCD is most significant first; CDAB swaps the words, BADC the bytes in each word, DCBA both. */
export type WordOrder = 'ABCD' | 'CDAB' | 'BADC' | 'DCBA'

/** 3 reads holding registers, 4 reads input registers. */
export type ReadFunction = 3 | 4

export type Answer = { address: number; function: number } & ({ data: Uint8Array } | { exception: number })

/** Modbus RTU's CRC16: begins with FFFF, reflected polynomial A001. */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  }
  return crc
}

/** The bytes with their CRC behind them, low byte first. */
export function sealed(bytes: Uint8Array): Uint8Array {
  const crc = crc16(bytes)
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8)
}

/** Whether a frame is long enough and its CRC right. */
export const sound = (frame: Uint8Array): boolean => frame.length >= 4 && crc16(frame) === 0

/** Asks the device at `address` (1 to 247) for `count` registers (1 to 125) from `register` on. */
export const readRequest = (address: number, code: ReadFunction, register: number, count: number): Uint8Array =>
  sealed(Uint8Array.of(address, code, register >>> 8, register & 0xff, count >>> 8, count & 0xff))

/** The answer to a read, or the device's refusal of it. Null: a broken frame, or none that answers a read. */
export function readAnswer(frame: Uint8Array): Answer | null {
  const [address, code, third] = frame
  if (!sound(frame) || address === undefined || code === undefined || third === undefined) return null
  if ((code === 0x83 || code === 0x84) && frame.length === 5) return { address, function: code & 0x7f, exception: third }
  if ((code !== 3 && code !== 4) || third % 2 === 1 || frame.length !== third + 5) return null
  return { address, function: code, data: frame.slice(3, 3 + third) }
}

/** Registers that a number takes. */
export const registersOf = (type: NumberType): 1 | 2 => (type === 'int16' || type === 'uint16' ? 1 : 2)

/** The number in an answer's data; null when the length does not fit the type or a float is not finite. */
export function numberOf(data: Uint8Array, type: NumberType, order: WordOrder): number | null {
  if (data.length !== registersOf(type) * 2) return null
  const view = new DataView(ordered(data, order).buffer)
  if (type === 'int16') return view.getInt16(0)
  if (type === 'uint16') return view.getUint16(0)
  if (type === 'int32') return view.getInt32(0)
  const value = view.getFloat32(0)
  return Number.isFinite(value) ? value : null
}

/** A number as a device writes it into its registers; whole where the type is. */
export function bytesOf(value: number, type: NumberType, order: WordOrder): Uint8Array {
  const bytes = new Uint8Array(registersOf(type) * 2)
  const view = new DataView(bytes.buffer)
  if (type === 'int16') view.setInt16(0, Math.round(value))
  else if (type === 'uint16') view.setUint16(0, Math.round(value))
  else if (type === 'int32') view.setInt32(0, Math.round(value))
  else view.setFloat32(0, value)
  return ordered(bytes, order)
}

/** Bytes in another order; done twice it undoes itself. */
function ordered(given: Uint8Array, order: WordOrder): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(given)
  if (order === 'CDAB' || order === 'DCBA') bytes.set([...given.subarray(2), ...given.subarray(0, 2)])
  if (order === 'BADC' || order === 'DCBA') for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse()
  return bytes
}

/** Writes one register: function 6, or 16 with a count of one. */
export const writeRequest = (address: number, code: 6 | 16, register: number, value: number): Uint8Array => {
  const [high, low] = [value >>> 8, value & 0xff]
  const head = [address, code, register >>> 8, register & 0xff]
  return sealed(Uint8Array.of(...head, ...(code === 6 ? [high, low] : [0, 1, 2, high, low])))
}

/** A byte count that answers 1 to 125 registers. */
const isCount = (count: number) => count % 2 === 0 && count >= 2 && count <= 250

/** Cuts answers: their length is told by function and count, and the CRC has to be right. */
export const answers = (): Framer =>
  measured(
    ([address, code, count]) => {
      if (address === undefined || code === undefined) return 'short'
      if (address < 1 || address > 247) return 'wrong'
      if (code > 0x80) return [0x83, 0x84, 0x86, 0x90].includes(code) ? 5 : 'wrong'
      if (code === 6 || code === 16) return 8
      if (code !== 3 && code !== 4) return 'wrong'
      if (count === undefined) return 'short'
      return isCount(count) ? count + 5 : 'wrong'
    },
    100,
    sound,
  )
