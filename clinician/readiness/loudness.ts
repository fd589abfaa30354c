import { levelOf } from '#kit/noise.ts'

/** So many samples are looked at together: 43 ms at 48 kHz, about two frames of a screen. */
const WINDOW = 2048

/** Tells how loud a microphone hears, dB of full scale, with each frame of the screen, until it is called off. The track stays whosever it is. */
export const hearLoudness = (track: MediaStreamTrack, take: (db: number) => void, signal: AbortSignal): void => {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: WINDOW })
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser)
  const samples = new Float32Array(WINDOW)
  const look = () => {
    if (signal.aborted) return
    analyser.getFloatTimeDomainData(samples)
    const level = levelOf(samples)
    if (level !== null) take(level)
    requestAnimationFrame(look)
  }
  look()
  signal.addEventListener('abort', () => void context.close(), { once: true })
}
