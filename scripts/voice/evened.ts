/** How loud every sentence is, root mean square of full scale, and how loud its loudest sample may be. */
const LOUDNESS = 0.1
const PEAK = 0.9
/** What is quieter than this at either end is silence; so much of it stays, s. */
const SILENCE = 0.004
const EDGE_S = 0.03

type Wave = { rate: number; samples: Int16Array }

/** Samples of a wave with one channel of 16 bits. A program that writes to a pipe doesn't know how long it will be: all that follows is sound. */
const read = (bytes: Buffer): Wave => {
  const at = bytes.indexOf('data')
  if (bytes.subarray(0, 4).toString() !== 'RIFF' || at < 0) throw new Error('the synthesiser gave no wave')
  const [channels, rate, bits] = [bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]
  if (channels !== 1 || bits !== 16) throw new Error(`the synthesiser gave ${channels} channels of ${bits} bits`)
  const whole = bytes.subarray(at + 8, at + 8 + 2 * Math.floor((bytes.length - at - 8) / 2))
  return { rate, samples: Int16Array.from({ length: whole.length / 2 }, (_, n) => whole.readInt16LE(2 * n)) }
}

const write = ({ rate, samples }: Wave): Buffer => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + 2 * samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(2 * rate, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(2 * samples.length, 40)
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}

/** A spoken text as a wave without silence at its ends, as loud as every other. Throws when nothing is heard in it. */
export const evened = (bytes: Buffer, text: string): Buffer => {
  const { rate, samples } = read(bytes)
  const isHeard = (sample: number) => Math.abs(sample) > SILENCE * 32_768
  const [first, last] = [samples.findIndex(isHeard), samples.findLastIndex(isHeard)]
  if (first < 0) throw new Error(`the synthesiser is silent at: ${text}`)
  const edge = Math.round(EDGE_S * rate)
  const kept = samples.subarray(Math.max(0, first - edge), Math.min(samples.length, last + edge))
  const power = kept.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / kept.length
  const highest = kept.reduce((most, sample) => Math.max(most, Math.abs(sample) / 32_768), 0)
  const gain = Math.min(LOUDNESS / Math.sqrt(power), PEAK / highest)
  return write({ rate, samples: kept.map((sample) => Math.round(sample * gain)) })
}
