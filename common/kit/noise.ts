/** Poles of the A-weighting, Hz (IEC 61672-1, annex E), and what makes it 0 dB at 1 kHz. */
const POLES = { low: 20.6, second: 107.7, third: 737.9, high: 12_194 }
const AT_ONE_KHZ_DB = 2

const decibels = (ratio: number): number => 20 * Math.log10(ratio)

/**
 * A-weighting of a signal: two poles at 20.6 Hz, one each at 107.7 and 737.9 Hz, two at 12.2 kHz, as three filters of second
 * order. Within 0.5 dB of IEC 61672-1 from 63 Hz to 4 kHz, within 2 dB at 8 kHz, where digital filters fall faster.
 */
export const aWeighted = (context: BaseAudioContext, source: AudioNode): AudioNode => {
  const pair = Math.sqrt(POLES.second * POLES.third)
  const filters = [
    new BiquadFilterNode(context, { type: 'highpass', frequency: POLES.low, Q: decibels(0.5) }),
    new BiquadFilterNode(context, { type: 'highpass', frequency: pair, Q: decibels(pair / (POLES.second + POLES.third)) }),
    new BiquadFilterNode(context, { type: 'lowpass', frequency: POLES.high, Q: decibels(0.5) }),
    new GainNode(context, { gain: 10 ** (AT_ONE_KHZ_DB / 20) }),
  ]
  return filters.reduce<AudioNode>((before, next) => before.connect(next), source)
}

/** Where most of a voice's strength lies, and what a telephone carries, Hz. */
const VOICE = { from: 300, to: 3400 } as const

/** What a source has in the band of a voice. */
export const voiceBand = (context: BaseAudioContext, source: AudioNode): AudioNode =>
  source
    .connect(new BiquadFilterNode(context, { type: 'highpass', frequency: VOICE.from }))
    .connect(new BiquadFilterNode(context, { type: 'lowpass', frequency: VOICE.to }))

/** Level of samples in dB of a full-scale sine; null: there is no signal at all, as from a microphone that is switched off. */
export const levelOf = (samples: Float32Array): number | null => {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  return power > 0 ? 10 * Math.log10(2 * power) : null
}

/** As many samples as an analyser holds: 0.7 s at 48 kHz. */
const WINDOW = 32_768
/** What a microphone says first is its switching on, ms. */
const SETTLES_MS = 300

/** A pause, cut short when the signal is aborted. */
export const later = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

/** Where `levelOver` reads the level of a source. */
export const meterOf = (context: BaseAudioContext, source: AudioNode): AnalyserNode => {
  const meter = new AnalyserNode(context, { fftSize: WINDOW })
  source.connect(meter)
  return meter
}

/** The level of about the next `ms`, dB of full scale; null: no signal, or `aborted`. The context must run. */
export const levelOver = async (meter: AnalyserNode, ms: number, aborted?: AbortSignal): Promise<number | null> => {
  const windowMs = (1000 * WINDOW) / meter.context.sampleRate
  const windows = Math.max(1, Math.round(ms / windowMs))
  const samples = new Float32Array(WINDOW * windows)
  for (let n = 0; n < windows; n += 1) {
    await later(windowMs, aborted)
    if (aborted?.aborted) return null
    meter.getFloatTimeDomainData(samples.subarray(n * WINDOW, (n + 1) * WINDOW))
  }
  return levelOf(samples)
}

/**
 * The microphone as it hears, without what makes a voice clear: that would take the noise away. `echoCancellation`: without what the page itself
 * plays. Null: there is none for this page.
 */
export const openMicrophone = async ({ echoCancellation = false } = {}): Promise<MediaStream | null> => {
  if (!('mediaDevices' in navigator)) return null
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation, noiseSuppression: false, autoGainControl: false },
    })
  } catch {
    return null
  }
}

/**
 * Listens with the microphone for about `ms` and gives the A-weighted level, dB of its full scale; null: no microphone, or no
 * signal, or `aborted`, which gives the microphone back at once. The context must run.
 */
export const listenToRoom = async (context: AudioContext, ms: number, aborted?: AbortSignal): Promise<number | null> => {
  const microphone = await openMicrophone()
  if (!microphone) return null
  const giveBack = () => microphone.getTracks().forEach((track) => track.stop())
  if (aborted?.aborted) {
    giveBack()
    return null
  }
  aborted?.addEventListener('abort', giveBack, { once: true })
  const source = context.createMediaStreamSource(microphone)
  const meter = meterOf(context, aWeighted(context, source))
  await later(Math.min(ms, SETTLES_MS), aborted)
  const level = await levelOver(meter, ms, aborted)
  source.disconnect()
  giveBack()
  return level
}

/** Listens to the room while a sound of its own stands in it. */
export type Ear = {
  /** From now on a sound of this pitch, Hz, is left out. */
  leaveOut(hertz: number): void
  /** How loud the last third of a second was without that sound, A-weighted, dB of full scale; null: no signal. */
  level(): number | null
  stop(): void
}

/** A third of a second at 48 kHz. */
const SHORT_WINDOW = 16_384
/** Of two filters, one behind the other: a third of an octave is gone, and the booth's own sound with it. */
const NOTCH_Q = 2

/** Opens the microphone for as long as a test of hearing goes on; null: there is none for this page. */
export const openEar = async (context: AudioContext): Promise<Ear | null> => {
  const microphone = await openMicrophone()
  if (!microphone) return null
  const source = context.createMediaStreamSource(microphone)
  const notches = [0, 1].map(() => new BiquadFilterNode(context, { type: 'notch', Q: NOTCH_Q }))
  const analyser = new AnalyserNode(context, { fftSize: SHORT_WINDOW })
  aWeighted(
    context,
    notches.reduce<AudioNode>((before, next) => before.connect(next), source),
  ).connect(analyser)
  const samples = new Float32Array(SHORT_WINDOW)
  return {
    leaveOut(hertz) {
      for (const { frequency } of notches) frequency.value = hertz
    },
    level() {
      analyser.getFloatTimeDomainData(samples)
      return levelOf(samples)
    },
    stop() {
      source.disconnect()
      for (const track of microphone.getTracks()) track.stop()
    },
  }
}
