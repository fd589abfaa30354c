/**
 * Plays a stream as the voice of a call is played, by an element and the loudspeaker that was chosen (empty: the system's), until the
 * signal is aborted. Where the browser plays nothing before a touch it stays silent.
 */
export const playStream = async (stream: MediaStream, loudspeaker: string, signal: AbortSignal): Promise<void> => {
  const sound = new Audio()
  sound.srcObject = stream
  signal.addEventListener(
    'abort',
    () => {
      sound.pause()
      sound.srcObject = null
    },
    { once: true },
  )
  // One that isn't there any more: the system's own sounds.
  await sound.setSinkId(loudspeaker).catch(() => {})
  if (!signal.aborted) await sound.play().catch(() => {})
}
