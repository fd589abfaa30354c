import forbidden from './forbidden-ports.json' with { type: 'json' }

/** Ports at which browsers, and this program's own requests, open no page: "port blocking" of the WHATWG fetch standard. */
const FORBIDDEN: ReadonlySet<number> = new Set(forbidden)

export const LAST_PORT = 65_535

/** Does no browser open this port? */
export const isForbiddenPort = (port: number): boolean => FORBIDDEN.has(port)

/** The port that a URL leads to. */
export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

/** Does a host, as a URL or a setting writes it, lead to this machine alone? 127.0.0.0/8, ::1, and names that RFC 6761 keeps for it. */
export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|\[::1\]|(.+\.)?localhost)$/i.test(host)

/** CAP_NET_BIND_SERVICE (linux/capability.h). */
const MAY_BIND_LOW = 1n << 10n

/**
 * The least port at which this process may listen, by what Linux says of the process and of its network; 0 where nothing is said. `read`
 * gives a file's text, or null.
 */
export const leastPort = (read: (file: string) => string | null): number => {
  const can = /^CapEff:\s*([0-9a-f]+)$/m.exec(read('/proc/self/status') ?? '')?.[1]
  if (can === undefined || (BigInt(`0x${can}`) & MAY_BIND_LOW) !== 0n) return 0
  return Number(read('/proc/sys/net/ipv4/ip_unprivileged_port_start') ?? 1024)
}
