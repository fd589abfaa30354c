import { afterEach, expect, test } from 'vitest'
import { type EchoAround, measureEcho } from './echo.ts'
import { judgeEcho } from './echo-loss.ts'

// Rooms of which the loudness is known: tracks that are made of what is played, and of noise.

const rooms: AudioContext[] = []
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close()
})
type Heard = { echoDb?: number; noiseDb?: number }
/** A loudspeaker and a microphone in one room: of what is played so much comes back, dB, and its noise has a root mean square of so much, dB. */
const inRoom = async ({ raw, sent }: Record<'raw' | 'sent', Heard>) => {
  const room = new AudioContext()
  rooms.push(room)
  await room.resume()
  const air = new GainNode(room)
  const taken: MediaStreamTrack[] = []
  const hears = ({ echoDb, noiseDb }: Heard): MediaStreamTrack => {
    const microphone = new MediaStreamAudioDestinationNode(room)
    if (echoDb !== undefined) air.connect(new GainNode(room, { gain: 10 ** (echoDb / 20) })).connect(microphone)
    if (noiseDb !== undefined) {
      const buffer = new AudioBuffer({ length: room.sampleRate, sampleRate: room.sampleRate })
      buffer.copyToChannel(
        Float32Array.from({ length: buffer.length }, () => Math.sqrt(3) * 10 ** (noiseDb / 20) * (2 * Math.random() - 1)),
        0,
      )
      const noise = new AudioBufferSourceNode(room, { buffer, loop: true })
      noise.connect(microphone)
      noise.start()
    }
    const [track] = microphone.stream.getAudioTracks()
    if (!track) throw new Error('a destination has a track')
    taken.push(track)
    return track
  }
  const ended = new AbortController()
  const around: EchoAround = {
    open: async (as) => hears(as === 'raw' ? raw : sent),
    play: async (stream) => void room.createMediaStreamSource(stream).connect(air),
    random: Math.random,
    signal: ended.signal,
  }
  return { around, taken, end: () => ended.abort() }
}
const foundIn = async (heard: Record<'raw' | 'sent', Heard>) => {
  const { around, taken } = await inRoom(heard)
  const measured = await measureEcho(around)
  if (measured === null || typeof measured === 'string') throw new Error(`nothing was measured: ${measured}`)
  expect(taken.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
  return { measured, found: judgeEcho(measured) }
}

test.concurrent('what is played is as loud as speech is, and an echo is measured by what is played', async () => {
  const { measured, found } = await foundIn({ raw: { echoDb: -10, noiseDb: -90 }, sent: { echoDb: -20, noiseDb: -90 } })
  // Bursts of -26 dB of full scale (ITU-T P.56), with pauses of 100 in 350 ms, beside a sine at full scale.
  expect(Math.abs(measured.played - (-26 + 3 - 1.5))).toBeLessThan(2)
  expect(found).toMatchObject({ found: 'heard', lossDb: 20 })
})

test.concurrent('an echo that a call takes out is told as that, by so much at least', async () => {
  const { found } = await foundIn({ raw: { echoDb: -10, noiseDb: -80 }, sent: { noiseDb: -90 } })
  expect(found.found).toBe('cancelled')
  expect('lossDb' in found && found.lossDb).toBeGreaterThan(60)
})

test.concurrent('a microphone that hears a room without the loudspeaker is told from one without a signal', async () => {
  const [unheard, silent] = await Promise.all([foundIn({ raw: { noiseDb: -80 }, sent: { noiseDb: -90 } }), foundIn({ raw: {}, sent: {} })])
  expect([unheard.found, silent.found]).toEqual([{ found: 'unheard' }, { found: 'silent' }])
})

test.concurrent('a loud room is told as that', async () => {
  expect((await foundIn({ raw: { echoDb: -30, noiseDb: -20 }, sent: { echoDb: -30, noiseDb: -20 } })).found).toEqual({ found: 'too-loud' })
})

test('who leaves in the middle has nothing measured, and the microphone is given back', async () => {
  const { around, taken, end } = await inRoom({ raw: { noiseDb: -80 }, sent: { noiseDb: -80 } })
  const measuring = measureEcho(around)
  await expect.poll(() => taken.length).toBe(1)
  end()
  expect(await measuring).toBeNull()
  expect(taken.map(({ readyState }) => readyState)).toEqual(['ended'])
})

test('why there is no microphone is told, and nothing is played into the room for long', async () => {
  const { around } = await inRoom({ raw: {}, sent: {} })
  expect(await measureEcho({ ...around, open: async () => 'denied' })).toBe('denied')
})
