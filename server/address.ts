import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** Where connections come from. */
export type Addresses = {
  /** Is this address one of our own proxies? */
  isProxy: (address: string) => boolean
  /** Where a request comes from: behind proxies of ours the last address that isn't one of theirs. Only a proxy of ours is believed. */
  of: (request: { socket: { remoteAddress?: string | undefined }; headers: IncomingHttpHeaders }) => string
}

/** What was worked out of so many addresses last: a crowd comes from few. */
const MOST_REMEMBERED = 1000
const remembering = (workOut: (address: string) => string): ((address?: string) => string) => {
  const known = new Map<string, string>()
  return (address = '') => {
    const before = known.get(address)
    if (before !== undefined) return before
    const found = workOut(address)
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(address, found)
    return found
  }
}

/** The eight numbers of an IPv6 address in whatever form it is written; null: it is none. */
const groupsOf = (address: string): number[] | null => {
  const [bare = ''] = address.split('%')
  if (!isIPv6(bare)) return null
  // A URL's host is written in one way alone: hexadecimal, the longest run of zeros left out (https://url.spec.whatwg.org/#concept-ipv6-serializer).
  const [before = '', after = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [numbers(before), numbers(after)]
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
}

/** An IPv4 address that a socket for both kinds calls by its IPv6 form (RFC 4291, 2.5.5.2), as itself. */
export const plainAddress = remembering((address) => {
  const groups = groupsOf(address)
  if (!groups || groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return address
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
})

/**
 * What an address counts as wherever something is counted for each: IPv4 by itself, IPv6 by its first 64 bits, since one line gives whoever
 * has it all addresses of such a network (RFC 6177).
 */
export const countedAs = remembering((address) => {
  const plain = plainAddress(address)
  const groups = groupsOf(plain)
  return groups
    ? `${groups
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`
    : plain
})

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
