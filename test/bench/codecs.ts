import { codecs } from '../../devices/families/codecs.ts'
import { codecOf, fuzz, seeded } from '../../devices/testing/fuzz.ts'
import { tell } from './goals/goals.ts'

// How much faster than a line at 115200 baud each codec reads good frames, that come in reads of 64 bytes as a USB bridge gives them;
// then a million chunks of all kinds of bytes for each.
const LINE_BYTES = 11_520
const READ = 64
const STREAM = 1 << 20
const CHUNKS = 1_000_000

const one = (value: number) => Math.round(value * 10) / 10

const rateOf = (name: string) => {
  const { driver, good } = codecOf(name)
  const round = Uint8Array.from(good.flatMap((frame) => [...frame]))
  const stream = new Uint8Array(Math.floor(STREAM / round.length) * round.length)
  for (let at = 0; at < stream.length; at += round.length) stream.set(round, at)
  const run = () => {
    const framer = driver.framer()
    const talk = driver.talk()
    let frames = 0
    const start = performance.now()
    for (let at = 0; at < stream.length; at += READ)
      for (const frame of framer.push(stream.subarray(at, at + READ), at / 11.52)) {
        talk.hear(frame, at / 11.52)
        frames++
      }
    return { frames, seconds: (performance.now() - start) / 1000 }
  }
  // The first runs warm the engine up; of the others the middle one counts.
  const runs = Array.from({ length: 7 }, run).slice(2)
  const { frames, seconds } = runs.toSorted((a, b) => a.seconds - b.seconds)[2] ?? run()
  return { frames_per_s: Math.round(frames / seconds), ratio: one(stream.length / seconds / LINE_BYTES) }
}

const names = Object.keys(codecs)
const rates = names.map((name) => ({ name, ...rateOf(name) }))
for (const { name, frames_per_s, ratio } of rates) process.stdout.write(`${name.padEnd(18)}${frames_per_s} frames/s, ${ratio} × the line\n`)

const fuzzed = names.map((name, at) => ({ name, ...fuzz(name, CHUNKS, seeded(at + 1)) }))
const grown = Math.max(...fuzzed.map(({ grownBytes }) => grownBytes))
const bad = fuzzed.reduce((all, { badFrames }) => all + badFrames, 0)
const slowest = rates.toSorted((a, b) => a.ratio - b.ratio)[0]
const figures = {
  min_ratio: slowest?.ratio,
  slowest: slowest?.name,
  chunks_each: CHUNKS,
  bad_frames: bad,
  grown_mb: one(grown / 1e6),
  frames_per_s: Object.fromEntries(rates.map(({ name, frames_per_s }) => [name, frames_per_s])),
}
tell('codecs', figures, { min_ratio: { least: 200 }, bad_frames: { most: 0 }, grown_mb: { most: 5 } })
