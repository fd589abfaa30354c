import { type CaptureProblem, openMicrophone } from './capture.ts'
import { type EchoFound, type EchoMeasured, type Heard, judgeEcho } from './echo-loss.ts'
import { later, levelOver, meterOf, voiceBand } from './noise.ts'
import { playStream } from './play-stream.ts'

/** How loud the voice of a call is played: the nominal level of speech, -26 dB of full scale (ITU-T G.100.1 and P.56), as a part of it. */
const SPEECH = 10 ** (-26 / 20)
/** Sound and pause of the signal that stands for speech, s, and how often they come before they repeat (ITU-T P.501's composite source signal). */
const BURST = { sound: 0.25, pause: 0.1, times: 20 } as const
/** How long it is listened, with and without sound, ms. What a microphone says first is its switching on. */
const LISTEN_MS = 1400
const SETTLES_MS = 500
/** How long the sound goes on before it is listened, ms: the way through loudspeaker and air takes its time, and a canceller learns. */
const BEFORE_MS = { raw: 500, sent: 3000 } as const

export type EchoAround = {
  /** The microphone as it hears (`raw`) or as a call sends it (`sent`); given back when it has been listened to. */
  open: (as: keyof typeof BEFORE_MS) => Promise<MediaStreamTrack | CaptureProblem>
  /** Plays a stream until the signal is aborted. */
  play: (stream: MediaStream, signal: AbortSignal) => Promise<void>
  /** 0 to 1, each equally likely. */
  random: () => number
  signal: AbortSignal
}

/** Noise in bursts, in the band of a voice and as loud as speech is while somebody speaks. */
const speechLike = async (rate: number, random: () => number): Promise<AudioBuffer> => {
  const [sound, pause] = [Math.round(BURST.sound * rate), Math.round(BURST.pause * rate)]
  const length = (sound + pause) * BURST.times
  const context = new OfflineAudioContext({ length, sampleRate: rate })
  const white = new AudioBuffer({ length, sampleRate: rate })
  white.copyToChannel(
    Float32Array.from({ length }, (_, at) => (at % (sound + pause) < sound ? 2 * random() - 1 : 0)),
    0,
  )
  const source = new AudioBufferSourceNode(context, { buffer: white })
  voiceBand(context, source).connect(context.destination)
  source.start()
  const noise = await context.startRendering()
  const samples = noise.getChannelData(0)
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / (sound * BURST.times)
  const gain = SPEECH / Math.sqrt(power)
  noise.copyToChannel(
    samples.map((sample) => gain * sample),
    0,
  )
  return noise
}

/**
 * Plays noise like speech, as a call's voice is played, and measures how much of it the microphone hears, once as it is and once with
 * what a call does to it; about ten seconds. Gives why there is no microphone where there is none; null: called off.
 */
export const measureEcho = async ({ open, play, random, signal }: EchoAround): Promise<EchoMeasured | CaptureProblem | null> => {
  const context = new AudioContext()
  const ended = new AbortController()
  const off = AbortSignal.any([signal, ended.signal])
  try {
    await context.resume()
    const out = new MediaStreamAudioDestinationNode(context)
    const noise = new AudioBufferSourceNode(context, { buffer: await speechLike(context.sampleRate, random), loop: true })
    const gate = new GainNode(context, { gain: 0 })
    noise.connect(gate).connect(out)
    noise.start()
    await play(out.stream, off)
    const loudness = meterOf(context, voiceBand(context, gate))
    let played: number | null = null
    const hear = async (as: keyof typeof BEFORE_MS): Promise<Heard | CaptureProblem> => {
      const track = await open(as)
      if (typeof track === 'string') return track
      const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
      const meter = meterOf(context, voiceBand(context, source))
      await later(SETTLES_MS, off)
      const quiet = await levelOver(meter, LISTEN_MS, off)
      gate.gain.value = 1
      await later(BEFORE_MS[as], off)
      const [during, loud] = await Promise.all([levelOver(meter, LISTEN_MS, off), levelOver(loudness, LISTEN_MS, off)])
      gate.gain.value = 0
      played = loud
      source.disconnect()
      track.stop()
      return { quiet, during }
    }
    const raw = await hear('raw')
    if (typeof raw === 'string' || signal.aborted) return typeof raw === 'string' ? raw : null
    const sent = await hear('sent')
    if (typeof sent === 'string') return sent
    return signal.aborted || played === null ? null : { played, raw, sent }
  } finally {
    ended.abort()
    await context.close()
  }
}

/** What the microphone and the loudspeaker that this browser uses for calls make of a voice; null: called off. */
export const findEcho = async (loudspeaker: string, signal: AbortSignal): Promise<EchoFound | null> => {
  const measured = await measureEcho({
    open: (as) => openMicrophone(as === 'raw' ? 'raw' : 'call'),
    play: (stream, off) => playStream(stream, loudspeaker, off),
    random: Math.random,
    signal,
  })
  if (typeof measured === 'string') return { found: 'missing', problem: measured }
  return measured && judgeEcho(measured)
}
