import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Where connections come from. */
export type Addresses = {
  /** Is this address one of our own proxies? */
  isProxy: (address: string) => boolean
  /** Where a request comes from: behind proxies of ours the last address that isn't one of theirs. Only a proxy of ours is believed. */
  of: (request: { socket: { remoteAddress?: string | undefined }; headers: IncomingHttpHeaders }) => string
}

/** An IPv4 address that a socket for both kinds calls by its IPv6 form, as itself. */
export const plainAddress = (address = ''): string => {
  const short = address.replace(/^::ffff:/i, '')
  return isIPv4(short) ? short : address
}

const kindOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6')

/** `proxies`: addresses or networks of our own proxies. */
export const openAddresses = (proxies: readonly string[]): Addresses => {
  const ours = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/')
    if (prefix === undefined) ours.addAddress(address, kindOf(address))
    else ours.addSubnet(address, Number(prefix), kindOf(address))
  }
  const isProxy = (address: string) => isIP(address) !== 0 && ours.check(address, kindOf(address))
  return {
    isProxy,
    of({ socket, headers }) {
      const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
      let address = plainAddress(socket.remoteAddress)
      // Each proxy has written behind the others whom it saw: whatever stands before the first stranger is that stranger's own word.
      while (isProxy(address)) {
        const before = plainAddress(said.pop()?.trim())
        if (isIP(before) === 0) break
        address = before
      }
      return address
    },
  }
}
