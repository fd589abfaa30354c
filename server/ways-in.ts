import { isIP } from 'node:net'
import { isForbiddenPort, isLoopback, LAST_PORT, portOf } from '#protocol/ports.ts'
import type { SettingFault } from '#protocol/setting-fault.ts'

/** What of this machine decides whether settings can hold. */
export type Machine = {
  /** The least port at which this process may listen. */
  leastPort: number
  /** Media workers: each has a port of its own. */
  workers: number
}

/** The settings that say how browsers come in, and how media does. */
type Ways = {
  port: number
  host: string
  origin: string
  demo: boolean
  media: { address: string; port: number }
  tls: object | null
}
type Wrong = (
  variable: 'ROADFIT_PORT' | 'ROADFIT_ORIGIN' | 'ROADFIT_DEMO' | 'ROADFIT_MEDIA_ADDRESS' | 'ROADFIT_MEDIA_PORT',
  fault: SettingFault,
) => void

const NO_PORT: SettingFault = { code: 'no-port', fields: {} }
/** Addresses that only mean something to who listens: everybody's own, and those of groups. */
const isNobodys = (address: string): boolean => /^(0\.|22[4-9]\.|23\d\.|24\d\.|25[0-5]\.)|^::$|^ff/i.test(address)

/** Can people reach this server by these settings, each part by the way that is meant for it? Tells each that can't hold. */
export const judgeWaysIn = (settings: Ways, given: { origin: boolean }, machine: Machine, wrong: Wrong): void => {
  const { port, host, demo } = settings
  const origin = URL.parse(settings.origin)
  const near = origin !== null && isLoopback(origin.hostname)
  if (port > LAST_PORT) wrong('ROADFIT_PORT', NO_PORT)
  else if (port > 0 && port < machine.leastPort) wrong('ROADFIT_PORT', { code: 'port-for-root', fields: { least: machine.leastPort } })
  // Port 0 of an origin that nobody gave is only known once the system has chosen.
  else if (origin && (given.origin || port > 0) && isForbiddenPort(portOf(origin)))
    wrong(given.origin ? 'ROADFIT_ORIGIN' : 'ROADFIT_PORT', { code: 'port-forbidden', fields: {} })
  if (demo && !(near && isLoopback(host))) wrong('ROADFIT_DEMO', { code: 'demo-reachable', fields: {} })
  if (origin?.protocol === 'http:' && settings.tls) wrong('ROADFIT_ORIGIN', { code: 'origin-not-tls', fields: {} })
  judgeMedia(settings, origin !== null && !near, machine, wrong)
}

const judgeMedia = ({ port, media }: Ways, isPublic: boolean, { leastPort, workers }: Machine, wrong: Wrong): void => {
  if (!isLoopback(media.address) && (isIP(media.address) === 0 || isNobodys(media.address)))
    wrong('ROADFIT_MEDIA_ADDRESS', { code: 'no-media-address', fields: {} })
  else if (isPublic && isLoopback(media.address)) wrong('ROADFIT_MEDIA_ADDRESS', { code: 'media-near', fields: {} })
  if (media.port === 0) return
  const last = media.port + workers - 1
  if (last > LAST_PORT) wrong('ROADFIT_MEDIA_PORT', { code: 'media-ports-end', fields: { workers, most: LAST_PORT - workers + 1 } })
  else if (media.port < Math.max(leastPort, 1024)) wrong('ROADFIT_MEDIA_PORT', { code: 'media-port-low', fields: {} })
  else if (port >= media.port && port <= last)
    wrong('ROADFIT_MEDIA_PORT', { code: 'ports-collide', fields: { first: media.port, last, other: 'ROADFIT_PORT', port } })
}
