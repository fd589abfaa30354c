/** Pitch of the tuning fork, Hz. */
export const FORK_HZ = 512
/**
 * How long the fork sounds, s; the time in which it falls to 1/e, s; how long it takes to begin and to end, s. In its first second lie 98 of 100
 * parts of all the sound that it would give: whoever hears it has heard it by then, and silence, which is told by its end, takes no longer than it must.
 */
export const FORK = { seconds: 1, decay: 0.5, ramp: 0.02 } as const

/**
 * The sound of a struck fork, one sample after another from -1 to 1, `gain` at its loudest: 512 Hz, dying away over a second, with
 * ramps of 20 ms at both ends, so that no click tells the side.
 */
const forkSamples = (sampleRate: number, gain: number): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(Math.round(FORK.seconds * sampleRate))
  for (let n = 0; n < samples.length; n += 1) {
    const at = n / sampleRate
    const ramp = Math.min(1, at / FORK.ramp, (FORK.seconds - at) / FORK.ramp)
    samples[n] = gain * ramp * Math.exp(-at / FORK.decay) * Math.sin(2 * Math.PI * FORK_HZ * at)
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

/** A third of an octave around the fork's pitch, in whole Hz: noise in which nothing but a tone of that pitch is hidden. */
const BAND = { from: 456, to: 575 }

/**
 * One second of noise around 512 Hz that can be repeated without a seam, as loud as a full-scale sine: as many sines a hertz apart, each begun at
 * some moment of its own.
 */
const noiseSecond = (sampleRate: number, random: () => number): Float32Array<ArrayBuffer> => {
  const samples = new Float32Array(sampleRate)
  const count = BAND.to - BAND.from + 1
  for (let hertz = BAND.from; hertz <= BAND.to; hertz += 1) {
    const phase = 2 * Math.PI * random()
    const turn = (2 * Math.PI * hertz) / sampleRate
    // Each sine by two multiplications a sample: x[n] = 2 cos(turn) x[n − 1] − x[n − 2].
    const [coefficient, amplitude] = [2 * Math.cos(turn), 1 / Math.sqrt(count)]
    let [before, now] = [amplitude * Math.sin(phase - turn), amplitude * Math.sin(phase)]
    for (let n = 0; n < samples.length; n += 1) {
      samples[n] = (samples[n] ?? 0) + now
      ;[before, now] = [now, coefficient * now - before]
    }
  }
  return samples
}

type Gains = { left: number; right: number }
/** How long noise takes to begin and to end, s, and how long it goes on behind a sound. */
const NOISE = { ramp: 0.1, behind: 0.2 }

/** Noise at both ears until `until` by the context's clock, each with its own. */
const playNoise = (context: BaseAudioContext, gains: Gains, until: number, random: () => number): void => {
  const buffer = context.createBuffer(2, context.sampleRate, context.sampleRate)
  for (const [channel, gain] of [gains.left, gains.right].entries())
    buffer.copyToChannel(
      noiseSecond(context.sampleRate, random).map((sample) => gain * sample),
      channel,
    )
  const source = new AudioBufferSourceNode(context, { buffer, loop: true })
  const ramp = new GainNode(context, { gain: 0 })
  const from = context.currentTime
  ramp.gain.setValueAtTime(0, from)
  ramp.gain.linearRampToValueAtTime(1, from + NOISE.ramp)
  ramp.gain.setValueAtTime(1, until - NOISE.ramp)
  ramp.gain.linearRampToValueAtTime(0, until)
  source.connect(ramp).connect(context.destination)
  source.addEventListener('ended', () => ramp.disconnect())
  source.start(from)
  source.stop(until)
}

type Played = { side: 'left' | 'right' | 'silent'; gapMs: number }
/** A fork's sound: `gain` is the amplitude, 0 to 1 of full scale; `noise` that of a sine as loud as the noise at each ear. */
type Fork = Played & { gain: number; noise?: Gains | undefined }

/**
 * Waits `gapMs`, then sounds the fork from one loudspeaker alone, or keeps silence just as long; with noise at both ears all the while, where it is
 * asked for. Calls `begun` when the gap is over and resolves when the sound has ended, both by the sound card's clock; a suspended context never ends.
 */
export const playTone = (
  context: BaseAudioContext,
  { side, gain, gapMs, noise }: Fork,
  begun: () => void = () => {},
  random: () => number = Math.random,
): Promise<void> => {
  if (noise) playNoise(context, noise, context.currentTime + gapMs / 1000 + FORK.seconds + NOISE.behind, random)
  return play(context, forkSamples(context.sampleRate, gain), { side, gapMs }, begun)
}

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
