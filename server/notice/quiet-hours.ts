const HOUR_MS = 3_600_000
const CHINA_MS = 8 * HOUR_MS
const DAY_MS = 24 * HOUR_MS
/** Nobody is told before eight in the morning or from nine in the evening on, in China. */
const FROM_MS = 8 * HOUR_MS
const TO_MS = 21 * HOUR_MS

/** How long to wait before a driver may be told, ms: 0 by day, else until eight in the morning in China. */
export const quietFor = (now: Date): number => {
  const ofDay = (now.getTime() + CHINA_MS) % DAY_MS
  if (ofDay >= FROM_MS && ofDay < TO_MS) return 0
  return ofDay < FROM_MS ? FROM_MS - ofDay : DAY_MS - ofDay + FROM_MS
}
