/** Pitch of the tuning fork, Hz; how long it sounds, s; the time in which it falls to 1/e, s; how long it takes to begin and to end, s. */
const FORK = { hertz: 512, seconds: 1.5, decay: 0.5, ramp: 0.02 }

/**
 * The sound of a struck fork, one sample after another from -1 to 1, `gain` at its loudest: 512 Hz, dying away over 1.5 s, with
 * ramps of 20 ms at both ends, so that no click tells the side.
 */
export const forkSamples = (sampleRate: number, gain: number): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round(FORK.seconds * sampleRate))
  for (let n = 0; n < samples.length; n += 1) {
    const at = n / sampleRate
    const ramp = Math.min(1, at / FORK.ramp, (FORK.seconds - at) / FORK.ramp)
    samples[n] = gain * ramp * Math.exp(-at / FORK.decay) * Math.sin(2 * Math.PI * FORK.hertz * at)
  }
  return samples
}

/**
 * Waits `gapMs`, then sounds the fork from one loudspeaker alone, or keeps silence just as long. `gain` is the amplitude, 0 to 1 of
 * full scale. Calls `begun` when the gap is over and resolves when the sound has ended, both by the sound card's clock; a suspended
 * context never ends.
 */
export const playTone = (
  context: BaseAudioContext,
  { side, gain, gapMs }: { side: 'left' | 'right' | 'silent'; gain: number; gapMs: number },
  begun: () => void = () => {},
): Promise<void> => {
  const samples = forkSamples(context.sampleRate, gain)
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
