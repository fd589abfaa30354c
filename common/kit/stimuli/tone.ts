/** Pitch of the tuning fork, Hz; how long it sounds, s; the time in which it falls to 1/e, s; how long it takes to begin and to end, s. */
const FORK = { hertz: 512, seconds: 1.5, decay: 0.5, ramp: 0.02 }

/**
 * The sound of a struck fork, one sample after another from -1 to 1, `gain` at its loudest: 512 Hz, dying away over 1.5 s, with
 * ramps of 20 ms at both ends, so that no click tells the side.
 */
const forkSamples = (sampleRate: number, gain: number): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round(FORK.seconds * sampleRate))
  for (let n = 0; n < samples.length; n += 1) {
    const at = n / sampleRate
    const ramp = Math.min(1, at / FORK.ramp, (FORK.seconds - at) / FORK.ramp)
    samples[n] = gain * ramp * Math.exp(-at / FORK.decay) * Math.sin(2 * Math.PI * FORK.hertz * at)
  }
  return samples
}

/** How long a pure tone takes to begin and to end, s: ISO 8253-1 asks for 20 to 50 ms, so that no click is heard. */
const RAMP = 0.035

/** A pure tone of so many ms that is as loud all along, `gain` its amplitude, with ramps of 35 ms at both ends. */
const pureSamples = (
  sampleRate: number,
  { pitch, toneMs, gain }: { pitch: number; toneMs: number; gain: number },
): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round((toneMs / 1000) * sampleRate))
  for (let n = 0; n < samples.length; n += 1) {
    const at = n / sampleRate
    const edge = Math.min(1, at / RAMP, (toneMs / 1000 - at) / RAMP)
    samples[n] = gain * Math.sin((Math.PI / 2) * edge) ** 2 * Math.sin(2 * Math.PI * pitch * at)
  }
  return samples
}

type Played = { side: 'left' | 'right' | 'silent'; gapMs: number }

/**
 * Waits `gapMs`, then sounds the fork from one loudspeaker alone, or keeps silence just as long. `gain` is the amplitude, 0 to 1 of
 * full scale. Calls `begun` when the gap is over and resolves when the sound has ended, both by the sound card's clock; a suspended
 * context never ends.
 */
export const playTone = (context: BaseAudioContext, { side, gain, gapMs }: Played & { gain: number }, begun: () => void = () => {}) =>
  play(context, forkSamples(context.sampleRate, gain), { side, gapMs }, begun)

/** The same with a pure tone; silence is a tone with a gain of 0. */
export const playPure = (
  context: BaseAudioContext,
  { ear, gapMs, ...tone }: { ear: 'left' | 'right'; gapMs: number; pitch: number; toneMs: number; gain: number },
  begun: () => void = () => {},
) => play(context, pureSamples(context.sampleRate, tone), { side: ear, gapMs }, begun)

const play = (context: BaseAudioContext, samples: Float32Array<ArrayBuffer>, { side, gapMs }: Played, begun: () => void): Promise<void> => {
  const buffer = context.createBuffer(2, samples.length, context.sampleRate)
  if (side !== 'silent') buffer.copyToChannel(samples, side === 'left' ? 0 : 1)
  const source = new AudioBufferSourceNode(context, { buffer })
  source.connect(context.destination)
  // Nothing tells that a sound begins: a silence as long as the gap tells that it has ended.
  const gap = new ConstantSourceNode(context, { offset: 0 })
  gap.connect(context.destination)
  const at = context.currentTime + gapMs / 1000
  return new Promise((resolve) => {
    source.addEventListener('ended', () => {
      source.disconnect()
      resolve()
    })
    gap.addEventListener('ended', () => {
      gap.disconnect()
      begun()
    })
    gap.start()
    gap.stop(at)
    source.start(at)
  })
}
