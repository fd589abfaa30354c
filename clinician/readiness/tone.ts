import { playStream } from '#kit/play-stream.ts'

/** A tone that every loudspeaker and ear has, Hz; how long it sounds, s; and how loud, of full scale: as loud as a voice, and no shock. */
const TONE = { hertz: 523.25, seconds: 1.2, gain: 0.2 }

/** Plays a tone by the loudspeaker that was chosen (empty: the system's), and gives it back when it has died away or is called off. */
export const playTone = (loudspeaker: string, signal: AbortSignal): void => {
  const context = new AudioContext()
  const out = new MediaStreamAudioDestinationNode(context)
  const tone = new OscillatorNode(context, { frequency: TONE.hertz })
  const loud = new GainNode(context, { gain: TONE.gain })
  loud.gain.setValueAtTime(TONE.gain, context.currentTime + TONE.seconds / 2)
  loud.gain.linearRampToValueAtTime(0, context.currentTime + TONE.seconds)
  tone.connect(loud).connect(out)
  const ended = new AbortController()
  const off = AbortSignal.any([signal, ended.signal])
  off.addEventListener('abort', () => void context.close(), { once: true })
  tone.addEventListener('ended', () => ended.abort())
  tone.start()
  tone.stop(context.currentTime + TONE.seconds)
  void playStream(out.stream, loudspeaker, off)
}
