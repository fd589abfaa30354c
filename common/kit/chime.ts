/** The notes of the chime, Hz: e″ and c″, as of a doorbell. */
const NOTES = [659.26, 523.25]
/** How long each note is alone, and how long it takes to die away, s. */
const EACH_S = 0.35
const DECAY_S = 0.9
/** How loud, of full scale: heard through a hall's talk, and no shock. */
const GAIN = 0.35
/** Between two chimes, ms: long enough to talk between them. */
const EVERY_MS = 5000

/** Sounds the chime once, as soon as the context runs. */
const chime = (context: BaseAudioContext): void => {
  NOTES.forEach((hertz, at) => {
    const from = context.currentTime + at * EACH_S
    const note = new OscillatorNode(context, { frequency: hertz })
    const loud = new GainNode(context, { gain: 0 })
    loud.gain.setValueAtTime(0, from)
    loud.gain.linearRampToValueAtTime(GAIN, from + 0.02)
    loud.gain.exponentialRampToValueAtTime(GAIN / 1000, from + DECAY_S)
    note.connect(loud).connect(context.destination)
    note.start(from)
    note.stop(from + DECAY_S)
  })
}

/** Chimes at once, and again and again until it is called off; `once`: only at once. A page that was never touched may be kept silent by its browser. */
export const ring = (signal: AbortSignal, { once = false } = {}): void => {
  if (signal.aborted) return
  const context = new AudioContext()
  const sound = () => {
    // What couldn't sound isn't made up for: chimes that pile up would all come with the first touch.
    void context.resume()
    if (context.state === 'running') chime(context)
  }
  context.addEventListener('statechange', () => context.state === 'running' && !signal.aborted && chime(context), { once: true })
  const again = once ? undefined : setInterval(sound, EVERY_MS)
  signal.addEventListener('abort', () => {
    clearInterval(again)
    void context.close()
  })
}

const ringing = new WeakMap<object, AbortController>()
/** Rings for somebody for as long as they say that there is something to ring for. */
export const ringFor = (who: object, calls = false): void => {
  if (calls === ringing.has(who)) return
  ringing.get(who)?.abort()
  ringing.delete(who)
  if (!calls) return
  const stop = new AbortController()
  ringing.set(who, stop)
  ring(stop.signal)
}
